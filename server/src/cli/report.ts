/** `buildglass report`: reads projects, analyses them, writes the record of each. */
import { assess } from '../analysis/assess';
import { evidenceOf, scored } from '../analysis/evidence';
import { runsOf } from '../analysis/execution-map';
import { DEFAULT_SETTINGS } from '../analysis/settings';
import type { PackageFacts } from '../report/record/facts';
import { recordsHtml } from '../report/html/page';
import { type RecordEntry, recordsJson, type RecordWriter } from '../report/records';
import { recordsMarkdown } from '../report/records-markdown';
import { visible } from '../report/visible';
import { type AnalysisOptions, readTarget, type ReadTarget } from './analyse';
import { EXIT, TOOL_NAME, UsageError, type CliParts } from './parts';
import { Progress } from './progress';
import { mergeTargets, targetsOf, type Target, type Unreadable } from './targets';

export const RECORD_FORMATS = { json: recordsJson, markdown: recordsMarkdown, html: recordsHtml } satisfies Record<string, RecordWriter>;

export interface ReportOptions {
  readonly format: keyof typeof RECORD_FORMATS;
  readonly output?: string;
  readonly scope: 'build' | 'package';
  readonly trustProject: boolean;
  readonly debug?: boolean;
}

/** Returns the exit status. Throws `UsageError` for what the user can put right. */
export async function report(paths: readonly string[], options: ReportOptions, parts: CliParts): Promise<number> {
  const { console } = parts;
  const found: (Target | Unreadable)[] = [];
  for (const path of paths) found.push(...(await targetsOf(path, console, { archives: true })));
  const targets = mergeTargets(found);
  const progress = new Progress(console, true, targets.length);
  const complain = (sentence: string): void => progress.aside(() => console.stderr.write(`${TOOL_NAME}: ${visible(sentence)}\n`));
  const analysis: AnalysisOptions = { scope: options.scope, settings: { ...DEFAULT_SETTINGS, trustProject: options.trustProject }, debug: options.debug === true };
  const entries: RecordEntry[] = [];
  for (const target of targets) {
    const entry = 'error' in target ? { project: target.shown, error: target.error } : await readTarget(target, analysis, parts, { read: (files) => progress.read(files), complain }, (read) => factsOf(target, read, parts, options));
    if ('error' in entry) complain(entry.error);
    else for (const problem of entry.problems) complain(`In ${entry.project}: ${problem}.`);
    entries.push(entry);
    progress.projectDone();
  }
  progress.end();
  const text = RECORD_FORMATS[options.format](entries, { tool: { name: TOOL_NAME, version: parts.version } });
  if (options.output === undefined) console.stdout.write(text);
  else {
    const reason = await console.writeFile(console.resolve(options.output), text);
    if (reason !== undefined) throw new UsageError(`The report cannot be written to ${options.output}: ${reason}.`);
  }
  return entries.some((entry) => 'error' in entry || entry.problems.length > 0) ? EXIT.unreadable : EXIT.clean;
}

/** Of files that were named the record is theirs, scores included. */
function factsOf(target: Target, { snapshot, problems }: ReadTarget, { rules }: CliParts, { trustProject }: ReportOptions): PackageFacts {
  const whole = snapshot.report();
  const isNamed = ({ path }: { readonly path: string }): boolean => target.whole || target.named.has(path);
  const files = whole.files.filter(isNamed);
  const findings = whole.findings.filter(isNamed);
  const counted = scored(findings, trustProject);
  const all = snapshot.executionMap();
  const map = target.whole ? all : { ...all, edges: all.edges.filter(({ via, target: { place } }) => isNamed(via) || (place !== undefined && isNamed(place))) };
  const name = snapshot.packageName();
  return {
    project: target.shown, ...(name !== undefined && { name }), named: target.whole ? [] : [...target.named].sort(),
    report: target.whole ? whole : { files, findings, scores: assess(counted, files.every(({ complete }) => complete)) },
    evidence: evidenceOf(counted), map, runs: runsOf(map), source: (path) => snapshot.source(path), problems, rules,
  };
}
