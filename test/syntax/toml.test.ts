/** TOML with places: values, keys, tables, strings with escapes. Expected values are those of Python's tomllib. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { get, sourceSpan, type TomlDocument, type TomlString, type TomlValue } from '../../server/src/syntax/toml/document';
import { parseToml } from '../../server/src/syntax/toml/parse';
import type { Parsers } from '../../server/src/syntax/parser';
import { testParsers } from './toml-parsers';

/** A document as plain data; only for documents that do not nest deeply. */
function plain(value: TomlValue): unknown {
  switch (value.kind) {
    case 'table':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry.value)]));
    case 'array':
      return value.items.map(plain);
    case 'datetime':
      return value.text;
    default:
      return value.value;
  }
}

describe('TOML', function () {
  this.timeout(60_000);
  let parsers: Parsers;
  before(async () => {
    parsers = await testParsers();
  });
  const parse = (text: string): TomlDocument => parseToml(parsers, text);
  const clean = (text: string): unknown => {
    const document = parse(text);
    assert.deepEqual(document.problems, []);
    return plain(document.root);
  };
  const problems = (text: string) => parse(text).problems.map((problem) => [problem.kind, text.slice(problem.span.start, problem.span.end)]);
  const string = (document: TomlDocument, path: string[]): TomlString => {
    const value = get(document, path)?.value;
    assert.ok(value?.kind === 'string');
    return value;
  };

  describe('values', () => {
    it('reads every kind', () => {
      assert.deepEqual(clean('a=1\nb=-1_000\nc=0xff\nd=0o17\ne=0b11\nf=1.5e3\ng=inf\nh=-inf\ni=true\nj=false\nk=1979-05-27T07:32:00Z\nl=07:32:00\nm="x"\nn=[1,"a",]\no={p=1}'), {
        a: 1, b: -1000, c: 255, d: 15, e: 3, f: 1500, g: Infinity, h: -Infinity, i: true, j: false, k: '1979-05-27T07:32:00Z', l: '07:32:00', m: 'x', n: [1, 'a'], o: { p: 1 },
      });
      assert.ok(Number.isNaN((clean('x = nan') as { x: number }).x));
    });

    it('reads the four kinds of strings', () => {
      assert.deepEqual(clean('a = "t\\t\\u00e9\\U0001F600"\nb = \'c:\\d\'\nc = """\nx\\\n   y\n"z" """\nd = \'\'\'\r\nq\r\n\'\'\''), {
        a: 't\té😀', b: 'c:\\d', c: 'xy\n"z" ', d: 'q\n',
      });
    });

    it('skips blanks behind a line continuation', () => {
      assert.deepEqual(clean('a = """x\\  \n  y"""'), { a: 'xy' });
    });

    it('keeps unknown escapes as written and reports them', () => {
      const text = 'a = "\\ud800"\n';
      assert.deepEqual(problems(text).map(([kind]) => kind), ['escape']);
      assert.equal(string(parse(text), ['a']).value, '\\ud800');
    });
  });

  describe('tables', () => {
    it('joins headers, dotted keys and inline tables', () => {
      assert.deepEqual(clean('a.b.c = 1\na."b".d = 2\n[t.u]\nx = 1\n[t]\ny = 2\n[t.u.v]\nz = {p.q = 3}\n'), {
        a: { b: { c: 1, d: 2 } },
        t: { u: { x: 1, v: { z: { p: { q: 3 } } } }, y: 2 },
      });
    });

    it('appends to arrays of tables, and puts sub-tables into their last item', () => {
      assert.deepEqual(clean('[[e]]\nn = 1\n[e.s]\nk = 1\n[[e]]\nn = 2\n[[e.l]]\n'), { e: [{ n: 1, s: { k: 1 } }, { n: 2, l: [{}] }] });
    });

    it('treats names of object members as keys like any other', () => {
      const document = parse('[__proto__]\nconstructor = 1\n');
      assert.equal(get(document, ['__proto__', 'constructor'])?.value.kind, 'integer');
      assert.equal(get(document, ['toString']), undefined);
      assert.equal(get(document, ['__proto__', 'toString']), undefined);
    });

    it('reports keys and tables that are defined twice, and keeps the first', () => {
      const text = 'a = 1\na = 2\n[b]\nx = 1\n[b]\nx = 2\n[a.c]\ny = 1\n[d]\ne.f = 1\n[d.e]\n[i]\nj = {k = 1}\nj.l = 2\n[[b]]\n';
      assert.deepEqual(problems(text), [
        ['duplicate-key', 'a'], ['redefined-table', 'b'], ['duplicate-key', 'x'], ['redefined-table', 'a'], ['redefined-table', 'e'],
        ['redefined-table', 'j'], ['redefined-table', 'b'],
      ]);
      assert.deepEqual(plain(parse(text).root), { a: 1, b: { x: 1 }, d: { e: { f: 1 } }, i: { j: { k: 1 } } });
    });

    it('says how a table came to be', () => {
      const document = parse('[a.b]\nc.d = {}\n[[e]]\n');
      const form = (path: (string | number)[]) => {
        const value = get(document, path)?.value;
        return value?.kind === 'table' ? value.form : value?.kind;
      };
      assert.deepEqual([['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd'], ['e'], ['e', 0], ['e', 1]].map(form),
        ['implied', 'header', 'dotted', 'inline', 'array', 'item', undefined]);
    });
  });

  describe('places', () => {
    const cases = ['\n', '\r\n'].flatMap((lineEnd) => ['', '# 😀', '\ufeff'].map((first) => ({ lineEnd, first })));
    for (const { lineEnd, first } of cases) {
      it(`holds after ${JSON.stringify(first)} with line ends ${JSON.stringify(lineEnd)}`, () => {
        const text = `${first}${lineEnd}[tool."ha tch".version] # c\npath = 'x'\nlist = ["a", { b = 2 }]\n`.replaceAll('\n', lineEnd).replaceAll('\r\r', '\r');
        const document = parse(text);
        const version = get(document, ['tool', 'ha tch', 'version']);
        const show = (path: (string | number)[]) => {
          const entry = get(document, path)!;
          return [text.slice(entry.keySpan.start, entry.keySpan.end), text.slice(entry.value.span.start, entry.value.span.end)];
        };
        assert.equal(text.slice(version!.keySpan.start, version!.keySpan.end), 'version');
        assert.deepEqual(show(['tool', 'ha tch', 'version']), ['version', '[tool."ha tch".version]']);
        assert.deepEqual(show(['tool', 'ha tch']), ['"ha tch"', '"ha tch"']);
        assert.deepEqual(show(['tool', 'ha tch', 'version', 'path']), ['path', "'x'"]);
        assert.deepEqual(show(['tool', 'ha tch', 'version', 'list', 0]), ['"a"', '"a"']);
        assert.deepEqual(show(['tool', 'ha tch', 'version', 'list', 1, 'b']), ['b', '2']);
      });
    }

    it('maps every character of a string to its source', () => {
      const text = 'k = """\r\na\\u0041\\\r\n   😀\\t"""';
      const value = string(parse(text), ['k']);
      assert.equal(value.value, 'aA😀\t');
      assert.equal(text.slice(value.contentSpan.start, value.contentSpan.end), 'a\\u0041\\\r\n   😀\\t');
      const source = (start: number, end: number) => {
        const at = sourceSpan(value, start, end);
        return text.slice(at.start, at.end);
      };
      assert.deepEqual([source(0, 1), source(1, 2), source(2, 4), source(4, 5)], ['a', '\\u0041', '😀', '\\t']);
      assert.equal(source(0, 5), 'a\\u0041\\\r\n   😀\\t');
      assert.deepEqual(sourceSpan(value, 99, 100), { start: value.contentSpan.end, end: value.contentSpan.end });
      assert.equal(source(1, 1), '');
    });

    it('reads back every string, and maps plain characters one to one', () => {
      fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', '\t', '😀', 'é', '=', '[', '#') }), (content) => {
        const text = `# x\nk = ${JSON.stringify(content)}\n`;
        const document = parse(text);
        const value = string(document, ['k']);
        assert.deepEqual(document.problems, []);
        assert.equal(value.value, content);
        for (let i = 0; i < content.length; i++) {
          const at = sourceSpan(value, i, i + 1);
          const written = text.slice(at.start, at.end);
          assert.equal(written.startsWith('\\') ? (JSON.parse(`"${written}"`) as string) : written, content[i]);
        }
      }));
    });
  });

  it('refuses a byte order mark as tomllib does, and reads on', () => {
    assert.deepEqual(problems('\ufeffa = 1\n'), [['byte-order-mark', '\ufeff']]);
    assert.deepEqual(plain(parse('\ufeffa = 1\n').root), { a: 1 });
  });

  it('gives the same answer however often a text was edited before', () => {
    const keyed = (text: string) => plain(parseToml(parsers, text, 'edited.toml').root);
    assert.deepEqual(keyed('[a]\nb = 1\n'), { a: { b: 1 } });
    assert.deepEqual(keyed('[a]\nb = "\n'), plain(parse('[a]\nb = "\n').root));
    assert.deepEqual(keyed('[a]\nb = "x"\nc = 2\n'), { a: { b: 'x', c: 2 } });
  });
});
