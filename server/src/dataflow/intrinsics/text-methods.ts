/**
 * Methods of `str` and `bytes` whose result is made of other characters than the receiver's, or is no text.
 * Meaning: https://docs.python.org/3/library/stdtypes.html#string-methods
 */
import { Bytes, characters, Dict, type Exact, hasAstral, integerOf, Sequence } from '../exact/values';
import { taintFrom } from '../taint';
import { tainted, type Value } from '../value';
import { exactly, type Intrinsic, type Operation } from './intrinsic';

/** Longer results are not built. */
const LONGEST = 1_000_000;

/** Text or bytes alike: the operation sees characters. */
const onBoth = (operation: (text: string, bytes: boolean, ...rest: (Exact | undefined)[]) => string | undefined): Operation => (self, ...rest) => {
  const bytes = self instanceof Bytes;
  const text = bytes ? self.data : typeof self === 'string' ? self : undefined;
  const result = text === undefined ? undefined : operation(text, bytes, ...rest);
  return result === undefined ? undefined : bytes ? new Bytes(result) : result;
};

const onText = (operation: (text: string, ...rest: (Exact | undefined)[]) => Exact | undefined): Operation => (self, ...rest) => (typeof self === 'string' ? operation(self, ...rest) : undefined);

/** The characters of an argument of the receiver's own type. */
export const sameType = (value: Exact | undefined, bytes: boolean): string | undefined => (bytes ? (value instanceof Bytes ? value.data : undefined) : typeof value === 'string' ? value : undefined);

/** Letters whose case JS and Python change alike, one for one: Latin, Greek and Cyrillic without the odd ones. */
const plainCase = (text: string): boolean => /^[\0-\xb4\xb6-\xde\xe0-\u012f\u0132-\u0148\u014a-\u017e\u0391-\u03a1\u03a4-\u03ab\u03b1-\u03c1\u03c4-\u03c9\u0410-\u044f]*$/.test(text);
const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

const asciiCase = (text: string, change: (c: string) => string): string => text.replace(/[A-Za-z]/g, change);
const changeCase = (text: string, bytes: boolean, change: (text: string) => string): string | undefined =>
  (bytes ? asciiCase(text, change) : plainCase(text) ? change(text) : undefined);

const title = (text: string): string => text.replace(/[A-Za-z]+/g, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase());

/** Width and fill of `center`, `ljust`, `rjust`. */
const justify = (place: (missing: number, width: number) => number): Operation => onBoth((text, bytes, width, fill) => {
  const wanted = Number(integerOf(width) ?? -1n);
  const filler = fill === undefined ? ' ' : sameType(fill, bytes);
  if (integerOf(width) === undefined || wanted > LONGEST || filler === undefined || characters(filler).length !== 1) return undefined;
  const missing = Math.max(wanted - characters(text).length, 0);
  const left = place(missing, wanted);
  return filler.repeat(left) + text + filler.repeat(missing - left);
});

/** The part of the text between optional bounds, with where it begins; undefined for what we do not count. */
function window(text: string, start: Exact | undefined, end: Exact | undefined): { from: number; to: number } | undefined {
  const bound = (given: Exact | undefined, fallback: number): number | undefined => {
    if (given === undefined || given === null) return fallback;
    const whole = integerOf(given);
    if (whole === undefined) return undefined;
    return whole < 0n ? Math.max(Number(whole) + text.length, 0) : Number(whole);
  };
  const [from, to] = [bound(start, 0), bound(end, text.length)];
  return from === undefined || to === undefined || hasAstral(text) ? undefined : { from, to: Math.min(to, text.length) };
}

/** Looking for parts between two bounds: `inside` is what lies there, undefined where the bounds leave nothing, not even the empty text. */
const lookFor = (partsOf: (wanted: Exact | undefined, bytes: boolean) => (string | undefined)[], answer: (inside: string | undefined, parts: readonly string[], from: number) => Exact | undefined): Operation => (self, wanted, start, end) => {
  const bytes = self instanceof Bytes;
  const text = bytes ? self.data : typeof self === 'string' ? self : undefined;
  const range = text === undefined ? undefined : window(text, start, end);
  const parts = partsOf(wanted, bytes);
  if (text === undefined || !range || !parts.every((part) => part !== undefined)) return undefined;
  return answer(range.from > text.length || range.to < range.from ? undefined : text.slice(range.from, range.to), parts, range.from);
};

/** One part; among bytes also a single byte as a number. */
const onePart = (wanted: Exact | undefined, bytes: boolean): (string | undefined)[] => {
  const code = bytes ? integerOf(wanted) : undefined;
  return [code !== undefined ? String.fromCharCode(Number(code)) : sameType(wanted, bytes)];
};

const anyOfTuple = (wanted: Exact | undefined, bytes: boolean): (string | undefined)[] => (wanted instanceof Sequence && wanted.type === 'tuple' ? wanted.items : [wanted]).map((one) => sameType(one, bytes));

const search = (last: boolean, strict: boolean): Operation => lookFor(onePart, (inside, [part], from) => {
  const at = inside === undefined ? -1 : last ? inside.lastIndexOf(part!) : inside.indexOf(part!);
  if (at === -1) return strict ? undefined : -1n;
  return BigInt(at + from);
});

const affix = (isEnd: boolean): Operation => lookFor(anyOfTuple, (inside, parts) => inside !== undefined && parts.some((part) => (isEnd ? inside.endsWith(part) : inside.startsWith(part))));

const count: Operation = lookFor(onePart, (inside, [part]) => BigInt(inside === undefined ? 0 : part === '' ? inside.length + 1 : inside.split(part!).length - 1));

const test = (pattern: RegExp): Operation => (self) => {
  const text = self instanceof Bytes ? self.data : self;
  return typeof text === 'string' && isAscii(text) ? pattern.test(text) : undefined;
};

/** A table of `str.maketrans` as a dict of code points; of `bytes.maketrans` as 256 bytes. */
function makeTable(from: Exact | undefined, to: Exact | undefined, without: Exact | undefined): Exact | undefined {
  if (from instanceof Bytes && to instanceof Bytes) {
    if (from.data.length !== to.data.length) return undefined;
    const table = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
    [...from.data].forEach((c, i) => (table[c.charCodeAt(0)] = to.data[i]!));
    return new Bytes(table.join(''));
  }
  if (from instanceof Dict && to === undefined) {
    const entries = from.entries.map(([key, value]): [Exact, Exact] => [typeof key === 'string' ? BigInt(key.codePointAt(0) ?? 0) : key, value]);
    return from.entries.every(([key]) => integerOf(key) !== undefined || (typeof key === 'string' && characters(key).length === 1)) ? new Dict(entries) : undefined;
  }
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  const [sources, targets] = [characters(from), characters(to)];
  if (sources.length !== targets.length || (without !== undefined && typeof without !== 'string')) return undefined;
  const table = new Map<bigint, Exact>();
  sources.forEach((c, i) => table.set(BigInt(c.codePointAt(0)!), BigInt(targets[i]!.codePointAt(0)!)));
  for (const c of typeof without === 'string' ? characters(without) : []) table.set(BigInt(c.codePointAt(0)!), null);
  return new Dict([...table]);
}

const translate: Operation = (self, table, remove) => {
  if (self instanceof Bytes) {
    const dropped = remove instanceof Bytes ? remove.data : remove === undefined ? '' : undefined;
    if (dropped === undefined || (table !== null && !(table instanceof Bytes && table.data.length === 256))) return undefined;
    return new Bytes([...self.data].filter((c) => !dropped.includes(c)).map((c) => (table === null ? c : (table as Bytes).data[c.charCodeAt(0)]!)).join(''));
  }
  if (typeof self !== 'string' || !(table instanceof Dict)) return undefined;
  const byCode = new Map(table.entries.map(([key, value]) => [integerOf(key), value]));
  const result: string[] = [];
  for (const c of characters(self)) {
    const to = byCode.get(BigInt(c.codePointAt(0)!));
    const code = integerOf(to);
    if (to === undefined) result.push(c);
    else if (typeof to === 'string') result.push(to);
    else if (code !== undefined && code >= 0n && code <= 0x10ffffn) result.push(String.fromCodePoint(Number(code)));
    else if (to !== null) return undefined;
  }
  return result.join('');
};

/** Text that only a table makes readable was hidden. */
const hidden = (intrinsic: Intrinsic, how: string): Intrinsic => (call) => {
  const result: Value | undefined = intrinsic(call);
  return result && tainted(result, [taintFrom('decoded', how, { point: call.point, label: `spelled with the help of \`${how}\`` })]);
};

const expandTabs = onBoth((text, _bytes, size) => {
  const width = Number(integerOf(size === undefined ? 8n : size) ?? NaN);
  if (Number.isNaN(width) || width > 1000) return undefined;
  let column = 0;
  return characters(text).map((c) => {
    if (c === '\t') {
      const blanks = width > 0 ? width - (column % width) : 0;
      column += blanks;
      return ' '.repeat(blanks);
    }
    column = c === '\n' || c === '\r' ? 0 : column + 1;
    return c;
  }).join('');
});

const methods: Readonly<Record<string, Intrinsic>> = {
  center: exactly('self, width, fillchar, /', justify((missing, width) => Math.floor(missing / 2) + (missing & width & 1))),
  ljust: exactly('self, width, fillchar, /', justify(() => 0)),
  rjust: exactly('self, width, fillchar, /', justify((missing) => missing)),
  zfill: exactly('self, width, /', onBoth((text, _bytes, width) => {
    const wanted = Number(integerOf(width) ?? NaN);
    if (Number.isNaN(wanted) || wanted > LONGEST) return undefined;
    const sign = /^[+-]/.exec(text)?.[0] ?? '';
    return sign + '0'.repeat(Math.max(wanted - characters(text).length, 0)) + text.slice(sign.length);
  })),
  capitalize: exactly('self', onBoth((text, bytes) => (bytes || isAscii(text) ? text.charAt(0).replace(/[a-z]/, (c) => c.toUpperCase()) + text.slice(1).replace(/[A-Z]/g, (c) => c.toLowerCase()) : undefined))),
  casefold: exactly('self', onText((text) => (plainCase(text) ? text.toLowerCase() : undefined))),
  swapcase: exactly('self', onBoth((text, bytes) => (bytes || isAscii(text) ? asciiCase(text, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase())) : undefined))),
  title: exactly('self', onBoth((text, bytes) => (bytes || isAscii(text) ? title(text) : undefined))),
  expandtabs: exactly('self, tabsize', expandTabs),
  find: exactly('self, sub, start, end, /', search(false, false)), rfind: exactly('self, sub, start, end, /', search(true, false)),
  index: exactly('self, sub, start, end, /', search(false, true)), rindex: exactly('self, sub, start, end, /', search(true, true)),
  count: exactly('self, sub, start, end, /', count),
  startswith: exactly('self, prefix, start, end, /', affix(false)), endswith: exactly('self, suffix, start, end, /', affix(true)),
  isalnum: exactly('self', test(/^[A-Za-z0-9]+$/)), isalpha: exactly('self', test(/^[A-Za-z]+$/)), isascii: exactly('self', (self) => isAscii(self instanceof Bytes ? self.data : typeof self === 'string' ? self : '')),
  isdecimal: exactly('self', onText((text) => test(/^[0-9]+$/)(text) as Exact | undefined)), isdigit: exactly('self', test(/^[0-9]+$/)), isnumeric: exactly('self', onText((text) => test(/^[0-9]+$/)(text) as Exact | undefined)),
  isidentifier: exactly('self', onText((text) => test(/^[A-Za-z_][A-Za-z0-9_]*$/)(text) as Exact | undefined)),
  islower: exactly('self', test(/^[^A-Z]*[a-z][^A-Z]*$/)), isupper: exactly('self', test(/^[^a-z]*[A-Z][^a-z]*$/)),
  isspace: exactly('self', (self) => (self instanceof Bytes ? /^[ \t\n\r\v\f]+$/.test(self.data) : test(/^[ \t\n\r\v\f\x1c-\x1f]+$/)(self))),
  isprintable: exactly('self', onText((text) => test(/^[ -~]*$/)(text) as Exact | undefined)),
  istitle: exactly('self', (self) => {
    const text = self instanceof Bytes ? self.data : self;
    return typeof text === 'string' && isAscii(text) ? /[A-Za-z]/.test(text) && title(text) === text : undefined;
  }),
  translate: hidden(exactly('self, table, delete', translate), 'translate'),
  maketrans: exactly('x, y, z, /', makeTable),
  hex: exactly('self, sep, /', (self, separator) => (self instanceof Bytes && separator === undefined ? [...self.data].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('') : undefined)),
};

/** Case of text that JS and Python change alike; other letters stay unknown. */
export const lowerCase = (text: string, bytes: boolean): string | undefined => changeCase(text, bytes, (part) => part.toLowerCase());
export const upperCase = (text: string, bytes: boolean): string | undefined => changeCase(text, bytes, (part) => part.toUpperCase());

export const TEXT_METHODS: Readonly<Record<string, Intrinsic>> = {
  ...Object.fromEntries(Object.entries(methods).map(([name, method]) => [`str.${name}`, method])),
  ...Object.fromEntries(['str', 'bytes', 'bytearray'].map((type) => [`builtins.${type}.maketrans`, methods['maketrans']!])),
  'string.maketrans': methods['maketrans']!,
  'string.capwords': exactly('s', (text) => (typeof text === 'string' && isAscii(text) ? text.trim().split(/\s+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join(' ') : undefined)),
};
