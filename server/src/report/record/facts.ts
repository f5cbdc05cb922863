/** What a record of a package is made from; plain data of the analysis, and how to write about it. */
import type { CommandRuns, ExecutionMap } from '../../findings/execution-map';
import type { Finding, Place } from '../../findings/finding';
import type { ProjectReport } from '../../findings/report';
import type { RuleMetadata } from '../../findings/rule';
import { placeOf } from '../place';
import type { SourceOf } from '../writer';

export interface PackageFacts {
  /** The folder or archive as shown to the user. */
  readonly project: string;
  /** Files that were asked about instead of the whole package; the report and the scores are then theirs. */
  readonly named: readonly string[];
  readonly report: ProjectReport;
  /** The findings that each score was made from. */
  readonly evidence: Readonly<Record<'malware' | 'securityRisk' | 'obfuscated', readonly Finding[]>>;
  readonly map: ExecutionMap;
  /** The same map as a tree. */
  readonly runs: readonly CommandRuns[];
  readonly source: SourceOf;
  /** What of the folder could not be read, a plain-words phrase each. */
  readonly problems: readonly string[];
  readonly rules: readonly RuleMetadata[];
}

/** A program inside a string, by the file that holds it and its id. */
export interface LayerName {
  readonly path: string;
  readonly id: string;
}

/** A part of a sentence: words, code, or a place or a program inside a string that leads somewhere. */
export type Piece = string | { readonly code: string } | { readonly place: Place; readonly text: string } | { readonly layer: LayerName; readonly text: string };

export type Sentence = readonly Piece[];

/** Words in which `code` is meant as code. */
export const words = (text: string): Sentence => text.split(/((?<!`)`[^`]+`(?!`))/).flatMap((part, index): Piece[] => (part === '' ? [] : [index % 2 === 1 ? { code: part.slice(1, -1) } : part]));

export const code = (text: string): Piece => ({ code: text });

/** "setup.py:7"; of a record about one file "line 7". */
export function at({ source, named }: Pick<PackageFacts, 'source' | 'named'>, { path, span }: Place): Piece {
  const text = source(path);
  if (!text) return { place: { path, span }, text: path };
  const { line } = placeOf(text, span.start);
  return { place: { path, span }, text: named.length === 1 && named[0] === path ? `line ${line}` : `${path}:${line}` };
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** "a, b and c"; of more than `most` the first ones and "4 more". */
export function listed(items: readonly Sentence[], most = 8): Sentence {
  const shown = items.length > most ? [...items.slice(0, most - 1), [`${items.length - most + 1} more`]] : items;
  return shown.flatMap((item, index) => (index === 0 ? item : [index === shown.length - 1 ? ' and ' : ', ', ...item]));
}

/** "setup.py:7, a.py:1 and 3 more", in brackets. */
export const places = (facts: PackageFacts, all: readonly Place[]): Sentence => [' (', ...listed(distinct(all.map((one) => at(facts, one))).map((one) => [one]), 4), ')'];

const distinct = (pieces: readonly Piece[]): Piece[] => [...new Map(pieces.map((piece) => [typeof piece === 'object' && 'text' in piece ? piece.text : '', piece])).values()];

/** Groups in the order of their first members. */
export function grouped<T>(items: Iterable<T>, key: (item: T) => string): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups];
}

/** The sentences as running text. */
export const textOf = (sentences: readonly Sentence[]): string => sentences.map((sentence) => sentence.map((piece) => (typeof piece === 'string' ? piece : 'code' in piece ? `\`${piece.code}\`` : piece.text)).join('')).join(' ');

/** The sentence with another beginning to it: a capital letter, unless it begins with code. */
export const capital = ([first, ...rest]: Sentence): Sentence => (first === undefined ? [] : [typeof first === 'string' ? first.charAt(0).toUpperCase() + first.slice(1) : first, ...rest]);

/** With a full stop, where none stands. */
export function ended(sentence: Sentence): Sentence {
  const last = sentence.at(-1);
  return typeof last === 'string' && /[.!?…:]$/.test(last) ? sentence : [...sentence, '.'];
}
