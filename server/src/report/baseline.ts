/**
 * Baselines: findings that a team knows of, in a file that stands beside the code. Known findings are hidden and counted, new ones shown, and
 * those that are gone are told, so that the file gets shorter. A row is a line of its own, sorted, so that versions compare well.
 *
 *     {"fingerprint":"5f0c…","rule":"process-start","project":".","path":"setup.py","message":"`os.system` hands a shell …"}
 *
 * Fingerprints are those of SARIF: they survive moved lines. Rule, path and message are there for readers.
 */
import { FINGERPRINT_NAME, fingerprints } from '../findings/fingerprint';
import type { Finding } from '../findings/finding';
import { isSilenced, visibleFindings } from './totals';
import type { BaselineRow, ScannedProject, WriterOptions } from './writer';

const SCHEMA_VERSION = 1;

/** The rows of a baseline file, or in plain words why it has none. */
export function readBaseline(text: string): readonly BaselineRow[] | { readonly problem: string } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return { problem: 'it is not JSON' };
  }
  const { schema, fingerprints: recipe, findings } = (typeof file === 'object' && file !== null ? file : {}) as Record<string, unknown>;
  if (schema !== SCHEMA_VERSION || !Array.isArray(findings)) return { problem: 'it is no baseline of this version' };
  if (recipe !== FINGERPRINT_NAME) return { problem: `its fingerprints are of another kind than ${FINGERPRINT_NAME}; write it anew with --update-baseline` };
  if (!findings.every(isRow)) return { problem: 'a finding in it lacks a fingerprint, rule, project, path or message' };
  return findings;
}

function isRow(row: unknown): row is BaselineRow {
  const { fingerprint, rule, project, path, message } = (typeof row === 'object' && row !== null ? row : {}) as Record<string, unknown>;
  return [fingerprint, rule, project, path, message].every((value) => typeof value === 'string');
}

export function baselineText(rows: readonly BaselineRow[]): string {
  const lines = [...rows].sort(compareRows).map(({ fingerprint, rule, project, path, message }) => `\n    ${JSON.stringify({ fingerprint, rule, project, path, message })}`);
  return `{\n  "schema": ${SCHEMA_VERSION},\n  "fingerprints": ${JSON.stringify(FINGERPRINT_NAME)},\n  "findings": [${lines.join(',')}${lines.length > 0 ? '\n  ' : ''}]\n}\n`;
}

/** The fingerprints of an entry's findings: those of the whole report, also when a part of it is hidden. */
export const fingerprintsOf = (entry: ScannedProject): ReadonlyMap<Finding, string> => entry.fingerprints ?? fingerprints(entry.report.findings);

const keyOf = ({ project, path, rule, fingerprint }: BaselineRow): string => [project, path, rule, fingerprint].join('\0');
const compareRows = (a: BaselineRow, b: BaselineRow): number => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0);

/** One project beside the rows that speak of what was scanned of it: the entry without what is known, and the rows that hold from now on. */
export function compareWithBaseline(entry: ScannedProject, project: string, rows: readonly BaselineRow[], options: Pick<WriterOptions, 'persona' | 'trustProject'>):
{ readonly entry: ScannedProject; readonly rows: readonly BaselineRow[]; readonly unknown: number } {
  const { report } = entry;
  const names = fingerprintsOf(entry);
  const accepted = new Map(rows.map((row) => [row.fingerprint, row]));
  const shown = new Set(visibleFindings(report, options).filter((finding) => !isSilenced(finding, options)));
  const isKnown = (finding: Finding): boolean => shown.has(finding) && accepted.has(names.get(finding)!);
  const present = new Set(names.values());
  // What could not be read may still hold them.
  const gone = entry.problems.length > 0 ? [] : rows.filter(({ fingerprint }) => !present.has(fingerprint));
  const rowOf = (finding: Finding): BaselineRow => ({ fingerprint: names.get(finding)!, rule: finding.rule, project, path: finding.path, message: finding.message });
  const kept = new Map(rows.filter((row) => !gone.includes(row)).map((row) => [row.fingerprint, row]));
  for (const finding of shown) kept.set(names.get(finding)!, rowOf(finding));
  const known = [...shown].filter(isKnown).length;
  return {
    entry: { ...entry, report: { ...report, findings: report.findings.filter((finding) => !isKnown(finding)) }, fingerprints: names, baseline: { known, gone } },
    rows: [...kept.values()],
    unknown: shown.size - known,
  };
}
