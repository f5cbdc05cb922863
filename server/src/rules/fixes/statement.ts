/** Edits that put a statement before the one an expression stands in. */
import type { TextEdit } from '../../base/edit';
import type { Span } from '../../base/text';
import type { Point } from '../../dataflow/source';
import { enclosing } from '../../semantics/enclosing';
import type { Stmt } from '../../syntax/python/ast';

export interface Surroundings {
  readonly statement: Stmt;
  /** Absolute span of the statement in the program's text. */
  readonly span: Span;
  /** Blanks before the statement; undefined when something else precedes it on its line. */
  readonly indent: string | undefined;
}

/** The statement around a place, when the place is evaluated whenever the statement runs. */
export function surroundings(point: Point): Surroundings | undefined {
  const found = enclosing(point.unit, point.start, point.end);
  const statement = found?.runsWithStatement ? found.statements.at(-1) : undefined;
  if (!statement) return undefined;
  // An `elif` cannot have a statement put before it.
  if (statement.kind === 'If' && point.unit.text.startsWith('elif', statement.start)) return undefined;
  const base = point.program.module.offsets.get(point.unit) ?? 0;
  const span = { start: base + statement.start, end: base + statement.end };
  const { text } = point.program.module;
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const before = text.slice(lineStart, span.start);
  return { statement, span, indent: /^[ \t\ufeff]*$/.test(before) ? before.replace('\ufeff', '') : undefined };
}

/** Puts lines before a statement; undefined when it does not begin its line. */
export function insertBefore(where: Surroundings, lines: readonly string[], eol: string): TextEdit | undefined {
  if (where.indent === undefined) return undefined;
  const newText = lines.map((line) => line + eol + where.indent!).join('');
  return { span: { start: where.span.start, end: where.span.start }, newText };
}

export const lineEnd = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
