/**
 * Cuts a TOML text into statements (headers and pairs) without parsing it, so that one broken statement does not spoil its
 * neighbours: tree-sitter's recovery joins lines at will (`a b⏎c=1` becomes `a = 1`).
 *
 * A statement ends with its line unless a bracket or a long string is open. What stays open to the end of the text is cut before
 * the next line that looks like a new statement.
 */
import { span, type Span } from '../../base/text';

/** Spans of all statements, in order, without the line end. Blank lines and comments may be missing. Linear in the length of the text. */
export function splitStatements(text: string, start: number): Span[] {
  const statements: Span[] = [];
  const likelyStarts = startsOfLikelyStatements(text);
  // An honest statement crosses a likely start only inside brackets or a long string, and closes. What is read in vain counts.
  let patience = 2 * text.length + 10_000;
  let likely = 0;
  let at = start;
  while (at < text.length) {
    at = skipBlank(text, at);
    if (at >= text.length) break;
    while (likely < likelyStarts.length && likelyStarts[likely]! <= at) likely++;
    const limit = likelyStarts[likely] ?? text.length;
    const closed = endOfStatement(text, at, limit + patience);
    if (closed.broken) patience -= Math.max(0, closed.end - limit);
    const end = closed.broken ? trimLineEnd(text, at, Math.min(limit, closed.end)) : closed.end;
    statements.push(span(at, end));
    at = Math.max(end, at + 1);
  }
  return statements;
}

const LIKELY_START = /^(?:\[\[?[^\][\n]{1,200}\]|(?:[\w-]|"[^"\n]{0,200}"|'[^'\n]{0,200}')[\w.\-]{0,200}[ \t]{0,20}=)/gm;

/** Offsets of lines that begin, without indentation, like `[header]`, `[[header]]` or `key =`. */
function startsOfLikelyStatements(text: string): number[] {
  const starts: number[] = [];
  for (const match of text.matchAll(LIKELY_START)) starts.push(match.index);
  return starts;
}

/**
 * The end of the statement at `start`, following brackets and long strings over lines. `broken` when they do not close before
 * `furthest`, or when something stands in them that cannot.
 */
function endOfStatement(text: string, start: number, furthest: number): { readonly end: number; readonly broken: boolean } {
  // Headers never span lines, and their `[[` is not a pair of arrays.
  if (text[start] === '[') return { end: endOfLine(text, start), broken: false };
  const last = Math.min(furthest, text.length);
  const open: string[] = [];
  let at = start;
  while (at < last) {
    const c = text[at]!;
    if (c === '\n' && open.length === 0) return { end: trimLineEnd(text, start, at), broken: false };
    if (c === '#') at = Math.max(endOfLine(text, at), at + 1);
    else if (c === '"' || c === "'") at = endOfString(text, at, last);
    else {
      const around = open.at(-1);
      const word = around === '[' ? wordAt(text, at) : '';
      if (c === '[' || c === '{') open.push(c);
      else if ((c === ']' && around !== '[') || (c === '}' && around !== '{')) return { end: at + 1, broken: true };
      else if (c === ']' || c === '}') open.pop();
      // An inline table ends on its line; a list holds neither `=` nor bare words: what follows is another statement.
      else if (c === '\n' && around === '{') return { end: at, broken: true };
      else if (around === '[' && (c === '=' || !isValueWord(word))) return { end: startOfLine(text, start, at), broken: true };
      at += Math.max(word.length, 1);
    }
  }
  return { end: last, broken: at > last || open.length > 0 || last < text.length };
}

/** The letters, digits and signs at `at`: a number, a date, `true`, or what must be a key. At most 200 characters. */
function wordAt(text: string, at: number): string {
  let end = at;
  while (end < text.length && end < at + 200 && /[\w+:.-]/.test(text[end]!)) end++;
  return text.slice(at, end);
}

const isValueWord = (word: string): boolean => word === '' || /^[\d+\-.:]/.test(word) || /^(?:true|false|inf|nan)$/.test(word);

/** The start of the line of `at`, or the end of the statement's first line when they are the same. */
function startOfLine(text: string, start: number, at: number): number {
  const lineStart = text.lastIndexOf('\n', at) + 1;
  return lineStart > start ? lineStart : endOfLine(text, start);
}

/** Behind the string that starts at `at`. A short string ends with its line; an unclosed long one ends behind `last`. */
function endOfString(text: string, at: number, last: number): number {
  const quote = text[at]!;
  const isBasic = quote === '"';
  const marks = quote.repeat(3);
  if (text.startsWith(marks, at)) {
    for (let i = at + 3; i < last; i++) {
      if (isBasic && text[i] === '\\') i++;
      else if (text.startsWith(marks, i)) {
        // Up to two more quotes belong to the content.
        let end = i + 3;
        while (end < i + 5 && text[end] === quote) end++;
        return end;
      }
    }
    return last + 1;
  }
  for (let i = at + 1; i < last; i++) {
    if (text[i] === '\n') return i;
    if (isBasic && text[i] === '\\' && text[i + 1] !== '\n') i++;
    else if (text[i] === quote) return i + 1;
  }
  return last;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return trimLineEnd(text, at, end < 0 ? text.length : end);
}

function trimLineEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && (text[last - 1] === '\n' || text[last - 1] === '\r')) last--;
  return last;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const c = text[at]!;
    if (c === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (c === ' ' || c === '\t' || c === '\n' || c === '\r') at++;
    else break;
  }
  return at;
}
