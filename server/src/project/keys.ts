/**
 * Finds the configuration keys that a vector speaks of, wherever the project wrote them.
 *
 *     key tool.setuptools.cmdclass.*   every entry of that table
 *     key tool.hatch.version.path      in hatch.toml `version.path`, when hatch.toml has a table `version`; else in pyproject.toml
 */
import type { Span } from '../base/text';
import type { Place } from '../findings/finding';
import { type IniDocument, type IniOption, getOption, normaliseKey } from '../syntax/ini/document';
import { getIn, type TomlTable, type TomlValue } from '../syntax/toml/document';
import type { IniKey, Vector } from './backends/backend';
import { iniOf, type ProjectConfig } from './config';
import { patternOf } from './documents';
import { heldSections } from './held-sections';
import { documentOf, isEnabled, matches } from './lookup';
import { chosen, type PlacedText, textsOfOption, textsOfValue } from './texts';

/** One place at which a vector is configured. */
export interface KeyUse {
  /** For people: "tool.hatch.version.path". */
  readonly name: string;
  /** The last part of the name: of a command, of an entry point. */
  readonly last: string;
  /** The key's value, or the table that implies the default. */
  readonly place: Place;
  /** The key itself, where one is written. */
  readonly keySpan?: Span;
  /** What the value says, one text for each thing it names. */
  readonly texts: readonly PlacedText[];
  /** Why it is not certain, by the gate beside the key. */
  readonly doubt?: string;
  /** The folder that a key beside this one names for modules. */
  readonly searchIn?: string;
}

/** Total; values of a wrong type are left out. `roots`: folders that hooks import from, for files that are looked for there. */
export function findKeyUses(config: ProjectConfig, vector: Vector, roots: readonly string[]): readonly KeyUse[] {
  if (!isEnabled(config, vector)) return [];
  if (vector.header) return headerPaths(config, vector).flatMap((path) => tomlUses(config, vector, vector.key!, path));
  if (vector.lines) return pathsOf(config, vector, roots).flatMap((path) => lineUses(config, vector, path));
  if (vector.ini?.inside) return iniUses(vector, vector.ini, 'pyproject.toml', heldSections(config.pyproject, vector.ini.inside));
  if (vector.ini) return pathsOf(config, vector, roots).flatMap((path) => iniUses(vector, vector.ini!, path, iniOf(config.documents, path)));
  if (vector.key === undefined) return [];
  return vector.file === undefined ? tomlUses(config, vector, vector.key) : pathsOf(config, vector, roots).flatMap((path) => tomlUses(config, vector, vector.key!, path));
}

const headerPaths = ({ headers }: ProjectConfig, { file }: Vector): readonly string[] => [...headers.keys()].filter((path) => file === undefined || file === path);

/** The files a row reads: one by name, or all that match. */
function pathsOf(config: ProjectConfig, vector: Vector, roots: readonly string[]): readonly string[] {
  const { file = 'setup.cfg' } = vector;
  if (!file.includes('*')) return config.documents.has(file) ? [file] : [];
  const patterns = vector.importableRoot ? roots.map((root) => patternOf(root === '' ? file : `${root}/${file}`)) : [patternOf(file)];
  return [...config.documents.keys()].filter((path) => patterns.some((pattern) => pattern.test(path)));
}

function tomlUses(config: ProjectConfig, vector: Vector, key: readonly string[], file?: string): KeyUse[] {
  const source = documentOf(config, key, file);
  const last = source?.key.at(-1);
  // Of most tools that there are rows for, a project has no table.
  if (!source || last === undefined || (source.key[0] !== '*' && !source.document.root.entries.has(source.key[0]!))) return [];
  const uses: KeyUse[] = [];
  const add = (keys: readonly string[], value: TomlValue, keySpan: Span | undefined, parent?: TomlTable): void => {
    const texts = vector.ofKey && keySpan ? chosen([{ text: keys.at(-1)!, place: { path: source.path, span: keySpan } }], vector) : textsOfValue(value, vector, source.path);
    if (texts.length === 0) return;
    const doubt = parent && doubtOf(parent, vector);
    const folder = parent && vector.searchIn !== undefined ? stringIn(parent, vector.searchIn) : undefined;
    uses.push({
      name: keys.join('.'), last: keys.at(-1)!, place: { path: source.path, span: value.span }, ...(keySpan && { keySpan }), texts,
      ...(doubt !== undefined && { doubt }), ...(folder !== undefined && { searchIn: folder }),
    });
  };
  for (const parent of matches(source.document.root, source.key.slice(0, -1))) {
    const { value } = parent;
    if (last === '*') {
      for (const match of matches(value, ['*'], parent)) add([...source.prefix, ...match.keys], match.value, match.keySpan);
      continue;
    }
    if (value.kind !== 'table' || !fulfils(value, vector)) continue;
    const entry = value.entries.get(last);
    const keys = [...source.prefix, ...parent.keys, last];
    if (entry) add(keys, entry.value, entry.keySpan, value);
    else if (vector.default !== undefined) {
      const place = { path: source.path, span: parent.keySpan ?? value.span };
      const doubt = doubtOf(value, vector);
      uses.push({ name: keys.join('.'), last, place, texts: [{ text: vector.default, place }], ...(doubt !== undefined && { doubt }) });
    }
  }
  return uses;
}

function fulfils(table: TomlTable, vector: Vector): boolean {
  return !vector.when || stringIn(table, vector.when.key) === vector.when.equals;
}

function doubtOf(table: TomlTable, { gate }: Vector): string | undefined {
  const value = gate && table.entries.get(gate.key)?.value;
  return (value?.kind === 'string' || value?.kind === 'boolean') && value.value === gate!.equals ? gate!.condition : undefined;
}

function stringIn(table: TomlTable, key: string): string | undefined {
  const value = getIn(table, key.split('.'))?.value;
  return value?.kind === 'string' ? value.value : undefined;
}

/** Every option that the row speaks of, the last one written of each name. */
function iniUses(vector: Vector, ini: IniKey, path: string, document: IniDocument | undefined): KeyUse[] {
  if (!document) return [];
  return optionsOf(document, ini).flatMap(({ section, option }): KeyUse[] => {
    const texts = textsOfOption(option, ini, vector, path);
    return texts.length === 0 ? [] : [{ name: `[${section}] ${normaliseName(option.key, ini)}`, last: option.key, place: { path, span: option.span }, keySpan: option.keySpan, texts }];
  });
}

/** A key is called as the row calls it, whichever way it is written. */
const normaliseName = (written: string, ini: IniKey): string => (ini.key === '*' ? written : ini.key);

function optionsOf(document: IniDocument, ini: IniKey): readonly { readonly section: string; readonly option: IniOption }[] {
  const begins = ini.section.endsWith('*') ? ini.section.slice(0, -1) : undefined;
  const names = new Set(document.sections.map(({ name }) => name).filter((name) => (begins === undefined ? name === ini.section : name.startsWith(begins))));
  if (begins === undefined) names.add(ini.section);
  return [...names].flatMap((section) => {
    if (ini.key !== '*') {
      const option = getOption(document, section, ini.key);
      return option ? [{ section, option }] : [];
    }
    const latest = new Map(document.sections.filter(({ name }) => name === section).flatMap(({ options }) => options).map((option) => [normaliseKey(option.key), option]));
    return [...latest.values()].map((option) => ({ section, option }));
  });
}

function lineUses(config: ProjectConfig, vector: Vector, path: string): KeyUse[] {
  const read = config.documents.get(path)?.document;
  if (read?.kind !== 'lines') return [];
  return read.lines.filter(({ text }) => vector.lines!.test(text)).map(({ text, span }): KeyUse => {
    const place = { path, span };
    return { name: '', last: '', place, texts: chosen([{ text, place }], vector) };
  });
}
