/**
 * `str`, `repr` and `ascii` of exact values.
 * Meaning: https://docs.python.org/3/library/functions.html#repr
 */
import { floatText } from './floats';
import { Bytes, characters, Dict, type Exact, Sequence } from './values';

/** `str(value)`; undefined for what prints an address or an order we do not know. */
export function strOf(value: Exact): string | undefined {
  return typeof value === 'string' ? value : reprOf(value);
}

/** `repr(value)`. */
export function reprOf(value: Exact): string | undefined {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return integerText(value);
  if (typeof value === 'number') return floatText(value);
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Bytes) return `b${quotedBytes(value.data)}`;
  if (value instanceof Sequence) return sequenceText(value);
  return value instanceof Dict ? braces(value) : undefined;
}

/** CPython refuses to print integers of more digits. */
export const integerText = (value: bigint): string | undefined => {
  const digits = value.toString();
  return digits.replace('-', '').length > 4300 ? undefined : digits;
};

/** `ascii(value)`. */
export function asciiOf(value: Exact): string | undefined {
  const known = reprOf(value);
  return known === undefined ? undefined : characters(known).map((c) => (c > '\x7e' ? escaped(c) : c)).join('');
}

function sequenceText({ type, items }: Sequence): string | undefined {
  const parts = items.map(reprOf);
  if (parts.includes(undefined)) return undefined;
  const all = parts.join(', ');
  switch (type) {
    case 'list': return `[${all}]`;
    case 'tuple': return items.length === 1 ? `(${all},)` : `(${all})`;
    // A single quote is escaped here even between double ones.
    case 'bytearray': return `bytearray(b${quotedBytes(String.fromCharCode(...items.map(Number)), true)})`;
    // Sets have an order that differs from run to run, iterators an address.
    default: return undefined;
  }
}

function braces({ entries }: Dict): string | undefined {
  const parts = entries.map(([key, value]) => [reprOf(key), reprOf(value)]);
  return parts.flat().includes(undefined) ? undefined : `{${parts.map((part) => part.join(': ')).join(', ')}}`;
}

const quoteFor = (text: string): string => (text.includes("'") && !text.includes('"') ? '"' : "'");

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** Control characters, unassigned ones and all spaces but the plain one are escaped. */
const UNPRINTABLE = /^[\p{C}\p{Z}]$/u;

function quoted(text: string): string {
  const quote = quoteFor(text);
  return quote + characters(text).map((c) => (c === quote ? `\\${c}` : SHORT[c] ?? (c !== ' ' && UNPRINTABLE.test(c) ? escaped(c) : c))).join('') + quote;
}

function quotedBytes(data: string, always = false): string {
  const quote = quoteFor(data);
  return quote + data.split('').map((c) => (c === quote || (always && c === "'") ? `\\${c}` : SHORT[c] ?? (c < ' ' || c > '~' ? `\\x${hex(c, 2)}` : c))).join('') + quote;
}

const hex = (c: string, width: number): string => c.codePointAt(0)!.toString(16).padStart(width, '0');

function escaped(c: string): string {
  const code = c.codePointAt(0)!;
  return code < 0x100 ? `\\x${hex(c, 2)}` : code < 0x10000 ? `\\u${hex(c, 4)}` : `\\U${hex(c, 8)}`;
}
