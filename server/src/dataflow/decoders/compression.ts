/**
 * Compressed data and archives. Everything is unfolded piece by piece against the limits of bytes.ts, so that a bomb is noticed
 * before it has unfolded. Libraries: fflate (deflate), seek-bzip (bzip2); LZMA stands in lzma.ts.
 */
import { Decompress, Inflate, Unzlib } from 'fflate';
import bzip from 'seek-bzip';
import { allow, binary, bytesOf, LimitReached, Output } from './bytes';

/** `wbits` as zlib takes it: negative for raw data, above 15 for gzip, above 32 for either. Undefined: whatever fits. */
export function fromZlib(input: string, wbits: number | undefined): string | undefined {
  if (wbits !== undefined && wbits < 0) return inflate(new Inflate(), input);
  if (wbits !== undefined && wbits > 15) return fromGzip(input) ?? (wbits > 31 ? inflate(new Unzlib(), input) : undefined);
  return inflate(new Unzlib(), input) ?? inflate(new Inflate(), input);
}

export const fromGzip = (input: string): string | undefined => (input.startsWith('\x1f\x8b') ? inflate(new Decompress(), input) : undefined);

export function fromBzip2(input: string): string {
  const output = new Output(input.length);
  bzip.decode(Buffer.from(input, 'latin1'), { writeByte: (byte) => output.push(byte) });
  return output.toString();
}

function inflate(stream: Inflate | Unzlib | Decompress, input: string): string | undefined {
  const chunks: string[] = [];
  let length = 0;
  stream.ondata = (chunk) => {
    length += chunk.length;
    allow(length, input.length);
    chunks.push(binary(chunk));
  };
  try {
    const bytes = bytesOf(input);
    for (let at = 0; at < bytes.length; at += 4096) stream.push(bytes.subarray(at, at + 4096), at + 4096 >= bytes.length);
  } catch (error) {
    if (error instanceof LimitReached) throw error;
    return undefined;
  }
  return chunks.join('');
}

/** Entries that are looked at in one archive. */
const MOST_ENTRIES = 4096;

export interface ZipEntry {
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  /** The entry's bytes as they stand in the archive. */
  readonly data: string;
}

/** The entries of a zip archive by its central directory (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12); undefined when there is none. */
export function zipEntries(archive: string): ZipEntry[] | undefined {
  const short = (at: number): number => archive.charCodeAt(at) | (archive.charCodeAt(at + 1) << 8);
  const long = (at: number): number => (short(at) | (short(at + 2) << 16)) >>> 0;
  const end = archive.lastIndexOf('PK\x05\x06');
  if (end === -1) return undefined;
  const entries: ZipEntry[] = [];
  for (let at = long(end + 16); archive.startsWith('PK\x01\x02', at) && entries.length < MOST_ENTRIES;) {
    const local = long(at + 42);
    const start = local + 30 + short(local + 26) + short(local + 28);
    entries.push({ name: archive.slice(at + 46, at + 46 + short(at + 28)), method: short(at + 10), data: archive.slice(start, start + long(at + 20)) });
    at += 46 + short(at + 28) + short(at + 30) + short(at + 32);
  }
  return entries;
}

/** The content of one entry; without a name, of the only one. */
export function fromZip(archive: string, name: string | undefined): string | undefined {
  const entries = zipEntries(archive);
  const entry = name === undefined ? (entries?.length === 1 ? entries[0] : undefined) : entries?.find((one) => one.name === name);
  return entry?.method === 0 ? entry.data : entry?.method === 8 ? inflate(new Inflate(), entry.data) : undefined;
}
