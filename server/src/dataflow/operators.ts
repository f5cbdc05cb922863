/** Python's operators on abstract values: exact where both sides are known, taint in every case. */
import { arithmetic } from './exact/arithmetic';
import { abstract, integerOf, keyOf } from './exact/values';
import { formatPercent } from './intrinsics/formatting';
import { joinTaints } from './taint';
import { concat, hole, LONGEST_TEXT, textShape } from './texts';
import { bool, join, joinAll, number, type SequenceShape, type Shape, tainted, type TextShape, truth, unknown, type Value, valueOf } from './value';

/** Longer lists are not built: doubling must end. */
const LONGEST_SEQUENCE = 10_000;

/** The value of `left operator right`; unknown, with the taints of both, where it cannot be computed. */
export function binary(operator: string, left: Value, right: Value): Value {
  const taints = joinTaints(left.taints, right.taints);
  const shapes: Shape[] = [];
  if (left.shapes.length * right.shapes.length <= 36) {
    for (const a of left.shapes) for (const b of right.shapes) shapes.push(...(operate(operator, a, b, left, right) ?? unknown).shapes);
  }
  return { shapes: shapes.length === 0 || shapes.length > 12 ? unknown.shapes : shapes, taints };
}

function operate(operator: string, a: Shape, b: Shape, left: Value, right: Value): Value | undefined {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) {
    const result = arithmetic(operator, x, y);
    return result === undefined ? undefined : abstract(result);
  }
  if (a.kind === 'text' && b.kind === 'text' && a.bytes !== b.bytes && operator !== '/' && operator !== '%') return undefined;
  if (operator === '+') {
    if (a.kind === 'text' && b.kind === 'text') return concatTexts([a, b]);
    if (a.kind === 'text' && (b.kind === 'any' || b.kind === 'external')) return valueOf(concat(a, hole(right)));
    if ((a.kind === 'any' || a.kind === 'external') && b.kind === 'text') return valueOf(concat(hole(left), b));
    if (a.kind === 'sequence' && b.kind === 'sequence') {
      if (a.type !== b.type || (a.type !== 'list' && a.type !== 'tuple' && a.type !== 'bytearray')) return undefined;
      if (a.elements.length + b.elements.length > LONGEST_SEQUENCE) return valueOf({ kind: 'sequence', type: a.type, elements: [], rest: unknown });
      const rest = a.rest ?? b.rest;
      const elements = a.rest ? a.elements : [...a.elements, ...b.elements];
      return valueOf({ kind: 'sequence', type: a.type, elements, ...(rest && { rest }) });
    }
    if (a.kind === 'sequence') return valueOf({ kind: 'sequence', type: a.type, elements: [...a.elements], rest: unknown });
    if (b.kind === 'sequence') return valueOf({ kind: 'sequence', type: b.type, elements: [], rest: unknown });
  }
  if (operator === '%' && a.kind === 'text') {
    const result = formatPercent(a, right);
    return result && valueOf(result);
  }
  if (operator === '*') return repeat(a, b) ?? repeat(b, a);
  if (a.kind === 'sequence' && b.kind === 'sequence' && a.type === 'set' && b.type === 'set') return combineSets(operator, a, b);
  if (operator === '|' && a.kind === 'dict' && b.kind === 'dict') {
    const rest = a.rest && b.rest ? join(a.rest, b.rest) : a.rest ?? b.rest;
    return valueOf({ kind: 'dict', entries: new Map([...a.entries, ...[...b.entries].map(([key, entry]) => [key, { key: a.entries.get(key)?.key ?? entry.key, value: entry.value }] as const)]), ...(rest && { rest }) });
  }
  // Paths of pathlib are texts here: `Path("a") / "b"`, and `unknown / "setup.py"` keeps its last part.
  if (operator === '/' && (b.kind === 'text' || a.kind === 'text')) {
    return valueOf(joinPaths([a.kind === 'text' ? a : hole(left), b.kind === 'text' ? b : hole(right)]));
  }
  return undefined;
}

/** Texts joined; unknown when the result would be too long. */
export const concatTexts = (shapes: readonly TextShape[]): Value =>
  (shapes.reduce((sum, shape) => sum + sizeOf(shape), 0) > LONGEST_TEXT ? unknown : valueOf(concat(...shapes)));

const sizeOf = (shape: TextShape): number => shape.parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 1), 0);

function repeat(what: Shape, times: Shape): Value | undefined {
  const whole = integerOf(numberOf(times));
  if (whole === undefined) return undefined;
  const count = whole < 0n ? 0 : Number(whole);
  if (what.kind === 'text') {
    if (sizeOf(what) * count > 1_000_000) return undefined;
    return valueOf(textShape(Array.from({ length: count }, () => what.parts).flat(), what.bytes));
  }
  if (what.kind === 'sequence') {
    if (what.type !== 'list' && what.type !== 'tuple' && what.type !== 'bytearray') return undefined;
    if (what.rest || what.elements.length * count > LONGEST_SEQUENCE) return valueOf({ kind: 'sequence', type: what.type, elements: [...what.elements], rest: unknown });
    return valueOf({ kind: 'sequence', type: what.type, elements: Array.from({ length: count }, () => what.elements).flat() });
  }
  return undefined;
}

/** The number a shape is; True and False are numbers too. */
function numberOf(shape: Shape): bigint | number | boolean | undefined {
  if (shape.kind === 'number') return shape.value;
  return shape.kind === 'constant' && (shape.value === 'True' || shape.value === 'False') ? shape.value === 'True' : undefined;
}

/** `|`, `&`, `-` and `^` of sets whose elements are known. */
function combineSets(operator: string, a: SequenceShape, b: SequenceShape): Value | undefined {
  const [left, right] = [keyed(a), keyed(b)];
  if (!left || !right) return valueOf({ kind: 'sequence', type: 'set', elements: [], rest: joinAll([...a.elements, ...b.elements, ...(a.rest ? [a.rest] : []), ...(b.rest ? [b.rest] : [])]) });
  const only = (from: ReadonlyMap<string, Value>, keep: (key: string) => boolean): Value[] => [...from].filter(([key]) => keep(key)).map(([, value]) => value);
  const elements = operator === '|' ? [...left.values(), ...only(right, (key) => !left.has(key))]
    : operator === '&' ? only(left, (key) => right.has(key))
      : operator === '-' ? only(left, (key) => !right.has(key))
        : operator === '^' ? [...only(left, (key) => !right.has(key)), ...only(right, (key) => !left.has(key))] : undefined;
  return elements && valueOf({ kind: 'sequence', type: 'set', elements });
}

/** The elements of a set by what makes them equal; undefined when one is not known. */
export function keyed(shape: SequenceShape): Map<string, Value> | undefined {
  const result = new Map<string, Value>();
  for (const element of shape.rest ? [unknown] : shape.elements) {
    const key = keyOf(element);
    if (key === undefined) return undefined;
    if (!result.has(key)) result.set(key, element);
  }
  return result;
}

export function unary(operator: string, operand: Value): Value {
  if (operator === 'not') {
    const known = truth(operand);
    return known === undefined ? { shapes: unknown.shapes, taints: [] } : bool(!known);
  }
  const only = operand.shapes.length === 1 ? numberOf(operand.shapes[0]!) : undefined;
  if (only !== undefined) {
    const whole = integerOf(only);
    if (operator === '-') return tainted(number(whole === undefined ? -Number(only) : -whole), operand.taints);
    if (operator === '+') return tainted(number(whole ?? Number(only)), operand.taints);
    if (operator === '~' && whole !== undefined) return tainted(number(~whole), operand.taints);
  }
  return { shapes: unknown.shapes, taints: operand.taints };
}

/** os.path.join on texts: an absolute part starts anew, "." vanishes at the front. */
export function joinPaths(parts: readonly TextShape[]): TextShape {
  let result: TextShape[] = [];
  for (const part of parts) {
    const first = part.parts[0];
    if (first && 'text' in first && first.text.startsWith('/')) result = [part];
    else if (result.length === 0) result = [part];
    else result.push(textShape([{ text: '/' }]), part);
  }
  return concat(...result);
}
