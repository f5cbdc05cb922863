/**
 * Prints our Python AST as compact S-expressions, and walks it: what the tests of the lowering share.
 *
 *     x = f(1, *a)        (= x (f 1 *a))
 */
import type { Argument, Expr, Param, Stmt, Unit } from '../../server/src/syntax/python/ast';

const list = (...parts: readonly (string | readonly string[])[]): string => `(${parts.flat().filter((part) => part !== '').join(' ')})`;
const block = (statements: readonly Stmt[]): string => `{${statements.map(printStatement).join(' ')}}`;
const maybe = (word: string, statements: readonly Stmt[]): string => (statements.length === 0 ? '' : `${word} ${block(statements)}`);
const optional = (node: Expr | undefined): string => (node ? print(node) : '');

const MARK = { 'positional-only': '/', positional: '', args: '*', 'keyword-only': '!', kwargs: '**' } as const;
const params = (all: readonly Param[]): string => `[${all.map((param) => MARK[param.type] + param.name + (param.default ? `=${print(param.default)}` : '')).join(' ')}]`;
const argument = ({ keyword, value }: Argument): string => (keyword === undefined ? print(value) : keyword.startsWith('*') ? keyword + print(value) : `${keyword}=${print(value)}`);

export function print(node: Expr): string {
  switch (node.kind) {
    case 'Name': return node.id;
    case 'Num': return typeof node.value === 'bigint' ? String(node.value) : `${node.value}f`;
    case 'Str': return (node.bytes ? 'b' : '') + node.parts.map((part) => (part.kind === 'text' ? JSON.stringify(part.cooked) : `{${print(part.value)}${part.formatted ? ':' : ''}}`)).join('+');
    case 'Constant': return node.value;
    case 'Attribute': return `${print(node.value)}.${node.attr}`;
    case 'Subscript': return list('at', print(node.value), print(node.index));
    case 'Slice': return [node.lower, node.upper, node.step].map(optional).join(':');
    case 'Call': return list(print(node.func), node.args.map(argument));
    case 'BinaryOperation': return list(node.operator, print(node.left), print(node.right));
    case 'BooleanOperation': return list(node.operator, node.operands.map(print));
    case 'UnaryOperation': return list(node.operator, print(node.operand));
    case 'Comparison': return list(node.operators.join(','), node.operands.map(print));
    case 'Conditional': return list('if', print(node.test), print(node.body), print(node.orelse));
    case 'Lambda': return list('lambda', params(node.params), print(node.body));
    case 'Sequence': return list(node.type, node.elements.map(print));
    case 'DictDisplay': return list('dict', node.entries.map(({ key, value }) => (key ? `${print(key)}:${print(value)}` : `**${print(value)}`)));
    case 'Comprehension': return list(`${node.type}-of`, print(node.element) + (node.value ? `:${print(node.value)}` : ''),
      node.clauses.map((clause) => (clause.kind === 'for' ? list('for', print(clause.target), print(clause.iterable)) : list('if', print(clause.test)))));
    case 'Starred': return `*${print(node.value)}`;
    case 'Yield': return list(node.from ? 'yield-from' : 'yield', optional(node.value));
    case 'Await': return list('await', print(node.value));
    case 'NamedExpr': return list(':=', node.target, print(node.value));
    case 'Missing': return '?';
  }
}

export function printStatement(node: Stmt): string {
  switch (node.kind) {
    case 'ExprStmt': return print(node.value);
    case 'Assign': return list('=', node.targets.map(print), optional(node.value));
    case 'AugAssign': return list(`${node.operator}=`, print(node.target), print(node.value));
    case 'Return': return list('return', optional(node.value));
    case 'If': return list('if', print(node.test), block(node.body), maybe('else', node.orelse));
    case 'For': return list('for', print(node.target), print(node.iterable), block(node.body), maybe('else', node.orelse));
    case 'While': return list('while', print(node.test), block(node.body), maybe('else', node.orelse));
    case 'Try': return list('try', block(node.body), node.handlers.map(({ type, name, body }) => list('except', optional(type), name ? `as ${name}` : '', block(body))), maybe('else', node.orelse), maybe('finally', node.final));
    case 'With': return list('with', node.items.map(({ context, target }) => print(context) + (target ? `→${print(target)}` : '')), block(node.body));
    case 'FunctionDef': return list(node.decorators.map((one) => `@${print(one)}`), node.isAsync ? 'async' : '', 'def', node.name, params(node.params), block(node.body));
    case 'ClassDef': return list(node.decorators.map((one) => `@${print(one)}`), 'class', node.name, `[${node.bases.map(argument).join(' ')}]`, block(node.body));
    case 'Import': return list('import', node.names.map(({ name, alias }) => name + (alias === undefined ? '' : `→${alias}`)));
    case 'ImportFrom': return list('from', `${'.'.repeat(node.level)}${node.module}`, node.names.map(({ name, alias }) => name + (alias === undefined ? '' : `→${alias}`)));
    case 'ScopeDeclaration': return list(node.scope, [...node.names]);
    case 'Delete': return list('del', node.targets.map(print));
    case 'Assert': return list('assert', print(node.test), optional(node.message));
    case 'Raise': return list('raise', optional(node.value), node.cause ? `from ${print(node.cause)}` : '');
    case 'Jump': return node.type;
    case 'Match': return list('match', print(node.subject), node.cases.map(({ binds, guard, body }) => list('case', `[${binds.join(' ')}]`, guard ? `if ${print(guard)}` : '', block(body))));
  }
}

/** Every object with a span below a unit's statements, in no particular order. */
export function spansOf(unit: Unit): { readonly start: number; readonly end: number; readonly kind?: string; readonly [key: string]: unknown }[] {
  const found: ReturnType<typeof spansOf> = [];
  const work: unknown[] = [unit.statements];
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    if ('start' in at && 'end' in at) found.push(at as (typeof found)[number]);
    work.push(...Object.values(at as object));
  }
  return found;
}
