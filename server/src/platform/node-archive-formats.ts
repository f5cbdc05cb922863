/**
 * Reads tar archives, compressed or not, and zip archives from memory, entry by entry. Nothing is written anywhere, and nothing is
 * unfolded beyond the limits of archive-index.ts. Which format it is, the bytes say, in the order in which pip asks.
 */
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import bzip from 'seek-bzip';
import { extract, type Header } from 'tar-stream';
import { XzReadableStream } from 'xz-decompress';
import yauzl from 'yauzl';
import { LIMITS, type RawEntry } from './archive-index';

/** Gets the content of an entry, or a plain-words reason. */
export type Taker = (content: Uint8Array | { readonly reason: string }) => void;

/** Told each entry; returns who wants its content, or false to end. */
export type Visitor = (entry: RawEntry, number: number) => Taker | undefined | false;

/** Undefined when the archive was read to its end, else in plain words why it was not. Never rejects. */
export type Walk = (visit: Visitor) => Promise<string | undefined>;

/** The way through an archive. */
export async function walkOf(bytes: Buffer): Promise<Walk> {
  const zip = hasZipEnd(bytes) ? await openZip(bytes) : undefined;
  const budget = { read: 0 };
  if (zip && typeof zip !== 'string') return (visit) => walkZip(bytes, visit, budget);
  if (typeof zip === 'string' && bytes.subarray(0, 2).toString('latin1') === 'PK') return async () => zip;
  return (visit) => walkTar(bytes, visit);
}

const CHUNK = 1 << 16;

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

class TooMuch extends Error {}

const MANY_TIMES = `it unfolds to more than ${LIMITS.ratio} times its size: the rest was not read`;
const MUCH = `it unfolds to more than ${LIMITS.unfolded / 2 ** 30} GiB: the rest was not read`;

/** Throws `TooMuch` for more than an archive of so many bytes may unfold to. */
function allow(unfolded: number, packed: number): void {
  if (unfolded > LIMITS.unfolded) throw new TooMuch(MUCH);
  if (unfolded > LIMITS.unjudged && unfolded > packed * LIMITS.ratio) throw new TooMuch(MANY_TIMES);
}

async function walkTar(bytes: Buffer, visit: Visitor): Promise<string | undefined> {
  const tar = extract();
  let number = 0;
  let unfolded = 0;
  let stopped = false;
  const bounded = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      unfolded += chunk.length;
      try {
        allow(unfolded, bytes.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  tar.on('entry', (header, stream, next) => {
    const take = stopped ? undefined : visit(entryOf(header), number++);
    if (take === false) {
      stopped = true;
      tar.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    if (take) stream.on('data', (chunk) => chunks.push(chunk as Buffer));
    else stream.resume();
    stream.on('error', () => take?.({ reason: 'ends in the middle' }));
    stream.on('end', () => {
      take?.(Buffer.concat(chunks));
      next();
    });
  });
  try {
    await pipeline(unfolding(bytes), bounded, tar as unknown as NodeJS.WritableStream);
    return undefined;
  } catch (error) {
    if (stopped) return undefined;
    if (error instanceof TooMuch) return error.message;
    const read = number === 0 ? 'it is no archive that can be read' : `it is broken after ${number} entries: the rest was not read`;
    return `${read} (${plain(error)})`;
  }
}

/** What tar is wrapped in. */
function unfolding(bytes: Buffer): Readable {
  const source = (): Readable => Readable.from(chunksOf(bytes), { objectMode: false });
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const gunzip = createGunzip();
    source().pipe(gunzip);
    return gunzip;
  }
  if (bytes.subarray(0, 3).toString('latin1') === 'BZh') return Readable.from(bunzipped(bytes), { objectMode: false });
  if (bytes.subarray(0, 6).toString('latin1') === '\xfd7zXZ\0') {
    const web = Readable.toWeb(source()) as unknown as ConstructorParameters<typeof XzReadableStream>[0];
    return Readable.fromWeb(new XzReadableStream(web) as unknown as Parameters<typeof Readable.fromWeb>[0]);
  }
  return source();
}

/** The library unfolds all at once; it is stopped at the limits all the same. */
function* bunzipped(bytes: Buffer): Generator<Buffer> {
  const chunks: Buffer[] = [];
  let chunk = Buffer.allocUnsafe(CHUNK);
  let used = 0;
  const output = {
    writeByte: (byte: number): void => {
      chunk[used++] = byte;
      if (used < chunk.length) return;
      allow((chunks.length + 1) * CHUNK, bytes.length);
      chunks.push(chunk);
      chunk = Buffer.allocUnsafe(CHUNK);
      used = 0;
    },
  };
  let failure: unknown;
  try {
    bzip.decode(bytes, output, true);
  } catch (error) {
    failure = error;
  }
  yield* chunks;
  yield chunk.subarray(0, used);
  if (failure !== undefined) throw failure;
}

const TAR_KINDS: Readonly<Record<string, RawEntry['kind']>> = { file: 'file', 'contiguous-file': 'file', directory: 'folder', symlink: 'link', link: 'hard-link' };

function entryOf({ name, type, size, linkname }: Header): RawEntry {
  return { name, kind: TAR_KINDS[type ?? 'file'] ?? 'other', size: size ?? 0, ...(typeof linkname === 'string' && { target: linkname }) };
}

const END_OF_ZIP = Buffer.from('PK\x05\x06', 'latin1');
/** The end record and the longest comment after it. */
const ZIP_TAIL = 22 + 0xffff;

const hasZipEnd = (bytes: Buffer): boolean => bytes.subarray(Math.max(0, bytes.length - ZIP_TAIL)).includes(END_OF_ZIP);

type Zip = Awaited<ReturnType<typeof yauzl.fromBufferPromise>>;

/** A sentence when it cannot be opened. */
function openZip(bytes: Buffer): Promise<Zip | string> {
  return yauzl.fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false }).catch((error: unknown) => `it is no archive that can be read (${plain(error)})`);
}

/** `budget`: what was read in all walks together; entries are unfolded one by one, so that a bomb shows only in the sum. */
async function walkZip(bytes: Buffer, visit: Visitor, budget: { read: number }): Promise<string | undefined> {
  const zip = await openZip(bytes);
  if (typeof zip === 'string') return zip;
  let number = 0;
  try {
    for (;;) {
      const entry = await nextEntry(zip);
      if (entry === undefined) return undefined;
      const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
      const sealed = entry.isEncrypted() ? 'it is encrypted' : undefined;
      const take = visit({ name, kind: name.endsWith('/') ? 'folder' : 'file', size: entry.uncompressedSize, ...(sealed !== undefined && { sealed }) }, number++);
      if (take === false) return undefined;
      if (!take) continue;
      budget.read += entry.uncompressedSize;
      allow(budget.read, bytes.length);
      take(sealed === undefined ? await contentOf(zip, entry) : { reason: 'is encrypted' });
    }
  } catch (error) {
    if (error instanceof TooMuch) return error.message;
    return `it is broken after ${number} entries: the rest was not read (${plain(error)})`;
  } finally {
    zip.close();
  }
}

function nextEntry(zip: Zip): Promise<yauzl.Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      zip.off('entry', onEntry);
      zip.off('end', onEnd);
      zip.off('error', onError);
      end();
    };
    const onEntry = (entry: yauzl.Entry): void => settle(() => resolve(entry));
    const onEnd = (): void => settle(() => resolve(undefined));
    const onError = (error: Error): void => settle(() => reject(error));
    zip.on('entry', onEntry);
    zip.on('end', onEnd);
    zip.on('error', onError);
    zip.readEntry();
  });
}

async function contentOf(zip: Zip, entry: yauzl.Entry): Promise<Uint8Array | { readonly reason: string }> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (error) {
    return { reason: `cannot be read out of the archive (${plain(error)})` };
  }
}

/** One line of a library's message, without its end. */
const plain = (error: unknown): string => {
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0]!.replace(/[.\s]+$/, '').slice(0, 200);
  return XZ_RESULTS[Number(/^get_next_output failed with error code (\d+)$/.exec(message)?.[1])] ?? message;
};

/** What the numbers mean that xz-decompress ends with: `enum xz_ret` of XZ Embedded, https://github.com/tukaani-project/xz-embedded/blob/master/linux/include/linux/xz.h */
const XZ_RESULTS: Readonly<Record<number, string>> = { 3: 'out of memory', 4: 'it asks for too much memory', 5: 'it is not in the xz format', 6: 'it uses options of xz that are not known', 7: 'its data are damaged', 8: 'it ends in the middle' };
