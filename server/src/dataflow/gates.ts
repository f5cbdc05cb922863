/** Conditions under which code runs, in the words of the program: `sys.platform == "win32"`, and negated for the other branch. */
import type { Expr } from '../syntax/python/ast';

const OPPOSITES: Readonly<Record<string, string>> = { '==': '!=', '!=': '==', '<': '>=', '>': '<=', '<=': '>', '>=': '<', in: 'not in', 'not in': 'in', is: 'is not', 'is not': 'is' };

/** `text`: the source text of a node. */
export function gateText(test: Expr, outcome: boolean, text: (node: Expr) => string): string {
  if (outcome) return text(test);
  if (test.kind === 'UnaryOperation' && test.operator === 'not') return text(test.operand);
  if (test.kind === 'Comparison' && test.operands.length === 2) {
    const opposite = OPPOSITES[test.operators[0]!];
    if (opposite) return `${text(test.operands[0]!)} ${opposite} ${text(test.operands[1]!)}`;
  }
  const simple = test.kind === 'Name' || test.kind === 'Attribute' || test.kind === 'Call' || test.kind === 'Subscript';
  return simple ? `not ${text(test)}` : `not (${text(test)})`;
}
