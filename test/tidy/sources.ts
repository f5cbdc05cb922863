/** The files of this repository that people write, as texts, and the imports in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** From path, relative to the root of the repository with forward slashes, to text. */
export type Sources = ReadonlyMap<string, string>;

export const ROOT = join(__dirname, '..', '..');

const GENERATED = new Set(['node_modules', 'dist', '.git', '.vscode-test', '.venv', '__pycache__', 'coverage']);
const TEXT = /(?:\.(?:ts|mjs|js|json|md|yml|yaml|toml|cfg|py|txt|html|css|svg)|^[^.]+|^\.[a-z]+)$/;
const isText = (name: string): boolean => TEXT.test(name) && name !== 'package-lock.json';

/** All text files, sorted; `.gitignore` is honoured as far as it names whole files and folders. */
export function projectSources(root = ROOT): Sources {
  const ignored = new Set(GENERATED);
  const sources = new Map<string, string>();
  for (const line of read(join(root, '.gitignore')).split('\n')) if (/^[\w./-]+$/.test(line)) ignored.add(line.replace(/^\/|\/$/g, ''));
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = posix.join(folder, entry.name);
      if (ignored.has(entry.name) || ignored.has(path)) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && isText(entry.name)) sources.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  walk('');
  return sources;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The part of the sources below the given folders. */
export const below = (sources: Sources, ...folders: readonly string[]): Sources =>
  new Map([...sources].filter(([path]) => folders.some((folder) => path.startsWith(`${folder}/`))));

export const typescriptIn = (sources: Sources): Sources => new Map([...sources].filter(([path]) => path.endsWith('.ts')));

/**
 * Every module a file names: static and dynamic imports, `import type`, `typeof import(…)`, `export … from`, `require`.
 * Relative ones are resolved against the file, without extension.
 */
export function importsOf(path: string, text: string): readonly { readonly specifier: string; readonly target?: string }[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? { specifier: fileName, target: posix.join(posix.dirname(path), fileName).replace(/\.(?:js|ts)$/, '') } : { specifier: fileName });
}

/** The package a bare specifier belongs to: `vscode-languageserver/node` → `vscode-languageserver`. */
export const packageOf = (specifier: string): string => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
