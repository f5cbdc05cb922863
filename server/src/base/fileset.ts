/**
 * The files of one project as the core sees them: an in-memory map from project-relative path to content.
 *
 * A project is listed before it is read. What the analysis wants but nobody has read yet is `listed`; the host reads it
 * and asks again (see analysis/load.ts), so that the core itself never does I/O:
 *
 *     setup.py            text       'from setuptools import setup\n…'
 *     src/pkg/version.py  listed     exists, not read yet
 *     data.bin            unreadable 'is not text (NUL bytes)'
 */

export type FileContent =
  | { readonly kind: 'text'; readonly text: string; /** what decoding had to assume or lost, in plain words */ readonly note?: string }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'listed' };

/** Paths are relative to the project root, with forward slashes, without a leading './'. */
export interface FileSet {
  get(path: string): FileContent | undefined;
  /** All known paths, sorted by code unit. */
  paths(): readonly string[];
}

export const textFile = (text: string, note?: string): FileContent => (note === undefined ? { kind: 'text', text } : { kind: 'text', text, note });

/** An immutable file set from plain texts; the form tests and one-off analyses use. */
export function fileSetOf(files: Readonly<Record<string, string | FileContent>>): FileSet {
  const map = new Map(Object.entries(files).map(([path, content]) => [path, typeof content === 'string' ? textFile(content) : content]));
  const paths = [...map.keys()].sort();
  return { get: (path) => map.get(path), paths: () => paths };
}

/** Joins and normalises project-relative paths; `undefined` when the result would leave the project. */
export function joinPath(folder: string, relative: string): string | undefined {
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
