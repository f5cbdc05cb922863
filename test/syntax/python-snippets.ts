/** Random Python programs for property tests: valid by construction, every statement at the top level on lines of its own. */
import fc from 'fast-check';

const name = fc.constantFrom('a', 'b', 'os', 'données', 'x1', 'ｗ');
const leaf = fc.oneof(name, fc.constantFrom('1', '0x10', '"s"', "b'\\x00'", "r'\\d'", 'f"{a}"', 'f"{a!r:>{b}}"', '"é😀" \'t\'', 'None', '...', '()', '[]', '{}'));

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  return {
    expression: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf,
      fc.tuple(inner, fc.constantFrom('+', '%', '@', '**', ' and ', ' or ', ' not in ', ' < ', ' \\\n + '), inner).map((parts) => `(${parts.join('')})`),
      fc.tuple(name, fc.array(inner, { maxLength: 3 })).map(([fn, args]) => `${fn}(${args.join(', ')})`),
      fc.tuple(inner, inner).map(([a, b]) => `f(*${a}, k=${b}, **d)`),
      inner.map((a) => `(${a}).b[${a}:1]`), inner.map((a) => `[x for x in ${a} if x]`), inner.map((a) => `{"k": ${a}, **e}`), inner.map((a) => `(lambda x, *y: ${a})`),
      fc.tuple(inner, inner).map(([a, b]) => `(${a} if ${b} else c)`), inner.map((a) => `(# why\n  ${a},\n  not ${a})`), inner.map((a) => `(n := ${a})`)),
  };
});

const indent = (text: string): string => text.split('\n').map((line) => (line === '' ? line : `    ${line}`)).join('\n');

/** One statement without a line end; may span lines. */
export const { statement } = fc.letrec<{ statement: string }>((tie) => {
  const body = fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map((all) => indent(all.join('\n')));
  return {
    statement: fc.oneof({ maxDepth: 2, withCrossShrink: true }, expression, expression.map((e) => `x = ${e}`), expression.map((e) => `a.b, *c = ${e}`), expression.map((e) => `x += ${e}`),
      expression.map((e) => `assert ${e}, "no"`), expression.map((e) => `del a[${e}]`), fc.constantFrom('import os', 'import a.b as c', 'from ..d import (e,\n  f as g)', 'pass', 'global a', 'x = """\ntext\n"""'),
      fc.tuple(expression, body).map(([e, b]) => `if ${e}:\n${b}`), fc.tuple(expression, body, body).map(([e, b, c]) => `if ${e}:\n${b}\nelse:\n${c}`),
      fc.tuple(expression, body).map(([e, b]) => `for i in ${e}:\n${b}`), fc.tuple(expression, body).map(([e, b]) => `with ${e} as w:\n${b}`), fc.tuple(body, body).map(([b, c]) => `try:\n${b}\nexcept E as e:\n${c}`),
      fc.tuple(expression, body).map(([e, b]) => `@${'d'}(1)\ndef g(p, q=${e}):\n${b}\n    return p`), body.map((b) => `class C(B):\n${b}`), body.map((b) => `async def h():\n${b}`)),
  };
});

export const program = fc.array(statement, { minLength: 1, maxLength: 6 });
