/** The record of one project as text; in this thread, or in another one, since text is all that comes back. */
import { assess } from '../analysis/assess';
import { evidenceOf, scored } from '../analysis/evidence';
import { runsOf } from '../analysis/execution-map';
import { recordsHtml } from '../report/html/page';
import type { PackageFacts } from '../report/record/facts';
import { type RecordOptions, recordsJson, type RecordWriter } from '../report/records';
import { recordsMarkdown } from '../report/records-markdown';
import { type AnalysisOptions, type AnalysisParts, type Listener, readTarget, type ReadTarget } from './analyse';
import type { CliParts } from './parts';
import type { Target } from './targets';

export const RECORD_FORMATS = { json: recordsJson, markdown: recordsMarkdown, html: recordsHtml } satisfies Record<string, RecordWriter>;

/** What holds for all records of a call; plain data. */
export interface RecordTask {
  readonly kind: 'record';
  readonly analysis: AnalysisOptions;
  readonly format: keyof typeof RECORD_FORMATS;
  readonly options: RecordOptions;
}

export type RecordParts = AnalysisParts & Pick<CliParts, 'rules'>;

export interface WrittenRecord {
  readonly text: string;
  /** Sentences on what could not be read. */
  readonly failures: readonly string[];
}

/** What goes wrong in the project is its record. Throws `UsageError` when the analyser cannot be loaded. */
export async function recordTarget(target: Target, index: number, task: RecordTask, parts: RecordParts, listener: Listener): Promise<WrittenRecord> {
  const entry = await readTarget(target, task.analysis, parts, listener, (read) => factsOf(target, read, parts, task.analysis.settings.trustProject));
  if ('error' in entry) return failedRecord(entry.project, entry.error, index, task);
  const failures = entry.problems.map((problem) => `In ${entry.project}: ${problem}.`);
  return { text: RECORD_FORMATS[task.format].record(entry, index, task.options), failures };
}

export const failedRecord = (project: string, error: string, index: number, { format, options }: RecordTask): WrittenRecord =>
  ({ text: RECORD_FORMATS[format].record({ project, error }, index, options), failures: [error] });

/** Of files that were named the record is theirs, scores included. */
function factsOf(target: Target, { snapshot, problems }: ReadTarget, { rules }: RecordParts, trustProject: boolean): PackageFacts {
  const whole = snapshot.report();
  const isNamed = ({ path }: { readonly path: string }): boolean => target.whole || target.named.has(path);
  const files = whole.files.filter(isNamed);
  const findings = whole.findings.filter(isNamed);
  const counted = scored(findings, trustProject);
  const all = snapshot.executionMap();
  const map = target.whole ? all : { ...all, edges: all.edges.filter(({ via, target: { place } }) => isNamed(via) || (place !== undefined && isNamed(place))) };
  return {
    project: target.shown, named: target.whole ? [] : [...target.named].sort(),
    report: target.whole ? whole : { ...(whole.package && { package: whole.package }), files, findings, scores: assess(counted, files.every(({ complete }) => complete)) },
    evidence: evidenceOf(counted), map, runs: runsOf(map), source: (path) => snapshot.source(path), problems, rules,
  };
}
