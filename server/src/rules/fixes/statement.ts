/** Edits that put statements before the one an expression stands in. */
import type { TextEdit } from '../../base/edit';
import type { Span } from '../../base/text';
import type { Point } from '../../dataflow/source';
import { enclosing } from '../../semantics/enclosing';
import { holdsWord } from '../../semantics/words';
import type { Expr, Stmt } from '../../syntax/python/ast';
import type { DraftFix } from '../rule';

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
  if (!statement || isElif(statement, point)) return undefined;
  const base = point.program.module.offsets.get(point.unit) ?? 0;
  const span = { start: base + statement.start, end: base + statement.end };
  const { text } = point.program.module;
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const before = text.slice(lineStart, span.start);
  return { statement, span, indent: /^[ \t\ufeff]*$/.test(before) ? before.replace('\ufeff', '') : undefined };
}

/** An `elif` cannot have a statement put before it. */
const isElif = (statement: Stmt, point: Point): boolean => statement.kind === 'If' && point.unit.text.startsWith('elif', statement.start);

/** Why no statement can be put before the one around a place, a sentence; undefined where one can. */
export function obstacle(point: Point): string | undefined {
  const found = enclosing(point.unit, point.start, point.end);
  const statement = found?.statements.at(-1);
  if (!found || !statement) return 'No statement was found around the call.';
  if (!found.runsWithStatement) return 'The call does not run exactly once with its statement: it stands in a lambda, a loop’s test, a comprehension, a default, or behind `and`, `or`, `if`.';
  if (isElif(statement, point)) return 'No statement can be put before an `elif`.';
  return surroundings(point)?.indent === undefined ? 'Something else stands before the statement on its line.' : undefined;
}

/** A fix that nearly applies. */
export const nearly = (title: string, reason: string): DraftFix => ({ title, applicability: 'display-only', edits: [], reason });

/** Puts lines before a statement; undefined when it does not begin its line. */
export function insertBefore(where: Surroundings, lines: readonly string[], eol: string): TextEdit | undefined {
  if (where.indent === undefined) return undefined;
  const newText = lines.map((line) => line + eol + where.indent!).join('');
  return { span: { start: where.span.start, end: where.span.start }, newText };
}

/** An insertion at the very start of what is replaced becomes part of the replacement. */
export function merged(edits: readonly [TextEdit, TextEdit]): TextEdit[] {
  const [insertion, replacement] = edits;
  if (insertion.span.start !== replacement.span.start) return [...edits];
  return [{ span: replacement.span, newText: insertion.newText + replacement.newText }];
}

/** The name that `name = <the place>` assigns, when that is the whole statement and nothing is annotated. */
export function assignedName({ statement }: Surroundings, point: Point): string | undefined {
  if (statement.kind !== 'Assign' || statement.targets.length !== 1 || statement.targets[0]!.kind !== 'Name' || !statement.value || !isAt(statement.value, point)) return undefined;
  return point.unit.text.slice(statement.start, statement.value.start).includes(':') ? undefined : statement.targets[0]!.id;
}

/** Whether the place is a whole statement. */
export const standsAlone = ({ statement }: Surroundings, point: Point): boolean => statement.kind === 'ExprStmt' && isAt(statement.value, point);

const isAt = (node: Expr, point: Point): boolean => node.start === point.start && node.end === point.end;

/** How the first line ends, so do lines that are added. */
export const lineEnd = (text: string): string => (text.charAt(text.indexOf('\n') - 1) === '\r' ? '\r\n' : '\n');

/** A name that occurs nowhere in the program. */
export function freshName({ program }: Point, wanted: string): string {
  for (let i = 1; ; i++) {
    const name = i === 1 ? wanted : `${wanted}_${i}`;
    if (!holdsWord(program.module, name)) return name;
  }
}

/** What a place is called in code that is put before its statement, and the line that gives it a name where it has none. */
export function named(point: Point, wanted: string): { readonly name: string; readonly line?: string } | undefined {
  const text = point.unit.text.slice(point.start, point.end);
  if (/^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(text)) return { name: text };
  // Lines that are moved would need another indentation.
  if (/[\r\n]/.test(text)) return undefined;
  const name = freshName(point, wanted);
  return { name, line: `${name} = ${text}` };
}
