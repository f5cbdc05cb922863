/**
 * Reads TOML strings and quoted keys from their source: escapes, line continuations, line ends.
 *
 *     "a\u0041\n"   value "aA⏎"   pieces: a | \u0041 | \n
 *
 * Line ends count as `\n` however they are written, as in Python's `tomllib`.
 */
import { span, type Span } from '../../base/text';
import type { Piece, TomlProblem, TomlString } from './document';

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\' };

/** Reads the string written at `at`, quotes included. Total: an unclosed string simply ends with the span. */
export function readString(text: string, at: Span, problems: TomlProblem[]): TomlString {
  const quote = text[at.start]!;
  const isLong = at.end - at.start >= 3 && text.startsWith(quote.repeat(3), at.start);
  const marks = isLong ? 3 : 1;
  const isClosed = at.end - at.start >= 2 * marks && text.startsWith(quote.repeat(marks), at.end - marks);
  const end = isClosed ? at.end - marks : at.end;
  let start = at.start + marks;
  if (isLong) start += lineEndLength(text, start, end);

  const reader = new Reader(text, end);
  if (quote === '"') reader.readBasic(start, isLong, problems);
  else reader.readLiteral(start);
  return { kind: 'string', value: reader.value, span: at, contentSpan: span(start, end), pieces: reader.pieces };
}

class Reader {
  readonly pieces: Piece[] = [];
  private readonly parts: string[] = [];
  private length = 0;

  constructor(private readonly text: string, private readonly end: number) {}

  get value(): string {
    return this.parts.join('');
  }

  readLiteral(start: number): void {
    this.plain(start, this.end);
  }

  readBasic(start: number, isLong: boolean, problems: TomlProblem[]): void {
    let at = start;
    while (at < this.end) {
      const backslash = indexWithin(this.text, '\\', at, this.end);
      if (backslash < 0) break;
      this.plain(at, backslash);
      at = this.escape(backslash, isLong, problems);
    }
    this.plain(at, this.end);
  }

  /** Text without escapes; only `\r\n` needs care. */
  private plain(start: number, end: number): void {
    let at = start;
    while (at < end) {
      const carriageReturn = indexWithin(this.text, '\r\n', at, end);
      if (carriageReturn < 0) break;
      this.add(this.text.slice(at, carriageReturn), at, carriageReturn - at);
      this.add('\n', carriageReturn, 2);
      at = carriageReturn + 2;
    }
    this.add(this.text.slice(at, end), at, end - at);
  }

  /** Reads one escape and returns the offset behind it. */
  private escape(at: number, isLong: boolean, problems: TomlProblem[]): number {
    const letter = at + 1 < this.end ? this.text[at + 1]! : '';
    const simple = SIMPLE_ESCAPES[letter];
    if (simple !== undefined) {
      this.add(simple, at, 2);
      return at + 2;
    }
    const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
    if (digits > 0) {
      const code = this.text.slice(at + 2, Math.min(at + 2 + digits, this.end));
      const point = /^[0-9a-f]+$/i.test(code) && code.length === digits ? Number.parseInt(code, 16) : -1;
      if (point >= 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)) {
        this.add(String.fromCodePoint(point), at, 2 + digits);
        return at + 2 + digits;
      }
    } else if (isLong) {
      const behind = behindContinuation(this.text, at + 1, this.end);
      if (behind !== undefined) return behind;
    }
    const width = letter === '' ? 1 : 2;
    problems.push({ kind: 'escape', message: 'TOML has no such escape sequence', span: span(at, at + width) });
    this.add(this.text.slice(at, at + width), at, width);
    return at + width;
  }

  private add(value: string, source: number, width: number): void {
    if (value === '') return;
    this.parts.push(value);
    this.pieces.push({ offset: this.length, length: value.length, source, width });
    this.length += value.length;
  }
}

/** Where a part of the text holds something; the rest of a long text is not searched. */
function indexWithin(text: string, wanted: string, start: number, end: number): number {
  const found = text.slice(start, end).indexOf(wanted);
  return found < 0 ? -1 : start + found;
}

/** Behind the blanks and line ends that follow a backslash at the end of a line; undefined when other text follows on that line. */
function behindContinuation(text: string, start: number, end: number): number | undefined {
  let at = start;
  let sawLineEnd = false;
  for (; at < end; at++) {
    const c = text[at]!;
    if (c === '\n' || (c === '\r' && text[at + 1] === '\n')) sawLineEnd = true;
    else if (c !== ' ' && c !== '\t') break;
  }
  return sawLineEnd ? at : undefined;
}

function lineEndLength(text: string, at: number, end: number): number {
  if (at < end && text[at] === '\n') return 1;
  return at + 1 < end && text[at] === '\r' && text[at + 1] === '\n' ? 2 : 0;
}
