/** The statements inside a statement. */
import type { Stmt } from './ast';

/** The bodies of a compound statement. */
export function blocksOf(node: Stmt): readonly (readonly Stmt[])[] {
  switch (node.kind) {
    case 'If': case 'For': case 'While': return [node.body, node.orelse];
    case 'Try': return [node.body, ...node.handlers.map((handler) => handler.body), node.orelse, node.final];
    case 'With': case 'FunctionDef': case 'ClassDef': return [node.body];
    case 'Match': return node.cases.map((one) => one.body);
    default: return [];
  }
}
