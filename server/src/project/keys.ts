/**
 * Finds the configuration keys that a vector speaks of, wherever the project wrote them.
 *
 *     key tool.setuptools.cmdclass.*   every entry of that table
 *     key tool.hatch.version.path      in hatch.toml `version.path`, when hatch.toml has a table `version`; else in pyproject.toml
 */
import type { Place } from '../findings/finding';
import { getOption } from '../syntax/ini/document';
import { get, type TomlDocument, type TomlTable, type TomlValue } from '../syntax/toml/document';
import type { Vector } from './backends/backend';
import type { ProjectConfig } from './config';

/** One place at which a vector is configured. */
export interface KeyUse {
  /** For people: "tool.hatch.version.path". */
  readonly name: string;
  /** The key's value, or the table that implies the default. */
  readonly place: Place;
  /** What the value says, one text for each thing it names. */
  readonly texts: readonly { readonly text: string; readonly place: Place }[];
}

/** Total; values of a wrong type are left out. */
export function findKeyUses(config: ProjectConfig, vector: Vector): readonly KeyUse[] {
  if (!isEnabled(config, vector)) return [];
  if (vector.ini) return iniUses(config, vector.ini);
  return vector.key === undefined ? [] : tomlUses(config, vector, vector.key);
}

function isEnabled(config: ProjectConfig, vector: Vector): boolean {
  if (vector.unless && config.pyproject && get(config.pyproject, vector.unless)) return false;
  const { whenListed } = vector;
  if (!whenListed) return true;
  const list = config.pyproject && get(config.pyproject, whenListed.key)?.value;
  return list?.kind === 'array' && list.items.some((item) => item.kind === 'string' && whenListed.anyOf.includes(item.value));
}

function tomlUses(config: ProjectConfig, vector: Vector, key: readonly string[]): KeyUse[] {
  const source = documentOf(config, key);
  if (!source) return [];
  const uses: KeyUse[] = [];
  const last = source.key.at(-1)!;
  for (const parent of matches(source.document.root, source.key.slice(0, -1))) {
    const { value } = parent;
    if (last === '*') {
      for (const match of matches(value, ['*'])) uses.push(...useOf(source.path, [...source.prefix, ...parent.keys, ...match.keys], match.value, vector));
      continue;
    }
    if (value.kind !== 'table' || !fulfils(value, vector)) continue;
    const entry = value.entries.get(last);
    const keys = [...source.prefix, ...parent.keys, last];
    if (entry) uses.push(...useOf(source.path, keys, entry.value, vector));
    else if (vector.default !== undefined) {
      const place = { path: source.path, span: parent.keySpan ?? value.span };
      uses.push({ name: keys.join('.'), place, texts: [{ text: vector.default, place }] });
    }
  }
  return uses;
}

/** hatch.toml replaces the tables of `tool.hatch` that it has, each as a whole (hatch: backend/src/hatchling/metadata/core.py). */
function documentOf(config: ProjectConfig, key: readonly string[]):
    { path: string; document: TomlDocument; key: readonly string[]; prefix: readonly string[] } | undefined {
  const [first, second, third] = key;
  if (first === 'tool' && second === 'hatch' && third !== undefined && config.hatch?.root.entries.has(third)) {
    return { path: 'hatch.toml', document: config.hatch, key: key.slice(2), prefix: [] };
  }
  return config.pyproject && { path: 'pyproject.toml', document: config.pyproject, key, prefix: [] };
}

interface Match {
  readonly keys: readonly string[];
  readonly value: TomlValue;
  readonly keySpan?: { readonly start: number; readonly end: number };
}

/** Every value at a path in which `*` stands for all entries or items. */
function matches(start: TomlValue, pattern: readonly string[]): readonly Match[] {
  let current: Match[] = [{ keys: [], value: start }];
  for (const step of pattern) {
    current = current.flatMap(({ keys, value }): Match[] => {
      if (value.kind === 'array') return step === '*' ? value.items.map((item) => ({ keys, value: item })) : [];
      if (value.kind !== 'table') return [];
      const entry = value.entries.get(step);
      const entries = step === '*' ? [...value.entries.values()] : entry ? [entry] : [];
      return entries.map((found) => ({ keys: [...keys, found.key], value: found.value, keySpan: found.keySpan }));
    });
  }
  return current;
}

function fulfils(table: TomlTable, vector: Vector): boolean {
  if (!vector.when) return true;
  const sibling = table.entries.get(vector.when.key)?.value;
  return sibling?.kind === 'string' && sibling.value === vector.when.equals;
}

function useOf(path: string, keys: readonly string[], value: TomlValue, vector: Vector): KeyUse[] {
  const text = vector.switches === undefined ? textOf(value) : value.kind === 'boolean' && value.value ? vector.switches : undefined;
  if (text === undefined) return [];
  const place = { path, span: value.span };
  return [{ name: keys.join('.'), place, texts: [{ text, place: value.kind === 'string' ? { path, span: value.contentSpan } : place }] }];
}

/** A string, or the words of a list of strings. */
function textOf(value: TomlValue): string | undefined {
  if (value.kind === 'string') return value.value;
  if (value.kind !== 'array') return undefined;
  const words = value.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
  return words.length === value.items.length && words.length > 0 ? words.join(' ') : undefined;
}

/** `key = attr: a.b`, or one thing in each line: `install = pkg.Class`. */
function iniUses(config: ProjectConfig, ini: NonNullable<Vector['ini']>): KeyUse[] {
  const option = config.setupCfg && getOption(config.setupCfg, ini.section, ini.key);
  if (!option) return [];
  const texts: { text: string; place: Place }[] = [];
  for (const line of option.lines) {
    let at = 0;
    for (const part of line.text.split(',')) {
      const found = ini.prefix === undefined ? behind(part, '=') : part.trimStart().startsWith(ini.prefix) ? behind(part, ini.prefix) : undefined;
      if (found && found.text !== '') {
        const start = line.span.start + at + found.offset;
        texts.push({ text: found.text, place: { path: 'setup.cfg', span: { start, end: start + found.text.length } } });
      }
      at += part.length + 1;
    }
  }
  return texts.length === 0 ? [] : [{ name: `[${ini.section}] ${ini.key}`, place: { path: 'setup.cfg', span: option.span }, texts }];
}

/** The text behind the first separator (all of it when there is none), without blanks, and where it begins. */
function behind(part: string, separator: string): { text: string; offset: number } {
  const found = part.indexOf(separator);
  const start = found < 0 ? 0 : found + separator.length;
  const rest = part.slice(start);
  return { text: rest.trim(), offset: start + rest.length - rest.trimStart().length };
}
