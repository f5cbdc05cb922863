/**
 * Arithmetic on exact numbers. Meaning: https://docs.python.org/3/reference/expressions.html#binary-arithmetic-operations
 * What a C library may round differently from ours stays unknown.
 */
import { integerOf } from './values';

/** Numbers with more bits are not computed. */
const MOST_BITS = 200_000;

type Number_ = bigint | number;

/** `a operator b`; undefined where Python raises or where we do not compute. */
export function arithmetic(operator: string, a: Number_ | boolean, b: Number_ | boolean): Number_ | boolean | undefined {
  if (typeof a === 'boolean' && typeof b === 'boolean') {
    if (operator === '&') return a && b;
    if (operator === '|') return a || b;
    if (operator === '^') return a !== b;
  }
  const [x, y] = [integerOf(a), integerOf(b)];
  if (x !== undefined && y !== undefined) return integers(operator, x, y);
  return floats(operator, Number(a), Number(b));
}

function integers(operator: string, a: bigint, b: bigint): Number_ | undefined {
  switch (operator) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return bits(a) + bits(b) > MOST_BITS ? undefined : a * b;
    case '/': return b === 0n || !isSafe(a) || !isSafe(b) ? undefined : Number(a) / Number(b);
    case '//': return b === 0n ? undefined : floorDivide(a, b);
    case '%': return b === 0n ? undefined : a - b * floorDivide(a, b);
    case '**': return power(a, b);
    case '<<': return b < 0n || b > BigInt(MOST_BITS) ? undefined : a << b;
    case '>>': return b < 0n ? undefined : a >> b;
    case '&': return a & b;
    case '|': return a | b;
    case '^': return a ^ b;
    default: return undefined;
  }
}

function power(a: bigint, b: bigint): Number_ | undefined {
  if (b >= 0n) return BigInt(bits(a)) * b > BigInt(MOST_BITS) ? undefined : a ** b;
  if (a === 1n || a === -1n) return a === 1n || b % 2n === 0n ? 1 : -1;
  return a === 2n && b > -1000n ? 2 ** Number(b) : undefined;
}

function floats(operator: string, a: number, b: number): number | undefined {
  switch (operator) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return b === 0 ? undefined : a / b;
    case '//': return b === 0 ? undefined : divideFloats(a, b).quotient;
    case '%': return b === 0 ? undefined : divideFloats(a, b).remainder;
    case '**': {
      const whole = Number.isSafeInteger(a) && Number.isSafeInteger(b) && b >= 0 ? a ** b : NaN;
      return Number.isSafeInteger(whole) ? whole : undefined;
    }
    default: return undefined;
  }
}

/** CPython's `float_divmod` (Objects/floatobject.c) as documented: the remainder has the sign of the divisor. */
function divideFloats(a: number, b: number): { quotient: number; remainder: number } {
  let remainder = a % b;
  let quotient = (a - remainder) / b;
  if (remainder !== 0) {
    if (b < 0 !== remainder < 0) {
      remainder += b;
      quotient -= 1;
    }
  } else remainder = b < 0 ? -0 : 0;
  if (quotient === 0) return { quotient: a / b < 0 || Object.is(a / b, -0) ? -0 : 0, remainder };
  const floor = Math.floor(quotient);
  return { quotient: quotient - floor > 0.5 ? floor + 1 : floor, remainder };
}

export const isSafe = (value: bigint): boolean => value >= -9007199254740992n && value <= 9007199254740992n;

export const bits = (value: bigint): number => value.toString(16).length * 4;

export const floorDivide = (a: bigint, b: bigint): bigint => (a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b);

/** `pow(base, exponent, modulus)`; undefined where Python raises. */
export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint | undefined {
  if (modulus === 0n || exponent < 0n || bits(exponent) > 20_000 || bits(modulus) > 20_000) return undefined;
  const size = modulus < 0n ? -modulus : modulus;
  let result = 1n % size;
  let square = ((base % size) + size) % size;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % size;
    square = (square * square) % size;
  }
  return modulus < 0n && result !== 0n ? result + modulus : result;
}
