/**
 * A TOML document with the place of every key and value in it. Immutable; no values are ever converted into JavaScript objects,
 * so a key such as `__proto__` is a key like any other.
 *
 *     [tool.hatch.version]      root ─ tool ─ hatch ─ version: table, form "header", span of the header
 *     source = "code"                              └─ source: string, span with quotes, contentSpan without
 *     path.x = 1                                   └─ path: table, form "dotted"
 *
 * All spans are UTF-16 offsets into the text that was parsed. Tables may be nested as deep as the text says: walk them with a stack.
 */
import type { Span } from '../../base/text';

export interface TomlString {
  readonly kind: 'string';
  /** The content with escapes resolved. */
  readonly value: string;
  /** With the quotes. */
  readonly span: Span;
  /** Without the quotes (and without the line end that follows opening `"""`). */
  readonly contentSpan: Span;
  /** How `value` lies in the source, in order. See `sourceSpan`. */
  readonly pieces: readonly Piece[];
}

/**
 * A stretch of a string's value and the source it was written as. Plain text has `length === width`; of an escape the value's
 * characters belong to the source as a whole. What the value does not show (a line continuation) lies between two pieces.
 */
export interface Piece {
  readonly offset: number;
  readonly length: number;
  readonly source: number;
  readonly width: number;
}

export interface TomlInteger {
  readonly kind: 'integer';
  /** Rounded to a double when it is larger than 2^53. */
  readonly value: number;
  readonly span: Span;
}

export interface TomlFloat {
  readonly kind: 'float';
  readonly value: number;
  readonly span: Span;
}

export interface TomlBoolean {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly span: Span;
}

export interface TomlDatetime {
  readonly kind: 'datetime';
  /** As written. */
  readonly text: string;
  readonly span: Span;
}

export interface TomlArray {
  readonly kind: 'array';
  readonly items: readonly TomlValue[];
  /** The brackets; of an array of tables the first `[[header]]`. */
  readonly span: Span;
}

/**
 * How a table came to be: the document itself, a `[header]`, an item `[[header]]`, the beginning of a longer header, the beginning of
 * a dotted key, or `{…}`.
 */
export type TableForm = 'root' | 'header' | 'item' | 'implied' | 'dotted' | 'inline';

export interface TomlTable {
  readonly kind: 'table';
  readonly form: TableForm;
  readonly entries: ReadonlyMap<string, TomlEntry>;
  /** The header with its brackets, the braces, or for implied and dotted tables the key that first named them. */
  readonly span: Span;
}

export interface TomlEntry {
  readonly key: string;
  /** The key where it was first written; of a dotted key or a header only this part. */
  readonly keySpan: Span;
  readonly value: TomlValue;
}

export type TomlValue = TomlString | TomlInteger | TomlFloat | TomlBoolean | TomlDatetime | TomlArray | TomlTable;

export interface TomlProblem {
  /** `limit`: the parser gave up; `syntax`, `byte-order-mark`: not TOML; the others: TOML that every reader must refuse. */
  readonly kind: 'limit' | 'byte-order-mark' | 'syntax' | 'escape' | 'duplicate-key' | 'redefined-table';
  /** One sentence in plain words. */
  readonly message: string;
  readonly span: Span;
}

export interface TomlDocument {
  readonly root: TomlTable;
  /** Sorted by place. A document with problems is one that Python's `tomllib` refuses as a whole; the tree holds what can be read. */
  readonly problems: readonly TomlProblem[];
}

/** The entry at a path of keys; a number selects an item of an array, whose entry has the item's own span as `keySpan`. */
export function get(document: TomlDocument, path: readonly (string | number)[]): TomlEntry | undefined {
  return getIn(document.root, path);
}

/** As `get`, starting from a value. An empty path yields nothing, since only entries have keys. */
export function getIn(start: TomlValue, path: readonly (string | number)[]): TomlEntry | undefined {
  let entry: TomlEntry | undefined;
  let value: TomlValue = start;
  for (const step of path) {
    entry = undefined;
    if (typeof step === 'string' && value.kind === 'table') entry = value.entries.get(step);
    else if (typeof step === 'number' && value.kind === 'array') {
      const item: TomlValue | undefined = value.items[step];
      entry = item && { key: String(step), keySpan: item.span, value: item };
    }
    if (entry === undefined) return undefined;
    value = entry.value;
  }
  return entry;
}

/** The source of `value.slice(start, end)`: an escape counts as a whole. Offsets outside the value are clamped. */
export function sourceSpan(string: TomlString, start: number, end: number): Span {
  const from = Math.max(0, Math.min(start, string.value.length));
  const to = Math.max(from, Math.min(end, string.value.length));
  const first = pieceAt(string.pieces, from);
  if (from === string.value.length || !first) return { start: string.contentSpan.end, end: string.contentSpan.end };
  const begin = first.length === first.width ? first.source + from - first.offset : first.source;
  if (from === to) return { start: begin, end: begin };
  const last = pieceAt(string.pieces, to - 1)!;
  return { start: begin, end: last.length === last.width ? last.source + to - last.offset : last.source + last.width };
}

/** The piece that holds a character of the value (the last piece, when the offset is behind all). */
function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.offset <= offset) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
}
