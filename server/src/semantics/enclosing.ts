/** Which statement an expression stands in, for fixes that put a statement before it. */
import { blocksOf } from '../syntax/python/blocks';
import { childExpressions } from './scopes';
import type { Expr, Stmt, Unit } from '../syntax/python/ast';

export { blocksOf };

export interface Enclosing {
  /** The innermost statement around the place, outermost first before it. */
  readonly statements: readonly Stmt[];
  /** Whether the place is run when its statement is: not inside a lambda, a comprehension, a later operand of `and`, a branch of `if else`. */
  readonly runsWithStatement: boolean;
}

/** Offsets are relative to the unit. Undefined when no statement encloses them. */
export function enclosing(unit: Unit, start: number, end: number): Enclosing | undefined {
  const statements: Stmt[] = [];
  let block: readonly Stmt[] = unit.statements;
  for (;;) {
    const next = block.find((statement) => statement.start <= start && end <= statement.end);
    if (!next) break;
    statements.push(next);
    const inner = blocksOf(next).find((one) => one.length > 0 && one[0]!.start <= start && end <= one.at(-1)!.end);
    if (!inner) break;
    block = inner;
  }
  const last = statements.at(-1);
  return last && { statements, runsWithStatement: expressionsOf(last).some((expression) => reaches(expression, start, end)) };
}

/** The expressions that a statement evaluates exactly once and first of all when it runs. */
function expressionsOf(node: Stmt): readonly Expr[] {
  switch (node.kind) {
    case 'ExprStmt': return [node.value];
    case 'Assign': return [...(node.value ? [node.value] : []), ...node.targets];
    case 'AugAssign': return [node.value];
    case 'Return': return node.value ? [node.value] : [];
    case 'If': return [node.test];
    case 'For': return [node.iterable];
    case 'With': return node.items.slice(0, 1).map((item) => item.context);
    case 'Assert': return [node.test];
    case 'Raise': return node.value ? [node.value] : [];
    case 'Match': return [node.subject];
    default: return [];
  }
}

function reaches(root: Expr, start: number, end: number): boolean {
  let node: Expr | undefined = root;
  while (node) {
    if (node.start === start && node.end === end) return true;
    node = alwaysEvaluated(node).find((child) => child.start <= start && end <= child.end);
  }
  return false;
}

function alwaysEvaluated(node: Expr): readonly Expr[] {
  switch (node.kind) {
    case 'Lambda': return [];
    case 'Comprehension': return node.clauses[0]?.kind === 'for' ? [node.clauses[0].iterable] : [];
    case 'BooleanOperation': return node.operands.slice(0, 1);
    case 'Comparison': return node.operands.slice(0, 2);
    case 'Conditional': return [node.test];
    default: return childExpressions(node);
  }
}
