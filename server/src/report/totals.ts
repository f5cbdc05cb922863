/** Which findings a reader sees, and how many there are of each kind. */
import type { Finding } from '../findings/finding';
import type { ProjectReport } from '../findings/report';
import { isShownTo } from '../findings/rule';
import type { Entry, Totals, WriterOptions } from './writer';

export const NO_TOTALS: Totals = {
  projects: 0, errors: 0, failures: [], files: 0, incomplete: 0, suppressed: 0, gone: 0,
  shown: { error: 0, warning: 0, information: 0, hint: 0 },
  hidden: { pedantic: 0, auditor: 0 },
};

/** Whether a suppression comment silences the finding for this reader. */
export const isSilenced = (finding: Finding, options: Pick<WriterOptions, 'trustProject'>): boolean =>
  finding.suppressed !== undefined && options.trustProject;

/** The findings a reader with this persona is told about, obeyed suppressions included. */
export const visibleFindings = (report: ProjectReport, options: Pick<WriterOptions, 'persona'>): readonly Finding[] =>
  report.findings.filter((finding) => isShownTo(finding.persona, options.persona));

export function addTotals(totals: Totals, entry: Entry, options: Pick<WriterOptions, 'persona' | 'trustProject'>): Totals {
  if ('error' in entry) return { ...totals, projects: totals.projects + 1, errors: totals.errors + 1, failures: [...totals.failures, entry.error] };
  const shown = { ...totals.shown };
  const hidden = { ...totals.hidden };
  let suppressed = totals.suppressed;
  for (const finding of entry.report.findings) {
    if (finding.persona !== 'regular' && !isShownTo(finding.persona, options.persona)) hidden[finding.persona]++;
    else if (isSilenced(finding, options)) suppressed++;
    else shown[finding.severity]++;
  }
  return {
    projects: totals.projects + 1,
    errors: totals.errors,
    failures: entry.problems.length === 0 ? totals.failures : [...totals.failures, ...entry.problems.map((problem) => `In ${entry.project}: ${problem}.`)],
    files: totals.files + entry.report.files.length,
    incomplete: totals.incomplete + entry.report.files.filter((file) => !file.complete).length,
    shown,
    suppressed,
    ...(entry.baseline ? { known: (totals.known ?? 0) + entry.baseline.known } : totals.known === undefined ? {} : { known: totals.known }),
    gone: totals.gone + (entry.baseline?.gone.length ?? 0),
    hidden,
  };
}
