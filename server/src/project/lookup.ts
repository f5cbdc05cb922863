/** Where a key stands: the document that has a say about it, and the values at a path with wildcards. */
import { get, type TomlDocument, type TomlEntry, type TomlValue } from '../syntax/toml/document';
import type { Given, ToolFile, Vector } from './backends/backend';
import { iniOf, type ProjectConfig, tomlOf } from './config';

export interface KeyPlace {
  readonly path: string;
  readonly document: TomlDocument;
  readonly key: readonly string[];
  /** What the key is called in front of `key`. */
  readonly prefix: readonly string[];
}

/** hatch.toml replaces the tables of `tool.hatch` that it has, each as a whole (hatch: backend/src/hatchling/metadata/core.py). */
export function documentOf(config: ProjectConfig, key: readonly string[], file?: string): KeyPlace | undefined {
  if (file !== undefined) {
    const document = tomlOf(config.documents, file) ?? config.headers.get(file)?.document;
    return document && { path: file, document, key, prefix: [] };
  }
  const [first, second, third] = key;
  if (first === 'tool' && second === 'hatch' && third !== undefined && config.hatch?.root.entries.has(third)) {
    return { path: 'hatch.toml', document: config.hatch, key: key.slice(2), prefix: [] };
  }
  return config.pyproject && { path: 'pyproject.toml', document: config.pyproject, key, prefix: [] };
}

/** The entry of a key without wildcards. */
export function entryOf(config: ProjectConfig, key: readonly string[]): TomlEntry | undefined {
  const place = documentOf(config, key);
  return place && get(place.document, place.key);
}

/** Whether all that a row asks of the rest of the configuration holds. */
export function isEnabled(config: ProjectConfig, vector: Vector): boolean {
  if (vector.unless && entryOf(config, vector.unless)) return false;
  if (vector.given?.some((given) => !holds(config, given))) return false;
  if (vector.among && firstOf(config, vector.among.files) !== vector.among.index) return false;
  const { whenListed } = vector;
  if (!whenListed) return true;
  const list = entryOf(config, whenListed.key)?.value;
  return list?.kind === 'array' && list.items.some((item) => item.kind === 'string' && whenListed.anyOf.includes(item.value));
}

function holds(config: ProjectConfig, { key, equals, not }: Given): boolean {
  const value = key.length === 0 ? config.pyproject?.root : entryOf(config, key)?.value;
  const is = value !== undefined && (equals === undefined || ((value.kind === 'string' || value.kind === 'boolean') && value.value === equals));
  return is !== (not === true);
}

/** The index of the first file that is there and has its table or section. */
function firstOf(config: ProjectConfig, files: readonly ToolFile[]): number {
  return files.findIndex(({ path, key, section, besides }) => {
    if (key) return entryIn(tomlOf(config.documents, path), key, besides);
    const ini = iniOf(config.documents, path);
    return ini !== undefined && (section === undefined || ini.sections.some(({ name }) => name === section));
  });
}

/** `besides`: the entry is a table that holds more than this key. */
function entryIn(document: TomlDocument | undefined, key: readonly string[], besides: string | undefined): boolean {
  if (document === undefined) return false;
  const value = key.length === 0 ? document.root : get(document, key)?.value;
  if (besides === undefined) return value !== undefined;
  return value?.kind === 'table' && [...value.entries.keys()].some((one) => one !== besides);
}

export interface Match {
  readonly keys: readonly string[];
  readonly value: TomlValue;
  /** Of the last key on the way that is written as one. */
  readonly keySpan?: { readonly start: number; readonly end: number };
}

/** Every value at a path in which `*` stands for all entries or items. */
export function matches(start: TomlValue, pattern: readonly string[], from: Omit<Match, 'value'> = { keys: [] }): readonly Match[] {
  let current: Match[] = [{ ...from, value: start }];
  for (const step of pattern) {
    current = current.flatMap(({ keys, value, keySpan }): Match[] => {
      if (value.kind === 'array') return step === '*' ? value.items.map((item) => ({ keys, value: item, ...(keySpan && { keySpan }) })) : [];
      if (value.kind !== 'table') return [];
      const entry = value.entries.get(step);
      const entries = step === '*' ? [...value.entries.values()] : entry ? [entry] : [];
      return entries.map((found) => ({ keys: [...keys, found.key], value: found.value, keySpan: found.keySpan }));
    });
  }
  return current;
}
