/** Text → our AST: one line for every kind of statement and expression, Python 2's included. */
import { strict as assert } from 'node:assert';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import type { Module } from '../../server/src/syntax/python/ast';
import { parsePython } from '../../server/src/syntax/python/parse';
import { printStatement } from './python-print';

describe('lowering', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  const shape = (module: Module): string => module.units.flatMap((unit) => unit.statements).map(printStatement).join(' ');
  const becomes = (source: string, expected: string): void => {
    it(JSON.stringify(source), () => {
      const module = parsePython(parsers, source);
      assert.deepEqual(module.problems, []);
      assert.equal(shape(module), expected);
    });
  };

  describe('of expressions', () => {
    const table: readonly [string, string][] = [
      ['x', 'x'], ['ｏｓ', 'os'], ['𝐞𝐱𝐞𝐜(x)', '(exec x)'],
      ['1', '1'], ['1.5', '1.5f'], ['None, True, False, ...', '(tuple None True False Ellipsis)'],
      ['a.b.c', 'a.b.c'], ['a . b', 'a.b'], ['a.ｂ', 'a.b'], ['a[0]', '(at a 0)'], ['a[0, 1]', '(at a (tuple 0 1))'],
      ['a[:]', '(at a :)'.replace(':', '::')], ['a[1:2:3]', '(at a 1:2:3)'], ['a[::-1]', '(at a ::(- 1))'], ['a[1:, 0]', '(at a (tuple 1:: 0))'],
      ['f()', '(f)'], ['f(1, *a, k=2, **d)', '(f 1 *a k=2 **d)'], ['f(x for x in y)', '(f (generator-of x (for x y)))'], ['f(1,)', '(f 1)'],
      ['f(a, \\\n  b)', '(f a b)'], ['f(a, # why\n  b)', '(f a b)'], ['[a, \\\n b]', '(list a b)'],
      ['1 + 2 * 3', '(+ 1 (* 2 3))'], ['1 + 2 + 3', '(+ (+ 1 2) 3)'], ['a @ b // c', '(// (@ a b) c)'], ['2 ** 3 ** 4', '(** 2 (** 3 4))'], ['a + \\\n b', '(+ a b)'],
      ['a and b and c', '(and a b c)'], ['a or b and c', '(or a (and b c))'], ['not a', '(not a)'], ['-a', '(- a)'], ['~a', '(~ a)'],
      ['a < b', '(< a b)'], ['a < b <= c', '(<,<= a b c)'], ['a not in b', '(not in a b)'], ['a is not b', '(is not a b)'], ['a is not b in c', '(is not,in a b c)'],
      ['a if b else c', '(if b a c)'], ['a if b \\\n else c', '(if b a c)'], ['lambda: 0', '(lambda [] 0)'], ['lambda x, *y, z=1, **k: x', '(lambda [x *y !z=1 **k] x)'],
      ['[]', '(list)'], ['()', '(tuple)'], ['(a)', 'a'], ['((a))', 'a'], ['(a,)', '(tuple a)'], ['{a, b}', '(set a b)'], ['{}', '(dict)'], ['{a: b, **c}', '(dict a:b **c)'], ['[*a]', '(list *a)'],
      ['[x for x in y if z]', '(list-of x (for x y) (if z))'], ['{x: y for x, y in z}', '(dict-of x:y (for (tuple x y) z))'], ['{x for y in z for x in y}', '(set-of x (for y z) (for x y))'],
      ['(x async for x in y)', '(generator-of x (for x y))'], ['(n := 1)', '(:= n 1)'], ['"a" "b"', '"a"+"b"'], ['f"{a}-{b!r}"', '{a}+"-"+{b:}'], ['("a"\n f"{b}")', '"a"+{b}'],
      ['f"{a:>{w}}"', '{a:}'], ['f"{a=}"', '{a}'], ['f"{{{a}}}"', '"{"+{a}+"}"'], ['print(a)', '(print a)'], ['exec(a)', '(exec a)'], ['type(a)', '(type a)'],
    ];
    for (const [source, expected] of table) becomes(`${source}\n`, expected);
  });

  describe('of statements', () => {
    const table: readonly [string, string][] = [
      ['x = 1', '(= x 1)'], ['x = y = 1', '(= x y 1)'], ['x, *y = z', '(= (tuple x *y) z)'], ['x: int = 1', '(= x 1)'], ['x: int', '(= x)'], ['a.b = c[0] = 1', '(= a.b (at c 0) 1)'],
      ['x += 1', '(+= x 1)'], ['x //= 2', '(//= x 2)'], ['x >>= 1', '(>>= x 1)'], ['x = yield', '(= x (yield))'], ['type(x).a = 1', '(= x.a 1)'], ['type X = int', ''],
      ['def f():\n  return', '(def f [] {(return)})'], ['def f(a, /, b, *, c=1, **d): return a', '(def f [/a b !c=1 **d] {(return a)})'], ['def f(a: int = 1, *b: str) -> int: pass', '(def f [a=1 *b] {pass})'],
      ['async def f():\n  await x', '(async def f [] {(await x)})'], ['@a\n@b(1)\ndef f(): pass', '(@a @(b 1) def f [] {pass})'],
      ['class A: pass', '(class A [] {pass})'], ['class A(B, metaclass=C):\n  x = 1', '(class A [B metaclass=C] {(= x 1)})'], ['@a\nclass A: pass', '(@a class A [] {pass})'],
      ['if a: b\nelif c: d\nelse: e', '(if a {b} else {(if c {d} else {e})})'], ['for a, b in c:\n  break\nelse:\n  d', '(for (tuple a b) c {break} else {d})'],
      ['while a:\n  continue\nelse: b', '(while a {continue} else {b})'], ['for x in a, b: pass', '(for x (tuple a b) {pass})'],
      ['try: a\nexcept: b', '(try {a} (except {b}))'], ['try: a\nexcept B as c: d\nexcept (E, F): g\nelse: h\nfinally: i', '(try {a} (except B as c {d}) (except (tuple E F) {g}) else {h} finally {i})'],
      ['try: a\nexcept* B as c: d', '(try {a} (except B as c {d}))'],
      ['with a: b', '(with a {b})'], ['with a as b, c() as (d, e): f', '(with a→b (c)→(tuple d e) {f})'], ['with (a as b, c): d', '(with a→b c {d})'], ['async with a as b: c', '(with a→b {c})'],
      ['import a', '(import a)'], ['import a.b as c, d', '(import a.b→c d)'], ['from a import b', '(from a b)'], ['from ..a.b import c as d, e', '(from ..a.b c→d e)'], ['from . import (a,\n b,)', '(from . a b)'], ['from a import *', '(from a *)'],
      ['from __future__ import annotations', ''], ['global a, b', '(global a b)'], ['def f():\n  nonlocal a', '(def f [] {(nonlocal a)})'], ['del a, b.c', '(del a b.c)'], ['assert a, b', '(assert a b)'],
      ['raise', '(raise)'], ['raise A(1) from b', '(raise (A 1) from b)'], ['a; b', 'a b'], ['yield from a', '(yield-from a)'], ['a, b', '(tuple a b)'], ['match = a.match(b)', '(= match (a.match b))'],
      ['match a:\n  case B(x=c) if d: e\n  case [f, *g] | {"h": i}: j\n  case _: k', '(match a (case [c] if d {e}) (case [f g i] {j}) (case [] {k}))'],
    ];
    for (const [source, expected] of table) becomes(`${source}\n`, expected);
  });

  describe('of Python 2', () => {
    const table: readonly [string, string][] = [
      ['print "a", b', '(print "a" b)'], ['print', 'print'], ['exec a', '(exec a)'], ['exec a in b', '(exec a b)'], ['raise A, "b"', '(raise (tuple A "b"))'],
      ['try: a\nexcept B, c: d', '(try {a} (except B as c {d}))'], ['x = 0777', '(= x 511)'], ['x = 10L', '(= x 10)'], ['x = ur"a"', '(= x "a")'], ['if a <> b: pass', '(if (<> a b) {pass})'],
    ];
    for (const [source, expected] of table) becomes(`${source}\n`, expected);
  });

  describe('of odd texts', () => {
    const table: readonly [string, string][] = [
      ['', ''], ['\n\n', ''], ['# only a comment', ''], ['\ufeffx = 1\n', '(= x 1)'], ['x = 1\r\ny = 2\r\n', '(= x 1) (= y 2)'], ['x = 1\n\f\ny = 2\n', '(= x 1) (= y 2)'], ['x = 1', '(= x 1)'],
      ['# a comment ends here\rx = 1\n', '(= x 1)'], ['if a:\n\tb\n\tc\n', '(if a {b c})'], ['x = (\n1\n)\n', '(= x 1)'],
    ];
    for (const [source, expected] of table) becomes(source, expected);
  });

  it('reports a null and reads on', () => {
    const module = parsePython(parsers, 'x = 1\0\ny = 2\n');
    assert.equal(shape(module), '(= x 1) (= y 2)');
    assert.deepEqual(module.problems, [{ start: 5, end: 6, message: 'NUL byte' }]);
  });

  it('lends statements that did not change, the very same objects', () => {
    const first = parsePython(parsers, 'a = 1\nb = 2\nb = 2\n');
    const second = parsePython(parsers, 'c = 3\na = 1\nb = 2\nb = 2\n', { earlier: first });
    assert.deepEqual(second.units.slice(1).map((unit) => first.units.indexOf(unit)), [0, 1, 2]);
    assert.deepEqual(second.units.map((unit) => second.offsets.get(unit)), [0, 6, 12, 18]);
  });
});
