/** Which statement and which expression stands at a place, and in what. */
import type { Span } from '../base/text';
import { enclosing } from './enclosing';
import { expressionsOf } from './names';
import { childExpressions } from './scopes';
import type { Call, Expr, Module, Stmt, Unit } from '../syntax/python/ast';

export interface Found {
  /** The innermost statement around it. */
  readonly statement: Stmt;
  /** From the outermost expression of the statement to the one at the place, which is the last. */
  readonly chain: readonly Expr[];
}

/** The last unit that begins at or before an offset: units are in order, and a long file has many of them and is asked about many places. */
export const unitAt = ({ units, offsets }: Module, offset: number): Unit | undefined => units[unitsUpTo(units, offsets, offset) - 1];

/** The units that share characters with a span, or touch it. */
export function unitsIn({ units, offsets }: Module, { start, end }: Span): readonly Unit[] {
  return units.slice(Math.max(0, unitsUpTo(units, offsets, start) - 1), unitsUpTo(units, offsets, end));
}

/** How many units begin at or before an offset. */
function unitsUpTo(units: readonly Unit[], offsets: ReadonlyMap<Unit, number>, offset: number): number {
  let [low, high] = [0, units.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets.get(units[middle]!)! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The expression that spans exactly these offsets of the unit. */
export function expressionAt(unit: Unit, start: number, end: number): Found | undefined {
  const statement = enclosing(unit, start, end)?.statements.at(-1);
  const chain: Expr[] = [];
  let level: readonly (Expr | undefined)[] = statement ? expressionsOf(statement) : [];
  while (statement) {
    const next: Expr | undefined = level.find((one) => one !== undefined && one.start <= start && end <= one.end);
    if (!next) return undefined;
    chain.push(next);
    // A call of a call begins where its function does: the outermost of equal spans is meant.
    if (next.start === start && next.end === end) return { statement, chain };
    level = next.kind === 'Lambda' ? [next.body, ...next.params.map((param) => param.default)] : childExpressions(next);
  }
  return undefined;
}

/** The call at a place. */
export function callAt(unit: Unit, start: number, end: number): Call | undefined {
  const found = expressionAt(unit, start, end)?.chain.at(-1);
  return found?.kind === 'Call' ? found : undefined;
}

/** The dotted name an expression is, if it is one: `self.name`, `os.path`. */
export function dottedName(node: Expr): string | undefined {
  if (node.kind === 'Name') return node.id;
  const head = node.kind === 'Attribute' ? dottedName(node.value) : undefined;
  return head === undefined || node.kind !== 'Attribute' ? undefined : `${head}.${node.attr}`;
}
