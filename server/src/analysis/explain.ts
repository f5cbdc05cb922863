/**
 * Hover text: explains the findings at a place in Markdown: what, when it runs, why it matters, what to do, where the value comes
 * from. The steps of the flow come last: they can be many, and editors show them with the diagnostic as well.
 */
import { contains, type Span } from '../base/text';
import { type Finding, ROLE_NAMES } from '../findings/finding';
import { REACH_WORDS } from '../findings/reach';
import { isShownTo, type Persona, rulePage } from '../findings/rule';
import { ruleMetadata } from '../rules/registry';
import type { Snapshot } from './host';
import { code, escaped } from './markdown';

export interface Explanation {
  readonly span: Span;
  readonly findings: readonly Finding[];
  readonly markdown: string;
}

/** More findings at one place than this are counted, not explained. */
const MOST_EXPLAINED = 3;

/** Undefined when there is nothing to explain at the offset (UTF-16). */
export function explain(snapshot: Snapshot, path: string, offset: number, persona: Persona): Explanation | undefined {
  const at = { start: offset, end: offset };
  const here = (snapshot.analysis(path)?.findings ?? []).filter((finding) => isShownTo(finding.persona, persona) && contains(finding.span, at));
  if (here.length === 0) return undefined;
  // The innermost finding is meant; others at the very same place come along.
  const smallest = Math.min(...here.map((finding) => finding.span.end - finding.span.start));
  const findings = here.filter((finding) => finding.span.end - finding.span.start === smallest);
  const shown = findings.slice(0, MOST_EXPLAINED).map((finding) => explainFinding(snapshot, finding));
  if (findings.length > MOST_EXPLAINED) shown.push(`… and ${findings.length - MOST_EXPLAINED} more findings here.`);
  return { span: findings[0]!.span, findings, markdown: shown.join('\n\n---\n\n') };
}

function explainFinding(snapshot: Snapshot, finding: Finding): string {
  const metadata = ruleMetadata(finding.rule);
  const reach = finding.execution.reach === undefined ? '' : ` · ${REACH_WORDS[finding.execution.reach]}`;
  const parts = [`**${metadata?.title ?? finding.rule}** · ${finding.severity}${reach}\n\n${finding.message}.`];
  const place = finding.layer ? `in ${escaped(finding.layer.name)} (${ROLE_NAMES[finding.role]})` : `in a ${ROLE_NAMES[finding.role]}`;
  const gates = finding.execution.gates.length > 0 ? ` Guarded by ${finding.execution.gates.map(code).join(', then ')}.` : '';
  parts.push(`**When it runs**, ${place}: ${finding.execution.when}${gates}`);
  if (metadata) parts.push(`**Why it matters** · ${metadata.why}`, `**What to do** · ${metadata.advice}`);
  if (finding.flow.length > 0) {
    const steps = finding.flow.map((step, i) => `${i + 1}. ${step.label} — ${where(snapshot, finding, step)}`);
    parts.push(`**Where the value comes from**\n\n${steps.join('\n')}`);
  }
  if (metadata) {
    const cwe = metadata.cwe.map((number) => `[CWE-${number}](https://cwe.mitre.org/data/definitions/${number}.html)`).join(' · ');
    parts.push(`${cwe} · [\`${finding.rule}\`](${rulePage(finding.rule)})`);
  }
  if (finding.suppressed) parts.push(`*The comment on ${where(snapshot, finding, finding.suppressed)} asks for silence: ${escaped(finding.suppressed.reason)}*`);
  return parts.join('\n\n');
}

function where(snapshot: Snapshot, finding: Finding, step: { readonly path: string; readonly span: Span }): string {
  const source = snapshot.source(step.path);
  const line = source ? `line ${source.lines.locate(step.span.start).line + 1}` : '';
  return step.path === finding.path ? line : `${escaped(step.path)}, ${line}`;
}

/** For a comment that asks for silence: what it is about. Undefined where there is none at the offset, or it is of no use. `obeyed`: the project is trusted. */
export function explainSuppression(snapshot: Snapshot, path: string, offset: number, obeyed: boolean): { readonly span: Span; readonly markdown: string } | undefined {
  const about = (snapshot.analysis(path)?.findings ?? []).filter(({ suppressed }) => suppressed?.path === path && contains(suppressed.span, { start: offset, end: offset }));
  const span = about[0]?.suppressed?.span;
  if (!span) return undefined;
  const lines = about.slice(0, MOST_SILENCED).map((finding) => `- \`${finding.rule}\`, ${where(snapshot, finding, finding)}: ${finding.message}`);
  if (about.length > MOST_SILENCED) lines.push(`- … and ${about.length - MOST_SILENCED} more`);
  return { span, markdown: `**${obeyed ? 'Silenced by this comment' : 'This comment asks for silence, and is not obeyed: the project is not trusted'}**\n\n${lines.join('\n')}` };
}

/** Findings listed for one comment. */
const MOST_SILENCED = 10;
