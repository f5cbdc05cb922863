/** Text that stands for bytes: RFC 4648, Ascii85 and base85 as CPython's Lib/base64.py reads them, hex, uuencode, quoted-printable. */

/** `altchars` replaces `+` and `/`. Unless `strict`, what is not in the alphabet is skipped, as Python does. */
export function fromBase64(input: string, altchars: string | undefined, strict: boolean): string | undefined {
  const text = altchars?.length === 2 ? input.replace(/[\s\S]/g, (c) => (c === altchars[0] ? '+' : c === altchars[1] ? '/' : c)) : input;
  if (strict && !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const whole = beforePadding(text.replace(/[^A-Za-z0-9+/=]/g, ''));
  // CPython refuses wrong padding, but hidden text is often cut by hand: what decodes is worth reading.
  // A text with other characters in it that also ends in the middle of a group is none.
  const isText = whole.length % 4 === 0 || text.includes('=') || /^[A-Za-z0-9+/\s]*$/.test(text);
  return whole.length % 4 === 1 || !isText ? undefined : atob(whole);
}

/** Padding that completes a group of four ends the text; a `=` elsewhere is skipped. */
function beforePadding(text: string): string {
  if (!text.includes('=')) return text;
  let kept = '';
  let padding = 0;
  for (const part of text.split(/(=)/)) {
    if (part === '=') {
      if (kept.length % 4 >= 2 && (kept.length % 4) + ++padding >= 4) break;
    } else if (part !== '') {
      padding = 0;
      kept += part;
    }
  }
  return kept;
}

export function fromHex(input: string): string | undefined {
  if (input.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(input)) return undefined;
  return input.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16)));
}

export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const BASE32_HEX = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

export function fromBits(input: string, alphabet: string, width: number): string | undefined {
  const result: string[] = [];
  let bits = 0;
  let held = 0;
  for (const c of input) {
    const value = alphabet.indexOf(c);
    if (value < 0) return undefined;
    bits = (bits << width) | value;
    held += width;
    if (held >= 8) {
      held -= 8;
      result.push(String.fromCharCode((bits >> held) & 0xff));
      bits &= (1 << held) - 1;
    }
  }
  return result.join('');
}

const BASE85 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
const ZEROMQ85 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';
const ASCII85 = Array.from({ length: 85 }, (_, i) => String.fromCharCode(33 + i)).join('');

export const fromBase85 = (input: string): string | undefined => groupsOf85(input, BASE85, {});
export const fromZ85 = (input: string): string | undefined => groupsOf85(input, ZEROMQ85, {});
/** `z` stands for four zeros, and `y`, where blanks are folded, for four blanks. */
export const fromAscii85 = (input: string, foldsSpaces: boolean): string | undefined =>
  groupsOf85(input.replace(/^<~|~>$/g, '').replace(/\s+/g, ''), ASCII85, { z: '\0\0\0\0', ...(foldsSpaces && { y: '    ' }) });

function groupsOf85(input: string, alphabet: string, shorthand: Readonly<Record<string, string>>): string | undefined {
  const result: string[] = [];
  let group: number[] = [];
  const flush = (padding: number): boolean => {
    let value = group.reduce((sum, digit) => sum * 85 + digit, 0);
    if (value > 0xffffffff) return false;
    const bytes: string[] = [];
    for (let i = 0; i < 4; i++) {
      bytes.unshift(String.fromCharCode(value % 256));
      value = Math.floor(value / 256);
    }
    result.push(...bytes.slice(0, 4 - padding));
    group = [];
    return true;
  };
  for (const c of input) {
    const short = group.length === 0 ? shorthand[c] : undefined;
    if (short !== undefined) {
      result.push(short);
      continue;
    }
    const digit = alphabet.indexOf(c);
    if (digit < 0) return undefined;
    group.push(digit);
    if (group.length === 5 && !flush(0)) return undefined;
  }
  if (group.length > 0) {
    const padding = 5 - group.length;
    while (group.length < 5) group.push(84);
    if (!flush(padding)) return undefined;
  }
  return result.join('');
}

/** Lines of uuencode; a `begin` line and what follows `end` are left out (https://pubs.opengroup.org/onlinepubs/9699919799/utilities/uuencode.html). */
export function fromUu(input: string): string | undefined {
  const result: string[] = [];
  for (const line of input.split('\n').map((one) => one.replace(/\r$/, ''))) {
    if (/^begin \d+ /.test(line) || line.trim() === '') continue;
    if (line === 'end') break;
    const length = (line.charCodeAt(0) - 32) & 63;
    const values = [...line.slice(1)].map((c) => (c.charCodeAt(0) - 32) & 63);
    if ([...line].some((c) => c < ' ' || c > '`')) return undefined;
    const bytes: string[] = [];
    for (let i = 0; i < values.length || bytes.length < length; i += 4) {
      const [a, b, c, d] = [values[i] ?? 0, values[i + 1] ?? 0, values[i + 2] ?? 0, values[i + 3] ?? 0];
      bytes.push(...[(a << 2) | (b >> 4), (b << 4) | (c >> 2), (c << 6) | d].map((byte) => String.fromCharCode(byte & 0xff)));
    }
    result.push(...bytes.slice(0, length));
  }
  return result.join('');
}

/** `header`: an underscore is a blank. */
export const fromQuotedPrintable = (input: string, header: boolean): string =>
  (header ? input.replaceAll('_', ' ') : input).replace(/=(?:\r?\n|$)/g, '').replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
