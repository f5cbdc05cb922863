/**
 * Format specifications: `format(value, spec)` and one conversion of `%`.
 * Meaning: https://docs.python.org/3/library/string.html#format-specification-mini-language and
 * https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting
 */
import { exponentText, fixedDigits, scientificDigits, floatText } from './floats';
import { asciiOf, integerText, reprOf, strOf } from './repr';
import { Bytes, characters, type Exact, integerOf, isNumber } from './values';

const SPEC = /^(?:([\s\S])?([<>=^]))?([ +-])?(#)?(0)?(\d+)?([_,])?(?:\.(\d+))?([bcdeEfFgGosxX%])?$/u;

/** Wider results are not built. */
const WIDEST = 100_000;

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

/** `format(value, spec)`; undefined where Python raises or where we do not know. */
export function formatSpec(value: Exact, spec: string): string | undefined {
  if (spec === '') return strOf(value);
  const hit = SPEC.exec(spec);
  if (!hit) return undefined;
  const [, fill, align, sign, alternate, zero, width, grouping, precision, type] = hit;
  const isText = typeof value === 'string';
  const parsed: Spec = {
    fill: fill ?? (zero ? '0' : ' '), align: align ?? (isText ? '<' : zero ? '=' : '>'), sign: sign ?? '-', alternate: alternate !== undefined, width: Number(width ?? 0),
    grouping: grouping ?? '', precision: precision === undefined ? undefined : Number(precision), type: type ?? '',
  };
  if (parsed.width > WIDEST || (parsed.precision ?? 0) > 1000) return undefined;
  if (isText) return textSpec(value, parsed, sign !== undefined);
  if (!isNumber(value)) return undefined;
  return typeof value === 'number' || (parsed.type !== '' && 'eEfFgG%'.includes(parsed.type)) ? floatSpec(value, parsed) : integerSpec(integerOf(value)!, parsed);
}

function textSpec(value: string, spec: Spec, signed: boolean): string | undefined {
  if ((spec.type !== '' && spec.type !== 's') || spec.align === '=' || signed || spec.alternate || spec.grouping !== '') return undefined;
  return padded('', spec.precision === undefined ? value : characters(value).slice(0, spec.precision).join(''), spec);
}

function integerSpec(value: bigint, spec: Spec): string | undefined {
  if (spec.precision !== undefined || spec.type === 's') return undefined;
  if (spec.type === 'c') {
    if (spec.sign !== '-' || spec.alternate || spec.grouping !== '' || value < 0n || value > 0x10ffffn) return undefined;
    return padded('', String.fromCodePoint(Number(value)), spec);
  }
  const radix = RADIX[spec.type] ?? 10;
  if (spec.grouping === ',' && radix !== 10) return undefined;
  const size = value < 0n ? -value : value;
  const digits = radix === 10 ? integerText(size) : size.toString(radix);
  if (digits === undefined) return undefined;
  const prefix = spec.alternate && radix !== 10 ? `0${spec.type}` : '';
  return number(value < 0n, prefix, spec.type === 'X' ? digits.toUpperCase() : digits, '', { ...spec, ...(radix !== 10 && { group: 4 }) });
}

function floatSpec(given: bigint | number | boolean, spec: Spec): string | undefined {
  const value = Number(given);
  if (spec.type !== '' && !'eEfFgG%'.includes(spec.type)) return undefined;
  const negative = value < 0 || Object.is(value, -0);
  if (!Number.isFinite(value)) {
    const word = Number.isNaN(value) ? 'nan' : 'inf';
    return number(negative, '', /[EFG]/.test(spec.type) ? word.toUpperCase() : word, spec.type === '%' ? '%' : '', { ...spec, grouping: '', ...(spec.fill === '0' && spec.grouping && { fill: '0' }) });
  }
  const text = floatBody(value, spec);
  if (text === undefined) return undefined;
  const [, whole, tail] = /^(\d+)(.*)$/s.exec(text)!;
  return number(negative, '', whole!, tail!, spec);
}

/** The digits of |value|, with point and exponent. */
function floatBody(value: number, spec: Spec): string | undefined {
  const places = spec.precision ?? 6;
  switch (spec.type) {
    case 'f': case 'F': return fixedDigits(value, places) + (places === 0 && spec.alternate ? '.' : '');
    case '%': {
      const scaled = value * 100;
      return Number.isFinite(scaled) ? `${fixedDigits(scaled, places)}${places === 0 && spec.alternate ? '.' : ''}%` : undefined;
    }
    case 'e': case 'E': {
      const { digits, exponent } = scientificDigits(value, places);
      const text = `${digits[0]}${places > 0 ? `.${digits.slice(1)}` : spec.alternate ? '.' : ''}${exponentText(exponent)}`;
      return spec.type === 'E' ? text.toUpperCase() : text;
    }
    case 'g': case 'G': {
      const text = general(value, places, spec.alternate, (exponent, precision) => exponent >= -4 && exponent < precision);
      return spec.type === 'G' ? text.toUpperCase() : text;
    }
    default: {
      if (spec.alternate) return undefined;
      if (spec.precision === undefined) return floatText(Math.abs(value));
      // Like `g`, but never without a point and with the border where repr has it.
      const text = general(value, places, false, (exponent, precision) => exponent >= -4 && exponent < precision - 1);
      return /[.e]/.test(text) ? text : `${text}.0`;
    }
  }
}

function general(value: number, given: number, alternate: boolean, isFixed: (exponent: number, precision: number) => boolean): string {
  const precision = Math.max(given, 1);
  const { digits, exponent } = scientificDigits(value, precision - 1);
  const trimmed = (text: string): string => (alternate || !text.includes('.') ? text : text.replace(/\.?0+$/, ''));
  if (isFixed(exponent, precision)) {
    const places = Math.max(precision - 1 - exponent, 0);
    const text = fixedDigits(value, places);
    return alternate && places === 0 ? `${text}.` : trimmed(text);
  }
  return trimmed(`${digits[0]}${precision > 1 ? `.${digits.slice(1)}` : alternate ? '.' : ''}`) + exponentText(exponent);
}

/** Sign, prefix, grouped digits and tail, to the width. */
function number(negative: boolean, prefix: string, whole: string, tail: string, spec: Spec & { readonly group?: number }): string {
  const head = (negative ? '-' : spec.sign === '-' ? '' : spec.sign) + prefix;
  const size = spec.group ?? 3;
  let body = grouped(whole, spec.grouping, size);
  if (spec.fill === '0' && spec.align === '=' && spec.grouping !== '') {
    // Zeros that pad are grouped too; a separator never comes first.
    let digits = whole;
    while (head.length + body.length + tail.length < spec.width) {
      digits = `0${digits}`;
      body = grouped(digits, spec.grouping, size);
    }
  }
  return padded(head, body + tail, spec);
}

const grouped = (digits: string, separator: string, size: number): string => (separator === '' ? digits : digits.replace(new RegExp(`\\B(?=(?:.{${size}})+$)`, 'g'), separator));

function padded(head: string, body: string, spec: Spec): string {
  const missing = Math.max(spec.width - characters(head).length - characters(body).length, 0);
  const fill = (count: number): string => spec.fill.repeat(count);
  switch (spec.align) {
    case '<': return head + body + fill(missing);
    case '^': return fill(Math.floor(missing / 2)) + head + body + fill(missing - Math.floor(missing / 2));
    case '=': return head + fill(missing) + body;
    default: return fill(missing) + head + body;
  }
}

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };

/** One `%` conversion: flags, width and precision as written, and the letter. `bytes`: in a bytes template. */
export function formatConversion(value: Exact, flags: string, width: number | undefined, precision: number | undefined, letter: string, bytes: boolean): string | undefined {
  if ((width ?? 0) > WIDEST || (precision ?? 0) > 1000) return undefined;
  const left = flags.includes('-');
  const zero = flags.includes('0') && !left;
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '-';
  const base = { fill: zero ? '0' : ' ', align: left ? '<' : zero ? '=' : '>', sign, alternate: flags.includes('#'), width: width ?? 0, grouping: '', precision: undefined, type: '' };
  const asText = (text: string | undefined): string | undefined =>
    (text === undefined ? undefined : padded('', precision === undefined ? text : characters(text).slice(0, precision).join(''), { ...base, fill: ' ', align: left ? '<' : '>' }));
  switch (letter) {
    case 's': case 'b':
      if (bytes) return value instanceof Bytes ? asText(value.data) : undefined;
      return letter === 'b' ? undefined : asText(strOf(value));
    case 'r': return bytes ? asText(asciiOf(value)) : asText(reprOf(value));
    case 'a': return asText(asciiOf(value));
    case 'c': {
      const code = integerOf(value);
      const text = code !== undefined && code >= 0n && code <= (bytes ? 255n : 0x10ffffn) ? String.fromCodePoint(Number(code))
        : bytes ? (value instanceof Bytes && value.data.length === 1 ? value.data : undefined) : typeof value === 'string' && characters(value).length === 1 ? value : undefined;
      return text === undefined ? undefined : padded('', text, { ...base, fill: ' ', align: left ? '<' : '>' });
    }
    case 'd': case 'i': case 'u': case 'x': case 'X': case 'o': {
      const whole = typeof value === 'number' && 'diu'.includes(letter) && Number.isFinite(value) ? BigInt(Math.trunc(value)) : isNumber(value) ? integerOf(value) : undefined;
      if (whole === undefined) return undefined;
      const digits = (whole < 0n ? -whole : whole).toString(RADIX[letter] ?? 10).padStart(precision ?? 0, '0');
      const prefix = base.alternate && 'xXo'.includes(letter) ? `0${letter}` : '';
      return number(whole < 0n, prefix, letter === 'X' ? digits.toUpperCase() : digits, '', base);
    }
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
      return isNumber(value) ? floatSpec(value, { ...base, precision, type: letter }) : undefined;
    default: return undefined;
  }
}
