/**
 * Suppression comments: `# buildglass: ignore[rule, rule] reason`. At the end of a line it speaks of findings that begin on the
 * line; on a line of its own, of the next line that is not a comment. Without a reason it suppresses nothing.
 */
import { type Span, LineIndex } from '../base/text';
import type { Finding } from '../findings/finding';
import type { Suppression } from '../findings/suppression';
import type { RuleId } from '../findings/rule';

const COMMENT = /#[ \t]*buildglass:[ \t]*ignore\[([^\]\r\n]*)\][ \t]*([^\r\n]*)/g;

export interface SuppressionComment {
  readonly span: Span;
  readonly rules: readonly RuleId[];
  /** Empty when the comment gives none. */
  readonly reason: string;
  /** The 0-based line whose findings it speaks of. */
  readonly line: number;
}

/** `isComment` tells whether an offset really begins a comment (in Python, `#` may stand in a string). */
export function findSuppressions(text: string, lines: LineIndex, isComment: (offset: number) => boolean): SuppressionComment[] {
  if (!text.includes('buildglass:')) return [];
  return [...text.matchAll(COMMENT)].filter((hit) => isComment(hit.index)).map((hit) => ({
    span: { start: hit.index, end: hit.index + hit[0].trimEnd().length },
    rules: hit[1]!.split(',').map((rule) => rule.trim()).filter((rule) => rule !== ''),
    reason: hit[2]!.trim(),
    line: lineMeant(text, lines, hit.index),
  }));
}

function lineMeant(text: string, lines: LineIndex, offset: number): number {
  let { line } = lines.locate(offset);
  if (text.slice(lines.lineSpan(line).start, offset).trim() !== '') return line;
  do line++; while (line < lines.lineCount && /^\s*(?:#|$)/.test(text.slice(lines.lineSpan(line).start, lines.lineSpan(line).end)));
  return line;
}

/** Marks the findings that valid comments speak of, and tells which comments were of use. */
export function suppress(findings: readonly Finding[], comments: readonly SuppressionComment[], path: string, lines: LineIndex): { findings: Finding[]; used: ReadonlySet<SuppressionComment> } {
  const used = new Set<SuppressionComment>();
  const marked = findings.map((finding) => {
    if (finding.path !== path) return finding;
    const { line } = lines.locate(finding.span.start);
    const comment = comments.find((one) => one.line === line && one.rules.includes(finding.rule));
    if (!comment) return finding;
    used.add(comment);
    if (comment.reason === '') return finding;
    const suppressed: Suppression = { path, span: comment.span, rules: comment.rules, reason: comment.reason };
    return { ...finding, suppressed };
  });
  return { findings: marked, used };
}
