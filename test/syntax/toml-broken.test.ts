/** TOML that does not parse: what stands is read, what does not is said, and no text breaks or stalls the reader. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contains } from '../../server/src/base/text';
import { get, type TomlDocument, type TomlValue } from '../../server/src/syntax/toml/document';
import { parseToml } from '../../server/src/syntax/toml/parse';
import { splitStatements } from '../../server/src/syntax/toml/statements';
import type { Parsers } from '../../server/src/syntax/parser';
import { testParsers } from './toml-parsers';

/** Visits all values with a stack: documents may nest as deep as they like. */
function* valuesOf(document: TomlDocument): Generator<TomlValue> {
  const open: TomlValue[] = [document.root];
  for (let value = open.pop(); value; value = open.pop()) {
    yield value;
    if (value.kind === 'array') for (const item of value.items) open.push(item);
    if (value.kind === 'table') for (const entry of value.entries.values()) open.push(entry.value);
  }
}

function depthOf(document: TomlDocument): number {
  let depth = 0;
  let level: TomlValue[] = [document.root];
  for (; level.length > 0; depth++) {
    level = level.flatMap((value) => (value.kind === 'array' ? [...value.items] : value.kind === 'table' ? [...value.entries.values()].map((entry) => entry.value) : []));
  }
  return depth;
}

describe('broken TOML', function () {
  // Hostile texts take a while on a busy machine; nothing here is about time.
  this.timeout(60_000);

  let parsers: Parsers;
  before(async () => {
    parsers = await testParsers();
  });
  const parse = (text: string): TomlDocument => parseToml(parsers, text);
  const read = (text: string) => {
    const document = parse(text);
    return {
      value: (...path: string[]) => {
        const value = get(document, path)?.value;
        return value?.kind === 'string' || value?.kind === 'integer' ? value.value : value?.kind;
      },
      problems: document.problems.map((problem) => [problem.kind, text.slice(problem.span.start, problem.span.end)]),
    };
  };

  it('loses only the half-typed line', () => {
    for (const half of ['a = ', 'a =', 'a', 'a b', '= 3', 'a = "open', 'a = [1, 2', 'a = {x = ', 'a = 1 2', 'a.b.', 'a = """open', "a = '''open"]) {
      const { value, problems } = read(`[first]\nx = 1\n${half}\ny = 2\n[second]\nz = "3"\n`);
      assert.deepEqual([value('first', 'x'), value('first', 'y'), value('second', 'z')], [1, 2, '3'], half);
      assert.equal(problems.length, 1, half);
      assert.equal(problems[0]![0], 'syntax');
      assert.ok(half.startsWith(problems[0]![1]!), half);
    }
  });

  it('keeps what a broken list already holds', () => {
    const text = '[build-system]\nrequires = ["a", "b"\nbuild-backend = "m"\n';
    const value = get(parse(text), ['build-system', 'requires'])?.value;
    assert.deepEqual(value?.kind === 'array' && value.items.map((item) => item.kind === 'string' && item.value), ['a', 'b']);
    assert.equal(read(text).value('build-system', 'build-backend'), 'm');
  });

  it('knows the table of a header without its bracket', () => {
    assert.equal(read('[tool.x\nk = 1\n').value('tool', 'x', 'k'), 1);
  });

  it('does not join lines as the parser would', () => {
    const { value } = read('a b\nc = 1\n');
    assert.deepEqual([value('a'), value('c')], [undefined, 1]);
  });

  it('leaves long strings whole that look like statements', () => {
    const { value } = read('a = """\n[x]\nb = 1\n"""\nc =\nd = 2\n');
    assert.deepEqual([value('a'), value('b'), value('d')], ['[x]\nb = 1\n', undefined, 2]);
  });

  it('reads long texts the same as short ones', () => {
    const filler = Array.from({ length: 3000 }, (_, i) => `key${i} = "some value ${i}"\n`).join('');
    const document = parse(`top = 1\n[f]\n${filler}broken = \nlist = [\n  "x=", # [y]\n  'z',\n]\n[last]\nk = """\n[no]\n"""\n`);
    assert.deepEqual(document.problems.map((problem) => problem.kind), ['syntax']);
    const filled = get(document, ['f'])?.value;
    assert.equal(filled?.kind === 'table' && filled.entries.size, 3001);
    const list = get(document, ['f', 'list'])?.value;
    assert.equal(list?.kind === 'array' && list.items.length, 2);
    const text = get(document, ['last', 'k'])?.value;
    assert.equal(text?.kind === 'string' && text.value, '[no]\n');
  });

  it('stops after many broken statements and says so', () => {
    const text = 'k = [\n'.repeat(1000);
    const last = parse(text).problems.at(-1)!;
    assert.equal(last.kind, 'limit');
    assert.equal(last.span.end, text.trimEnd().length);
  });

  it('splits valid texts into whole statements', () => {
    const text = 'a = 1\r\n\r\n# c\r\nb = [\r\n  "]", # ]\r\n]\r\n[[t]] # x\r\nc = """\r\nd = 1"""\r\ne = {\'}\' = 1}';
    assert.deepEqual(splitStatements(text, 0).map(({ start, end }) => text.slice(start, end)),
      ['a = 1', 'b = [\r\n  "]", # ]\r\n]', '[[t]] # x', 'c = """\r\nd = 1"""', "e = {'}' = 1}"]);
  });

  describe('hostile', () => {
    const N = 20_000;

    it('nests as deep as the text', () => {
      assert.equal(depthOf(parse(`a = ${'['.repeat(N)}${']'.repeat(N)}`)), N + 1);
      assert.equal(depthOf(parse(`a = ${'{a='.repeat(N)}1${'}'.repeat(N)}`)), N + 2);
      assert.equal(depthOf(parse(`${'a.'.repeat(N)}b = 1`)), N + 2);
      assert.equal(depthOf(parse(`[${'a.'.repeat(N)}b]`)), N + 2);
    });

    it('reports what never closes', () => {
      for (const text of ['[', '{a='].map((unit) => `a = ${unit.repeat(N)}`)) {
        assert.notDeepEqual(parse(`${text}\n`).problems, []);
      }
    });

    it('takes a megabyte of statements, open strings and garbage', () => {
      for (const unit of ['a=1\n', 'a="\n', 'a=[\n', '\0']) assert.notDeepEqual(parse(unit.repeat(1_000_000 / unit.length)).problems, [], unit);
    });

    it('takes a lot of anything', () => {
      const units = ['a=1\n', 'a="\n', '[a]\n', '[\n', 'a=[\n', 'a={\n', 'a="""\n', '"', '=', 'a', ' ', '\0', '\\', '#'];
      for (const unit of units) {
        const text = unit.repeat(Math.ceil(200_000 / unit.length));
        const { problems } = parse(text);
        for (const problem of problems) assert.ok(problem.span.end <= text.length, unit);
        assert.equal(problems.length > 0, !['#', ' '].includes(unit), JSON.stringify(unit));
      }
    });
  });

  const fragment = fc.constantFrom('a', 'b', '.', '=', ' = ', '1', '"', "'", '"""', '[', ']', '[[', ']]', '{', '}', ',', '\n', '\r\n', '#', '\\', '\\u00e9', '😀', '\ufeff', 'true', '\0', 'k = "v"\n', '[t.u]\n');

  it('never throws, and every span holds what it says', () => {
    fc.assert(fc.property(fc.array(fragment, { maxLength: 40 }), (fragments) => {
      const text = fragments.join('');
      const document = parse(text);
      const whole = { start: 0, end: text.length };
      for (const value of valuesOf(document)) {
        assert.ok(contains(whole, value.span));
        if (value.kind === 'string') assert.ok(contains(value.span, value.contentSpan));
        if (value.kind !== 'table') continue;
        for (const [key, entry] of value.entries) {
          assert.equal(key, entry.key);
          const written = text.slice(entry.keySpan.start, entry.keySpan.end);
          if (!/^["']/.test(written)) assert.equal(written, key);
        }
      }
      for (const problem of document.problems) assert.ok(contains(whole, problem.span));
    }), { numRuns: 400 });
  });

  it('reads a valid statement wherever it stands among broken ones', () => {
    const broken = fc.constantFrom('a = ', 'e = [1', 'f = ["x",', '[', ']', 'x y', '= 1', 'b = "', 'c = {', '[[q', 'd = 1 2', '');
    fc.assert(fc.property(fc.array(broken, { maxLength: 6 }), fc.array(broken, { maxLength: 6 }), (above, below) => {
      const document = parse([...above, '[tool.wanted]', 'key = "value"', ...below].join('\n'));
      const value = get(document, ['tool', 'wanted', 'key'])?.value;
      assert.equal(value?.kind === 'string' && value.value, 'value');
    }), { numRuns: 300 });
  });
});
