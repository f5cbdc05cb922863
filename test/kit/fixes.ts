/**
 * What a fix must keep to: it applies, the result parses, its finding is gone, none is new, and applying what is then
 * still offered under the same title comes to an end.
 */
import { applyEdits, areDisjoint, type TextEdit } from '../../server/src/base/edit';
import { LineIndex, type Span } from '../../server/src/base/text';
import type { Finding } from '../../server/src/findings/finding';
import { isLowered } from '../../server/src/analysis/fixing';
import { filesOf, type Fix } from '../../server/src/findings/fix';
import type { Analysis } from './analysis';
import { describeFinding, type Texts } from './describe';
import { assign } from './match';

/** The analysis of changed texts and the findings shown of it, under the test's configuration. */
export type Reanalyse = (texts: Texts) => { readonly analysis: Analysis; readonly shown: readonly Finding[] };

export interface Offer {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** The files after a fix, or undefined when its edits do not fit the file. */
export function applyFix(texts: Texts, fix: Fix): Texts | undefined {
  let after = texts;
  for (const { path, edits, creates } of filesOf(fix)) {
    const text = creates && texts[path] === undefined ? '' : texts[path];
    if (text === undefined || !areDisjoint(edits)) return undefined;
    if (edits.some(({ span }) => span.start < 0 || span.end < span.start || span.end > text.length)) return undefined;
    after = { ...after, [path]: applyEdits(text, edits) };
  }
  return after;
}

const isUnchanged = (before: Texts, after: Texts, fix: Fix): boolean => filesOf(fix).every(({ path }) => before[path] === after[path]);

/** Failures in plain words of one fix, applied alone to the test's files. */
export function checkFix(texts: Texts, offer: Offer, before: { readonly analysis: Analysis; readonly shown: readonly Finding[] }, again: Reanalyse): readonly string[] {
  const name = `fix "${offer.fix.title}"`;
  const after = applyFix(texts, offer.fix);
  if (!after) return [`${name}: the edits overlap or leave the file`];
  if (isUnchanged(texts, after, offer.fix)) return [`${name}: changes nothing`];
  const next = again(after);
  const failures: string[] = [];
  for (const path of next.analysis.incomplete) {
    if (!before.analysis.incomplete.includes(path)) failures.push(`${name}: ${path} is not analysed whole any more`);
  }
  const others = before.shown.filter((finding) => finding !== offer.finding);
  const same = (old: Finding, now: Finding): boolean => isSame(old, now, offer.fix);
  const kept = new Set(assign(others, next.shown, same).values());
  // The same thing may be told of another place of the file: a harness at the call instead of at the attribute.
  const gone = others.filter((old) => !next.shown.some((finding) => same(old, finding)));
  next.shown.forEach((finding, i) => {
    const at = kept.has(i) ? -1 : gone.findIndex((old) => old.rule === finding.rule && old.path === finding.path && old.message === finding.message);
    if (at >= 0) kept.add(i) && gone.splice(at, 1);
  });
  next.shown.forEach((finding, i) => {
    if (kept.has(i) || (same(offer.finding, finding) && isLowered(offer, finding))) return;
    failures.push(same(offer.finding, finding)
      ? `${name}: the finding is still there: ${describeFinding(after, finding)}`
      : `${name}: adds a finding: ${describeFinding(after, finding)}`);
  });
  return failures.length > 0 ? failures : checkRepetition(name, after, offer, before.shown.length, again);
}

/** Applies the fixes of the same title until none is left; a fix that keeps offering itself never gets there. */
function checkRepetition(name: string, texts: Texts, offer: Offer, limit: number, again: Reanalyse): readonly string[] {
  let now = texts;
  for (let round = 0; round <= limit; round++) {
    const next = again(now).shown.flatMap((finding) => finding.fixes).find((fix) => fix.title === offer.fix.title && fix.applicability !== 'display-only');
    if (!next) return [];
    const after = applyFix(now, next);
    if (!after) return [`${name}: applied again, the edits overlap or leave the file`];
    if (isUnchanged(now, after, next)) return [`${name}: is offered again, and then changes nothing`];
    now = after;
  }
  return [`${name}: is offered again and again`];
}

/** Whether a finding after the fix is one from before that moved with the text. */
function isSame(old: Finding, now: Finding, fix: Fix): boolean {
  if (old.rule !== now.rule || old.path !== now.path) return false;
  if (old.path !== fix.path) return old.span.start === now.span.start;
  const { low, high } = moved(old.span.start, fix.edits);
  return now.span.start >= low && now.span.start <= high;
}

/** Where an offset may be after the edits: one place, or anywhere in what replaced it. */
function moved(offset: number, edits: readonly TextEdit[]): { low: number; high: number } {
  let shift = 0;
  for (const { span, newText } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    if (span.end <= offset && !(isEmpty(span) && span.end === offset)) shift += newText.length - (span.end - span.start);
    else if (span.start <= offset) return { low: span.start + shift, high: span.start + newText.length + shift };
  }
  return { low: offset + shift, high: offset + shift };
}

const isEmpty = (span: Span): boolean => span.start === span.end;

/** The fixes offered, in the order of their findings. */
export const offersOf = (shown: readonly Finding[]): readonly Offer[] => shown.flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix })));

/** `path:line` of an offer, for messages. */
export function whereOf(texts: Texts, { finding }: Offer): string {
  return `${finding.path}:${new LineIndex(texts[finding.path] ?? '').locate(finding.span.start).line + 1}`;
}
