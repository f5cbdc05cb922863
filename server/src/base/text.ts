/**
 * Text and places in it.
 *
 * Everything inside Buildglass counts in offsets: UTF-16 code units from the start of the text, end exclusive.
 * Lines and columns exist only at the edges (protocol, reports); `LineIndex` converts.
 *
 *     "a = 1\r\nb"   offsets 0..8   lines start at [0, 7]
 */

/** A half-open range of UTF-16 offsets into one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Line and column, both 0-based, the column in UTF-16 code units (as in the Language Server Protocol). */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

export const span = (start: number, end: number): Span => ({ start, end });

export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

export const overlaps = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

/** Line starts of a text. Line ends are `\n`, `\r\n` and a lone `\r`, as in LSP 3.17 and CPython's tokenizer. */
export class LineIndex {
  private readonly starts: number[];

  constructor(private readonly text: string) {
    const starts = [0];
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10) starts.push(i + 1);
      else if (c === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
    }
    this.starts = starts;
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The place of an offset; offsets outside the text are clamped. */
  locate(offset: number): LineColumn {
    const at = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: at - this.starts[low]! };
  }

  /** The offset of a place; a column past the end of its line is clamped to the line's end. */
  offset(place: LineColumn): number {
    if (place.line < 0) return 0;
    if (place.line >= this.starts.length) return this.text.length;
    const bounds = this.lineSpan(place.line);
    return Math.min(bounds.start + Math.max(0, place.column), bounds.end);
  }

  /** The span of a 0-based line without its line end. */
  lineSpan(line: number): Span {
    const start = this.starts[line] ?? this.text.length;
    let end = this.starts[line + 1] ?? this.text.length;
    while (end > start && (this.text.charCodeAt(end - 1) === 10 || this.text.charCodeAt(end - 1) === 13)) end--;
    return { start, end };
  }
}
