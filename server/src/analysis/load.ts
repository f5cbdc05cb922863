/**
 * Brings a project from a file system into the analysis: lists the folder, then reads what the analysis asks for, round
 * by round, until it asks for nothing more.
 *
 *     list      setup.py  pyproject.toml  tools/backend.py  tests/…      all `listed`
 *     round 1   setup.py, pyproject.toml                                  wanted by name
 *     round 2   tools/backend.py                                          wanted by pyproject.toml
 *     round 3   nothing: done
 *
 * Nothing here decides what is analysed; that is `Snapshot.wanted()`.
 */
import type { FileSystem } from '../base/effects';
import { baseName, type FileContent, folderOf } from '../base/fileset';
import { knownFilesBelow } from '../project/documents';
import { decodeSource } from '../syntax/python/encoding';
import type { Project, Purpose } from './host';

export interface LoadOptions {
  readonly files: FileSystem;
  /** Told how many files have been read so far. */
  readonly onProgress?: (read: number) => void;
  /** Asked before every folder and file; when true, loading stops early and leaves the project partly read. */
  readonly isCancelled?: () => boolean;
  /** What the project is read for; default: everything that findings need. */
  readonly purpose?: Purpose;
  /** Files and folders listed before the listing gives up and says so; what is near the root comes first. */
  readonly maximumListed?: number;
}

/** Files above this are not read; the analysis then says so. */
export const MAXIMUM_FILE_BYTES = 8 * 1024 * 1024;

/** The default of `LoadOptions.maximumListed`. */
export const MAXIMUM_LISTED = 200_000;

/** Marks a folder as a project of its own. */
export const PROJECT_MARKERS: readonly string[] = ['pyproject.toml', 'setup.py', 'setup.cfg'];

/**
 * Folders that tools fill and that no build reads by default. A project could point its build into one of them: a skipped
 * folder whose name a file of the project mentions is listed after all.
 */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  '.git', '.hg', '.svn', '.bzr', 'node_modules', '__pycache__', '__pypackages__', '.tox', '.nox', '.eggs',
  '.mypy_cache', '.ruff_cache', '.pytest_cache', '.hypothesis', '.cache', '.pixi', '.direnv',
]);

/** Reads in flight at a time. */
const PARALLEL_READS = 16;

/** Lists the folder, reads the files the analysis wants, and repeats until it wants nothing more that exists. */
export async function loadProject(project: Project, root: string, options: LoadOptions): Promise<{ readonly problems: readonly string[] }> {
  const walk = await listFolder(project, root, '', options);
  const problems = [...((await options.files.problems?.(root)) ?? []), ...walk.problems];
  const asked = new Set<string>();
  let skipped = walk.skipped;
  for (;;) {
    const texts = await readRound(project, root, options, asked);
    if (texts === undefined) return { problems };
    const mentioned = skipped.filter((folder) => texts.some((text) => mentions(text, lastPart(folder))));
    skipped = skipped.filter((folder) => !mentioned.includes(folder));
    for (const folder of mentioned) {
      const more = await listFolder(project, root, folder, options);
      problems.push(...more.problems);
      skipped.push(...more.skipped);
    }
  }
}

/** Reads only what the current snapshot still wants (after an edit). */
export async function readWanted(project: Project, root: string, options: LoadOptions): Promise<void> {
  const asked = new Set<string>();
  while ((await readRound(project, root, options, asked)) !== undefined);
}

/**
 * Folders below `root` that are projects of their own (hold pyproject.toml, setup.py or setup.cfg), root first when it is
 * one. Projects inside projects are included; sorted by location otherwise.
 */
export async function findProjects(root: string, options: LoadOptions): Promise<readonly string[]> {
  const found: string[] = [];
  await walkFolders(root, '', options, (folder, entries) => {
    if (entries.some((entry) => entry.kind === 'file' && PROJECT_MARKERS.includes(entry.name))) found.push(folder);
    return true;
  });
  return found.sort().map((folder) => (folder === '' ? root : options.files.join(root, folder)));
}

/**
 * Reads one round of wanted files; the texts read, or undefined when nothing was wanted (or loading was cancelled).
 * A file is asked for once per load, whatever the analysis says: that ends the rounds.
 */
async function readRound(project: Project, root: string, options: LoadOptions, asked: Set<string>): Promise<readonly string[] | undefined> {
  const wanted = project.snapshot().wanted(options.purpose).filter((path) => !asked.has(path));
  const texts: string[] = [];
  for (let i = 0; i < wanted.length; i += PARALLEL_READS) {
    if (options.isCancelled?.() === true) return undefined;
    const batch = wanted.slice(i, i + PARALLEL_READS);
    const contents = await Promise.all(batch.map((path) => readContent(options.files, options.files.join(root, path), path)));
    contents.forEach((content, k) => {
      project.set(batch[k]!, content);
      if (content.kind === 'text') texts.push(content.text);
    });
    for (const path of batch) asked.add(path);
    options.onProgress?.(asked.size);
  }
  return wanted.length === 0 || options.isCancelled?.() === true ? undefined : texts;
}

async function readContent(files: FileSystem, location: string, path: string): Promise<FileContent> {
  const bytes = await files.readFile(location, MAXIMUM_FILE_BYTES);
  return bytes instanceof Uint8Array ? decodeSource(bytes, path) : { kind: 'unreadable', reason: `it ${bytes.reason}` };
}

interface Walk {
  readonly problems: string[];
  /** Project-relative folders left out because of their name. */
  readonly skipped: string[];
}

type Entries = NonNullable<Awaited<ReturnType<FileSystem['readFolder']>>>;

/** Tells the project about every file below a folder. What is there but is no file is told too, with the reason why it has no content. */
async function listFolder(project: Project, root: string, start: string, options: LoadOptions): Promise<Walk> {
  const maximum = options.maximumListed ?? MAXIMUM_LISTED;
  let listed = 0;
  const full: string[] = [];
  const walk = await walkFolders(root, start, options, (folder, entries) => {
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (listed++ >= maximum) {
        full.push(`it holds more than ${maximum} files and folders: the rest was not listed`);
        return false;
      }
      if (entry.kind === 'file') project.set(path, { kind: 'listed' });
      else if (entry.kind === 'other') project.set(path, { kind: 'unreadable', reason: 'it is a link to a folder or not a regular file; such links are not followed' });
      else if (entry.name.endsWith('.py') || PROJECT_MARKERS.includes(entry.name)) project.set(path, { kind: 'unreadable', reason: 'it is a folder, not a file' });
    }
    return true;
  });
  for (const folder of walk.skipped) await listKnown(project, root, folder, options);
  return { skipped: walk.skipped, problems: [...walk.problems, ...full] };
}

/** Of a folder that tools fill, only what builds are known to read in it: `.git/config`. */
async function listKnown(project: Project, root: string, folder: string, options: LoadOptions): Promise<void> {
  for (const path of knownFilesBelow(folder)) {
    const entries = await options.files.readFolder(options.files.join(root, folderOf(path)));
    if (entries?.some(({ name, kind }) => kind === 'file' && name === baseName(path))) project.set(path, { kind: 'listed' });
  }
}

/** Calls `visit` for every folder that is not skipped, breadth first, until it returns false. */
async function walkFolders(root: string, start: string, options: LoadOptions, visit: (folder: string, entries: Entries) => boolean): Promise<Walk> {
  const result: Walk = { problems: [], skipped: [] };
  const pending = [start];
  for (let at = 0; at < pending.length; at++) {
    const folder = pending[at]!;
    if (options.isCancelled?.() === true) break;
    const entries = await options.files.readFolder(folder === '' ? root : options.files.join(root, folder));
    if (entries === undefined) {
      result.problems.push(folder === '' ? 'the folder cannot be read' : `the folder ${folder} cannot be read`);
      continue;
    }
    if (folder !== start && entries.some((entry) => entry.name === 'pyvenv.cfg')) {
      result.skipped.push(folder);
      continue;
    }
    if (!visit(folder, entries)) break;
    for (const entry of entries) {
      if (entry.kind !== 'folder') continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (SKIPPED_FOLDERS.has(entry.name)) result.skipped.push(path);
      else pending.push(path);
    }
  }
  return result;
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a text names a folder as a whole word, so that ".git" is not found in ".gitignore". */
function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[\w.-]/.test(text.charAt(at - 1)) && !/[\w-]/.test(text.charAt(at + name.length))) return true;
  }
  return false;
}
