/**
 * What a wheel says of its own files: RECORD lists each with a hash and a size, and installers have to refuse what differs
 * (https://packaging.python.org/en/latest/specifications/binary-distribution-format/, https://packaging.python.org/en/latest/specifications/recording-installed-packages/).
 *
 *     pkg/__init__.py,sha256=47DEQpj8…,0
 *     pkg-1.0.dist-info/RECORD,,
 */
import { createHash } from 'node:crypto';
import type { ArchiveIndex, IndexedFile } from './archive-index';
import type { Walk } from './node-archive-formats';

const RECORD = /^[^/]+\.dist-info\/RECORD$/;

/** Not listed, or without a hash: the list itself, and signatures of it. */
const UNLISTED = /^[^/]+\.dist-info\/RECORD(?:\.jws|\.p7s)?$/;

/** "The hash algorithm must be sha256 or better"; these are what hashlib guarantees and Node has. */
const ALGORITHMS: ReadonlySet<string> = new Set(['sha256', 'sha384', 'sha512']);

interface Row {
  /** "sha256=…", or nothing. */
  readonly hash: string;
  readonly size: string;
}

/** The list of a wheel; undefined when there is none. */
export const recordPath = (files: ReadonlyMap<string, IndexedFile>): string | undefined => [...files.keys()].find((path) => RECORD.test(path));

/** Tells what of a wheel is not as its list says. `text`: of the list. Reads every file once, one after the other. Never rejects. */
export async function checkRecord(text: string, files: ReadonlyMap<string, IndexedFile>, walk: Walk, index: Pick<ArchiveIndex, 'tell'>): Promise<void> {
  const rows = rowsOf(text, index);
  const byEntry = new Map<number, { readonly path: string; readonly row: Row; readonly algorithm: string; readonly digest: string }>();
  for (const path of rows.keys()) if (files.get(path)?.kind !== 'file') index.tell('RECORD lists a file that is not there', path);
  for (const [path, file] of files) {
    if (file.kind !== 'file' || UNLISTED.test(path)) continue;
    const row = rows.get(path);
    if (row === undefined) {
      index.tell('a file is not listed in RECORD', path);
      continue;
    }
    const [algorithm, digest] = [row.hash.slice(0, Math.max(0, row.hash.indexOf('='))), row.hash.slice(row.hash.indexOf('=') + 1)];
    if (row.size !== '' && row.size !== String(file.size)) index.tell('a file has another size than RECORD says', path);
    else if (!ALGORITHMS.has(algorithm)) index.tell(row.hash === '' ? 'RECORD has no hash of a file' : 'RECORD has a hash of a file that proves nothing', path);
    else if (file.entry !== undefined && file.sealed === undefined) byEntry.set(file.entry, { path, row, algorithm, digest });
  }
  const broken = await walk((_entry, number) => {
    const expected = byEntry.get(number);
    return expected && ((content) => {
      if (!(content instanceof Uint8Array)) index.tell(`a file ${content.reason}`, expected.path);
      else if (createHash(expected.algorithm).update(content).digest('base64url') !== expected.digest.replace(/=+$/, '')) index.tell('a file is not the one whose hash stands in RECORD', expected.path);
    });
  });
  if (broken !== undefined) index.tell(`its files were not all compared with RECORD: ${broken}`);
}

/** Lines of comma-separated values as Python's `csv` writes them: a field may stand in quotes, which are doubled inside. */
function rowsOf(text: string, index: Pick<ArchiveIndex, 'tell'>): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const [path = '', hash = '', size = ''] = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (rows.has(path)) index.tell('RECORD lists a file more than once', path);
    rows.set(path.replaceAll('\\', '/'), { hash: hash.trim(), size: size.trim() });
  }
  return rows;
}
