/**
 * Source excerpts with carets under a span, for the terminal.
 *
 *      11 │ def load(self):
 *      12 │     mod = import_module(self.name)
 *         │           ^^^^^^^^^^^^^^^^^^^^^^^^
 *
 * Lines that do not fit are windowed around the span; the cut is shown by "…".
 */
import type { LineIndex, Span } from '../base/text';
import { cellsOf, type Cell } from './visible';

export interface Source {
  readonly text: string;
  readonly lines: LineIndex;
}

/** How the pieces of an excerpt are painted. */
export interface ExcerptPaint {
  gutter(text: string): string;
  context(text: string): string;
  caret(text: string): string;
}

/** UTF-16 units of a line that are looked at around a span; nobody reads more, and segmenting megabytes would take its time. */
const LOOK = 4000;

/** Lines of a span that are shown in full; of longer ones the beginning is. */
const WHOLE_LINES = 4;

/** The lines of an excerpt, each at most `width` columns wide, without line ends. */
export function excerpt(source: Source, span: Span, width: number, paint: ExcerptPaint): string[] {
  const { lines } = source;
  const first = lines.locate(span.start).line;
  const last = Math.max(first, lines.locate(Math.max(span.start, span.end - 1)).line);
  const lastShown = last - first < WHOLE_LINES ? last : first + 1;
  const after = lastShown === last && last + 1 < lines.lineCount && lineText(source, last + 1).trim() !== '' ? last + 1 : lastShown;
  const before = first > 0 && lineText(source, first - 1).trim() !== '' ? first - 1 : first;
  const digits = Math.max(4, String(after + 1).length);
  const room = Math.max(8, width - digits - 3);
  const gutter = (label: string): string => paint.gutter(`${label.padStart(digits)} │`);
  const put = (label: string, text: string): string => (text === '' ? gutter(label) : `${gutter(label)} ${text}`);

  const result: string[] = [];
  for (let line = before; line <= after; line++) {
    const bounds = lines.lineSpan(line);
    if (line < first || line > lastShown) {
      const shown = cut(source, { start: bounds.start, end: bounds.start }, bounds, room);
      if (!shown.cutLeft) result.push(put(String(line + 1), paint.context(shown.text)));
      continue;
    }
    const here = { start: Math.max(span.start, bounds.start), end: Math.max(Math.min(span.end, bounds.end), Math.max(span.start, bounds.start)) };
    // Indentation inside a longer span is not worth a caret.
    if (line > first) here.start += /^\s*/.exec(source.text.slice(here.start, here.end))![0].length;
    const shown = cut(source, here, bounds, room);
    result.push(put(String(line + 1), shown.text));
    if (here.end > here.start || line === first) result.push(put('', paint.caret(' '.repeat(shown.from) + '^'.repeat(Math.max(1, shown.to - shown.from)))));
  }
  if (lastShown < last) result.push(put('', paint.context(`… ${last - lastShown} more lines`)));
  return result.map((line) => line.replace(/ +$/, ''));
}

/** One line of source around a span, trimmed on both sides. */
export function oneLine(source: Source, span: Span, width: number): string {
  const bounds = source.lines.lineSpan(source.lines.locate(span.start).line);
  const lead = /^\s*/.exec(source.text.slice(bounds.start, bounds.end))![0].length;
  const trimmed = { start: Math.min(bounds.start + lead, span.start), end: bounds.end };
  return cut(source, { start: span.start, end: Math.min(span.end, bounds.end) }, trimmed, width).text.trimEnd();
}

const lineText = (source: Source, line: number): string => {
  const bounds = source.lines.lineSpan(line);
  return source.text.slice(bounds.start, Math.min(bounds.end, bounds.start + LOOK));
};

interface Cut {
  readonly text: string;
  /** Columns of the span within `text`. */
  readonly from: number;
  readonly to: number;
  readonly cutLeft: boolean;
}

/** The part of a line that fits into `room` columns and shows as much of the span as possible, its beginning above all. */
function cut(source: Source, span: Span, bounds: Span, room: number): Cut {
  const start = Math.max(bounds.start, span.start - LOOK);
  const end = Math.max(start, Math.min(bounds.end, span.start + LOOK));
  const cells = cellsOf(source.text.slice(start, end)).filter((cell) => !(start + cell.start === 0 && cell.shown === '<U+FEFF>'));
  const isIn = (cell: Cell): boolean => start + cell.end > span.start && start + cell.start < span.end;
  let first = cells.findIndex((cell) => start + cell.end > span.start);
  if (first < 0) first = cells.length;

  let from = 0;
  let before = sum(cells.slice(0, first));
  const inside = Math.max(1, sum(cells.filter(isIn)));
  let cutLeft = start > bounds.start;
  if (cutLeft || before + inside > room) {
    // Keep some of what stands before the span, as long as the span's beginning stays in view.
    const keep = Math.max(0, Math.min(before, Math.max(room >> 2, (room - inside) >> 1), room - 2));
    while (from < first && before > keep) before -= cells[from++]!.width;
    cutLeft = cutLeft || from > 0;
  }
  let text = cutLeft ? '…' : '';
  let used = text.length;
  let spanFrom = -1;
  let spanTo = -1;
  let k = from;
  for (; k < cells.length; k++) {
    const cell = cells[k]!;
    const more = k + 1 < cells.length || end < bounds.end;
    if (used + cell.width > room - (more ? 1 : 0)) break;
    if (k === first) spanFrom = used;
    text += cell.shown;
    used += cell.width;
    if (isIn(cell)) spanTo = used;
  }
  if (spanFrom < 0) spanFrom = used;
  if (k < cells.length || end < bounds.end) text += '…';
  return { text, from: spanFrom, to: Math.max(spanTo, spanFrom), cutLeft };
}

const sum = (cells: readonly Cell[]): number => cells.reduce((total, cell) => total + cell.width, 0);
