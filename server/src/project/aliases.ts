/**
 * Other names for setuptools commands, which change what the hooks run.
 *
 *     [aliases]
 *     sdist = rotate sdist      where a hook asks for sdist, rotate runs as well
 *
 * https://setuptools.pypa.io/en/latest/deprecated/commands.html#alias; setuptools/_distutils/dist.py, _parse_command_opts of setuptools/dist.py.
 */
import { normaliseKey } from '../syntax/ini/document';
import { iniOf, type ProjectConfig } from './config';
import { entryOf } from './lookup';

/** From a name to the words it stands for. */
export type Aliases = ReadonlyMap<string, readonly string[]>;

export const NO_ALIASES: Aliases = new Map();

/** Those of setup.cfg, and of pyproject.toml where setuptools reads them: beside a table [tool.setuptools]. The latter win. */
export function aliasesOf(config: ProjectConfig): Aliases {
  const aliases = new Map<string, readonly string[]>();
  for (const { name, options } of iniOf(config.documents, 'setup.cfg')?.sections ?? []) {
    if (name === 'aliases') for (const option of options) aliases.set(normaliseKey(option.key), wordsOf(option.value));
  }
  const table = entryOf(config, ['tool', 'setuptools']) && entryOf(config, ['tool', 'distutils', 'aliases'])?.value;
  if (table?.kind === 'table') {
    for (const { key, value } of table.entries.values()) if (value.kind === 'string') aliases.set(key, wordsOf(value.value));
  }
  return aliases;
}

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** The commands that are run where a name is asked for: itself, when it has no alias. */
export function expanded(name: string, aliases: Aliases): readonly string[] {
  const commands: string[] = [];
  const seen = new Set<string>();
  const work = [name];
  for (let word = work.pop(); word !== undefined; word = work.pop()) {
    const words = seen.has(word) ? undefined : aliases.get(word);
    // An alias may name itself: then the command is meant.
    if (words === undefined) commands.push(word);
    else {
      seen.add(word);
      for (const one of [...words].reverse()) work.push(one);
    }
  }
  return [...new Set(commands)];
}
