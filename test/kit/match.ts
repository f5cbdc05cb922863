/**
 * One-to-one matching of what was found with what the markers say. Every finding a reader would see needs one marker, and
 * every marker one finding; facts need no marker, but a marker needs its fact.
 */
import { LineIndex, type Span } from '../../server/src/base/text';
import type { Finding } from '../../server/src/findings/finding';
import type { Analysis } from './analysis';
import { describeFinding, excerpt, lineOf, type Texts } from './describe';
import type { Marker } from './markers';
import type { SuiteFile, SuiteTest } from './suite';

interface Placed {
  readonly path: string;
  readonly marker: Marker;
}

/** Failures in plain words; empty when all is as marked. `shown`: the findings a reader with the test's configuration sees. */
export function matchMarkers(test: SuiteTest, texts: Texts, analysis: Analysis, shown: readonly Finding[]): readonly string[] {
  const placed = test.files.flatMap((file: SuiteFile) => file.markers.map((marker): Placed => ({ path: file.path, marker })));
  return [...matchFindings(placed, texts, shown), ...matchFacts(placed, texts, analysis), ...matchVias(placed, texts, shown)];
}

function matchFindings(placed: readonly Placed[], texts: Texts, shown: readonly Finding[]): string[] {
  const expected = placed.filter(({ marker }) => marker.kind === 'finding' || marker.kind === 'spurious');
  const pairs = assign(expected, shown, (one, finding) => fits(one, finding, texts));
  const failures: string[] = [];
  expected.forEach((one, i) => {
    if (pairs.has(i)) return;
    failures.push(one.marker.kind === 'spurious'
      ? complain(one, texts, 'the false positive is gone: delete the `spurious` marker')
      : complain(one, texts, `expected ${one.marker.source}`, near(one, texts, shown)));
  });
  const taken = new Set(pairs.values());
  const left = shown.filter((_, i) => !taken.has(i));
  const gaps = placed.filter(({ marker }) => marker.kind === 'missing');
  const closed = assign(gaps, left, (one, finding) => fits(one, finding, texts));
  for (const i of closed.keys()) failures.push(complain(gaps[i]!, texts, 'the gap is closed: turn `missing` into `finding`'));
  const promoted = new Set(closed.values());
  left.forEach((finding, i) => {
    if (!promoted.has(i)) failures.push(`unexpected finding ${describeFinding(texts, finding)}`);
  });
  return failures;
}

function matchFacts(placed: readonly Placed[], texts: Texts, analysis: Analysis): string[] {
  const expected = placed.filter(({ marker }) => marker.kind === 'source' || marker.kind === 'sink' || marker.kind === 'reveal');
  const facts = analysis.facts ?? [];
  const pairs = assign(expected, facts, (one, fact) => one.marker.kind === fact.kind && one.marker.text === fact.text && isAt(one, fact, texts));
  return expected.flatMap((one, i) => {
    if (pairs.has(i)) return [];
    const here = facts.filter((fact) => fact.kind === one.marker.kind && fact.path === one.path && lineOf(texts, fact.path, fact.span) === one.marker.line);
    const came = analysis.facts === undefined ? 'the analyser lists no facts'
      : here.length === 0 ? `nothing of the kind on this line` : here.map((fact) => `came: ${fact.kind}: ${fact.text}`).join('\n');
    return [complain(one, texts, `expected ${one.marker.source}`, came)];
  });
}

/** A flow may pass a line several times and need not be marked: a `via` only asks that it passes. */
function matchVias(placed: readonly Placed[], texts: Texts, shown: readonly Finding[]): string[] {
  return placed.filter(({ marker }) => marker.kind === 'via').flatMap((one) => {
    const passes = shown.some((finding) => finding.rule === one.marker.rule
      && finding.flow.some((step) => isAt(one, step, texts) && step.label.includes(one.marker.text ?? '')));
    return passes ? [] : [complain(one, texts, `no flow of [${one.marker.rule}] passes here`)];
  });
}

const fits = (one: Placed, finding: Finding, texts: Texts): boolean =>
  finding.rule === one.marker.rule && finding.message.includes(one.marker.text ?? '') && isAt(one, finding, texts);

function isAt({ path, marker }: Placed, at: { readonly path: string; readonly span: Span }, texts: Texts): boolean {
  if (at.path !== path || lineOf(texts, path, at.span) !== marker.line) return false;
  if (!marker.columns) return true;
  const lines = new LineIndex(texts[path]!);
  const end = lines.locate(at.span.end);
  if (lines.locate(at.span.start).column !== marker.columns.start) return false;
  return marker.columns.end === undefined ? end.line > marker.line : end.line === marker.line && end.column === marker.columns.end;
}

/** The findings that come closest to a marker's wish, for its complaint. */
function near(one: Placed, texts: Texts, shown: readonly Finding[]): string {
  const here = shown.filter((finding) => finding.path === one.path && lineOf(texts, finding.path, finding.span) === one.marker.line);
  const elsewhere = shown.filter((finding) => finding.rule === one.marker.rule);
  const candidates = here.length > 0 ? here : elsewhere;
  return candidates.length === 0 ? 'came: nothing' : candidates.map((finding) => `came: ${describeFinding(texts, finding)}`).join('\n');
}

function complain(one: Placed, texts: Texts, message: string, detail?: string): string {
  const head = `suite line ${one.marker.suiteLine}, ${one.path}:${one.marker.line + 1}: ${message}`;
  return [head, excerpt(texts, one.path, one.marker.line, one.marker.columns), ...(detail === undefined ? [] : [detail])].join('\n');
}

/** A largest one-to-one assignment of left to right indices (augmenting paths; the sets are small). */
export function assign<L, R>(left: readonly L[], right: readonly R[], fit: (one: L, other: R) => boolean): Map<number, number> {
  const owner = new Map<number, number>();
  const place = (i: number, seen: Set<number>): boolean => {
    for (let j = 0; j < right.length; j++) {
      if (seen.has(j) || !fit(left[i]!, right[j]!)) continue;
      seen.add(j);
      const other = owner.get(j);
      if (other === undefined || place(other, seen)) {
        owner.set(j, i);
        return true;
      }
    }
    return false;
  };
  left.forEach((_, i) => place(i, new Set()));
  return new Map([...owner].map(([j, i]) => [i, j]));
}
