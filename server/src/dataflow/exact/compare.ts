/**
 * Equality, order and membership of exact values.
 * Meaning: https://docs.python.org/3/reference/expressions.html#value-comparisons
 */
import { Bytes, characters, Dict, type Exact, hasAstral, hashKey, integerOf, isNumber, Sequence } from './values';

/** `a == b`; undefined where identity would decide. */
export function equal(a: Exact, b: Exact): boolean | undefined {
  // JS compares bigint and number by their mathematical values, as Python does.
  if (isNumber(a) && isNumber(b)) return plain(a) == plain(b); // eslint-disable-line eqeqeq
  if (a === null || b === null || typeof a === 'string' || typeof b === 'string') return a === b;
  if (a instanceof Bytes || b instanceof Bytes) return bytesOf(a) !== undefined && bytesOf(a) === bytesOf(b);
  if (a instanceof Dict && b instanceof Dict) {
    if (a.entries.length !== b.entries.length) return false;
    return every(a.entries, ([key, value]) => {
      const other = b.entries.find(([candidate]) => equal(candidate, key) === true);
      return other ? equal(value, other[1]) : false;
    });
  }
  if (a instanceof Sequence && b instanceof Sequence) {
    if (a.type === 'iterator' || b.type === 'iterator' || a.type === 'view' || b.type === 'view') return undefined;
    if (a.type !== b.type) return false;
    if (a.items.length !== b.items.length) return false;
    if (a.type === 'set') return every(a.items, (item) => b.items.some((other) => equal(item, other) === true));
    return every(a.items, (item, i) => equal(item, b.items[i]!));
  }
  return false;
}

const plain = (value: bigint | number | boolean): bigint | number => (typeof value === 'boolean' ? BigInt(value) : value);

/** The content of bytes and bytearrays, which compare equal. */
function bytesOf(value: Exact): string | undefined {
  if (value instanceof Bytes) return value.data;
  return value instanceof Sequence && value.type === 'bytearray' ? String.fromCharCode(...value.items.map(Number)) : undefined;
}

function every<T>(items: readonly T[], test: (item: T, i: number) => boolean | undefined): boolean | undefined {
  let unsure = false;
  for (const [i, item] of items.entries()) {
    const result = test(item, i);
    if (result === false) return false;
    unsure ||= result === undefined;
  }
  return unsure ? undefined : true;
}

/** Less than 0, 0 or greater; undefined where Python refuses or has no order (NaN, sets). */
export function order(a: Exact, b: Exact): number | undefined {
  if (isNumber(a) && isNumber(b)) {
    const [x, y] = [plain(a), plain(b)];
    return x < y ? -1 : x > y ? 1 : x == y ? 0 : undefined; // eslint-disable-line eqeqeq
  }
  if (typeof a === 'string' && typeof b === 'string') return hasAstral(a) || hasAstral(b) ? lexicographic(characters(a).map(codeOf), characters(b).map(codeOf)) : rank(a, b);
  const [x, y] = [bytesOf(a), bytesOf(b)];
  if (x !== undefined && y !== undefined) return rank(x, y);
  if (!(a instanceof Sequence) || !(b instanceof Sequence) || a.type !== b.type || (a.type !== 'list' && a.type !== 'tuple')) return undefined;
  return lexicographic(a.items, b.items);
}

const codeOf = (c: string): bigint => BigInt(c.codePointAt(0)!);

const rank = <T>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

function lexicographic(a: readonly Exact[], b: readonly Exact[]): number | undefined {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const same = equal(a[i]!, b[i]!);
    if (same === undefined) return undefined;
    if (!same) return order(a[i]!, b[i]!);
  }
  return a.length - b.length;
}

/** `item in container`. */
export function contains(container: Exact, item: Exact): boolean | undefined {
  if (typeof container === 'string') return typeof item === 'string' ? container.includes(item) : undefined;
  const bytes = bytesOf(container);
  if (bytes !== undefined) {
    const code = integerOf(item);
    if (code !== undefined) return code < 0n || code > 255n ? undefined : bytes.includes(String.fromCharCode(Number(code)));
    const other = bytesOf(item);
    return other === undefined ? undefined : bytes.includes(other);
  }
  if (container instanceof Dict) return hashKey(item) === undefined ? undefined : container.entries.some(([key]) => equal(key, item) === true);
  if (container instanceof Sequence) {
    const hits = container.items.map((one) => equal(one, item));
    return hits.includes(true) ? true : hits.includes(undefined) ? undefined : false;
  }
  return undefined;
}

/** One comparison of two exact values; undefined where Python refuses, or where it depends on the machine. */
export function compareExact(operator: string, a: Exact, b: Exact): boolean | undefined {
  switch (operator) {
    case '==': return equal(a, b);
    case '!=': return negated(equal(a, b));
    case 'in': return contains(b, a);
    case 'not in': return negated(contains(b, a));
    case 'is': return identical(a, b);
    case 'is not': return negated(identical(a, b));
    default: return ordered(operator, a, b);
  }
}

const negated = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

/** Only the singletons are certain to be the same object. */
function identical(a: Exact, b: Exact): boolean | undefined {
  const single = (value: Exact): boolean => value === null || typeof value === 'boolean';
  return single(a) || single(b) ? a === b : undefined;
}

function ordered(operator: string, a: Exact, b: Exact): boolean | undefined {
  if (typeof a === 'number' && Number.isNaN(a) && isNumber(b)) return false;
  if (typeof b === 'number' && Number.isNaN(b) && isNumber(a)) return false;
  if (a instanceof Sequence && b instanceof Sequence && a.type === 'set' && b.type === 'set') {
    const within = (x: Sequence, y: Sequence): boolean | undefined => every(x.items, (item) => contains(y, item));
    const [small, large] = operator.startsWith('<') ? [a, b] : [b, a];
    const inside = within(small, large);
    return operator.endsWith('=') || inside !== true ? inside : small.items.length < large.items.length;
  }
  const way = order(a, b);
  if (way === undefined) return undefined;
  switch (operator) {
    case '<': return way < 0;
    case '<=': return way <= 0;
    case '>': return way > 0;
    case '>=': return way >= 0;
    default: return undefined;
  }
}
