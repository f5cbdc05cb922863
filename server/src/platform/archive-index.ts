/**
 * What an archive holds, as paths of a project: names are judged before they become paths, and whatever is left out, replaced or
 * made up is told. Pure; the readers of formats (node-archive-formats.ts) say what stands in the archive.
 *
 *     pkg-1.0/setup.py        → setup.py            the one folder around everything is left out, as installers do
 *     pkg-1.0/../../.profile  → left out            "1 name leads outside the archive (…)"
 *     pkg-1.0/setup.py        → setup.py            "1 name stands in it more than once (…): the last one counts"
 */

/** One entry, in the order of the archive. */
export interface RawEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'hard-link' | 'other';
  readonly size: number;
  /** Of links. */
  readonly target?: string;
  /** In plain words, why the content cannot be had. */
  readonly sealed?: string;
}

export const LIMITS = {
  /** Bytes of an archive file. */
  archive: 1 << 29,
  entries: 200_000,
  /** Bytes that a compressed archive may unfold to, and what may be read out of one. */
  unfolded: 2 ** 31,
  /** Times its size that an archive may unfold to, beyond the first `unjudged` bytes. */
  ratio: 200,
  unjudged: 1 << 26,
  /** Characters of a name, and of one part of it: what file systems take. */
  name: 4096,
  part: 255,
} as const;

/** Links from link to link are followed so often. */
const MOST_LINKS = 40;
/** Names that a sentence gives as examples. */
const EXAMPLES = 3;

export interface IndexedFile {
  readonly kind: 'file' | 'folder' | 'other';
  /** Which entry holds the content, counted from 0. */
  readonly entry?: number;
  readonly size: number;
  readonly sealed?: string;
}

/** The entries of an archive, taken one by one. */
export class ArchiveIndex {
  private readonly entries: { readonly path: string; readonly raw: RawEntry; readonly number: number }[] = [];
  private readonly told = new Map<string, string[]>();
  private count = 0;
  /** The folder around everything, with a slash; undefined when there is none. */
  private common: string | undefined | null = null;

  /** Undefined when the entry was left out. Returns false when the archive is too large to go on. */
  add(raw: RawEntry): boolean {
    const number = this.count++;
    if (number >= LIMITS.entries) {
      this.tell(`it holds more than ${LIMITS.entries} entries: the rest was not listed`);
      return false;
    }
    const path = this.judged(raw.name);
    if (path === undefined || (path === '' && raw.kind !== 'folder')) return true;
    const top = path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : raw.kind === 'folder' ? `${path}/` : undefined;
    if (path !== '') this.common = this.common === null || this.common === top ? top : undefined;
    this.entries.push({ path, raw, number });
    return true;
  }

  /** The path that a name means inside the archive; undefined for one that means none. */
  private judged(name: string): string | undefined {
    // eslint-disable-next-line no-control-regex
    if (/[\0-\x1f\x7f]/.test(name)) this.tell('a name holds control characters', name);
    if (name.includes('\0') || name.length > LIMITS.name || name.split(/[\\/]/).some((part) => part.length > LIMITS.part)) {
      this.tell('a name is one that no file can have; it was left out', name);
      return undefined;
    }
    const slashed = name.replaceAll('\\', '/');
    const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
    if (slashed.startsWith('/') || /^[A-Za-z]:/.test(slashed) || parts.includes('..')) {
      this.tell('a name leads outside the archive; it was left out', name);
      return undefined;
    }
    return parts.join('/');
  }

  /** Says something once, with the first few names it is true of. */
  tell(what: string, name?: string): void {
    const names = this.told.get(what);
    if (!names) this.told.set(what, name === undefined ? [] : [name]);
    else if (name !== undefined) names.push(name);
  }

  /** Plain-words phrases. */
  problems(): readonly string[] {
    return [...this.told].map(([what, names]) => {
      if (names.length === 0) return what;
      const shown = names.slice(0, EXAMPLES).map((name) => (name.length > 80 ? `${name.slice(0, 79)}…` : name)).join(', ');
      return `${what} (${shown}${names.length > EXAMPLES ? `, and ${names.length - EXAMPLES} more` : ''})`;
    });
  }

  /** `whole`: the folder around everything is part of the paths. */
  finish({ whole }: { readonly whole: boolean }): ReadonlyMap<string, IndexedFile> {
    const strip = whole || typeof this.common !== 'string' ? '' : this.common;
    const pathOf = (path: string): string => (path.startsWith(strip) ? path.slice(strip.length) : '');
    const byPath = new Map<string, { readonly raw: RawEntry; readonly number: number }>();
    for (const { path, raw, number } of this.entries) {
      const before = byPath.get(path);
      if (before && !(before.raw.kind === 'folder' && raw.kind === 'folder')) this.tell('a name stands in it more than once; the last one counts', path);
      byPath.set(path, { raw, number });
    }
    const files = new Map<string, IndexedFile>([['', { kind: 'folder', size: 0 }]]);
    const folders = new Set<string>();
    for (const [path, { raw, number }] of byPath) {
      const own = pathOf(path);
      for (let at = own.lastIndexOf('/'); at > 0 && !folders.has(own.slice(0, at)); at = own.lastIndexOf('/', at - 1)) folders.add(own.slice(0, at));
      if (own === '' || raw.kind === 'folder') {
        if (own !== '') folders.add(own);
      } else files.set(own, this.fileOf(path, raw, number, byPath));
    }
    for (const folder of folders) {
      if (files.has(folder)) this.tell('a name is both a file and a folder; the folder counts', folder);
      files.set(folder, { kind: 'folder', size: 0 });
    }
    return files;
  }

  private fileOf(path: string, first: RawEntry, number: number, byPath: ReadonlyMap<string, { readonly raw: RawEntry; readonly number: number }>): IndexedFile {
    let [at, raw, entry] = [path, first, number];
    for (let links = 0; raw.kind === 'link' || raw.kind === 'hard-link'; links++) {
      const target = raw.target ?? '';
      // A link counts from its own folder, a hard link from the top.
      const next = joined(raw.kind === 'link' ? at.slice(0, Math.max(0, at.lastIndexOf('/'))) : '', target);
      if (next === undefined) this.tell('a link leads outside the archive', `${path} → ${target}`);
      const found = next === undefined || links >= MOST_LINKS ? undefined : byPath.get(next);
      if (next === undefined || found === undefined) return { kind: 'other', size: 0 };
      [at, raw, entry] = [next, found.raw, found.number];
    }
    if (raw.kind === 'other') this.tell('an entry is neither a file nor a folder nor a link', path);
    return raw.kind === 'file' ? { kind: 'file', entry, size: raw.size, ...(raw.sealed !== undefined && { sealed: raw.sealed }) } : { kind: 'other', size: 0 };
  }
}

function joined(folder: string, target: string): string | undefined {
  if (target.startsWith('/') || /^[A-Za-z]:/.test(target)) return undefined;
  const parts: string[] = [];
  for (const part of `${folder}/${target}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
