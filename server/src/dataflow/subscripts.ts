/** `value[index]` and `value[lower:upper:step]` on abstract values; comparisons that are certain. */
import { compareExact } from './exact/compare';
import { characters, exactOf, hasAstral, integerOf, keyOf } from './exact/values';
import { joinTaints } from './taint';
import { slice, textShape } from './texts';
import { literalText, number, type Shape, type TextShape, unknown, type Value, valueOf } from './value';

/** Products of alternatives beyond this are not looked at one by one. */
const MOST_PAIRS = 36;

/** The value of `value[index]` for exact indices; undefined when it cannot be computed. */
export function subscript(value: Value, index: Value): Value | undefined {
  const at = integerOf(exactOf(index));
  const results: Value[] = [];
  for (const shape of value.shapes) {
    if (shape.kind === 'sequence') {
      if (at !== undefined && !shape.rest) {
        const element = shape.elements.at(Number(at));
        if (element) results.push(element);
      } else if (at !== undefined && at >= 0n && Number(at) < shape.elements.length) results.push(shape.elements[Number(at)]!);
      else results.push(...shape.elements, ...(shape.rest ? [shape.rest] : []));
    } else if (shape.kind === 'dict') {
      const key = keyOf(index);
      const entry = key === undefined ? undefined : shape.entries.get(key);
      if (entry) results.push(entry.value);
      else results.push(...[...shape.entries.values()].map((one) => one.value), ...(shape.rest ? [shape.rest] : []));
    } else if (shape.kind === 'text' && at !== undefined) {
      const character = characterAt(shape, Number(at));
      if (!character) return undefined;
      results.push(shape.bytes ? number(BigInt(literalText(character)!.charCodeAt(0))) : valueOf(character));
    } else return undefined;
  }
  if (results.length === 0) return undefined;
  const shapes = results.flatMap((result) => result.shapes);
  return { shapes: shapes.length > 24 ? unknown.shapes : [...new Set(shapes)], taints: results.reduce((taints, result) => joinTaints(taints, result.taints), value.taints) };
}

/** Also of a text that is known only at the end the index counts from. */
function characterAt(shape: TextShape, at: number): TextShape | undefined {
  const known = at < 0 ? endOf(shape) : startOf(shape);
  const text = literalText(known)!;
  if (hasAstral(text)) {
    const one = characters(text).at(at);
    return one === undefined ? undefined : textShape([{ text: one }]);
  }
  const position = at < 0 ? at + text.length : at;
  return position < 0 || position >= text.length ? undefined : slice(known, position, position + 1);
}

/** What is known from the beginning on; the whole text when all of it is. */
function startOf(shape: TextShape): TextShape {
  const first = shape.parts.findIndex((part) => 'hole' in part);
  return first === -1 ? shape : textShape(shape.parts.slice(0, first), shape.bytes);
}

function endOf(shape: TextShape): TextShape {
  return textShape(shape.parts.slice(shape.parts.findLastIndex((part) => 'hole' in part) + 1), shape.bytes);
}

/** `value[lower:upper:step]` with known bounds. */
export function sliceOf(value: Value, bounds: readonly (Value | undefined)[]): Value | undefined {
  const numbers = bounds.map((bound) => {
    const exact = bound === undefined ? null : exactOf(bound);
    if (exact === null) return null;
    const whole = integerOf(exact);
    return whole === undefined ? undefined : Number(whole);
  });
  if (numbers.includes(undefined) || value.shapes.length !== 1) return undefined;
  const shape = value.shapes[0]!;
  const step = numbers[2] ?? 1;
  if (step === 0) return undefined;
  if (shape.kind === 'text') {
    const text = literalText(shape);
    if (text === undefined) return step === 1 ? sliceOfKnownEnd(shape, numbers[0], numbers[1], value) : undefined;
    if (!hasAstral(text) && step === 1) {
      const { start, stop } = clamped(numbers, text.length, step);
      return { shapes: [slice(shape, start, Math.max(start, stop))!], taints: value.taints };
    }
    const all = characters(text);
    return { shapes: [textShape([{ text: indices(numbers, all.length, step).map((i) => all[i]!).join('') }], shape.bytes)], taints: value.taints };
  }
  if (shape.kind !== 'sequence' || shape.rest || shape.type === 'set' || shape.type === 'iterator') return undefined;
  return { shapes: [{ kind: 'sequence', type: shape.type, elements: indices(numbers, shape.elements.length, step).map((i) => shape.elements[i]!) }], taints: value.taints };
}

/** A slice that lies in the known beginning (or the known end) of a text. */
function sliceOfKnownEnd(shape: TextShape, lower: number | null | undefined, upper: number | null | undefined, value: Value): Value | undefined {
  const [start, end] = [startOf(shape), endOf(shape)];
  const [startLength, endLength] = [literalText(start)!.length, literalText(end)!.length];
  if ((lower ?? 0) >= 0 && typeof upper === 'number' && upper >= 0 && upper <= startLength) return { shapes: [slice(start, lower ?? 0, Math.max(upper, lower ?? 0))!], taints: value.taints };
  if (typeof lower === 'number' && lower < 0 && -lower <= endLength && (upper ?? -1) < 0) {
    const stop = typeof upper === 'number' ? endLength + upper : endLength;
    return { shapes: [slice(end, endLength + lower, Math.max(stop, endLength + lower))!], taints: value.taints };
  }
  return undefined;
}

function clamped(numbers: readonly (number | null | undefined)[], length: number, step: number): { start: number; stop: number } {
  const clamp = (bound: number | null | undefined, fallback: number): number => {
    if (bound === null || bound === undefined) return fallback;
    const at = bound < 0 ? bound + length : bound;
    return step > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  return { start: clamp(numbers[0], step > 0 ? 0 : length - 1), stop: clamp(numbers[1], step > 0 ? length : -1) };
}

/** The positions a slice picks, in order. */
export function indices(numbers: readonly (number | null | undefined)[], length: number, step: number): number[] {
  const { start, stop } = clamped(numbers, length, step);
  const result: number[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) result.push(i);
  return result;
}

/** Whether a comparison is certainly true or false: for every pair of alternatives the same answer. */
export function compare(operator: string, left: Value, right: Value): boolean | undefined {
  if (left.shapes.length * right.shapes.length > MOST_PAIRS) return undefined;
  let result: boolean | undefined;
  for (const a of left.shapes) {
    for (const b of right.shapes) {
      const one = compareShapes(operator, a, b);
      if (one === undefined || (result !== undefined && result !== one)) return undefined;
      result = one;
    }
  }
  return result;
}

function compareShapes(operator: string, a: Shape, b: Shape): boolean | undefined {
  if (operator === 'is not' || operator === '!=' || operator === 'not in') {
    const opposite = compareShapes({ 'is not': 'is', '!=': '==', 'not in': 'in' }[operator], a, b);
    return opposite === undefined ? undefined : !opposite;
  }
  if ((operator === 'is' || operator === '==') && isNoneShape(a) !== isNoneShape(b) && isCertain(a) && isCertain(b)) return false;
  if (operator === 'in') return isIn(a, b);
  const [x, y] = [exactOf(valueOf(a)), exactOf(valueOf(b))];
  return x === undefined || y === undefined ? undefined : compareExact(operator, x, y);
}

/** Membership, also in containers that are known only in part. */
function isIn(item: Shape, container: Shape): boolean | undefined {
  const one = exactOf(valueOf(item));
  if (one === undefined) return undefined;
  if (container.kind === 'dict') {
    const key = keyOf(valueOf(item));
    return key === undefined ? undefined : container.entries.has(key) ? true : container.rest ? undefined : false;
  }
  if (container.kind !== 'sequence') {
    const whole = exactOf(valueOf(container));
    return whole === undefined ? undefined : compareExact('in', one, whole);
  }
  if (container.type === 'iterator') return undefined;
  let unsure = container.rest !== undefined;
  for (const element of container.elements) {
    const known = exactOf(element);
    const same = known === undefined ? undefined : compareExact('==', known, one);
    if (same === true) return true;
    unsure ||= same === undefined;
  }
  return unsure ? undefined : false;
}

const isNoneShape = (shape: Shape): boolean => shape.kind === 'constant' && shape.value === 'None';

/** Shapes that are certainly not None unless they are that constant; what a library returns may be. */
const isCertain = (shape: Shape): boolean => shape.kind !== 'any' && shape.kind !== 'external' && shape.kind !== 'computed' && shape.kind !== 'object';
