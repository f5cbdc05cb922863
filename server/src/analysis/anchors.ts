/**
 * Says where findings stand in words of the program, for fingerprints: the functions around a place and the statement's own text.
 *
 *     def run(self):                          within   Build.run
 *         os.system(  # see above             text     os.system( tool)
 *             tool)
 */
import type { Span } from '../base/text';
import type { Anchor, Finding } from '../findings/finding';
import { blocksOf, enclosing } from '../semantics/enclosing';
import { unitAt } from '../semantics/find';
import type { Module, Stmt } from '../syntax/python/ast';

/** A program: the module of a Python file, or what else has text. */
export type Text = { readonly module: Module } | { readonly text: string };

/** Adds anchors. `textOf`: the file or, with its id, the layer that a finding stands in. */
export function anchored(findings: readonly Finding[], textOf: (path: string, layer: string | undefined) => Text | undefined): Finding[] {
  const tables = new Map<string, readonly Table[]>();
  const anchorOf = (text: Text | undefined, span: Span): Anchor | undefined => {
    if (text === undefined) return undefined;
    const inModule = 'module' in text ? anchorInModule(text.module, span) : undefined;
    return inModule ?? anchorInLines('module' in text ? text.module.text : text.text, span, tables);
  };
  return findings.map((finding) => {
    const around = finding.layer === undefined ? undefined : anchorOf(textOf(finding.path, undefined), finding.span);
    const own = anchorOf(textOf(finding.path, finding.layer?.id), finding.layer?.span ?? finding.span);
    // A layer's surroundings count, the text that holds it does not: it may hold much else.
    const within = [around?.within, own?.within].filter((name) => name !== undefined && name !== '').join('.');
    return own === undefined ? finding : { ...finding, anchor: { within, text: own.text } };
  });
}

function anchorInModule(module: Module, span: Span): Anchor | undefined {
  const unit = unitAt(module, span.start);
  const base = unit === undefined ? 0 : module.offsets.get(unit)!;
  const [start, end] = [span.start - base, span.end - base];
  const statements = (unit && enclosing(unit, start, end)?.statements) ?? [];
  const innermost = statements.at(-1);
  if (!unit || !innermost) return undefined;
  const first = Math.max(innermost.start, lineStart(unit.text, start));
  const last = Math.max(end, Math.min(headEnd(innermost), lineEnd(unit.text, end)));
  let code = '';
  let at = first;
  for (const comment of unit.comments) {
    if (comment.start < at || comment.start >= last) continue;
    code += unit.text.slice(at, comment.start);
    at = Math.min(comment.end, last);
  }
  return { within: statements.flatMap((one) => (one.kind === 'FunctionDef' || one.kind === 'ClassDef' ? [one.name] : [])).join('.'), text: flat(code + unit.text.slice(at, last)) };
}

/** Where a compound statement's first block begins. */
const headEnd = (statement: Stmt): number => Math.min(statement.end, ...blocksOf(statement).flatMap((block) => (block[0] ? [block[0].start] : [])));

interface Table {
  readonly start: number;
  readonly name: string;
}

const TABLE = /^[ \t]*\[+([^[\]\r\n]+)\]+[ \t]*(?:[#;].*)?$/gm;

/** Of other languages: the lines themselves, and the table of a configuration file. */
function anchorInLines(text: string, span: Span, known: Map<string, readonly Table[]>): Anchor {
  let tables = known.get(text);
  if (!tables) known.set(text, tables = [...text.matchAll(TABLE)].map((match) => ({ start: match.index, name: match[1]!.trim() })));
  return {
    within: tables.findLast(({ start }) => start < span.start)?.name ?? '',
    text: flat(text.slice(lineStart(text, span.start), lineEnd(text, span.end))),
  };
}

/** Of a longer line only the place itself counts: some programs are one line. */
const LONGEST_LINE = 1000;

function lineStart(text: string, offset: number): number {
  const before = text.slice(Math.max(0, offset - LONGEST_LINE), offset);
  const found = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  return found === -1 ? (offset <= LONGEST_LINE ? 0 : offset) : offset - before.length + found + 1;
}

function lineEnd(text: string, offset: number): number {
  const found = text.slice(offset, offset + LONGEST_LINE).search(/[\r\n]/);
  return found !== -1 ? offset + found : text.length - offset <= LONGEST_LINE ? text.length : offset;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
