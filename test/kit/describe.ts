/** How failures show places: the source line with its number, and carets below the span. */
import { LineIndex, type Span } from '../../server/src/base/text';
import type { Finding } from '../../server/src/findings/finding';

export type Texts = Readonly<Record<string, string>>;

/** `path:line:column`, counted from 1. */
export function placeOf(texts: Texts, path: string, span: Span): string {
  const place = new LineIndex(texts[path] ?? '').locate(span.start);
  return `${path}:${place.line + 1}:${place.column + 1}`;
}

/** 0-based line on which a span starts, or -1 in a file that is not there. */
export function lineOf(texts: Texts, path: string, span: Span): number {
  const text = texts[path];
  return text === undefined ? -1 : new LineIndex(text).locate(span.start).line;
}

/** The 0-based line as it stands in the file, and below it carets for the columns (end exclusive, clamped to the line). */
export function excerpt(texts: Texts, path: string, line: number, columns?: { readonly start: number; readonly end?: number }): string {
  const lines = new LineIndex(texts[path] ?? '');
  const { start, end } = lines.lineSpan(line);
  const text = (texts[path] ?? '').slice(start, end);
  const head = `    ${String(line + 1).padStart(4)} | ${text}`;
  if (!columns) return head;
  const until = Math.max(columns.start + 1, Math.min(columns.end ?? text.length, text.length));
  return `${head}\n         | ${' '.repeat(columns.start)}${'^'.repeat(until - columns.start)}`;
}

/** A finding on one line and its excerpt below. */
export function describeFinding(texts: Texts, finding: Finding): string {
  const head = `[${finding.rule}] "${finding.message}" at ${placeOf(texts, finding.path, finding.span)}`;
  if (texts[finding.path] === undefined) return head;
  const lines = new LineIndex(texts[finding.path]!);
  const from = lines.locate(finding.span.start);
  const to = lines.locate(finding.span.end);
  return `${head}\n${excerpt(texts, finding.path, from.line, { start: from.column, ...(to.line === from.line ? { end: to.column } : {}) })}`;
}
