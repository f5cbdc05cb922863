/**
 * Decoding of known data, with limits: what a payload hides behind an encoding is text like any other once decoded.
 * Bytes are strings of code units 0–255 here, as everywhere in the interpreter. Nothing that is decoded is ever run.
 * How each encoding is read stands in decoders/, one kind a file.
 */
import type { DecoderName } from '../catalog/model';
import { BASE32, BASE32_HEX, fromAscii85, fromBase64, fromBase85, fromBits, fromHex, fromQuotedPrintable, fromUu, fromZ85 } from './decoders/bases';
import { allow, LimitReached } from './decoders/bytes';
import { CIPHERS, type CipherName, decrypt, fernet, type Settings, unpad } from './decoders/ciphers';
import { fromBzip2, fromGzip, fromZip, fromZlib } from './decoders/compression';
import { fromLzma } from './decoders/lzma';
import { fromTar } from './decoders/tar';
import { fromEscapes, fromHtml, fromPercent, fromRot13 } from './decoders/notations';

export { bytesOf, encodeUtf8 } from './decoders/bytes';
export type { Settings } from './decoders/ciphers';

/**
 * `decoded`: the bytes (or text, if `isText`). `limited`: valid, but more than we unfold, with the reason in plain words.
 * `unknown`: not valid, of no kind we decode, or without a key.
 */
export type Outcome = { readonly kind: 'decoded'; readonly output: string; readonly isText: boolean } | { readonly kind: 'limited'; readonly reason: string } | { readonly kind: 'unknown' };

/** `settings`: the other arguments, as far as they are known. */
export function decodeWithin(name: DecoderName, input: string, settings: Settings = {}): Outcome {
  try {
    const output = name in CIPHERS ? decrypt(name as CipherName, input, settings) : decoders[name]?.(input, settings);
    if (output === undefined) return { kind: 'unknown' };
    allow(output.length, input.length);
    return { kind: 'decoded', output, isText: TEXTS.has(name) };
  } catch (error) {
    // Decoders refuse bad input by throwing; for us it is simply unknown.
    return error instanceof LimitReached ? { kind: 'limited', reason: error.message } : { kind: 'unknown' };
  }
}

/** The decoded bytes or text; undefined in all other cases. */
export function decode(name: DecoderName, input: string, settings: Settings = {}): string | undefined {
  const outcome = decodeWithin(name, input, settings);
  return outcome.kind === 'decoded' ? outcome.output : undefined;
}

/** Decoders that make text of text. */
const TEXTS: ReadonlySet<DecoderName> = new Set(['rot13', 'percent', 'percent-plus', 'html', 'unicode-escape']);

const textOf = (settings: Settings, name: string): string | undefined => (typeof settings[name] === 'string' ? settings[name] : undefined);
const numberOf = (settings: Settings, name: string): number | undefined => (typeof settings[name] === 'number' ? settings[name] : undefined);

/** `casefold`: lower case is allowed; hidden text is read in either case. */
const base32 = (alphabet: string) => (input: string, settings: Settings): string | undefined => {
  const zeros = textOf(settings, 'map01');
  const text = zeros === undefined ? input : input.replaceAll('0', 'O').replaceAll('1', zeros);
  return fromBits(text.replace(/=+$/, '').toUpperCase(), alphabet, 5);
};

const decoders: Readonly<Partial<Record<DecoderName, (input: string, settings: Settings) => string | undefined>>> = {
  base64: (input, settings) => fromBase64(input, textOf(settings, 'altchars'), settings['validate'] === true || settings['strict_mode'] === true),
  'urlsafe-base64': (input) => fromBase64(input, '-_', false),
  base32: base32(BASE32),
  'base32-hex': base32(BASE32_HEX),
  base16: (input) => fromHex(input),
  hex: (input) => fromHex(input.replace(/\s+/g, '')),
  base85: (input) => fromBase85(input),
  z85: (input) => fromZ85(input),
  ascii85: (input, settings) => fromAscii85(input, settings['foldspaces'] === true),
  uu: (input) => fromUu(input),
  'quoted-printable': (input, settings) => fromQuotedPrintable(input, settings['header'] === true),
  zlib: (input, settings) => fromZlib(input, numberOf(settings, 'wbits')),
  gzip: (input) => fromGzip(input),
  bz2: (input) => fromBzip2(input),
  lzma: (input) => fromLzma(input),
  zip: (input, settings) => fromZip(input, textOf(settings, 'name')),
  tar: (input, settings) => fromTar(input, textOf(settings, 'name') ?? textOf(settings, 'member')),
  rot13: (input) => fromRot13(input),
  percent: (input) => fromPercent(input),
  'percent-plus': (input) => fromPercent(input.replaceAll('+', ' ')),
  html: (input) => fromHtml(input),
  'unicode-escape': (input) => fromEscapes(input, true),
  'bytes-escape': (input) => fromEscapes(input, false),
  fernet: (input, settings) => fernet(input, textOf(settings, 'key')),
  unpad: (input, settings) => unpad(input, textOf(settings, 'style') ?? 'pkcs7'),
};

/** The codecs of `codecs.decode(data, name)` and `data.decode(name)` that are more than a character set. */
export function decoderOfCodec(name: string): DecoderName | undefined {
  switch (name.toLowerCase().replaceAll('-', '_').replace(/_codec$/, '')) {
    case 'rot13': case 'rot_13': return 'rot13';
    case 'hex': return 'hex';
    case 'base64': case 'base_64': return 'base64';
    case 'zlib': case 'zip': return 'zlib';
    case 'bz2': return 'bz2';
    case 'uu': return 'uu';
    case 'quopri': case 'quoted_printable': case 'quotedprintable': return 'quoted-printable';
    case 'unicode_escape': case 'unicodeescape': case 'raw_unicode_escape': case 'rawunicodeescape': return 'unicode-escape';
    case 'string_escape': return 'bytes-escape';
    default: return undefined;
  }
}
