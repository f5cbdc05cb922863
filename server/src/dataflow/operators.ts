/** Python's operators on abstract values: exact where both sides are known, taint in every case. */
import { joinTaints } from './taint';
import { concat, hole, LONGEST_TEXT, slice, textShape } from './texts';
import { bool, constantText, literalText, number, type Shape, type TextShape, truth, unknown, type Value, valueOf } from './value';
import { formatPercent } from './intrinsics/strings';

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
  if (a.kind === 'number' && b.kind === 'number') return arithmetic(operator, a.value, b.value);
  if (operator === '+') {
    if (a.kind === 'text' && b.kind === 'text') return concatTexts([a, b]);
    if (a.kind === 'text' && (b.kind === 'any' || b.kind === 'external')) return valueOf(concat(a, hole(right)));
    if ((a.kind === 'any' || a.kind === 'external') && b.kind === 'text') return valueOf(concat(hole(left), b));
    if (a.kind === 'sequence' && b.kind === 'sequence') {
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
  if (times.kind !== 'number' || typeof times.value !== 'bigint') return undefined;
  const count = times.value < 0n ? 0 : Number(times.value);
  if (what.kind === 'text') {
    if (sizeOf(what) * count > 1_000_000) return undefined;
    return valueOf(textShape(Array.from({ length: count }, () => what.parts).flat(), what.bytes));
  }
  if (what.kind === 'sequence') {
    if (what.rest || what.elements.length * count > LONGEST_SEQUENCE) return valueOf({ kind: 'sequence', type: what.type, elements: [...what.elements], rest: unknown });
    return valueOf({ kind: 'sequence', type: what.type, elements: Array.from({ length: count }, () => what.elements).flat() });
  }
  return undefined;
}

function arithmetic(operator: string, a: bigint | number, b: bigint | number): Value | undefined {
  if (typeof a !== 'bigint' || typeof b !== 'bigint') {
    const [x, y] = [Number(a), Number(b)];
    switch (operator) {
      case '+': return number(x + y);
      case '-': return number(x - y);
      case '*': return number(x * y);
      case '/': return y === 0 ? undefined : number(x / y);
      default: return undefined;
    }
  }
  switch (operator) {
    case '+': return number(a + b);
    case '-': return number(a - b);
    case '*': return bits(a) + bits(b) > 100_000 ? undefined : number(a * b);
    case '/': return b === 0n ? undefined : number(Number(a) / Number(b));
    case '//': return b === 0n ? undefined : number(floorDivide(a, b));
    case '%': return b === 0n ? undefined : number(a - b * floorDivide(a, b));
    case '**': return b < 0n || BigInt(bits(a)) * b > 100_000n ? undefined : number(a ** b);
    case '<<': return b < 0n || b > 100_000n ? undefined : number(a << b);
    case '>>': return b < 0n ? undefined : number(a >> b);
    case '&': return number(a & b);
    case '|': return number(a | b);
    case '^': return number(a ^ b);
    default: return undefined;
  }
}

const bits = (value: bigint): number => value.toString(16).length * 4;

const floorDivide = (a: bigint, b: bigint): bigint => (a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b);

export function unary(operator: string, operand: Value): Value {
  if (operator === 'not') {
    const known = truth(operand);
    return known === undefined ? { shapes: unknown.shapes, taints: [] } : bool(!known);
  }
  const only = operand.shapes.length === 1 ? operand.shapes[0]! : undefined;
  if (only?.kind === 'number') {
    if (operator === '-') return number(-only.value);
    if (operator === '+') return number(only.value);
    if (operator === '~' && typeof only.value === 'bigint') return number(~only.value);
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

/** The value of `value[index]` for exact indices and slices; undefined when it cannot be computed. */
export function subscript(value: Value, index: Value): Value | undefined {
  const at = index.shapes.length === 1 ? index.shapes[0]! : undefined;
  const results: Value[] = [];
  for (const shape of value.shapes) {
    if (shape.kind === 'sequence') {
      if (at?.kind === 'number' && !shape.rest) {
        const element = shape.elements.at(Number(at.value));
        if (element) results.push(element);
      } else if (at?.kind === 'number' && at.value >= 0 && Number(at.value) < shape.elements.length) results.push(shape.elements[Number(at.value)]!);
      else results.push(...shape.elements, ...(shape.rest ? [shape.rest] : []));
    } else if (shape.kind === 'dict') {
      const key = keyOf(index);
      const entry = key === undefined ? undefined : shape.entries.get(key);
      if (entry) results.push(entry.value);
      else results.push(...[...shape.entries.values()].map((one) => one.value), ...(shape.rest ? [shape.rest] : []));
    } else if (shape.kind === 'text' && at?.kind === 'number') {
      const length = literalText(shape)?.length;
      if (length === undefined) return undefined;
      const position = at.value < 0 ? Number(at.value) + length : Number(at.value);
      const character = slice(shape, position, position + 1);
      if (character) results.push(shape.bytes ? number(BigInt(literalText(character)!.charCodeAt(0) || 0)) : valueOf(character));
    } else return undefined;
  }
  if (results.length === 0) return undefined;
  const shapes = results.flatMap((result) => result.shapes);
  return { shapes: shapes.length > 24 ? unknown.shapes : dedupe(shapes), taints: results.reduce((taints, result) => joinTaints(taints, result.taints), value.taints) };
}

const dedupe = (shapes: readonly Shape[]): Shape[] => [...new Set(shapes)];

/** `value[lower:upper:step]` with known bounds. */
export function sliceOf(value: Value, bounds: readonly (Value | undefined)[]): Value | undefined {
  const numbers = bounds.map((bound) => {
    if (bound === undefined) return null;
    const only = bound.shapes.length === 1 ? bound.shapes[0]! : undefined;
    if (only?.kind === 'constant' && only.value === 'None') return null;
    return only?.kind === 'number' ? Number(only.value) : undefined;
  });
  if (numbers.includes(undefined) || value.shapes.length !== 1) return undefined;
  const shape = value.shapes[0]!;
  const length = shape.kind === 'text' ? literalText(shape)?.length : shape.kind === 'sequence' && !shape.rest ? shape.elements.length : undefined;
  if (length === undefined) return undefined;
  const step = numbers[2] ?? 1;
  if (step === 0) return undefined;
  const clamp = (bound: number | null | undefined, fallback: number): number => {
    if (bound === null || bound === undefined) return fallback;
    const at = bound < 0 ? bound + length : bound;
    return step > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  const start = clamp(numbers[0], step > 0 ? 0 : length - 1);
  const stop = clamp(numbers[1], step > 0 ? length : -1);
  if (step === 1 && shape.kind === 'text') return { shapes: [slice(shape, start, Math.max(start, stop))!], taints: value.taints };
  const indices: number[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) indices.push(i);
  if (shape.kind === 'text') {
    const text = literalText(shape)!;
    return { shapes: [textShape([{ text: indices.map((i) => text[i]!).join('') }], shape.bytes)], taints: value.taints };
  }
  if (shape.kind !== 'sequence') return undefined;
  return { shapes: [{ kind: 'sequence', type: shape.type, elements: indices.map((i) => shape.elements[i]!) }], taints: value.taints };
}

/** A dictionary key as a string that keeps types apart: `"1"` and `1` differ. */
export function keyOf(value: Value): string | undefined {
  const only = value.shapes.length === 1 ? value.shapes[0]! : undefined;
  if (only?.kind === 'text') {
    const known = literalText(only);
    return known === undefined ? undefined : (only.bytes ? 'b' : 't') + known;
  }
  if (only?.kind === 'number') return `n${only.value}`;
  if (only?.kind === 'constant') return `c${only.value}`;
  return undefined;
}

/** Whether a comparison is certainly true or false. */
export function compare(operator: string, left: Value, right: Value): boolean | undefined {
  const [a, b] = [constantText(left), constantText(right)];
  if (a !== undefined && b !== undefined) {
    switch (operator) {
      case '==': return a === b;
      case '!=': return a !== b;
      case 'in': return b.includes(a);
      case 'not in': return !b.includes(a);
      default: return undefined;
    }
  }
  if (operator === 'is' || operator === 'is not' || operator === '==' || operator === '!=') {
    const [x, y] = [left.shapes, right.shapes];
    if (x.length === 1 && y.length === 1 && x[0]!.kind === 'constant' && y[0]!.kind === 'constant') return (x[0]!.value === y[0]!.value) === (operator === 'is' || operator === '==');
    if (x.length === 1 && y.length === 1 && x[0]!.kind === 'number' && y[0]!.kind === 'number') return (x[0]!.value === y[0]!.value) === (operator === 'is' || operator === '==');
  }
  return undefined;
}
