/**
 * Tar archives, compressed or not: https://www.gnu.org/software/tar/manual/html_node/Standard.html, and the two ways to write long names
 * (GNU's, and pax: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_03).
 */
import { fromBzip2, fromGzip } from './compression';
import { fromLzma } from './lzma';

const BLOCK = 512;
/** Entries that are looked at in one archive. */
const MOST_ENTRIES = 4096;

export interface TarEntry {
  readonly name: string;
  readonly data: string;
}

/** The files of an archive in their order, whatever it is compressed with; undefined where it is none. Throws LimitReached. */
export function tarEntries(input: string): TarEntry[] | undefined {
  const archive = unpacked(input);
  const entries: TarEntry[] = [];
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= (archive?.length ?? 0) && entries.length < MOST_ENTRIES;) {
    const header = archive!.slice(at, at + BLOCK);
    if (/^\0*$/.test(header)) break;
    if (!isHeader(header)) return undefined;
    const size = numberIn(header, 124, 12);
    const data = archive!.slice(at + BLOCK, at + BLOCK + size);
    const type = header.charAt(156);
    if (type === 'L') longName = textIn(data, 0, data.length);
    else if (type === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(data)?.[1] ?? longName;
    else {
      const prefix = header.startsWith('ustar\0', 257) ? textIn(header, 345, 155) : '';
      const name = longName ?? (prefix === '' ? '' : `${prefix}/`) + textIn(header, 0, 100);
      if (type === '0' || type === '\0' || type === '7') entries.push({ name, data });
      longName = undefined;
    }
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  return archive === undefined ? undefined : entries;
}

/** The content of one file of an archive. */
export const fromTar = (input: string, name: string | undefined): string | undefined => tarEntries(input)?.findLast((entry) => entry.name === name)?.data;

function unpacked(input: string): string | undefined {
  if (input.startsWith('\x1f\x8b')) return fromGzip(input);
  if (input.startsWith('BZh')) return fromBzip2(input);
  return input.startsWith('\xfd7zXZ\0') || input.startsWith('\x5d\0\0') ? fromLzma(input) : input;
}

/** The sum of all bytes, those of the sum itself counted as blanks. */
function isHeader(header: string): boolean {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : header.charCodeAt(i);
  return sum === numberIn(header, 148, 8);
}

function textIn(header: string, start: number, length: number): string {
  const field = header.slice(start, start + length);
  const end = field.indexOf('\0');
  return end === -1 ? field : field.slice(0, end);
}

/** Octal digits with blanks or nulls around them. */
const numberIn = (header: string, start: number, length: number): number => Number.parseInt(textIn(header, start, length).trim() || '0', 8) || 0;
