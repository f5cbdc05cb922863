/** Where a name occurs in a program: for fixes that would bind it. */
import { blocksOf } from './enclosing';
import { childExpressions } from './scopes';
import type { Expr, Stmt } from '../syntax/python/ast';

/** Reserved words (Python language reference, 2.3.1): `import pkg.class` is no statement. */
const KEYWORDS = new Set(['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except', 'finally',
  'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield']);

/** Whether a dotted name can stand in an import statement. */
export const isImportable = (dotted: string): boolean => dotted.split('.').every((part) => !KEYWORDS.has(part));

/** Whether the statements mention a name at all: read, bound, deleted, as a parameter. `import name` and `import name.x` do not count: they mean the module itself. */
export function mentions(statements: readonly Stmt[], name: string): boolean {
  const work = [...statements];
  for (let node = work.pop(); node; node = work.pop()) {
    if (bindsDirectly(node, name) || expressionsOf(node).some((expression) => readsName(expression, name))) return true;
    for (const block of blocksOf(node)) work.push(...block);
  }
  return false;
}

function bindsDirectly(node: Stmt, name: string): boolean {
  switch (node.kind) {
    case 'FunctionDef': return node.name === name || node.params.some((param) => param.name === name);
    case 'ClassDef': return node.name === name;
    case 'Import': return node.names.some(({ alias }) => alias === name);
    case 'ImportFrom': return node.names.some((one) => (one.alias ?? one.name) === name || one.name === '*');
    case 'ScopeDeclaration': return node.names.includes(name);
    case 'Try': return node.handlers.some((handler) => handler.name === name);
    case 'Match': return node.cases.some(({ binds }) => binds.includes(name));
    default: return false;
  }
}

/** The expressions of a statement itself, not of the statements inside it. */
export function expressionsOf(node: Stmt): readonly (Expr | undefined)[] {
  switch (node.kind) {
    case 'ExprStmt': case 'Return': return [node.value];
    case 'Assign': return [...node.targets, node.value];
    case 'AugAssign': return [node.target, node.value];
    case 'If': case 'While': return [node.test];
    case 'For': return [node.target, node.iterable];
    case 'Try': return node.handlers.map((handler) => handler.type);
    case 'With': return node.items.flatMap((item) => [item.context, item.target]);
    case 'FunctionDef': return [...node.decorators, ...node.params.map((param) => param.default)];
    case 'ClassDef': return [...node.decorators, ...node.bases.map((base) => base.value)];
    case 'Delete': return node.targets;
    case 'Assert': return [node.test, node.message];
    case 'Raise': return [node.value, node.cause];
    case 'Match': return [node.subject, ...node.cases.map(({ guard }) => guard)];
    default: return [];
  }
}

function readsName(root: Expr | undefined, name: string): boolean {
  const work = root ? [root] : [];
  for (let node = work.pop(); node; node = work.pop()) {
    if ((node.kind === 'Name' && node.id === name) || (node.kind === 'NamedExpr' && node.target === name)) return true;
    if (node.kind === 'Lambda' && node.params.some((param) => param.name === name)) return true;
    work.push(...childExpressions(node));
    if (node.kind === 'Lambda') work.push(...node.params.flatMap((param) => param.default ?? []));
  }
  return false;
}
