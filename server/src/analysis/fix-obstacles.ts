/** What keeps a fix from being applied wherever its rule makes it: a comment that it would remove, a string in which its text cannot stand. */
import type { TextEdit } from '../base/edit';
import { contains, type Span } from '../base/text';
import type { Point } from '../dataflow/source';
import { expressionAt, unitsIn } from '../semantics/find';
import type { Module } from '../syntax/python/ast';

/** A sentence for the user; undefined where nothing is in the way. `point`: what the finding speaks of; `edits`: on the program's text. */
export function obstacleTo(point: Point, edits: readonly TextEdit[]): string | undefined {
  const { module } = point.program;
  if (edits.some((edit) => removesComment(module, edit))) return 'A comment stands in what would be replaced.';
  const string = stringAround(point);
  if (string && edits.some((edit) => contains(string, edit.span) && !fitsInto(module.text.slice(string.start, string.end), edit.newText))) return 'It stands in a string, whose quotes would end there for Python before 3.12.';
  return undefined;
}

function removesComment(module: Module, { span, newText }: TextEdit): boolean {
  const { offsets, text } = module;
  return span.start < span.end && unitsIn(module, span).some((unit) => {
    const base = offsets.get(unit)!;
    return unit.comments.some(({ start, end }) => contains(span, { start: base + start, end: base + end }) && !newText.includes(text.slice(base + start, base + end)));
  });
}

/** The formatted string in whose braces the place stands. */
function stringAround({ unit, start, end, program }: Point): Span | undefined {
  const outer = expressionAt(unit, start, end)?.chain.slice(0, -1).find(({ kind }) => kind === 'Str');
  const base = program.module.offsets.get(unit) ?? 0;
  return outer && { start: base + outer.start, end: base + outer.end };
}

/** PEP 701 (Python 3.12) allows everything in the braces; before, the string's own quotes, backslashes and comments could not stand there. */
function fitsInto(string: string, newText: string): boolean {
  if (!/['"\\#\r\n]/.test(newText)) return true;
  const quotes = /^[A-Za-z]*('''|""")/.exec(string)?.[1];
  return quotes !== undefined && string.split(quotes).length === 3 && !newText.includes(quotes) && !/[\\#]/.test(newText);
}
