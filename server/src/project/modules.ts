/**
 * From module names to files of the project, as Python's import system finds them.
 *
 *     a.b on the search path ["", "src"]   a/__init__.py, a.py, or a folder a/ without __init__.py (a portion of a namespace package)
 *     from ..x import y in p/q/r.py        p/x/__init__.py or p/x.py
 *
 * Within a folder a package wins over a module of the same name; a package or module anywhere on the path wins over namespace
 * portions. Sources: https://docs.python.org/3/reference/import.html, PEP 420.
 */
import { type FileSet, folderOf, joinPath } from '../base/fileset';

/**
 * The file that a dotted name means, or undefined when it is not a file of the project (installed, built in, a namespace package).
 * `level` counts the leading dots; with `level` 0 the name is looked up in the folders of `searchPath` ('' is the project root).
 */
export function resolveModule(files: FileSet, importingPath: string, dotted: string, level: number, searchPath: readonly string[]): string | undefined {
  return followModule(files, importingPath, dotted, level, searchPath)?.file;
}

/** All files that importing the name executes, outermost package first; empty when the name is not found in the project. */
export function importedFiles(files: FileSet, importingPath: string, dotted: string, level: number, searchPath: readonly string[]): readonly string[] {
  return followModule(files, importingPath, dotted, level, searchPath)?.executed ?? [];
}

/**
 * The folders in which a file's absolute imports are looked for: the folder that holds its outermost package (what Python does for
 * scripts and pytest for test modules), then the given roots.
 */
export function searchPathFrom(files: FileSet, importingPath: string, roots: readonly string[]): readonly string[] {
  let folder = folderOf(importingPath);
  while (folder !== '' && files.get(`${folder}/__init__.py`) !== undefined) folder = folderOf(folder);
  return [...new Set([folder, ...roots])];
}

/** The packages around a module's file, outermost first, as far as folders and name agree: importing the module executes them before it. */
export function packagesAround(files: FileSet, path: string, dotted: string): readonly string[] {
  const parts = dotted.split('.');
  const stem = path.replace(/(?:\/__init__)?\.py$/, '');
  const outer = stem.slice(0, stem.length - parts.join('/').length);
  if (outer + parts.join('/') !== stem) return [];
  return parts.slice(0, -1).flatMap((_, index) => existing(files, `${outer}${parts.slice(0, index + 1).join('/')}/__init__.py`) ?? []);
}

interface Found {
  /** Undefined for a namespace package. */
  readonly file: string | undefined;
  readonly executed: readonly string[];
}

function followModule(files: FileSet, importingPath: string, dotted: string, level: number, searchPath: readonly string[]): Found | undefined {
  const parts = dotted === '' ? [] : dotted.split('.');
  if (parts.includes('') || (level === 0 && parts.length === 0)) return undefined;
  let folders = level === 0 ? searchPath : [packageFolder(importingPath, level)].filter((folder) => folder !== undefined);
  if (folders.length === 0) return undefined;

  const executed: string[] = [];
  let file: string | undefined;
  if (parts.length === 0) {
    file = existing(files, join(folders[0]!, '__init__.py'));
    return file === undefined ? undefined : { file, executed: [file] };
  }
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const found = findIn(files, folders, part);
    if (!found || (!isLast && found.folders.length === 0)) return undefined;
    file = found.file;
    if (file !== undefined) executed.push(file);
    folders = found.folders;
  }
  return { file, executed };
}

/** Looks one name up in several folders. `folders` of the result are where submodules are looked for: none below a plain module. */
function findIn(files: FileSet, folders: readonly string[], name: string): { file: string | undefined; folders: readonly string[] } | undefined {
  const portions: string[] = [];
  for (const folder of folders) {
    const path = join(folder, name);
    const packageFile = existing(files, `${path}/__init__.py`);
    if (packageFile !== undefined) return { file: packageFile, folders: [path] };
    const moduleFile = existing(files, `${path}.py`);
    if (moduleFile !== undefined) return { file: moduleFile, folders: [] };
    if (isFolder(files, path)) portions.push(path);
  }
  return portions.length === 0 ? undefined : { file: undefined, folders: portions };
}

/** The folder of the package that `level` dots mean, seen from a file; undefined above the project root. */
function packageFolder(importingPath: string, level: number): string | undefined {
  return joinPath(folderOf(importingPath), '../'.repeat(level - 1));
}

const existing = (files: FileSet, path: string): string | undefined => (files.get(path) === undefined ? undefined : path);

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** Whether any file lies below the folder: a binary search, since paths are sorted. */
function isFolder(files: FileSet, folder: string): boolean {
  const paths = files.paths();
  const prefix = `${folder}/`;
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (paths[middle]! < prefix) low = middle + 1;
    else high = middle;
  }
  return paths[low]?.startsWith(prefix) ?? false;
}
