/** Lines that are indented as Python does not take them are told: just those that CPython refuses. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { parsePython } from '../../server/src/syntax/python/parse';

const CHECK = `
import json, sys, warnings
warnings.simplefilter("ignore")
def refused(source):
    try:
        compile(source, "a.py", "exec")
        return None
    except SyntaxError as error:
        return type(error).__name__
json.dump([refused(source) for source in json.load(sys.stdin)], sys.stdout)
`;

/** The error that CPython raises for each text; undefined without CPython. */
function cpython(texts: readonly string[]): readonly (string | null)[] | undefined {
  const run = spawnSync('python3', ['-I', '-X', 'utf8', '-c', CHECK], { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 1 << 26 });
  return run.error || run.status !== 0 ? undefined : (JSON.parse(run.stdout) as (string | null)[]);
}

const BLANKS = ['', '', '  ', '    ', '    ', '        ', '\t', '\t\t', ' \t', '\f  '];
const LINES = ['a', 'b = (1,\n  2)', 'if a:', 'elif b:', 'else:', 'for c in d:', 'try:', 'except E:', 'finally:', 'def f():', '@a', 'class C:', 'with a: b', 'c; d', '# remark', 'e = """\n x\n"""', 'f = 1 + \\\n      2', 'while a:', 'match a:', 'case 1:', 'return', ''];
const line = fc.tuple(fc.constantFrom(...BLANKS), fc.constantFrom(...LINES)).map(([blanks, text]) => blanks + text);

/** Whole programs, in which the blanks of some lines are changed. */
const WHOLE = [
  'if a:\n    b\n    c\nelif d:\n    e\nelse:\n    f\ng\n', 'try:\n    a\nexcept E:\n    b\nexcept F:\n    c\nelse:\n    d\nfinally:\n    e\n',
  '@a\n@b(\n  c)\ndef f(x):\n    """doc"""\n    if x:\n        return 1\n    # remark\n    return 2\n', 'class C:\n    x = 1\n\n    def f(self):\n        pass\n\n    y = [\n  1]\n',
  'for a in b:\n    c\n    for d in e:\n        f\n    else:\n        g\nelse:\n    h\n', 'match a:\n    case 1:\n        b\n    case 2:\n        c\nd\n', 'with a:\n\tb\n\twith c: d\n\te\nf\n', 'while a:\n    b\n\n    c; d\nelse:\n    e\n', 'async def f():\n    async with a:\n        b\n    async for c in d:\n        e\n',
];
const disturbed = fc.constantFrom(...WHOLE).chain((text) => fc.tuple(fc.nat(text.split('\n').length - 1), fc.constantFrom(...BLANKS), fc.boolean()).map(([at, blanks, windows]) =>
  text.split('\n').map((one, i) => (i === at ? blanks + one.trimStart() : one)).join(windows ? '\r\n' : '\n')));

describe('indentation', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  const agree = (texts: readonly string[]): number => {
    const answers = cpython(texts)!;
    const wrong: string[] = [];
    let bad = 0;
    texts.forEach((text, i) => {
      const { problems } = parsePython(parsers, text);
      const refused = answers[i] === 'IndentationError' || answers[i] === 'TabError';
      if (refused) bad++;
      // Of texts with other errors, too, something is said, but nobody has to agree on what.
      if (refused && problems.length === 0) wrong.push(`nothing is said, CPython: ${answers[i]!}\n${JSON.stringify(text)}`);
      if (answers[i] === null && problems.length > 0) wrong.push(`${problems[0]!.message}, but CPython takes it\n${JSON.stringify(text)}`);
    });
    assert.deepEqual(wrong, []);
    return bad;
  };

  it('is told where CPython refuses it, in programs with one line out of place', function () {
    if (!cpython([])) this.skip();
    fc.assert(fc.property(fc.array(disturbed, { minLength: 200, maxLength: 200 }), (texts) => assert.ok(agree(texts) > 20)), { numRuns: 3, endOnFailure: true });
  });

  it('is told where CPython refuses it, in any lines', function () {
    if (!cpython([])) this.skip();
    fc.assert(fc.property(fc.array(fc.array(line, { maxLength: 6 }).map((lines) => `${lines.join('\n')}\n`), { minLength: 200, maxLength: 200 }), (texts) => assert.ok(agree(texts) > 20)), { numRuns: 3, endOnFailure: true });
  });

  it('has its place', () => {
    assert.deepEqual(parsePython(parsers, 'x = 1\n    y = 2\nif x:\n    y\n  else:\n    z\n').problems.map(({ start, end }) => [start, end]), [[10, 15], [30, 34]]);
  });

  it('may have a margin in text that is dedented before it runs, the same for all', () => {
    assert.deepEqual(parsePython(parsers, '\n    x = 1\n    if x:\n        y\n', { margin: true }).problems, []);
    assert.equal(parsePython(parsers, '\n    x = 1\n      y = 2\n', { margin: true }).problems.length, 1);
    assert.equal(parsePython(parsers, '\n    x = 1\n').problems.length, 1);
  });
});
