/**
 * From the paths a user names to the projects to scan.
 *
 *     scan pkg/              pkg has a marker             → project pkg
 *     scan examples/         only its subfolders have     → projects examples/a, examples/b (outermost ones)
 *     scan pkg/tools/x.py    pkg is the nearest marker    → project pkg, findings of tools/x.py only
 *     scan notes/            no marker anywhere           → project notes
 */
import { findProjects, MAXIMUM_FILE_BYTES, PROJECT_MARKERS } from '../analysis/load';
import type { FileSystem } from '../base/effects';
import type { Console } from './console';

export interface Target {
  readonly root: string;
  readonly shown: string;
  /** Files named one by one, relative to the root: analysed whatever their names. */
  readonly named: ReadonlySet<string>;
  /** Whether the project was named too; otherwise the report is confined to `named`. */
  readonly whole: boolean;
  /** A folder that is no project and stands in for one because a file was named in it. */
  readonly loose: boolean;
  /** Of an archive, which nobody has opened yet, its own location; the root is its inside. */
  readonly location?: string;
  /** It is a wheel: its files are put in place, nothing is built. */
  readonly installed?: true;
}

export interface Unreadable {
  readonly shown: string;
  readonly error: string;
}

/**
 * The projects behind one path as typed; `exactly`: a folder is one project, which may stand in a folder of its own with nothing beside it that runs; `nested`: projects inside projects count on
 * their own; `archives`: an archive is the project in it. Never throws.
 */
export async function targetsOf(typed: string, console: Console, { exactly = false, nested = false, archives = false } = {}): Promise<readonly (Target | Unreadable)[]> {
  const unreadable = (reason: string): Unreadable[] => [{ shown: typed, error: `${typed} ${reason}.` }];
  if (typed === '' || typed.includes('\0')) return unreadable('is not a path');
  const location = console.resolve(typed);
  switch (await console.files.kind(location)) {
    case 'missing': return unreadable('does not exist');
    case 'other': return unreadable('is neither a file nor a folder that can be read');
    case 'folder': {
      if ((await console.files.readFolder(location)) === undefined) return unreadable('cannot be read');
      return (exactly ? [await projectBehind(location, console)] : await projectsIn(location, console, nested)).map((root) => ({ root, shown: console.display(exactly ? location : root, typed), named: new Set<string>(), whole: true, loose: false }));
    }
    case 'file': {
      if (archives && console.files.insideOf !== undefined && ARCHIVE.test(location)) {
        return [{ root: console.files.insideOf(location), shown: console.display(location, typed), named: new Set(), whole: true, loose: false, location, ...(/\.whl$/i.test(location) && { installed: true }) }];
      }
      const content = await console.files.readFile(location, MAXIMUM_FILE_BYTES);
      if (!(content instanceof Uint8Array)) return unreadable(content.reason);
      const project = await projectRootOf(location, console);
      const root = project ?? console.parent(location);
      return [{ root, shown: console.display(root, typed), named: new Set([console.relative(root, location)]), whole: false, loose: project === undefined }];
    }
  }
}

/** Source distributions and wheels, by their names. */
const ARCHIVE = /\.(?:tar|tar\.gz|tgz|tar\.bz2|tbz2?|tar\.xz|txz|zip|whl)$/i;

/** Why an archive cannot be read, as a sentence; undefined for all other targets. */
export async function archiveProblem(target: Target, files: FileSystem): Promise<string | undefined> {
  if (target.location === undefined || (await files.kind(target.root)) === 'folder') return undefined;
  const content = await files.readFile(target.root, 0);
  return `${target.shown} ${'reason' in content ? content.reason : 'is no archive that can be read'}.`;
}

/** One target per project: files of one project are scanned together, and a whole project takes its files along. */
export function mergeTargets(targets: readonly (Target | Unreadable)[]): readonly (Target | Unreadable)[] {
  const merged = new Map<string, Target | Unreadable>();
  for (const target of targets) {
    if ('error' in target) {
      merged.set(`error ${target.shown}`, target);
      continue;
    }
    const key = `root ${target.root}`;
    const earlier = merged.get(key) as Target | undefined;
    if (earlier === undefined) merged.set(key, target);
    else merged.set(key, { ...earlier, named: new Set([...earlier.named, ...target.named]), whole: earlier.whole || target.whole, loose: earlier.loose && target.loose });
  }
  return [...merged.values()];
}

async function projectsIn(folder: string, console: Console, nested: boolean): Promise<readonly string[]> {
  if (!nested && await hasMarker(folder, console)) return [folder];
  const found = await findProjects(folder, { files: console.files });
  if (nested && found.length > 0) return found;
  const outermost = found.filter((root) => !found.some((other) => other !== root && isBelow(other, root, console)));
  return outermost.length > 0 ? outermost : [folder];
}

/** Archives often hold their project in a folder of its own, with nothing beside it that runs. */
async function projectBehind(folder: string, console: Console): Promise<string> {
  for (let inner = folder; ;) {
    if (await hasMarker(inner, console)) return inner;
    const entries = (await console.files.readFolder(inner)) ?? [];
    const folders = entries.filter(({ kind, name }) => kind === 'folder' && !/\.(?:egg|dist)-info$/.test(name));
    if (folders.length !== 1 || entries.some(({ name }) => /\.(?:py|pth)$/.test(name))) return folder;
    inner = console.files.join(inner, folders[0]!.name);
  }
}

export const isBelow = (folder: string, location: string, console: Console): boolean => {
  const relative = console.relative(folder, location);
  return relative !== '' && relative !== '..' && !relative.startsWith('../');
};

async function projectRootOf(file: string, console: Console): Promise<string | undefined> {
  for (let folder = console.parent(file); ; folder = console.parent(folder)) {
    if (await hasMarker(folder, console)) return folder;
    if (console.parent(folder) === folder) return undefined;
  }
}

async function hasMarker(folder: string, console: Console): Promise<boolean> {
  for (const name of PROJECT_MARKERS) {
    if ((await console.files.kind(console.files.join(folder, name))) === 'file') return true;
  }
  return false;
}
