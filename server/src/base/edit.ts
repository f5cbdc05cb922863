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

const isInsertion = (edit: TextEdit): boolean => edit.span.start === edit.span.end;

const sortEdits = (edits: readonly TextEdit[]): TextEdit[] =>
  [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
