/**
 * Decimal digits of floats, exactly. A double is a whole number times a power of two, so all roundings are done with integers;
 * ties go to even, as in C's printf and in Python.
 */

/** `x` as `numerator / denominator` in whole numbers; `x` is finite. */
function fraction(x: number): { numerator: bigint; denominator: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fractionBits = bits & ((1n << 52n) - 1n);
  const mantissa = exponent === 0 ? fractionBits : fractionBits | (1n << 52n);
  const shift = (exponent === 0 ? 1 : exponent) - 1075;
  const signed = bits >> 63n ? -mantissa : mantissa;
  return shift >= 0 ? { numerator: signed << BigInt(shift), denominator: 1n } : { numerator: signed, denominator: 1n << BigInt(-shift) };
}

/** `numerator / denominator` to the nearest whole number, ties to even; both are not negative. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  return twice > denominator || (twice === denominator && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** The digits of |x| with `places` after the point, `'%.*f'`; `x` is finite. */
export function fixedDigits(x: number, places: number): string {
  const { numerator, denominator } = fraction(Math.abs(x));
  const digits = nearest(numerator * 10n ** BigInt(places), denominator).toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** |x| as `places + 1` digits and the decimal exponent of the first; `x` is finite. */
export function scientificDigits(x: number, places: number): { digits: string; exponent: number } {
  if (x === 0) return { digits: '0'.repeat(places + 1), exponent: 0 };
  const { numerator, denominator } = fraction(Math.abs(x));
  let exponent = Number(/e([+-]\d+)$/.exec(Math.abs(x).toExponential())![1]);
  for (;;) {
    const scale = places - exponent;
    const digits = (scale >= 0 ? nearest(numerator * 10n ** BigInt(scale), denominator) : nearest(numerator, denominator * 10n ** BigInt(-scale))).toString();
    if (digits.length === places + 1) return { digits, exponent };
    // 9.99 rounds up to 10.0.
    exponent += digits.length > places + 1 ? 1 : -1;
  }
}

export const exponentText = (exponent: number): string => `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;

/** `repr(x)`: the shortest digits that read back as the same float. */
export function floatText(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x > 0 ? 'inf' : '-inf';
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  const [, first, rest = '', power] = /^(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(Math.abs(x).toExponential())!;
  const exponent = Number(power);
  const digits = first! + rest;
  if (exponent < -4 || exponent >= 16) return `${sign}${first}${rest ? `.${rest}` : ''}${exponentText(exponent)}`;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/** `round(x, places)`; undefined for what overflows. */
export function roundFloat(x: number, places: number): number | undefined {
  if (!Number.isFinite(x)) return x;
  if (places > 300) return x;
  if (places < -300) return 0 * x;
  const { numerator, denominator } = fraction(Math.abs(x));
  const digits = places >= 0 ? nearest(numerator * 10n ** BigInt(places), denominator) : nearest(numerator, denominator * 10n ** BigInt(-places));
  const rounded = Number(`${digits}e${-places}`);
  return Number.isFinite(rounded) ? (x < 0 || Object.is(x, -0) ? -rounded : rounded) : undefined;
}

/** `round(x)`, `int(x)`; `x` is finite. */
export const roundToInteger = (x: number): bigint => {
  const { numerator, denominator } = fraction(Math.abs(x));
  const rounded = nearest(numerator, denominator);
  return x < 0 ? -rounded : rounded;
};
