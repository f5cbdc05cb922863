/**
 * Bytes → text as Python would read a source file: byte order mark, then the PEP 263 cookie in the first two lines, else UTF-8.
 * Without this a `coding: utf-7` cookie hides a whole program from every tool that assumes UTF-8.
 */
import iconv from 'iconv-lite';
import type { FileContent } from '../../base/fileset';

/** PEP 263, "Defining the Encoding". */
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** Codecs of CPython that iconv-lite does not list under the same name. */
const ALIASES: Readonly<Record<string, string>> = { utf8: 'utf-8', 'utf-8-sig': 'utf-8', latin1: 'latin1', 'iso-latin-1': 'latin1', l1: 'latin1', u8: 'utf-8', u7: 'utf-7' };

const byteOrderMark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** Total. A byte order mark stays in the text as one character, so that offsets agree with editors' documents after it. */
export function decodeSource(bytes: Uint8Array, path: string): FileContent {
  if (looksBinary(bytes)) return { kind: 'unreadable', reason: 'it is not text (it holds NUL bytes)' };
  const mark = byteOrderMark(bytes);
  const name = mark || !path.endsWith('.py') ? 'utf-8' : cookieOf(bytes) ?? 'utf-8';
  const encoding = ALIASES[name] ?? name;
  if (encoding === 'utf-8' || encoding === 'ascii' || encoding === 'us-ascii') return decodeUtf8(bytes, name);
  if (!iconv.encodingExists(encoding)) {
    const decoded = decodeUtf8(bytes, name);
    return decoded.kind === 'text' ? { ...decoded, note: `its declared encoding "${printable(name)}" is not known here; it was read as UTF-8` } : decoded;
  }
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding);
  return /^(?:latin-?1|iso-?8859|cp125|windows-125|euc|shift|gb|big5|koi8|mac)/.test(encoding) ? { kind: 'text', text }
    : { kind: 'text', text, note: `it is written in the unusual encoding "${printable(name)}", which hides code from tools that expect UTF-8` };
}

function decodeUtf8(bytes: Uint8Array, declared: string): FileContent {
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes) };
  } catch {
    // A file that is not valid UTF-8 cannot be imported by Python 3; old files are Latin-1 most often.
    return { kind: 'text', text: iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 'latin1'), note: `it is not valid ${printable(declared)}; it was read as Latin-1` };
  }
}

function cookieOf(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 400)).split(/\r\n?|\n/, 2);
  const first = COOKIE.exec(head[0] ?? '');
  // The second line counts only below a blank or comment line.
  const cookie = first ?? (/^[ \t\f]*(?:#.*)?$/.test(head[0] ?? '') ? COOKIE.exec(head[1] ?? '') : null);
  return cookie?.[1]?.toLowerCase().replaceAll('_', '-');
}

function looksBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  let zeros = 0;
  for (const byte of head) if (byte === 0) zeros++;
  // One stray NUL is an oddity of a text and reported as such; many are a binary file.
  return zeros > 0 && zeros * 50 >= head.length;
}

const printable = (name: string): string => name.replace(/[^\w.-]/g, '?');

/** Text → bytes in the encoding that `decodeSource` found in the file's old bytes; undefined when that would not give the old text's bytes back, or not read as the new text. */
export function encodeLike(bytes: Uint8Array, path: string, before: string, after: string): Uint8Array | undefined {
  for (const encoding of ['utf-8', cookieOf(bytes) ?? 'latin1', 'latin1']) {
    const name = ALIASES[encoding] ?? encoding;
    if (!iconv.encodingExists(name)) continue;
    const encode = (text: string): Uint8Array => iconv.encode(text, name, { addBOM: false });
    const old = encode(before);
    if (old.length !== bytes.length || old.some((byte, i) => byte !== bytes[i])) continue;
    const result = encode(after);
    const again = decodeSource(result, path);
    if (again.kind === 'text' && again.text === after) return result;
  }
  return undefined;
}
