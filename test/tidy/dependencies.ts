/** Packages: pinned exactly, used, and declared where they are used. */
import { builtinModules } from 'node:module';
import { below, importsOf, packageOf, typescriptIn, type Sources } from './sources';

export interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** `binaries`: the commands that a package installs. */
export function checkDependencies(manifest: Manifest, sources: Sources, binaries: (name: string) => readonly string[]): readonly string[] {
  const problems: string[] = [];
  const declared = { ...manifest.dependencies, ...manifest.devDependencies };
  const code = [...below(sources, 'server', 'client', 'scripts', 'test')].filter(([path]) => /\.(?:ts|mjs)$/.test(path)).map(([, text]) => text).join('\n');
  const commands = Object.values(manifest.scripts ?? {}).join('\n') + (sources.get('.ci/run') ?? '');
  for (const [name, version] of Object.entries(declared)) {
    if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) problems.push(`package.json: ${name} is not pinned exactly: ${version}`);
    const subject = name.startsWith('@types/') ? name.slice('@types/'.length) : name;
    const isUsed = subject === 'node' || new RegExp(`(?:['"\`]|node_modules/)${escape(subject)}['"\`/]`).test(code)
      || [subject, ...binaries(name)].some((word) => new RegExp(`(?<![\\w/-])${escape(word)}(?![\\w-])`).test(commands));
    if (!isUsed) problems.push(`package.json: ${name} is not used`);
  }
  for (const [path, text] of typescriptIn(below(sources, 'server', 'client', 'scripts', 'test'))) {
    for (const { specifier, target } of importsOf(path, text)) {
      if (target !== undefined || specifier.startsWith('node:') || builtinModules.includes(specifier) || specifier === 'vscode') continue;
      const name = packageOf(specifier);
      if (declared[name] === undefined) problems.push(`${path}: ${name} is not in package.json`);
      else if (/^(?:server|client)\//.test(path) && manifest.dependencies?.[name] === undefined) problems.push(`${path}: ${name} is only a development dependency`);
    }
  }
  return [...new Set(problems)];
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
