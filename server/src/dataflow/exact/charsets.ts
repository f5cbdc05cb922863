/**
 * Text to bytes and back in the character sets of Python. Meaning: https://docs.python.org/3/library/codecs.html#standard-encodings
 * Bytes are strings of code units 0–255.
 */
import { bytesOf, encodeUtf8 } from '../decoders';

type Charset = 'utf8' | 'utf8-sig' | 'latin1' | 'ascii' | 'utf16' | 'utf16le' | 'utf16be' | 'utf32' | 'utf32le' | 'utf32be' | 'escape' | 'raw-escape';

const NAMES: readonly (readonly [RegExp, Charset])[] = [
  [/^(?:utf-?8|u8|utf|utf8-?ucs\d|cp65001)$/, 'utf8'], [/^utf-?8-sig$/, 'utf8-sig'],
  [/^(?:latin-?1|latin|iso-?8859-1|iso8859-1|8859|l1|cp819)$/, 'latin1'], [/^(?:ascii|us-ascii|646)$/, 'ascii'],
  [/^(?:utf-?16|u16)$/, 'utf16'], [/^utf-?16-?le$/, 'utf16le'], [/^utf-?16-?be$/, 'utf16be'],
  [/^(?:utf-?32|u32)$/, 'utf32'], [/^utf-?32-?le$/, 'utf32le'], [/^utf-?32-?be$/, 'utf32be'],
  [/^unicode-?escape$/, 'escape'], [/^raw-?unicode-?escape$/, 'raw-escape'],
];

const charsetOf = (name: string): Charset | undefined => {
  const plain = name.toLowerCase().replaceAll('_', '-').replaceAll(' ', '-');
  return NAMES.find(([pattern]) => pattern.test(plain))?.[1];
};

/** Bytes as text; undefined for names we do not know and for bytes that are not valid in it. */
export function decodeCharset(input: string, name: string, errors = 'strict'): string | undefined {
  switch (charsetOf(name)) {
    case 'latin1': return input;
    case 'ascii': return decodeAscii(input, errors);
    case 'utf8': return decoded(input, 'utf-8', true, errors);
    case 'utf8-sig': return decoded(input, 'utf-8', false, errors);
    case 'utf16': return input.startsWith('\xfe\xff') ? decoded(input.slice(2), 'utf-16be', true, errors) : decoded(input, 'utf-16le', false, errors);
    case 'utf16le': return decoded(input, 'utf-16le', true, errors);
    case 'utf16be': return decoded(input, 'utf-16be', true, errors);
    case 'utf32': return input.startsWith('\0\0\xfe\xff') ? decodeUtf32(input.slice(4), false) : decodeUtf32(input.startsWith('\xff\xfe\0\0') ? input.slice(4) : input, true);
    case 'utf32le': return decodeUtf32(input, true);
    case 'utf32be': return decodeUtf32(input, false);
    case 'escape': return unescaped(input, true);
    case 'raw-escape': return unescaped(input, false);
    default: return decoded(input, name.toLowerCase().replaceAll('_', '-'), false, errors, true);
  }
}

function decodeAscii(input: string, errors: string): string | undefined {
  if (/^[\0-\x7f]*$/.test(input)) return input;
  return errors === 'ignore' ? input.replace(/[\x80-\xff]/g, '') : errors === 'replace' ? input.replace(/[\x80-\xff]/g, '\ufffd') : undefined;
}

/** `legacy`: where browsers read a byte that Python refuses, they make a control character of it. */
function decoded(input: string, label: string, ignoreBOM: boolean, errors: string, legacy = false): string | undefined {
  if (errors !== 'strict' && !/^[\0-\x7f]*$/.test(input)) {
    const strict = decoded(input, label, ignoreBOM, 'strict', legacy);
    // Broken sequences are dropped by rules of their own; in UTF-8 they come out as one sign each.
    return strict ?? (errors === 'ignore' && label === 'utf-8' && !input.includes('\xef\xbf\xbd') ? new TextDecoder(label, { ignoreBOM }).decode(bytesOf(input)).replaceAll('\ufffd', '') : undefined);
  }
  try {
    const text = new TextDecoder(label, { fatal: true, ignoreBOM }).decode(bytesOf(input));
    return legacy && /[\x80-\x9f]/.test(text) ? undefined : text;
  } catch {
    // A name nobody knows, or bytes that are not valid.
    return undefined;
  }
}

function decodeUtf32(input: string, little: boolean): string | undefined {
  if (input.length % 4 !== 0) return undefined;
  const result: string[] = [];
  for (let at = 0; at < input.length; at += 4) {
    const bytes = [0, 1, 2, 3].map((i) => input.charCodeAt(at + (little ? 3 - i : i)));
    const code = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    result.push(String.fromCodePoint(code));
  }
  return result.join('');
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': '' };

/** `\x41`, `\u0041` … read as in a literal; `all`: also `\n`, octal and hexadecimal escapes. */
function unescaped(input: string, all: boolean): string | undefined {
  let broken = false;
  const result = input.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-7]{1,3})|([\s\S])|$)/g, (whole, short?: string, long?: string, hex?: string, octal?: string, other?: string) => {
    const code = short ?? long ?? (all ? hex : undefined);
    if (code !== undefined) {
      const point = parseInt(code, 16);
      broken ||= point > 0x10ffff;
      return point > 0x10ffff ? '' : String.fromCodePoint(point);
    }
    if (!all) return whole;
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    broken ||= other === undefined || 'uUxN'.includes(other);
    return other === undefined ? '' : ESCAPES[other] ?? whole;
  });
  return broken ? undefined : result;
}

/** Text as bytes; undefined for names we do not know and for characters it does not have. */
export function encodeCharset(text: string, name: string, errors = 'strict'): string | undefined {
  if (/[\ud800-\udfff]/.test(text) && !isWellFormed(text)) return undefined;
  switch (charsetOf(name)) {
    case 'utf8': return encodeUtf8(text);
    case 'utf8-sig': return `\xef\xbb\xbf${encodeUtf8(text)}`;
    case 'latin1': return encodeBelow(text, 0xff, errors);
    case 'ascii': return encodeBelow(text, 0x7f, errors);
    case 'utf16': return `\xff\xfe${encodeUnits(text, true)}`;
    case 'utf16le': return encodeUnits(text, true);
    case 'utf16be': return encodeUnits(text, false);
    case 'utf32': return `\xff\xfe\0\0${encodePoints(text, true)}`;
    case 'utf32le': return encodePoints(text, true);
    case 'utf32be': return encodePoints(text, false);
    case 'escape': return [...text].map((c) => (c === '\\' ? '\\\\' : c >= ' ' && c <= '~' ? c : SHORT[c] ?? escaped(c, 2))).join('');
    case 'raw-escape': return [...text].map((c) => (c <= '\xff' ? c : escaped(c, 4))).join('');
    default: return undefined;
  }
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(c: string, least: 2 | 4): string {
  const code = c.codePointAt(0)!;
  const hex = code.toString(16);
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : code > 0xff || least === 4 ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`;
}

const isWellFormed = (text: string): boolean => !/(?:[\ud800-\udbff](?![\udc00-\udfff]))|(?:(?<![\ud800-\udbff])[\udc00-\udfff])/.test(text);

function encodeBelow(text: string, most: number, errors: string): string | undefined {
  const result: string[] = [];
  for (const c of text) {
    const code = c.codePointAt(0)!;
    if (code <= most) result.push(c);
    else if (errors === 'replace') result.push('?');
    else if (errors === 'backslashreplace') result.push(escaped(c, 2));
    else if (errors !== 'ignore') return undefined;
  }
  return result.join('');
}

const encodeUnits = (text: string, little: boolean): string => text.split('').map((c) => {
  const [high, low] = [String.fromCharCode(c.charCodeAt(0) >> 8), String.fromCharCode(c.charCodeAt(0) & 0xff)];
  return little ? low + high : high + low;
}).join('');

const encodePoints = (text: string, little: boolean): string => [...text].map((c) => {
  const bytes = [24, 16, 8, 0].map((shift) => String.fromCharCode((c.codePointAt(0)! >>> shift) & 0xff));
  return (little ? bytes.reverse() : bytes).join('');
}).join('');
