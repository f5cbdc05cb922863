/**
 * Operations on text whose characters remember the literal they came from. Everything is a rearrangement of slices, so that a
 * program assembled from strings can still be pointed at in the source.
 */
import type { Piece } from './source';
import { literalText, type TextPiece, type TextShape, type Value } from './value';

export const textShape = (parts: readonly TextPiece[], bytes = false): TextShape => ({ kind: 'text', bytes, parts: mergePlain(parts.length > MOST_PIECES ? withoutOrigins(parts) : parts) });

/** A text made of more pieces no longer remembers where each stood. */
const MOST_PIECES = 4096;

function withoutOrigins(parts: readonly TextPiece[]): TextPiece[] {
  const result: TextPiece[] = [];
  let run: string[] = [];
  for (const part of [...parts, { hole: undefined }]) {
    if ('text' in part) {
      run.push(part.text);
      continue;
    }
    if (run.length > 0) result.push({ text: run.join('') });
    run = [];
    if (part.hole) result.push({ hole: part.hole });
  }
  return result;
}

/** Longer results are not built: repeated doubling must end. */
export const LONGEST_TEXT = 16 * 1024 * 1024;

function mergePlain(parts: readonly TextPiece[]): TextPiece[] {
  const result: TextPiece[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if ('hole' in part) result.push(part);
    else if (part.text === '') continue;
    else if (last && 'text' in last && !last.origin && !part.origin && !last.file && !part.file) result[result.length - 1] = { text: last.text + part.text };
    else result.push(part);
  }
  return result;
}

/** The pieces of a fully known text. */
export const piecesOf = (shape: TextShape): readonly Piece[] | undefined => (shape.parts.every((part) => 'text' in part) ? (shape.parts as readonly Piece[]) : undefined);

/** Characters `from` to `to` of known pieces. */
export function slicePieces(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, piece.text.length);
    if (start === 0 && end === piece.text.length && start < end) result.push(piece);
    else if (start < end) {
      result.push(piece.origin ? { text: piece.text.slice(start, end), origin: { ...piece.origin, at: piece.origin.at + start } } : { text: piece.text.slice(start, end) });
    }
    at += piece.text.length;
    if (at >= to) break;
  }
  return result;
}

export function slice(shape: TextShape, from: number, to: number): TextShape | undefined {
  const pieces = piecesOf(shape);
  return pieces && textShape(slicePieces(pieces, from, to), shape.bytes);
}

/** Keeps each character's origin: `map` must not change the length. */
export function mapCharacters(shape: TextShape, map: (text: string) => string): TextShape | undefined {
  const pieces = piecesOf(shape);
  const mapped = pieces?.map((piece) => ({ piece, text: map(piece.text) }));
  if (!mapped?.every(({ piece, text }) => piece.text.length === text.length)) return undefined;
  return textShape(mapped.map(({ piece, text }) => ({ ...piece, text })), shape.bytes);
}

/** The slices between `cuts`, which are the spans to leave out, in order. */
export function without(shape: TextShape, cuts: readonly { readonly start: number; readonly end: number }[], replacement?: TextShape): TextShape[] {
  const pieces = piecesOf(shape) ?? [];
  const length = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  const result: TextShape[] = [];
  let at = 0;
  for (const cut of [...cuts, { start: length, end: length }]) {
    result.push(textShape(slicePieces(pieces, at, cut.start), shape.bytes));
    at = cut.end;
  }
  return replacement ? [textShape(result.flatMap((part, i) => (i === 0 ? part.parts : [...replacement.parts, ...part.parts])), shape.bytes)] : result;
}

export const concat = (...shapes: readonly TextShape[]): TextShape => textShape(shapes.flatMap((shape) => shape.parts), shapes.some((shape) => shape.bytes));

export const hole = (value: Value): TextShape => textShape([{ hole: value }]);

export function occurrences(text: string, wanted: string, limit = Infinity): { start: number; end: number }[] {
  const result: { start: number; end: number }[] = [];
  if (wanted === '') return result;
  for (let at = text.indexOf(wanted); at !== -1 && result.length < limit; at = text.indexOf(wanted, at + wanted.length)) result.push({ start: at, end: at + wanted.length });
  return result;
}

/** textwrap.dedent: removes the margin that all lines with content share; lines of blanks only become empty. */
export function dedent(shape: TextShape): TextShape | undefined {
  const text = literalText(shape);
  if (text === undefined) return undefined;
  let margin: string | undefined;
  const lines = text.split('\n');
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indent = /^[ \t]*/.exec(line)![0];
    margin = margin === undefined ? indent : commonStart(margin, indent);
  }
  const cuts: { start: number; end: number }[] = [];
  let at = 0;
  for (const line of lines) {
    const cut = line.trim() === '' ? line.length : (margin ?? '').length;
    if (cut > 0) cuts.push({ start: at, end: at + cut });
    at += line.length + 1;
  }
  return textShape(without(shape, cuts).flatMap((part) => part.parts), shape.bytes);
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
