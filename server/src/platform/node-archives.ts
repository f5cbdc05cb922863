/**
 * Archives as folders: behind the `FileSystem` interface, what stands in an archive is read like what stands on disk. A location
 * inside an archive is the archive's own, a NUL, which no real path holds, and the path inside. Nothing is written to disk.
 *
 *     /d/pkg-1.0.tar.gz⟨NUL⟩            the folder around everything in it
 *     /d/pkg-1.0.tar.gz⟨NUL⟩/setup.py   a file in that folder
 *
 * One pass lists the archive and keeps what builds are likely to read; what is asked for beyond that costs another pass.
 */
import type { DirectoryEntry, FileSystem } from '../base/effects';
import { ArchiveIndex, type IndexedFile, LIMITS } from './archive-index';
import { type Taker, type Walk, walkOf } from './node-archive-formats';
import { checkRecord, recordPath } from './node-wheel-record';

const MARK = '\0';

/** Kept while listing: texts that say what a build runs, up to so many bytes each and together. */
const LIKELY = /\.(?:py|toml|cfg|ini|pth|start|txt)$|(?:^|\/)(?:PKG-INFO|METADATA|RECORD|WHEEL)$/;
const LIKELY_BYTES = 1 << 20;
const KEPT_BYTES = 1 << 26;

/** Bytes of a wheel's list of its files. */
const LONGEST_RECORD = 1 << 26;

/** Archives that stay open: two, to be compared. */
const MOST_OPEN = 2;

/** `files`, and the insides of archives. */
export function withArchives(files: FileSystem): FileSystem {
  const open = new Map<string, Promise<Archive | { readonly reason: string }>>();
  const archiveAt = (location: string): Promise<Archive | { readonly reason: string }> => {
    let archive = open.get(location);
    if (!archive) {
      archive = openArchive(files, location);
      open.set(location, archive);
      if (open.size > MOST_OPEN) open.delete(open.keys().next().value!);
    }
    return archive;
  };
  const inside = (location: string): { readonly archive: string; readonly path: string } | undefined => {
    const at = location.indexOf(MARK);
    return at === -1 ? undefined : { archive: location.slice(0, at), path: location.slice(at + 1).replaceAll('\\', '/').replace(/^\/+/, '') };
  };
  return {
    async readFile(location, maximumBytes) {
      const place = inside(location);
      if (!place) return files.readFile(location, maximumBytes);
      const archive = await archiveAt(place.archive);
      return 'reason' in archive ? archive : archive.read(place.path, maximumBytes);
    },
    async readFolder(location) {
      const place = inside(location);
      if (!place) return files.readFolder(location);
      const archive = await archiveAt(place.archive);
      return 'reason' in archive ? undefined : archive.folder(place.path);
    },
    async kind(location) {
      const place = inside(location);
      if (!place) return files.kind(location);
      const archive = await archiveAt(place.archive);
      return 'reason' in archive ? 'missing' : archive.files.get(place.path)?.kind ?? 'missing';
    },
    async problems(root) {
      const place = inside(root);
      if (!place) return (await files.problems?.(root)) ?? [];
      const archive = await archiveAt(place.archive);
      return 'reason' in archive ? [] : archive.problems();
    },
    insideOf: (archive) => `${archive}${MARK}`,
    join: (folder, relative) => (folder.includes(MARK) ? `${folder}/${relative}` : files.join(folder, relative)),
  };
}

async function openArchive(files: FileSystem, location: string): Promise<Archive | { readonly reason: string }> {
  const bytes = await files.readFile(location, LIMITS.archive);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const walk = await walkOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const index = new ArchiveIndex();
  const kept = new Map<number, Uint8Array | { readonly reason: string }>();
  let room = KEPT_BYTES;
  let entries = 0;
  const broken = await walk((entry, number) => {
    entries++;
    if (!index.add(entry)) return false;
    if (entry.kind !== 'file' || entry.size > Math.min(LIKELY_BYTES, room) || !LIKELY.test(entry.name)) return undefined;
    room -= entry.size;
    return (content) => void kept.set(number, content);
  });
  if (entries === 0) return { reason: broken?.replace(/^it /, '') ?? 'holds nothing' };
  if (broken !== undefined) index.tell(broken);
  const isWheel = /\.whl$/i.test(location);
  const archive = new Archive(walk, index.finish({ whole: isWheel }), kept, index);
  // Of a part of a wheel the list says nothing.
  if (isWheel && broken === undefined) await checkWheel(archive, walk, index);
  return archive;
}

async function checkWheel(archive: Archive, walk: Walk, index: ArchiveIndex): Promise<void> {
  const path = recordPath(archive.files);
  if (path === undefined) return index.tell('it has no RECORD of its files');
  const content = await archive.read(path, LONGEST_RECORD);
  if (content instanceof Uint8Array) await checkRecord(new TextDecoder().decode(content), archive.files, walk, index);
  else index.tell(`its RECORD ${content.reason}`);
}

/** A listing with a way to read contents; for whatever holds files without being a folder. */
export class Archive {
  private readonly children = new Map<string, DirectoryEntry[]>();
  private asked = new Map<number, Taker[]>();

  constructor(
    private readonly walk: Walk,
    readonly files: ReadonlyMap<string, IndexedFile>,
    private readonly kept: ReadonlyMap<number, Uint8Array | { readonly reason: string }>,
    private readonly index: Pick<ArchiveIndex, 'problems'>,
  ) {
    for (const [path, { kind }] of files) {
      if (path === '') continue;
      const slash = path.lastIndexOf('/');
      const folder = slash === -1 ? '' : path.slice(0, slash);
      const siblings = this.children.get(folder);
      const entry: DirectoryEntry = { name: path.slice(slash + 1), kind };
      if (siblings) siblings.push(entry);
      else this.children.set(folder, [entry]);
    }
    for (const entries of this.children.values()) entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  problems(): readonly string[] {
    return this.index.problems();
  }

  folder(path: string): readonly DirectoryEntry[] | undefined {
    return this.files.get(path)?.kind === 'folder' ? this.children.get(path) ?? [] : undefined;
  }

  async read(path: string, maximumBytes: number): Promise<Uint8Array | { readonly reason: string }> {
    const file = this.files.get(path);
    if (file === undefined) return { reason: 'does not exist' };
    if (file.kind === 'folder') return { reason: 'is a folder, not a file' };
    if (file.entry === undefined) return { reason: 'is not a regular file' };
    if (file.sealed !== undefined) return { reason: file.sealed.replace(/^it /, '') };
    if (file.size > maximumBytes) return { reason: maximumBytes >= 1 << 20 ? `is larger than ${Math.floor(maximumBytes / (1 << 20))} MiB` : `is larger than ${maximumBytes} bytes` };
    return this.kept.get(file.entry) ?? this.fetch(file.entry);
  }

  /** Reads that are asked for together share a pass. */
  private fetch(entry: number): Promise<Uint8Array | { readonly reason: string }> {
    return new Promise((resolve) => {
      const { asked } = this;
      if (asked.size === 0) {
        setImmediate(() => {
          this.asked = new Map();
          void this.pass(asked);
        });
      }
      asked.set(entry, [...(asked.get(entry) ?? []), resolve]);
    });
  }

  private async pass(asked: Map<number, Taker[]>): Promise<void> {
    const last = Math.max(...asked.keys());
    const broken = await this.walk((_entry, number) => {
      if (number > last) return false;
      const takers = asked.get(number);
      return takers && ((content) => {
        asked.delete(number);
        takers.forEach((take) => take(content));
      });
    });
    for (const takers of asked.values()) for (const take of takers) take({ reason: `cannot be read out of the archive: ${broken ?? 'it is not there any more'}` });
  }
}
