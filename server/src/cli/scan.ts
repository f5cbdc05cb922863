/** `buildglass scan`: reads projects, analyses them, writes the report. */
import type { Settings } from '../analysis/settings';
import { readCatalogFile } from '../analysis/user-catalog';
import { isAtLeast, type Persona, type Severity } from '../findings/rule';
import { FORMATS } from '../report/formats';
import { addTotals, isSilenced, NO_TOTALS, visibleFindings } from '../report/totals';
import { visible } from '../report/visible';
import type { ReportWriter, Totals, WriterOptions } from '../report/writer';
import { allowedBy, type AllowOptions } from './allowed';
import { analyseTarget, packed, type PackedEntry, unpacked, type AnalysisOptions } from './analyse';
import { Baseline, type BaselineOptions } from './baseline';
import type { Console } from './console';
import { eachTarget } from './each';
import { Output } from './output';
import { EXIT, TOOL_NAME, UsageError, type CliParts } from './parts';
import { Progress } from './progress';
import { styleOf } from './style';
import { wantedTargets } from './wanted';

export interface ScanOptions extends BaselineOptions, AllowOptions {
  readonly persona: Persona;
  readonly format: keyof typeof FORMATS;
  readonly failOn: Severity | 'never';
  readonly pathsFrom?: string;
  readonly color: boolean;
  readonly scope: 'build' | 'package';
  readonly trustProject: boolean;
  readonly catalog?: string;
  readonly output?: string;
  readonly quiet?: boolean;
  /** Threads at most; absent: as many as the machine runs at once. */
  readonly jobs?: number;
  readonly debug?: boolean;
}

/** Returns the exit status. Throws `UsageError` for what the user can put right. */
export async function scan(paths: readonly string[], options: ScanOptions, parts: CliParts): Promise<number> {
  const { console } = parts;
  const targets = await wantedTargets(paths, options.pathsFrom, console);
  const settings = { persona: options.persona, trustProject: options.trustProject, catalog: options.catalog === undefined ? [] : await catalogFrom(options.catalog, console), ...allowedBy(options) };
  const analysis: AnalysisOptions = { scope: options.scope, settings, debug: options.debug === true };

  const baseline = await Baseline.open(options, console);

  const writer: ReportWriter = FORMATS[options.format];
  const writing = writerOptions(options, parts);
  const progress = new Progress(console, options.quiet !== true, targets.length);
  const aside = (write: () => void): void => progress.aside(write);
  const complain = (sentence: string): void => aside(() => console.stderr.write(`${TOOL_NAME}: ${visible(sentence)}\n`));
  const output = await Output.open({ file: options.output, what: 'report', whole: writer.anyOrder !== true, aside }, console);

  let totals: Totals = NO_TOTALS;
  let found = false;
  let unreadable = false;
  let index = 0;
  try {
    output.put(writer.start(writing));
    const outcome = await eachTarget<PackedEntry>(targets, {
      jobs: options.jobs, ordered: writer.anyOrder !== true, task: { kind: 'scan', analysis }, complain,
      here: async (target) => packed(await analyseTarget(target, analysis, parts, { read: (files) => progress.read(files), complain })),
      failed: (project, error) => ({ project, error }),
      deliver: (answer, target) => {
        const scanned = unpacked(answer);
        const entry = 'error' in target ? scanned : baseline?.compare(scanned, target, writing) ?? scanned;
        if ('error' in entry) complain(entry.error);
        else for (const problem of entry.problems) complain(`In ${entry.project}: ${problem}.`);
        unreadable ||= 'error' in entry || entry.problems.length > 0;
        found ||= 'report' in entry && visibleFindings(entry.report, writing).some((finding) =>
          !isSilenced(finding, writing) && options.failOn !== 'never' && isAtLeast(finding.severity, options.failOn));
        output.put(writer.project(entry, index++, writing, totals));
        totals = addTotals(totals, entry, writing);
        progress.projectDone();
      },
    }, parts);
    progress.end();
    if (outcome === 'interrupted') return EXIT.interrupted;
    output.put(writer.finish(totals, writing));
    output.close();
  } finally {
    output.discard();
  }
  const updated = await baseline?.close();
  if (updated !== undefined) complain(updated);
  return unreadable ? EXIT.unreadable : found ? EXIT.findings : EXIT.clean;
}

/** Models of the user's own. A file that is not understood ends the scan: without it, the answer would be another one. */
async function catalogFrom(source: string, console: Console): Promise<Settings['catalog']> {
  const bytes = await console.files.readFile(console.resolve(source), 1 << 24);
  if (!(bytes instanceof Uint8Array)) throw new UsageError(`The catalog ${source} ${bytes.reason}.`);
  const catalog = readCatalogFile(new TextDecoder().decode(bytes));
  if ('problem' in catalog) throw new UsageError(`The catalog ${source} cannot be used: ${catalog.problem}.`);
  return catalog.models;
}

function writerOptions(options: ScanOptions, { console, version, rules }: CliParts): WriterOptions {
  return {
    persona: options.persona,
    trustProject: options.trustProject,
    ...styleOf(options, console),
    quiet: options.quiet === true,
    tool: { name: TOOL_NAME, version },
    rules,
  };
}
