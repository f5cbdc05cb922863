/**
 * Where in a TOML file somebody is typing. It reads characters, not the tree: what is being typed seldom parses.
 *
 *     [tool.buildglass]
 *     allow-im|                       key of the table `tool.buildglass`
 *     allow-imports = ["set|          text in the value of `allow-imports`
 */
import type { Span } from '../../base/text';

export type TomlCursor =
  | { readonly kind: 'key'; readonly table: readonly string[]; /** What is written of the key so far. */ readonly span: Span }
  /** `quote`: inside a text, whose content is `span`; otherwise between things. */
  | { readonly kind: 'value'; readonly table: readonly string[]; readonly key: string; readonly quote?: string; readonly inList: boolean; readonly span: Span };

const HEADER = /^[ \t]*\[([^[\]\r\n"']*)\][ \t]*(?:#|$)/;

/** Undefined in comments, headers, and where no table is meant. */
export function cursorAt(text: string, offset: number): TomlCursor | undefined {
  const header = headerBefore(text, offset);
  if (!header) return undefined;
  let at = header.end;
  while (at <= offset) {
    const lineEnd = endOfLine(text, at);
    const line = text.slice(at, lineEnd);
    const pair = /^([ \t]*)([A-Za-z0-9_.-]*)([ \t]*)(=?)/.exec(line)!;
    const [, blanks, key, gap, equals] = pair as unknown as [string, string, string, string, string];
    const keyStart = at + blanks.length;
    if (equals === '') {
      if (offset <= lineEnd) return keyOf(header.table, keyStart, key, offset);
      at = nextLine(text, lineEnd);
      continue;
    }
    const valueStart = keyStart + key.length + gap.length + 1;
    if (offset < valueStart) return keyOf(header.table, keyStart, key, offset);
    const value = scanValue(text, valueStart, offset);
    if (value.inside) return value.inside(header.table, key);
    at = value.end;
  }
  return undefined;
}

const keyOf = (table: readonly string[], start: number, key: string, offset: number): TomlCursor | undefined =>
  (offset >= start && offset <= start + key.length ? { kind: 'key', table, span: { start, end: start + key.length } } : undefined);

/** The last header that is a line of its own before the offset. */
function headerBefore(text: string, offset: number): { readonly table: readonly string[]; readonly end: number } | undefined {
  for (let start = text.lastIndexOf('\n', offset - 1) + 1; ; start = text.lastIndexOf('\n', start - 2) + 1) {
    const end = endOfLine(text, start);
    const found = HEADER.exec(text.slice(start, end).replace(/^\ufeff/, ''));
    // An item of a list may stand on a line of its own as well; it has no dots or letters alone in its brackets.
    if (found && /^[\w\s.-]+$/.test(found[1]!)) return end < offset ? { table: found[1]!.split('.').map((part) => part.trim()), end: nextLine(text, end) } : undefined;
    if (start === 0) return undefined;
  }
}

interface Scanned {
  /** Where the next line begins. */
  readonly end: number;
  readonly inside?: (table: readonly string[], key: string) => TomlCursor | undefined;
}

/** Reads a value from its first character until it ends or the offset is reached. */
function scanValue(text: string, start: number, offset: number): Scanned {
  let depth = 0;
  for (let at = start; at <= text.length;) {
    const rest = text.slice(at, at + 3);
    const char = rest[0];
    if (char === '"' || char === "'") {
      const quote = rest === char.repeat(3) ? rest : char;
      const content = at + quote.length;
      const end = endOfText(text, content, quote);
      if (offset >= content && offset <= end) return { end, inside: (table, key) => ({ kind: 'value', table, key, quote, inList: depth > 0, span: { start: content, end } }) };
      at = end + quote.length;
      continue;
    }
    if (at === offset) return { end: at, inside: (table, key) => ({ kind: 'value', table, key, inList: depth > 0, span: { start: at, end: at } }) };
    if (char === '#') {
      const end = endOfLine(text, at);
      if (offset > at && offset <= end) return { end, inside: () => undefined };
      at = end;
      continue;
    }
    if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    else if ((char === '\n' || char === undefined) && depth <= 0) return { end: at + 1 };
    at++;
  }
  return { end: text.length + 1 };
}

/** A text that is not closed ends with its line. */
function endOfText(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\' && quote[0] === '"') at++;
    else if (text.startsWith(quote, at)) return at;
    else if (text[at] === '\n' && quote.length === 1) return text[at - 1] === '\r' ? at - 1 : at;
  }
  return text.length;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
}

function nextLine(text: string, end: number): number {
  const next = text.indexOf('\n', end);
  return next < 0 ? text.length + 1 : next + 1;
}
