/**
 * A program as the interpreter sees it: a module with a way back to places in files of the project. A program may be a file or
 * a *layer*: text inside a string of another program, whose spans map back into that string.
 *
 *     host   x = "import os\nos.fork()"        layer   import os⏎os.fork()
 *                          ^^^^^^^^^ 16–25                        ^^^^^^^^^ 10–19
 */
import type { Span } from '../base/text';
import type { Place, Role } from '../findings/finding';
import type { LayerLanguage } from '../findings/report';
import type { Module, TextPart, Unit } from '../syntax/python/ast';
import { sourceOffset } from '../syntax/python/literals';

export interface Program {
  readonly path: string;
  readonly role: Role;
  readonly module: Module;
  /** Set for layers. */
  readonly layer?: LayerOrigin;
}

/** What programs inside text are written in. */
export type Language = Exclude<LayerLanguage, 'toml' | 'ini'>;

export interface LayerOrigin {
  readonly id: string;
  /** For people, with where it stands and what it stands in: "text run by exec at line 3". */
  readonly name: string;
  readonly language: LayerLanguage;
  readonly host: Program;
  /** The place of the string in the host, for what has no place of its own. */
  readonly place: Point;
  readonly pieces: readonly Piece[];
}

/** A node's place: nodes count from their unit, units have their offset in the module. */
export interface Point {
  readonly program: Program;
  readonly unit: Unit;
  readonly start: number;
  readonly end: number;
}

/** A piece of known text and, if it stood in a literal, where. */
export interface Piece {
  readonly text: string;
  /** Set when this is the whole content of a file of the project. */
  readonly file?: string;
  readonly origin?: { readonly program: Program; readonly unit: Unit; readonly part: TextPart; /** offset in the part's cooked text */ readonly at: number };
}

/** Span in the text of the point's own program (for layers: the layer's text). */
export function spanInProgram(point: Point): Span {
  const base = point.program.module.offsets.get(point.unit) ?? 0;
  return { start: base + point.start, end: base + point.end };
}

/** Place in a file of the project: layers are followed to their outermost host. */
export function placeOf(point: Point): Place {
  const own = spanInProgram(point);
  const { layer } = point.program;
  if (!layer) return { path: point.program.path, span: own };
  const start = pointInPieces(layer.pieces, own.start);
  const end = pointInPieces(layer.pieces, Math.max(own.start, own.end - 1));
  if (!start || !end || start.program !== end.program || start.unit !== end.unit) return placeOf(layer.place);
  const last = own.end > own.start ? end.after : end.offset;
  return placeOf({ program: start.program, unit: start.unit, start: start.offset, end: Math.max(start.offset, last) });
}

/** Where the character at `offset` of the joined pieces stands in its literal, and where its source ends: an escape is several characters long. */
function pointInPieces(pieces: readonly Piece[], offset: number): { program: Program; unit: Unit; offset: number; after: number } | undefined {
  let at = 0;
  for (const piece of pieces) {
    if (offset < at + piece.text.length || (offset === at + piece.text.length && piece === pieces.at(-1))) {
      if (!piece.origin) return undefined;
      const { program, unit, part } = piece.origin;
      const cooked = piece.origin.at + offset - at;
      return { program, unit, offset: sourceOffset(part, cooked), after: sourceOffset(part, cooked + 1) };
    }
    at += piece.text.length;
  }
  return undefined;
}

/** A text that is no Python, as one unit: for places in it. */
export function wholeModule(text: string): Module {
  const unit: Unit = { text, statements: [], comments: [], problems: [] };
  return { text, units: [unit], offsets: new Map([[unit, 0]]), problems: [] };
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A number for an object, the same as long as it lives; only good for telling objects apart. */
export function identityOf(object: object): number {
  let identity = identities.get(object);
  if (identity === undefined) identities.set(object, (identity = ++lastIdentity));
  return identity;
}

/** A key for a place, for maps; it stays when text before the place's statement changes. */
export const pointKey = (point: Point): string => `${identityOf(point.program)}.${identityOf(point.unit)}:${point.start}-${point.end}`;
