/** Edits on a text: replacements of spans, applied together. */
import type { Span } from './text';

export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** Whether no two edits touch the same character (two insertions at one place do collide). */
export function areDisjoint(edits: readonly TextEdit[]): boolean {
  const sorted = sortEdits(edits);
  return sorted.every((edit, i) => i === 0 || sorted[i - 1]!.span.end < edit.span.start
    || (sorted[i - 1]!.span.end === edit.span.start && !isInsertion(edit) && !isInsertion(sorted[i - 1]!)));
}

/** The text after all edits; spans refer to the text before. Throws on overlapping edits: they are a defect of their maker. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  if (!areDisjoint(edits)) throw new RangeError('edits overlap');
  let result = '';
  let at = 0;
  for (const edit of sortEdits(edits)) {
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/** The same edits with those that begin at one place made one, in the order given: several insertions, or insertions before a replacement. */
export function combineEdits(edits: readonly TextEdit[]): TextEdit[] {
  const byStart = new Map<number, TextEdit>();
  for (const edit of [...edits].sort((a, b) => Number(!isInsertion(a)) - Number(!isInsertion(b)))) {
    const known = byStart.get(edit.span.start);
    if (known && !isInsertion(known)) throw new RangeError('edits overlap');
    byStart.set(edit.span.start, known ? { span: edit.span, newText: known.newText + edit.newText } : edit);
  }
  return [...byStart.values()];
}

/** All edits as one, which replaces everything from the first to the last by what then stands there; none when there are none. Throws on overlapping edits. */
export function asOneEdit(text: string, edits: readonly TextEdit[]): TextEdit[] {
  if (edits.length < 2) return [...edits];
  const start = Math.min(...edits.map(({ span }) => span.start));
  const end = Math.max(...edits.map(({ span }) => span.end));
  const after = applyEdits(text, edits);
  return [{ span: { start, end }, newText: after.slice(start, after.length - (text.length - end)) }];
}

/** The edits that do at once what `first` and then `second` do; the spans of `second` refer to the text after `first`. Edits that meet become one. */
export function composeEdits(first: readonly TextEdit[], second: readonly TextEdit[]): TextEdit[] {
  const between = piecesAfter(first);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { span, newText } of sortEdits(second)) {
    pieces.push(...cut(between, at, span.start), { text: newText });
    at = span.end;
  }
  pieces.push(...cut(between, at, Infinity));
  return editsThatGive(pieces);
}

/** What stands in a text after edits: a span of the old text, or new text. */
type Piece = Span | { readonly text: string };

const lengthOf = (piece: Piece): number => ('text' in piece ? piece.text.length : piece.end - piece.start);

function piecesAfter(edits: readonly TextEdit[]): Piece[] {
  let at = 0;
  const pieces = sortEdits(edits).flatMap(({ span, newText }): Piece[] => {
    const kept = { start: at, end: span.start };
    at = span.end;
    return [kept, { text: newText }];
  });
  return [...pieces, { start: at, end: Infinity }];
}

/** The part between two offsets of the text that the pieces make. */
function cut(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = lengthOf(piece);
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, length)];
    if (from < to) result.push('text' in piece ? { text: piece.text.slice(from, to) } : { start: piece.start + from, end: piece.start + to });
    at += length;
  }
  return result;
}

/** The edits that make a text of pieces, whose spans ascend and the last of which reaches to the end. */
function editsThatGive(pieces: readonly Piece[]): TextEdit[] {
  const edits: TextEdit[] = [];
  let [at, newText] = [0, ''];
  for (const piece of pieces) {
    if ('text' in piece) {
      newText += piece.text;
      continue;
    }
    if (newText !== '' || at < piece.start) edits.push({ span: { start: at, end: piece.start }, newText });
    [at, newText] = [piece.end, ''];
  }
  return edits;
}

const isInsertion = (edit: TextEdit): boolean => edit.span.start === edit.span.end;

const sortEdits = (edits: readonly TextEdit[]): TextEdit[] =>
  [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
