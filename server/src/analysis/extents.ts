/**
 * How far a comment speaks: the lines of the statement, the block, the key or the table that it stands at.
 *
 *     x = run(   # here, or           a comment at the first or last line of a simple statement: the whole of it
 *         a)     # here
 *     def f():   # here               at the head of a block: the head
 *     # here                          on a line of its own: the next statement with its block, the next key, the next table
 */
import { LineIndex, type Span } from '../base/text';
import type { ReadDocument } from '../project/documents';
import { blocksOf } from '../semantics/enclosing';
import { expressionsOf } from '../semantics/names';
import { childExpressions } from '../semantics/scopes';
import type { IniDocument } from '../syntax/ini/document';
import type { Expr, Module, Stmt } from '../syntax/python/ast';
import type { TomlDocument, TomlValue } from '../syntax/toml/document';

/** Lines, 0-based, the last one included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Where comments may stand in a text, and what they speak of. */
export interface Commented {
  /** Whether a comment reaches over an offset. */
  isComment(offset: number): boolean;
  /** The lines that a comment at the end of a line speaks of. */
  beside(line: number): Lines;
  /** The lines that a comment above a line speaks of. */
  below(line: number): Lines;
  /** The line at whose end a comment can speak of a line; undefined where none can. */
  endFor(line: number): number | undefined;
  /** The line above which one can. */
  aboveFor(line: number): number | undefined;
}

const only = (line: number): Lines => ({ first: line, last: line });

interface Extent extends Lines {
  /** The last line of what stands before the blocks of a compound statement. */
  readonly head: number;
  readonly compound: boolean;
}

export function pythonComments(module: Module, lines: LineIndex): Commented {
  const extents = extentsOf(module, lines);
  const comments = module.units.flatMap((unit) => unit.comments.map(({ start, end }) => ({ start: module.offsets.get(unit)! + start, end: module.offsets.get(unit)! + end })));
  const strings = stringsOf(module);
  // Inner statements follow outer ones: the last one that fits is the innermost.
  const around = (line: number): Extent | undefined => extents.findLast(({ first, head }) => first <= line && line <= head);
  const takes = (line: number): boolean => {
    const { end } = lines.lineSpan(line);
    return !strings.some((one) => one.start < end && end < one.end) && !/\\$/.test(module.text.slice(lines.lineSpan(line).start, end));
  };
  return {
    isComment: (offset) => comments.some(({ start, end }) => start <= offset && offset < end),
    beside: (line) => {
      const found = around(line);
      return found && (line === found.first || line === found.head) ? { first: found.first, last: found.head } : only(line);
    },
    below: (line) => extents.find(({ first }) => first === line) ?? only(line),
    endFor: (line) => {
      const found = around(line);
      return [line, found?.head, found?.first].find((one) => one !== undefined && takes(one));
    },
    aboveFor: (line) => around(line)?.first,
  };
}

/** Every statement with its lines, outer ones before those inside them. */
function extentsOf(module: Module, lines: LineIndex): Extent[] {
  const extents: Extent[] = [];
  for (const unit of module.units) {
    const base = module.offsets.get(unit)!;
    const lineOf = (offset: number): number => lines.locate(base + offset).line;
    const visit = (statement: Stmt): void => {
      const inner = blocksOf(statement).flat();
      const first = lineOf(statement.start);
      const last = lineOf(Math.max(statement.start, statement.end - 1));
      const head = inner.length === 0 ? last : Math.max(first, lineOf(Math.min(...inner.map(({ start }) => start))) - 1);
      extents.push({ first, last, head, compound: inner.length > 0 });
      inner.forEach(visit);
    };
    unit.statements.forEach(visit);
  }
  return extents;
}

function stringsOf(module: Module): Span[] {
  const spans: Span[] = [];
  for (const unit of module.units) {
    const base = module.offsets.get(unit)!;
    const statements: Stmt[] = [...unit.statements];
    const work: (Expr | undefined)[] = [];
    for (let node = statements.pop(); node; node = statements.pop()) {
      statements.push(...blocksOf(node).flat());
      work.push(...expressionsOf(node));
      for (let one = work.pop(); work.length > 0 || one; one = work.pop()) {
        if (!one) continue;
        if (one.kind === 'Str' && /[\r\n]/.test(unit.text.slice(one.start, one.end))) spans.push({ start: base + one.start, end: base + one.end });
        work.push(...childExpressions(one));
      }
    }
  }
  return spans;
}

export function configComments(read: ReadDocument['document'] | undefined, text: string, lines: LineIndex): Commented {
  if (read?.kind === 'toml') return tomlComments(read.document, lines);
  if (read?.kind === 'ini') return iniComments(read.document, text, lines);
  return { isComment: () => true, beside: only, below: only, endFor: (line) => line, aboveFor: (line) => line };
}

function tomlComments(document: TomlDocument, lines: LineIndex): Commented {
  const keys: Lines[] = [];
  const headers: number[] = [];
  const strings: Span[] = [];
  const lineOf = (offset: number): number => lines.locate(offset).line;
  const work: { readonly value: TomlValue; readonly start?: number }[] = [{ value: document.root }];
  for (let one = work.pop(); one; one = work.pop()) {
    const { value, start } = one;
    if (value.kind === 'string') strings.push(value.span);
    if (value.kind === 'table') {
      if (value.form === 'header' || value.form === 'item') headers.push(lineOf(value.span.start));
      for (const entry of value.entries.values()) work.push({ value: entry.value, start: entry.keySpan.start });
    } else if (value.kind === 'array') for (const item of value.items) work.push({ value: item });
    const isKey = value.kind !== 'table' || value.form === 'inline';
    if (start !== undefined && isKey) keys.push({ first: lineOf(start), last: lineOf(Math.max(start, value.span.end - 1)) });
  }
  const table = (line: number): Lines => {
    const next = headers.filter((one) => one > line).sort((a, b) => a - b)[0];
    return { first: line, last: (next ?? lines.lineCount) - 1 };
  };
  return {
    isComment: (offset) => !strings.some(({ start, end }) => start <= offset && offset < end),
    beside: (line) => keys.find(({ first, last }) => line === first || line === last) ?? only(line),
    below: (line) => (headers.includes(line) ? table(line) : keys.find(({ first }) => first === line) ?? only(line)),
    endFor: (line) => (strings.some((one) => one.start < lines.lineSpan(line).end && lines.lineSpan(line).end < one.end) ? keys.find(({ first, last }) => first <= line && line <= last)?.last : line),
    aboveFor: (line) => keys.find(({ first, last }) => first <= line && line <= last)?.first,
  };
}

/** Values of the sections that `configparser` reads swallow what looks like a comment at their end: only lines of their own are comments. */
function iniComments(document: IniDocument, text: string, lines: LineIndex): Commented {
  const lineOf = (offset: number): number => lines.locate(offset).line;
  const range = ({ start, end }: Span): Lines => ({ first: lineOf(start), last: lineOf(Math.max(start, end - 1)) });
  const options = document.sections.flatMap((section) => section.options.map(({ span }) => range(span)));
  const sections = document.sections.map(({ span }) => range(span));
  return {
    isComment: (offset) => /^[ \t]*[#;]/.test(text.slice(lines.lineSpan(lineOf(offset)).start)),
    beside: only,
    below: (line) => [...sections, ...options].find(({ first }) => first === line) ?? only(line),
    endFor: () => undefined,
    aboveFor: (line) => [...options, ...sections].find(({ first, last }) => first <= line && line <= last)?.first,
  };
}
