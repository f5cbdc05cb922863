/**
 * Functions and methods on numbers and character codes.
 * Meaning: https://docs.python.org/3/library/functions.html and https://docs.python.org/3/library/stdtypes.html#numeric-types-int-float-complex
 */
import { arithmetic, isSafe, modularPower } from '../exact/arithmetic';
import { roundFloat, roundToInteger } from '../exact/floats';
import { asciiOf, reprOf } from '../exact/repr';
import { abstract, Bytes, characters, type Exact, integerOf, isNumber, Sequence } from '../exact/values';
import { asNumber, type Taint, taintFrom, withStep } from '../taint';
import { bool, number, type Shape, tainted, truth, tuple, unknown, type Value, valueOf } from '../value';
import { argument, exactly, fold, type Intrinsic, type IntrinsicCall } from './intrinsic';
import { formatCall } from './formatting';

/** Longer byte strings are not built. */
const LONGEST = 1_000_000;

const inRadix = (radix: number, prefix: string) => (value: Exact | undefined): string | undefined => {
  const whole = integerOf(value);
  return whole === undefined ? undefined : `${whole < 0n ? '-' : ''}${prefix}${(whole < 0n ? -whole : whole).toString(radix)}`;
};

/** `int(text, base)`; undefined where Python raises. */
function parseInteger(text: string, base: number): bigint | undefined {
  const hit = /^\s*([+-]?)(?:0([xob])_?)?([0-9a-z]+(?:_[0-9a-z]+)*)\s*$/i.exec(text);
  if (!hit || base < 0 || base === 1 || base > 36) return undefined;
  const [, sign, letter, body] = hit;
  const own = letter === undefined ? undefined : { x: 16, o: 8, b: 2 }[letter.toLowerCase()];
  // `0b1` in base 16 is a number like any other.
  const isPrefix = own !== undefined && (base === own || base === 0);
  const radix = isPrefix ? own : base === 0 ? 10 : base;
  const digits = (isPrefix ? body! : `${letter === undefined ? '' : `0${letter}`}${body!}`).replaceAll('_', '').toLowerCase();
  if (base === 0 && !isPrefix && /^0+[1-9]/.test(digits)) return undefined;
  let result = 0n;
  if (digits.length > 20_000) return undefined;
  for (const c of digits) {
    const digit = parseInt(c, 36);
    if (Number.isNaN(digit) || digit >= radix) return undefined;
    result = result * BigInt(radix) + BigInt(digit);
  }
  return sign === '-' ? -result : result;
}

const toInteger = (value: Exact | undefined, base: Exact | undefined): bigint | undefined => {
  const text = value instanceof Bytes ? value.data : value;
  if (typeof text === 'string') return parseInteger(text, base === undefined ? 10 : Number(integerOf(base) ?? -1n));
  if (base !== undefined) return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
  return integerOf(value);
};

const toFloat = (value: Exact | undefined): number | undefined => {
  if (isNumber(value)) return Number.isFinite(Number(value)) || typeof value === 'number' ? Number(value) : undefined;
  const text = (value instanceof Bytes ? value.data : typeof value === 'string' ? value : '').trim().toLowerCase();
  if (/^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/.test(text)) return Number(text.replaceAll('_', ''));
  const special = /^([+-]?)(inf(?:inity)?|nan)$/.exec(text);
  return special ? (special[2] === 'nan' ? NaN : special[1] === '-' ? -Infinity : Infinity) : undefined;
};

/** `int(x)`, `float(x)`: exact where known; in any case a number, which is no code and no command. */
const convert = (name: 'int' | 'float', operation: (value: Exact | undefined, base: Exact | undefined) => bigint | number | undefined): Intrinsic => ({ args, point }) => {
  const given = argument(args, 0);
  if (!given) return args.rest ? undefined : number(name === 'int' ? 0n : 0);
  const step = { point, label: `converted by \`${name}(…)\`` };
  const known = fold([given, argument(args, 1, 'base')], operation);
  const numeric = (taints: readonly Taint[]): readonly Taint[] => asNumber(withStep(taints, step));
  return known ? { shapes: known.shapes, taints: numeric(known.taints), guarded: true } : { shapes: unknown.shapes, taints: numeric(given.taints), guarded: true };
};

/** Text that is spelled in numbers is spelled so to be overlooked. */
const spelled = (intrinsic: Intrinsic, detail: string, label: string): Intrinsic => (call: IntrinsicCall) => {
  const result = intrinsic(call);
  return result && tainted(result, [taintFrom('decoded', detail, { point: call.point, label })]);
};

const toBytes = (value: Exact | undefined, length: Exact | undefined, order: Exact | undefined, signed: Exact | undefined): Bytes | undefined => {
  const whole = integerOf(value);
  const size = Number(length === undefined ? 1n : integerOf(length) ?? -1n);
  const little = order === 'little';
  if (whole === undefined || size < 0 || size > LONGEST || (!little && order !== undefined && order !== 'big')) return undefined;
  const limit = 1n << BigInt(size * 8);
  if (signed === true ? whole < -limit / 2n || whole >= limit / 2n || size === 0 && whole !== 0n : whole < 0n || whole >= limit) return undefined;
  const hex = size === 0 ? '' : (whole < 0n ? whole + limit : whole).toString(16).padStart(size * 2, '0');
  const bytes = hex.match(/../g)?.map((pair) => String.fromCharCode(parseInt(pair, 16))) ?? [];
  return new Bytes((little ? bytes.reverse() : bytes).join(''));
};

/** The bytes a value is: bytes, bytearray, or a list of codes. */
export function codesOf(value: Exact | undefined): string | undefined {
  if (value instanceof Bytes) return value.data;
  if (!(value instanceof Sequence) || value.type === 'set') return undefined;
  const codes = value.items.map((item) => Number(integerOf(item) ?? -1n));
  return codes.every((code) => code >= 0 && code <= 255) ? codes.map((code) => String.fromCharCode(code)).join('') : undefined;
}

const fromBytes = (value: Exact | undefined, order: Exact | undefined, signed: Exact | undefined): bigint | undefined => {
  const data = codesOf(value);
  if (data === undefined || data.length > LONGEST / 10 || (order !== undefined && order !== 'big' && order !== 'little')) return undefined;
  const bytes = [...data].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0'));
  const whole = bytes.length === 0 ? 0n : BigInt(`0x${(order === 'little' ? bytes.reverse() : bytes).join('')}`);
  const limit = 1n << BigInt(bytes.length * 8);
  return signed === true && bytes.length > 0 && whole >= limit / 2n ? whole - limit : whole;
};

const round = (value: Exact | undefined, places: Exact | undefined): bigint | number | undefined => {
  const digits = places === undefined || places === null ? undefined : Number(integerOf(places) ?? NaN);
  if (Number.isNaN(digits) || !isNumber(value)) return undefined;
  const whole = integerOf(value);
  if (whole !== undefined) {
    if (digits === undefined || digits >= 0) return whole;
    const unit = 10n ** BigInt(Math.min(-digits, 5000));
    const size = whole < 0n ? -whole : whole;
    const half = (size % unit) * 2n;
    const quotient = size / unit;
    const rounded = (half > unit || (half === unit && quotient % 2n === 1n) ? quotient + 1n : quotient) * unit;
    return whole < 0n ? -rounded : rounded;
  }
  const float = Number(value);
  if (digits !== undefined) return roundFloat(float, digits);
  return Number.isFinite(float) ? roundToInteger(float) : undefined;
};

const power = (base: Exact | undefined, exponent: Exact | undefined, modulus: Exact | undefined): Exact | undefined => {
  if (modulus === undefined || modulus === null) return isNumber(base) && isNumber(exponent) ? arithmetic('**', base, exponent) : undefined;
  const [a, b, m] = [integerOf(base), integerOf(exponent), integerOf(modulus)];
  return a === undefined || b === undefined || m === undefined ? undefined : modularPower(a, b, m);
};

const divide = (a: Exact | undefined, b: Exact | undefined): Value | undefined => {
  if (!isNumber(a) || !isNumber(b)) return undefined;
  const [quotient, remainder] = [arithmetic('//', a, b), arithmetic('%', a, b)];
  return quotient === undefined || remainder === undefined ? undefined : tuple([abstract(quotient), abstract(remainder)]);
};

const isInt = (value: Exact | undefined): value is bigint | boolean => integerOf(value) !== undefined;
const wholePart = (value: number, how: (value: number) => number): bigint | undefined => (Number.isFinite(value) ? BigInt(how(value)) : undefined);

const METHODS: Readonly<Record<string, Intrinsic>> = {
  to_bytes: spelled(exactly('self, length, byteorder, signed', toBytes), 'int.to_bytes', 'built from a number'),
  bit_length: exactly('self', (value) => (isInt(value) ? (integerOf(value) === 0n ? 0n : BigInt((integerOf(value)! < 0n ? -integerOf(value)! : integerOf(value)!).toString(2).length)) : undefined)),
  bit_count: exactly('self', (value) => (isInt(value) ? BigInt((integerOf(value)! < 0n ? -integerOf(value)! : integerOf(value)!).toString(2).replaceAll('0', '').length) : undefined)),
  conjugate: exactly('self', (value) => (isInt(value) ? integerOf(value) : value)),
  is_integer: exactly('self', (value) => (typeof value === 'number' ? Number.isInteger(value) : undefined)),
};

const rounding = (how: (value: number) => number): Intrinsic => exactly('x, /', (value) => (isInt(value) ? integerOf(value) : typeof value === 'number' ? wholePart(value, how) : undefined));

const root = (value: bigint): bigint => {
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (let next = (guess + value / guess) >> 1n; next < guess; next = (guess + value / guess) >> 1n) guess = next;
  return guess;
};

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** Builtin types by name, alone or in a tuple. */
function typeNames(types: Value): string[] | undefined {
  const only = types.shapes.length === 1 ? types.shapes[0]! : undefined;
  if (only?.kind === 'sequence' && !only.rest) {
    const all = only.elements.map(typeNames);
    return all.includes(undefined) ? undefined : (all as string[][]).flat();
  }
  const name = only?.kind === 'external' ? /^builtins\.(int|float|bool|str|bytes|bytearray|list|tuple|dict|set)$/.exec(only.path)?.[1] : undefined;
  return name === undefined ? undefined : [name];
}

/** Whether a shape is of one of the builtin types; undefined for what is no builtin value. */
function isOfType(shape: Shape, names: readonly string[]): boolean | undefined {
  switch (shape.kind) {
    // Paths of pathlib are texts here.
    case 'text': return shape.bytes ? names.includes('bytes') : names.includes('str') || undefined;
    case 'number': return names.includes(typeof shape.value === 'bigint' ? 'int' : 'float');
    case 'constant': return shape.value === 'True' || shape.value === 'False' ? names.includes('bool') || names.includes('int') : false;
    case 'sequence': return shape.type === 'view' || shape.type === 'iterator' || shape.type === 'set' ? undefined : names.includes(shape.type);
    case 'dict': return names.includes('dict');
    default: return undefined;
  }
}

const fromCode = exactly('i, /', (code) => (isInt(code) && integerOf(code)! >= 0n && integerOf(code)! <= 0x10ffffn ? String.fromCodePoint(Number(code)) : undefined));

/** Text put together character by character is not there to be read, whether we can compute it or not. */
const character: Intrinsic = (call) => ({
  shapes: (fromCode(call) ?? unknown).shapes, taints: [taintFrom('decoded', 'chr', { point: call.point, label: 'built from a character code' })],
});

export const NUMBER_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...Object.fromEntries(Object.entries(METHODS).map(([name, method]) => [`int.${name}`, method])),
  'builtins.int': convert('int', toInteger), 'builtins.long': convert('int', toInteger), 'builtins.float': convert('float', toFloat),
  'builtins.int.from_bytes': exactly('bytes, byteorder, signed', fromBytes),
  'builtins.chr': character, 'builtins.unichr': character,
  'builtins.ord': exactly('c, /', (c) => {
    const text = c instanceof Bytes ? c.data : c;
    return typeof text === 'string' && characters(text).length === 1 ? BigInt(text.codePointAt(0)!) : undefined;
  }),
  'builtins.bool': ({ args }) => {
    const known = args.positional.length === 0 && !args.rest ? false : truth(argument(args, 0) ?? unknown);
    return known === undefined ? undefined : bool(known);
  },
  'builtins.isinstance': ({ args }) => {
    const [value, types] = [argument(args, 0), argument(args, 1)];
    const names = types && typeNames(types);
    const results = value && names ? value.shapes.map((shape) => isOfType(shape, names)) : [];
    return results.length > 0 && results.every((one) => one !== undefined && one === results[0]) ? bool(results[0]!) : undefined;
  },
  'builtins.hex': exactly('x, /', inRadix(16, '0x')), 'builtins.oct': exactly('x, /', inRadix(8, '0o')), 'builtins.bin': exactly('x, /', inRadix(2, '0b')),
  'builtins.abs': exactly('x, /', (value) => (isInt(value) ? (integerOf(value)! < 0n ? -integerOf(value)! : integerOf(value)) : typeof value === 'number' ? Math.abs(value) : undefined)),
  'builtins.round': exactly('number, ndigits', round), 'builtins.pow': exactly('base, exp, mod', power), 'builtins.divmod': exactly('a, b, /', divide),
  'builtins.repr': exactly('object, /', (value) => (value === undefined ? undefined : reprOf(value))), 'builtins.ascii': exactly('object, /', (value) => (value === undefined ? undefined : asciiOf(value))),
  'builtins.format': ({ args }) => {
    const value = argument(args, 0);
    return value && tainted(valueOf(formatCall(value, argument(args, 1))), value.taints);
  },
  'math.floor': rounding(Math.floor), 'math.ceil': rounding(Math.ceil), 'math.trunc': rounding(Math.trunc),
  'math.isqrt': exactly('n, /', (value) => (isInt(value) && integerOf(value)! >= 0n ? (integerOf(value) === 0n ? 0n : root(integerOf(value)!)) : undefined)),
  'math.sqrt': exactly('x, /', (value) => (isNumber(value) && Number(value) >= 0 && (typeof value === 'number' || isSafe(integerOf(value)!)) ? Math.sqrt(Number(value)) : undefined)),
  'math.gcd': exactly('a, b, /', (a, b) => (isInt(a) && isInt(b) ? gcd(integerOf(a)!, integerOf(b)!) : undefined)),
  'math.factorial': exactly('n, /', (n) => {
    const whole = integerOf(n);
    if (whole === undefined || whole < 0n || whole > 500n) return undefined;
    let result = 1n;
    for (let i = 2n; i <= whole; i++) result *= i;
    return result;
  }),
};

/** Attributes of numbers that are numbers. */
export function numberAttribute(value: Exact, name: string): Value | undefined {
  const whole = integerOf(value);
  switch (name) {
    case 'real': return abstract(whole ?? value);
    case 'imag': return abstract(whole === undefined ? 0 : 0n);
    case 'numerator': return whole === undefined ? undefined : number(whole);
    case 'denominator': return whole === undefined ? undefined : number(1n);
    default: return undefined;
  }
}
