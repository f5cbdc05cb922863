/** Which names a function binds: one line of the table for each way to bind one (Python language reference, 4.2.1). */
import { strict as assert } from 'node:assert';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { childExpressions, scopeOf } from '../../server/src/semantics/scopes';
import type { FunctionDef, Lambda } from '../../server/src/syntax/python/ast';
import { parsePython } from '../../server/src/syntax/python/parse';
import type { Parsers } from '../../server/src/syntax/parser';

describe('scopes', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  const functionOf = (source: string): FunctionDef => {
    const module = parsePython(parsers, source);
    assert.deepEqual(module.problems, [], source);
    const [statement] = module.units[0]!.statements;
    assert.ok(statement?.kind === 'FunctionDef');
    return statement;
  };
  const body = (lines: string): FunctionDef => functionOf(`def f():\n${lines.split('\n').map((line) => `    ${line}`).join('\n')}\n`);
  const locals = (node: FunctionDef | Lambda): string => [...scopeOf(node).locals].sort().join(' ');

  const binds: readonly [source: string, names: string][] = [
    ['pass', ''], ['print(a)', ''], ['a = 1', 'a'], ['a = b = 1', 'a b'], ['a: int = 1', 'a'], ['a: int', 'a'], ['a += 1', 'a'],
    ['a, (b, [c]) = x', 'a b c'], ['a, *b = x', 'a b'], ['*a, = x', 'a'], ['[a, b] = x', 'a b'],
    ['x.a = 1', ''], ['x[a] = 1', ''], ['x.a, x[0], b = y', 'b'],
    ['for a in b:\n    c = 1\nelse:\n    d = 1', 'a c d'], ['for a, *b in x: pass', 'a b'], ['while x:\n    a = 1\nelse:\n    b = 1', 'a b'],
    ['if x:\n    a = 1\nelif y:\n    b = 1\nelse:\n    c = 1', 'a b c'],
    ['with x: pass', ''], ['with x as a, y as (b, c): pass', 'a b c'], ['with x as y.z: pass', ''],
    ['try:\n    a = 1\nexcept E as b:\n    c = 1\nelse:\n    d = 1\nfinally:\n    e = 1', 'a b c d e'], ['try: pass\nexcept E: pass', ''],
    ['import a', 'a'], ['import a.b.c', 'a'], ['import a.b as c, d', 'c d'], ['from x import a', 'a'], ['from x import a as b, c', 'b c'], ['from . import a', 'a'],
    ['def a(b):\n    c = 1', 'a'], ['class A(B):\n    c = 1\n    def d(self): pass', 'A'], ['async def a(): pass', 'a'],
    ['(a := 1)', 'a'], ['if (a := x): pass', 'a'], ['while (a := x): pass', 'a'], ['print((a := 1), b=(c := 2))', 'a c'], ['return (a := 1)', 'a'], ['for x in (a := y): pass', 'a x'],
    ['assert (a := 1)', 'a'], ['x = f"{(a := 1)}"', 'a x'], ['with (a := x): pass', 'a'],
    ['[a for a in b]', ''], ['{a: c for a, c in b if a}', ''], ['sum(a for a in b)', ''], ['[(y := a) for a in b]', 'y'], ['any((y := a) for a in b if (z := a))', 'y z'],
    ['lambda a: (b := a)', ''], ['c = lambda a: a', 'c'], ['del a', 'a'], ['del a.b, c[d]', ''], ['del (a, b)', 'a b'],
    ['match x:\n    case [a, *b]:\n        c = 1\n    case {"k": d, **e}: pass\n    case 1 as h: pass\n    case _: pass', 'a b c d e h'],
    ['global a\na = 1', ''], ['nonlocal a\na = 1', ''], ['if x:\n    global a\na = b = 1', 'b'],
  ];
  for (const [source, names] of binds) it(`${source.replace(/\s*\n\s*/g, ' ⏎ ')} binds ${names || 'nothing'}`, () => assert.equal(locals(body(source)), names));

  it('parameters of every kind are bound', () => {
    assert.equal(locals(functionOf('def f(a, /, b, c=d, *e, g=h, **i): pass\n')), 'a b c e g i');
  });
  it('a lambda binds its parameters and what := names in it', () => {
    const node = body('x = lambda a, *b: (c := a)');
    const [statement] = node.body;
    assert.ok(statement?.kind === 'Assign' && statement.value?.kind === 'Lambda');
    assert.equal(locals(statement.value), 'a b c');
  });
  it('global names are kept apart, nonlocal ones belong to neither', () => {
    const scope = scopeOf(body('global a, b\nnonlocal c\na = c = d = 1'));
    assert.deepEqual([[...scope.globals], [...scope.locals]], [['a', 'b'], ['d']]);
  });
  it('is made once for a function', () => {
    const node = body('a = 1');
    assert.equal(scopeOf(node), scopeOf(node));
  });

  const generators: readonly [source: string, generator: boolean][] = [
    ['yield', true], ['yield 1', true], ['x = yield', true], ['yield from x', true], ['if x:\n    for a in b:\n        yield a', true], ['print((yield))', true], ['return 1', false],
    ['def g():\n    yield', false], ['x = lambda: (yield)', false], ['return (a for a in b)', false], ['class A:\n    def g(self):\n        yield', false],
  ];
  for (const [source, generator] of generators) it(`${source.replace(/\s*\n\s*/g, ' ⏎ ')} makes ${generator ? 'a generator' : 'no generator'}`, () => assert.equal(scopeOf(body(source)).isGenerator, generator));

  describe('children', () => {
    const table: readonly [source: string, children: readonly string[]][] = [
      ['a', []], ['1', []], ['None', []], ['"a"', []], ['f"{a}b{c!r}"', ['a', 'c']], ['a.b', ['a']], ['a[b]', ['a', 'b']], ['a(b, *c, d=e, **g)', ['a', 'b', 'c', 'e', 'g']],
      ['a + b', ['a', 'b']], ['a and b and c', ['a', 'b', 'c']], ['a < b < c', ['a', 'b', 'c']], ['not a', ['a']], ['a if b else c', ['b', 'a', 'c']], ['lambda a: b', ['b']],
      ['[a, b]', ['a', 'b']], ['(a, *b)', ['a', '*b']], ['{a: b, **c}', ['a', 'b', 'c']], ['[a for b in c if d]', ['c', 'b', 'd', 'a']], ['{a: b for c in d}', ['d', 'c', 'a', 'b']],
    ];
    for (const [source, children] of table) {
      it(`of ${source} come in the order of evaluation`, () => {
        const unit = parsePython(parsers, `${source}\n`).units[0]!;
        const [statement] = unit.statements;
        assert.ok(statement?.kind === 'ExprStmt');
        assert.deepEqual(childExpressions(statement.value).map(({ start, end }) => unit.text.slice(start, end)), children);
      });
    }
  });
});
