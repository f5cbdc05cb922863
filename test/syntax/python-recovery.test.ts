/** Half-typed code: what stands before and after keeps its statements and its places, and the gap is said. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import type { Module } from '../../server/src/syntax/python/ast';
import { parsePython } from '../../server/src/syntax/python/parse';
import { printStatement } from './python-print';
import { statement } from './python-snippets';

/** What people leave behind while they type. */
const BROKEN = ['x = (', 'os.system(', 'def', 'def f', 'def f(', 'def f():', 'if x', 'if x:', 'for', 'x = ', 'x +', 'x.', 'import', 'from a import', 'class', '@', '@a.', 'x = [1,', 'x = {"a":', 'return (', 'x = "abc', "x = f'{a", 'with open(x) as', 'try:', ')', '}', 'lambda', '$', 'x ==', 'print(a, ', 'assert', 'del'];

/** After these the parser takes the next line for the rest of the expression, and says nothing. */
const OPEN_ENDED = new Set(['x = ', 'x +', 'x.', 'x ==', 'assert', 'del', 'lambda', 'if x', 'for', 'import', 'from a import', '@', 'def', 'class', '@a.', 'with open(x) as']);

describe('recovery', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  const shape = (module: Module): string => module.units.flatMap((unit) => unit.statements).map(printStatement).join(' ');
  /** Statements with their places in the text. */
  const placed = (module: Module): string[] => module.units.flatMap((unit) => unit.statements.map((one) => `${module.offsets.get(unit)! + one.start} ${printStatement(one)}`));

  it('keeps the statements around a broken one', () => {
    const anchor = fc.tuple(fc.constantFrom('def', 'class', 'import', 'call'), fc.nat(99)).map(([kind, n]) =>
      ({ def: `def k${n}(a):\n    return a`, class: `class K${n}:\n    x = 1`, import: `import k${n}`, call: `k${n}("a")` })[kind]);
    fc.assert(fc.property(fc.array(anchor, { minLength: 1, maxLength: 4 }), fc.constantFrom(...BROKEN), fc.array(anchor, { minLength: 1, maxLength: 4 }), (before, broken, after) => {
      const text = `${[...before, broken, ...after].join('\n')}\n`;
      const module = parsePython(parsers, text);
      const found = placed(module);
      const head = `${before.join('\n')}\n`;
      const rest = head.length + broken.length + 1;
      const tail = placed(parsePython(parsers, `${after.join('\n')}\n`)).map((line) => `${Number(line.split(' ')[0]) + rest} ${line.slice(line.indexOf(' ') + 1)}`);
      const taken = OPEN_ENDED.has(broken) && /^k/.test(after[0]!) ? (broken.startsWith('@') ? 2 : 1) : 0;
      for (const one of [...placed(parsePython(parsers, head)), ...tail.slice(taken)]) assert.ok(found.includes(one), `lost: ${one}\nin\n${text}\nleft: ${found.join('\n')}`);
      if (taken === 0) assert.ok(module.problems.length > 0 || found.length > before.length + after.length, `nothing is said about ${broken}`);
    }), { numRuns: 300 });
  });

  it('says where it could not read, within the text', () => {
    fc.assert(fc.property(fc.array(statement, { maxLength: 3 }), fc.constantFrom(...BROKEN), fc.array(statement, { maxLength: 3 }), (before, broken, after) => {
      const text = [...before, broken, ...after].join('\n');
      const module = parsePython(parsers, text);
      for (const { start, end } of module.problems) assert.ok(0 <= start && start <= end && end <= text.length);
      for (const unit of module.units) assert.ok(module.offsets.get(unit)! + unit.text.length <= text.length);
    }));
  });

  it('is total', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: fc.constantFrom(...'()[]{}:\'"\\#\n\r\t\f =.,@deficlasx0'), maxLength: 80 })), (text) => {
      const module = parsePython(parsers, text);
      assert.equal(module.text, text);
      for (const unit of module.units) assert.equal(unit.text.length, text.slice(module.offsets.get(unit)!, module.offsets.get(unit)! + unit.text.length).length);
    }), { numRuns: 500 });
  });

  const kept = (title: string, source: string, expected: string): void => {
    it(title, () => {
      const module = parsePython(parsers, source);
      assert.equal(shape(module), expected);
      assert.ok(module.problems.length > 0);
    });
  };
  kept('keeps the rest of a function', 'def f():\n    a\n    x = (\n    b\nc\n', '(def f [] {a b}) c');
  kept('keeps a function whose only statement is broken', 'def f():\n    return os.system(\nc\n', '(def f [] {pass}) c');
  kept('keeps the methods around a broken one', 'class A:\n    def f(self):\n        x = [\n    def g(self):\n        return 1\n', '(class A [] {(def f [self] {pass}) (def g [self] {(return 1)})})');
  kept('keeps the branches of a condition', 'if a:\n    x = (\nelif b:\n    c\nelse:\n    d +\ne\n', '(if a {pass} else {(if b {c} else {0})}) e');
  kept('keeps what is around an open string', 'a\nx = "abc\nb\n', 'a b');
  kept('keeps definitions below a docstring that is not closed', 'def f():\n    """doc\n    a\n\ndef g():\n    """other"""\n    return 1\n', '(def f [] {a}) (def g [] {"other" (return 1)})');
  kept('keeps a function whose only statement has no room for another', 'def f():\n    x.\nc\n', '(def f [] {0}) c');
  kept('keeps what is below a broken decorator', '@a.\ndef f():\n    b\n@c(\nimport d\n', '(def f [] {b}) (import d)');
  kept('keeps what is above a stray bracket', 'def f():\n    a\n)\nb\n', '(def f [] {a}) b');
  kept('keeps a function whose parameters take several lines', 'def f(\n    a,\n) -> b:\n    c\n    x = (\nd\n', '(def f [a] {c}) d');
  kept('keeps all decorators', '@a(\n  1\n)\n@b\n@c\ndef f():\n    x = (\nb\n', '(@(a 1) @b @c def f [] {pass}) b');
  kept('keeps the decorator', '@a\ndef f():\n    x = (\nb\n', '(@a def f [] {pass}) b');
});
