/** What a configuration value points at: a script, a module, an expression or a command. */
import { type FileSet, joinPath } from '../base/fileset';
import type { Place } from '../findings/finding';
import { getOption } from '../syntax/ini/document';
import { get } from '../syntax/toml/document';
import { splitObjectReference } from './backend';
import type { Vector } from './backends/backend';
import type { ProjectConfig } from './config';
import { resolveModule } from './modules';

export type EdgeTarget =
  | { readonly kind: 'file'; readonly path: string; readonly exists: boolean }
  /** A module by name; `path` when it is a file of the project. */
  | { readonly kind: 'module'; readonly name: string; readonly object: string; readonly path?: string }
  | { readonly kind: 'text'; readonly language: 'python' | 'shell'; readonly text: string; readonly place: Place }
  /** A path that leaves the project, as written. */
  | { readonly kind: 'outside'; readonly text: string };

/** Total; what is not in the project is a target all the same. */
export function targetOf(files: FileSet, config: ProjectConfig, vector: Vector, text: string, place: Place): EdgeTarget {
  switch (vector.target) {
    case 'script':
      return scriptTarget(files, text);
    case 'script-or-module':
      return text.endsWith('.py') ? scriptTarget(files, text) : objectTarget(files, config, text);
    case 'script-or-command':
      return text.endsWith('.py') ? scriptTarget(files, text) : { kind: 'text', language: 'shell', text, place };
    case 'module:object':
      return objectTarget(files, config, text);
    case 'module.object': {
      const dot = text.lastIndexOf('.');
      return moduleTarget(files, config, dot < 0 ? text : text.slice(0, dot), dot < 0 ? '' : text.slice(dot + 1));
    }
    case 'module':
      return moduleTarget(files, config, text.replaceAll('-', '_'), '');
    case 'expression':
      return { kind: 'text', language: 'python', text, place };
    case 'command':
      return { kind: 'text', language: 'shell', text, place };
  }
}

function scriptTarget(files: FileSet, text: string): EdgeTarget {
  const isAbsolute = /^(?:[\\/]|[a-z]:)/i.test(text);
  const path = isAbsolute ? undefined : joinPath('', text);
  return path === undefined ? { kind: 'outside', text } : { kind: 'file', path, exists: files.get(path) !== undefined };
}

function objectTarget(files: FileSet, config: ProjectConfig, text: string): EdgeTarget {
  const [name, object] = splitObjectReference(text);
  return moduleTarget(files, config, name.trim(), object.trim());
}

function moduleTarget(files: FileSet, config: ProjectConfig, name: string, object: string): EdgeTarget {
  const path = resolvePackaged(files, config, name);
  return { kind: 'module', name, object, ...(path !== undefined && { path }) };
}

/**
 * A module named in configuration. setuptools looks where `package-dir` says (setuptools/config/expand.py, _find_module); otherwise, and
 * for the other backends, the project root and `src` are tried.
 */
function resolvePackaged(files: FileSet, config: ProjectConfig, name: string): string | undefined {
  const folders = packageFolders(config);
  const [top, ...rest] = name.split('.');
  const redirected = top === undefined ? undefined : folders.get(top);
  if (redirected !== undefined) {
    const folder = joinPath('', redirected);
    const base = folder === undefined ? undefined : [folder, ...rest].filter((part) => part !== '').join('/');
    const found = base === undefined ? undefined : [`${base}.py`, `${base}/__init__.py`].find((path) => files.get(path) !== undefined);
    if (found !== undefined) return found;
  }
  const main = joinPath('', folders.get('') ?? '');
  return resolveModule(files, '', name, 0, [...new Set([main ?? '', '', 'src'])]);
}

/** `package-dir` of pyproject.toml, or `package_dir` of setup.cfg: from package name to folder; the name '' is the root of all others. */
function packageFolders(config: ProjectConfig): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  const option = config.setupCfg && getOption(config.setupCfg, 'options', 'package_dir');
  for (const part of option?.lines.flatMap((line) => line.text.split(',')) ?? []) {
    const [key, ...value] = part.split('=');
    if (value.length > 0) folders.set(key!.trim(), value.join('=').trim());
  }
  const table = config.pyproject && get(config.pyproject, ['tool', 'setuptools', 'package-dir'])?.value;
  if (table?.kind === 'table') {
    for (const entry of table.entries.values()) if (entry.value.kind === 'string') folders.set(entry.key, entry.value.value);
  }
  return folders;
}
