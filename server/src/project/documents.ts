/**
 * Which files of a project configure its build or its tools, and how each is read: TOML, sections, or lines. The names come from the rows
 * of knowledge, so that a new row needs nothing here.
 *
 *     pyproject.toml, uv.toml, .cargo/config.toml          TOML
 *     setup.cfg, tox.ini, pkg.egg-info/entry_points.txt    sections
 *     a.pth, requirements.txt                              lines
 */
import type { FileContent, FileSet } from '../base/fileset';
import type { Span } from '../base/text';
import type { IniDocument } from '../syntax/ini/document';
import { parseIni } from '../syntax/ini/parse';
import type { Parsers } from '../syntax/parser';
import type { TomlDocument } from '../syntax/toml/document';
import { parseToml } from '../syntax/toml/parse';
import type { Vector } from './backends/backend';
import { ALL_VECTORS } from './backends/registry';

export type ConfigDocument =
  | { readonly kind: 'toml'; readonly document: TomlDocument }
  | { readonly kind: 'ini'; readonly document: IniDocument }
  | { readonly kind: 'lines'; readonly lines: readonly TextLine[] };

export interface TextLine {
  readonly text: string;
  readonly span: Span;
}

/** A document and the content it was read from. */
export interface ReadDocument {
  readonly content: FileContent;
  readonly document: ConfigDocument;
}

/** Longer files of lines are no configuration. */
const LONGEST_LINES_FILE = 200_000;

const kindOf = (vector: Vector): ConfigDocument['kind'] => (vector.lines ? 'lines' : vector.ini ? 'ini' : 'toml');

const NAMED: ReadonlyMap<string, ConfigDocument['kind']> = new Map([
  ['pyproject.toml', 'toml'], ['hatch.toml', 'toml'], ['setup.cfg', 'ini'],
  ...ALL_VECTORS.flatMap((vector): [string, ConfigDocument['kind']][] => (vector.file !== undefined && !vector.header && !vector.file.includes('*') ? [[vector.file, kindOf(vector)]] : [])),
]);

const PATTERNED: readonly (readonly [RegExp, ConfigDocument['kind']])[] = [...new Map(ALL_VECTORS
  .flatMap((vector): [string, ConfigDocument['kind']][] => (vector.file?.includes('*') ? [[vector.importableRoot ? `**/${vector.file}` : vector.file, kindOf(vector)]] : [])))]
  .map(([pattern, kind]) => [patternOf(pattern), kind]);

/** The files below a folder that rows speak of by their whole names: configuration, and what is found by its name alone. */
export const knownFilesBelow = (folder: string): readonly string[] => KNOWN.filter((path) => path.startsWith(`${folder}/`));

/** Whether a configuration file is known by its whole name. */
export const isNamedConfiguration = (path: string): boolean => NAMED.has(path);

const KNOWN: readonly string[] = [...new Set([...NAMED.keys(), ...ALL_VECTORS.flatMap(({ autodetect }) => autodetect ?? []).filter((path) => !path.includes('*'))])];

/** `*` stands for any part of a name, never for a folder; `**` and a slash in front for any folder. */
export function patternOf(pattern: string): RegExp {
  const inAny = pattern.startsWith('**/');
  return new RegExp(`^${inAny ? '(?:.*/)?' : ''}${(inAny ? pattern.slice(3) : pattern).split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('[^/]*')}$`);
}

/** The configuration files in a listing, in its order. */
export const configPathsOf = (paths: readonly string[]): readonly string[] => paths.filter((path) => kindOfFile(path) !== undefined);

/** Nearly every file of a project matches none. */
const ANY_PATTERN = new RegExp(PATTERNED.map(([pattern]) => pattern.source).join('|'));

const kindOfFile = (path: string): ConfigDocument['kind'] | undefined => NAMED.get(path) ?? (ANY_PATTERN.test(path) ? PATTERNED.find(([pattern]) => pattern.test(path))?.[1] : undefined);

/** What is missing, unreadable or not read yet counts as absent; what has not changed since `earlier` is taken from there. */
export function readDocuments(parsers: Parsers, files: FileSet, paths: readonly string[], earlier?: ReadonlyMap<string, ReadDocument>): ReadonlyMap<string, ReadDocument> {
  const documents = new Map<string, ReadDocument>();
  for (const path of paths) {
    const content = files.get(path);
    const kind = kindOfFile(path);
    if (content?.kind !== 'text' || kind === undefined) continue;
    const known = earlier?.get(path);
    if (known?.content === content) documents.set(path, known);
    else documents.set(path, { content, document: readDocument(parsers, kind, content.text, path) });
  }
  return documents;
}

function readDocument(parsers: Parsers, kind: ConfigDocument['kind'], text: string, path: string): ConfigDocument {
  switch (kind) {
    case 'toml':
      return { kind, document: parseToml(parsers, text, path) };
    case 'ini':
      return { kind, document: parseIni(text) };
    case 'lines':
      return { kind, lines: text.length > LONGEST_LINES_FILE ? [] : linesOf(text) };
  }
}

/** Lines without the blanks around them; empty ones are left out. */
function linesOf(text: string): readonly TextLine[] {
  return [...text.matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index }): TextLine[] => {
    const trimmed = line.trim();
    const start = index + line.length - line.trimStart().length;
    return trimmed === '' ? [] : [{ text: trimmed, span: { start, end: start + trimmed.length } }];
  });
}
