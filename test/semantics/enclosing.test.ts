/** The statement around a place, and whether the place runs whenever the statement does. The place is the name `HERE`. */
import { strict as assert } from 'node:assert';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { enclosing, type Enclosing } from '../../server/src/semantics/enclosing';
import { parsePython } from '../../server/src/syntax/python/parse';
import type { Parsers } from '../../server/src/syntax/parser';

describe('enclosing', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  const around = (source: string): Enclosing | undefined => {
    const module = parsePython(parsers, `${source}\n`);
    assert.deepEqual(module.problems, [], source);
    const unit = module.units[0]!;
    const at = unit.text.indexOf('HERE');
    return enclosing(unit, at, at + 4);
  };

  const table: readonly [source: string, runs: boolean][] = [
    ['HERE', true], ['print(HERE)', true], ['x = HERE', true], ['x[HERE] = 1', true], ['x += HERE', true], ['x: int = HERE', true], ['assert HERE', true], ['raise HERE', true],
    ['a(b)[c.d(HERE)]', true], ['[1, (2, {3: HERE})]', true], ['f"{HERE}"', true], ['not -HERE', true], ['(x := HERE)', true], ['print(*HERE, **x)', true], ['a < HERE', true],
    ['lambda: HERE', false], ['lambda x=1: x(HERE)', false], ['[HERE for x in y]', false], ['[x for x in HERE]', true], ['[x for x in y if HERE]', false], ['[z for x in y for z in HERE]', false],
    ['{HERE: 1 for x in y}', false], ['sum(HERE for x in y)', false], ['{x for x in print(HERE)}', true],
    ['HERE and x', true], ['x and HERE', false], ['x or y or HERE', false], ['(HERE or x) and y', true], ['(x and HERE) or y', false],
    ['x if HERE else y', true], ['HERE if x else y', false], ['x if y else HERE', false], ['print(x if HERE else y)', true],
    ['if HERE: pass', true], ['while HERE: pass', false], ['for x in HERE: pass', true], ['with HERE: pass', true], ['with HERE as x: pass', true], ['match HERE:\n  case 1: pass', true],
    ['def f(x=HERE): pass', false], ['@HERE\ndef f(): pass', false], ['@HERE\nclass A: pass', false], ['class A(HERE): pass', false], ['del x[HERE]', false],
    ['try: pass\nexcept HERE: pass', false], ['match x:\n  case y if HERE: pass', false],
  ];
  for (const [source, runs] of table) {
    it(`${source.replace(/\s*\n\s*/g, ' ⏎ ')}: ${runs ? 'runs with it' : 'may not run'}`, () => {
      const found = around(source);
      assert.ok(found);
      assert.equal(found.statements.length, 1);
      assert.equal(found.runsWithStatement, runs);
    });
  }

  const nested: readonly [source: string, kinds: string, runs: boolean][] = [
    ['if x:\n  HERE', 'If ExprStmt', true], ['if x:\n  pass\nelif y:\n  z = HERE', 'If If Assign', true], ['if x: pass\nelif HERE: pass', 'If If', true], ['if x: pass\nelse:\n  return_(HERE)', 'If ExprStmt', true],
    ['for x in y:\n  pass\nelse:\n  HERE', 'For ExprStmt', true], ['while x:\n  for y in HERE: pass', 'While For', true],
    ['try:\n  pass\nexcept E:\n  HERE\nfinally:\n  pass', 'Try ExprStmt', true], ['try:\n  pass\nexcept E: pass\nelse:\n  HERE', 'Try ExprStmt', true], ['try:\n  pass\nfinally:\n  HERE', 'Try ExprStmt', true],
    ['with x:\n  y = z and HERE', 'With Assign', false], ['def f():\n  return HERE', 'FunctionDef Return', true], ['class A:\n  def f(self):\n    if x:\n      HERE', 'ClassDef FunctionDef If ExprStmt', true],
    ['@x\ndef f():\n  HERE', 'FunctionDef ExprStmt', true], ['match x:\n  case 1:\n    pass\n  case 2:\n    HERE', 'Match ExprStmt', true], ['def f():\n  def g(x=HERE): pass', 'FunctionDef FunctionDef', false],
    ['if x: y = HERE', 'If Assign', true], ['if x:\n  a; b; HERE', 'If ExprStmt', true],
  ];
  for (const [source, kinds, runs] of nested) {
    it(`${source.replace(/\s*\n\s*/g, ' ⏎ ')}: ${kinds}`, () => {
      const found = around(source);
      assert.equal(found?.statements.map(({ kind }) => kind).join(' '), kinds);
      assert.equal(found?.runsWithStatement, runs);
    });
  }

  it('is nothing outside all statements', () => {
    const unit = parsePython(parsers, 'x = 1\n').units[0]!;
    assert.equal(enclosing(unit, 100, 101), undefined);
    assert.equal(enclosing(unit, 0, 100), undefined);
  });
  it('does not run what is no expression of its own', () => {
    const unit = parsePython(parsers, 'print(a, b)\n').units[0]!;
    assert.equal(enclosing(unit, 6, 10)?.runsWithStatement, false);
  });
});
