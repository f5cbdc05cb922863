/**
 * Suppression comments: `# buildglass: ignore[rule, rule] reason`. What a comment speaks of is told by extents.ts; without a reason it
 * suppresses nothing.
 */
import type { TextEdit } from '../base/edit';
import { type Span, LineIndex } from '../base/text';
import type { Finding } from '../findings/finding';
import type { Suppression } from '../findings/suppression';
import type { RuleId } from '../findings/rule';
import type { Commented, Lines } from './extents';

const COMMENT = /#[ \t]*buildglass:[ \t]*ignore\[([^\]\r\n]*)\][ \t]*([^\r\n]*)/g;

export interface SuppressionComment {
  readonly span: Span;
  readonly rules: readonly RuleId[];
  /** Empty when the comment gives none. */
  readonly reason: string;
  /** The lines whose findings it speaks of. */
  readonly lines: Lines;
}

/** Which rules of a comment were of use. */
export type Used = ReadonlyMap<SuppressionComment, ReadonlySet<RuleId>>;

export function findSuppressions(text: string, lines: LineIndex, commented: Commented): SuppressionComment[] {
  if (!text.includes('buildglass:')) return [];
  return [...text.matchAll(COMMENT)].filter((hit) => commented.isComment(hit.index)).map((hit) => ({
    span: { start: hit.index, end: hit.index + hit[0].trimEnd().length },
    rules: hit[1]!.split(',').map((rule) => rule.trim()).filter((rule) => rule !== ''),
    reason: hit[2]!.trim(),
    lines: linesMeant(text, lines, hit.index, commented),
  }));
}

function linesMeant(text: string, lines: LineIndex, offset: number, commented: Commented): Lines {
  let { line } = lines.locate(offset);
  if (!isAlone(text, lines, offset)) return commented.beside(line);
  do line++; while (line < lines.lineCount && /^\s*(?:[#;]|$)/.test(text.slice(lines.lineSpan(line).start, lines.lineSpan(line).end)));
  return commented.below(line);
}

const isAlone = (text: string, lines: LineIndex, offset: number): boolean => /^[\s\ufeff]*$/.test(text.slice(lines.lineSpan(lines.locate(offset).line).start, offset));

/** Marks the findings that valid comments speak of, and tells which comments were of use. */
export function suppress(findings: readonly Finding[], comments: readonly SuppressionComment[], path: string, lines: LineIndex): { findings: Finding[]; used: Used } {
  const used = new Map<SuppressionComment, Set<RuleId>>();
  const marked = findings.map((finding) => {
    if (finding.path !== path) return finding;
    const { line } = lines.locate(finding.span.start);
    const meant = comments.filter((one) => one.lines.first <= line && line <= one.lines.last && one.rules.includes(finding.rule));
    for (const comment of meant) used.set(comment, (used.get(comment) ?? new Set()).add(finding.rule));
    const comment = meant.find(({ reason }) => reason !== '');
    if (!comment) return finding;
    const suppressed: Suppression = { path, span: comment.span, rules: comment.rules, reason: comment.reason };
    return { ...finding, suppressed };
  });
  return { findings: marked, used };
}

/** Takes the rules that are of no use out of a comment, with the last one the comment and, where nothing else stands there, its line. */
export function withoutRules(text: string, lines: LineIndex, { span, rules }: SuppressionComment, gone: readonly RuleId[]): TextEdit {
  const left = rules.filter((rule) => !gone.includes(rule));
  if (left.length > 0) {
    const start = text.indexOf('[', span.start) + 1;
    return { span: { start, end: text.indexOf(']', start) }, newText: left.join(', ') };
  }
  const { line } = lines.locate(span.start);
  const own = lines.lineSpan(line);
  if (isAlone(text, lines, span.start)) return { span: { start: own.start, end: line + 1 < lines.lineCount ? lines.lineSpan(line + 1).start : text.length }, newText: '' };
  return { span: { start: own.start + text.slice(own.start, span.start).trimEnd().length, end: span.end }, newText: '' };
}

/** Adds a comment about what begins at an offset; undefined where none can stand. */
export function addComment(text: string, lines: LineIndex, commented: Commented, offset: number, comment: string): TextEdit | undefined {
  const { line } = lines.locate(offset);
  const at = commented.endFor(line);
  if (at !== undefined && covers(commented.beside(at), line)) {
    const own = lines.lineSpan(at);
    const code = text.slice(own.start, own.end).trimEnd();
    // One suppression a line: a second comment would stand inside the first one's reason.
    return /#\s*buildglass:/.test(code) ? undefined : { span: { start: own.start + code.length, end: own.end }, newText: `${code === '' ? '' : '  '}${comment}` };
  }
  const above = commented.aboveFor(line);
  if (above === undefined || !covers(commented.below(above), line)) return undefined;
  const { start, end } = lines.lineSpan(above);
  const indent = /^[ \t]*/.exec(text.slice(start, end))![0];
  return { span: { start, end: start }, newText: `${indent}${comment}${text.includes('\r\n') ? '\r\n' : '\n'}` };
}

const covers = ({ first, last }: Lines, line: number): boolean => first <= line && line <= last;
