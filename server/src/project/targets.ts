/** What a configuration value points at: a script, a module, an expression, a command, a requirement. */
import { type FileSet, folderOf, joinPath } from '../base/fileset';
import type { Place } from '../findings/finding';
import { getOption } from '../syntax/ini/document';
import { get } from '../syntax/toml/document';
import { splitObjectReference } from './backend';
import type { Vector } from './backends/backend';
import { isBuiltInCommand } from './commands';
import type { ProjectConfig } from './config';
import { resolveModule } from './modules';

export type EdgeTarget =
  | { readonly kind: 'file'; readonly path: string; readonly exists: boolean }
  /** A module by name; `path` when it is a file of the project. */
  | { readonly kind: 'module'; readonly name: string; readonly object: string; readonly path?: string }
  | { readonly kind: 'text'; readonly language: 'python' | 'shell'; readonly text: string; readonly place: Place }
  /** A path that leaves the project, as written. */
  | { readonly kind: 'outside'; readonly text: string }
  /** What brings other people's code in: "name @ git+https://…", "https://index.example". */
  | { readonly kind: 'requirement'; readonly text: string; readonly place: Place }
  /** A value that is no code of its own: a variable, a command's new name. */
  | { readonly kind: 'setting'; readonly text: string; readonly place: Place };

/** Total; what is not in the project is a target all the same. `searchIn`: the folder in which a module is looked for first. */
export function targetOf(files: FileSet, config: ProjectConfig, vector: Vector, text: string, place: Place, searchIn?: string): EdgeTarget {
  if (vector.member !== undefined) return scriptTarget(files, memberOf(text, vector.member));
  switch (vector.target) {
    case 'script':
      return scriptTarget(files, text);
    case 'script-or-module':
      return text.endsWith('.py') ? scriptTarget(files, text) : objectTarget(files, config, text, searchIn);
    case 'script-or-command':
      return text.endsWith('.py') ? scriptTarget(files, text) : { kind: 'text', language: 'shell', text, place };
    case 'program':
      return programTarget(files, text, place);
    case 'module:object':
      return objectTarget(files, config, text, searchIn);
    case 'module.object': {
      const [path, object] = text.includes(':') ? splitObjectReference(text) : atLastDot(text);
      return moduleTarget(files, config, path.trim(), object.trim(), searchIn);
    }
    case 'module':
      return moduleTarget(files, config, text.replaceAll('-', '_'), '', searchIn);
    case 'setuptools-commands':
      return commandsTarget(files, config, text, place);
    case 'expression':
      return { kind: 'text', language: 'python', text, place };
    case 'command':
      return { kind: 'text', language: 'shell', text, place };
    case 'requirement':
    case 'setting':
      return { kind: vector.target, text, place };
  }
}

const atLastDot = (text: string): [string, string] => {
  const dot = text.lastIndexOf('.');
  return dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1)];
};

/** A file beside the one named, or in the folder named. */
function memberOf(text: string, member: string): string {
  const folder = /\.[a-z]+$/i.test(text) ? folderOf(text) : text;
  return folder === '' ? member : `${folder}/${member}`;
}

const isAbsolute = (text: string): boolean => /^(?:[\\/~]|[a-z]:)/i.test(text);

function scriptTarget(files: FileSet, text: string): EdgeTarget {
  const path = isAbsolute(text) ? undefined : joinPath('', text);
  return path === undefined ? { kind: 'outside', text } : { kind: 'file', path, exists: files.get(path) !== undefined };
}

/** Of "program,--option" and "program arguments" the program, when it is a file of the project; otherwise the command. */
function programTarget(files: FileSet, text: string, place: Place): EdgeTarget {
  const [program = ''] = text.trim().split(/[\s,]/);
  const path = isAbsolute(program) ? undefined : joinPath('', program);
  if (path !== undefined && path !== '' && files.get(path) !== undefined) return { kind: 'file', path, exists: true };
  if (program.startsWith('../')) return { kind: 'outside', text };
  return { kind: 'text', language: 'shell', text, place };
}

function objectTarget(files: FileSet, config: ProjectConfig, text: string, searchIn: string | undefined): EdgeTarget {
  const [name, object] = splitObjectReference(text.replace(/\s*\[[^\]]*\]\s*$/, ''));
  return moduleTarget(files, config, name.trim(), object.trim(), searchIn);
}

/** The commands that an alias stands for: the first that only a package of the project can provide, or the setting itself. */
function commandsTarget(files: FileSet, config: ProjectConfig, text: string, place: Place): EdgeTarget {
  const option = config.setupCfg && getOption(config.setupCfg, 'global', 'command_packages');
  const packages = option?.value.split(',').map((name) => name.trim()).filter((name) => name !== '') ?? [];
  const words = text.split(/\s+/).filter((word) => /^[A-Za-z_]\w*$/.test(word) && !isBuiltInCommand(word));
  for (const word of words) {
    for (const name of packages) {
      const path = resolveModule(files, '', `${name}.${word}`, 0, ['']);
      if (path !== undefined) return { kind: 'module', name: `${name}.${word}`, object: word, path };
    }
  }
  return { kind: 'setting', text, place };
}

function moduleTarget(files: FileSet, config: ProjectConfig, name: string, object: string, searchIn: string | undefined): EdgeTarget {
  const path = resolvePackaged(files, config, name, searchIn);
  return { kind: 'module', name, object, ...(path !== undefined && { path }) };
}

/**
 * A module named in configuration. setuptools looks where `package-dir` says, for the longest name that it has (setuptools/discovery.py,
 * find_package_path); otherwise, and for the other backends, the project root and `src` are tried.
 */
function resolvePackaged(files: FileSet, config: ProjectConfig, name: string, searchIn: string | undefined): string | undefined {
  const folders = packageFolders(config);
  const parts = name.split('.');
  for (let length = parts.length; length > 0; length--) {
    const redirected = folders.get(parts.slice(0, length).join('.'));
    const folder = redirected === undefined ? undefined : joinPath('', redirected);
    if (folder === undefined) continue;
    const base = [folder, ...parts.slice(length)].filter((part) => part !== '').join('/');
    const found = [`${base}.py`, `${base}/__init__.py`].find((path) => files.get(path) !== undefined);
    if (found !== undefined) return found;
  }
  const first = searchIn === undefined ? [] : [joinPath('', searchIn)].filter((folder) => folder !== undefined);
  const main = joinPath('', folders.get('') ?? '');
  return resolveModule(files, '', name, 0, [...new Set([...first, main ?? '', '', 'src'])]);
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
