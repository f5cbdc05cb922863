/** `buildglass scan`: reads projects, analyses them, writes the report. */
import type { Settings } from '../analysis/settings';
import { readCatalogFile } from '../analysis/user-catalog';
import { isAtLeast, type Persona, type Severity } from '../findings/rule';
import { FORMATS } from '../report/formats';
import { addTotals, isSilenced, NO_TOTALS, visibleFindings } from '../report/totals';
import { visible } from '../report/visible';
import type { Entry, ReportWriter, Totals, WriterOptions } from '../report/writer';
import { allowedBy, type AllowOptions } from './allowed';
import { analyseTarget, unpacked, type AnalysisOptions } from './analyse';
import { Baseline, type BaselineOptions } from './baseline';
import type { Console } from './console';
import { EXIT, TOOL_NAME, UsageError, type CliParts } from './parts';
import { type Helper, inParallel } from './pool';
import { Progress } from './progress';
import { styleOf } from './style';
import { mergeTargets, targetsOf, type Target, type Unreadable } from './targets';
import type { Answer } from './thread';

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
  const lines = options.pathsFrom === undefined ? [] : await pathsFrom(options.pathsFrom, console);
  if (paths.length === 0 && options.pathsFrom === undefined) throw new UsageError('Name at least one folder or file to scan, or use --paths-from.');
  const all: (Target | Unreadable)[] = [];
  for (const path of paths) all.push(...(await targetsOf(path, console, { archives: true })));
  // A line of a list is one project and one answer, under the very name it was asked for.
  for (const path of lines) all.push(...(await targetsOf(path, console, { exactly: true, archives: true })));
  const targets = mergeTargets(all);
  const settings = { persona: options.persona, trustProject: options.trustProject, catalog: options.catalog === undefined ? [] : await catalogFrom(options.catalog, console), ...allowedBy(options) };
  const analysis: AnalysisOptions = { scope: options.scope, settings, debug: options.debug === true };

  const baseline = await Baseline.open(options, console);

  const writer: ReportWriter = FORMATS[options.format];
  const writing = writerOptions(options, parts);
  const progress = new Progress(console, options.quiet !== true, targets.length);
  const kept: string[] = [];
  const put = (text: string): void => {
    if (text === '') return;
    if (options.output !== undefined) kept.push(text);
    else progress.aside(() => console.stdout.write(text));
  };
  const complain = (sentence: string): void => progress.aside(() => console.stderr.write(`${TOOL_NAME}: ${visible(sentence)}\n`));

  let totals: Totals = NO_TOTALS;
  let found = false;
  let unreadable = false;
  let index = 0;
  put(writer.start(writing));
  const outcome = await analyseAll(targets, options, analysis, parts, progress, complain, writer.anyOrder !== true, (scanned, target) => {
    const entry = 'error' in target ? scanned : baseline?.compare(scanned, target, writing) ?? scanned;
    if ('error' in entry) complain(entry.error);
    else for (const problem of entry.problems) complain(`In ${entry.project}: ${problem}.`);
    unreadable ||= 'error' in entry || entry.problems.length > 0;
    found ||= 'report' in entry && visibleFindings(entry.report, writing).some((finding) =>
      !isSilenced(finding, writing) && options.failOn !== 'never' && isAtLeast(finding.severity, options.failOn));
    put(writer.project(entry, index++, writing, totals));
    totals = addTotals(totals, entry, writing);
    progress.projectDone();
  });
  progress.end();
  if (outcome === 'interrupted') return EXIT.interrupted;
  put(writer.finish(totals, writing));
  const updated = await baseline?.close();
  if (updated !== undefined) complain(updated);
  if (options.output !== undefined) {
    const reason = await console.writeFile(console.resolve(options.output), kept.join(''));
    if (reason !== undefined) throw new UsageError(`The report cannot be written to ${options.output}: ${reason}.`);
  }
  return unreadable ? EXIT.unreadable : found ? EXIT.findings : EXIT.clean;
}

/** Threads are worth their start for more than one project only; there, a project that brings its thread down is an error and the rest go on. */
async function analyseAll(targets: readonly (Target | Unreadable)[], options: ScanOptions, analysis: AnalysisOptions, parts: CliParts, progress: Progress, complain: (sentence: string) => void, ordered: boolean, deliver: (entry: Entry, target: Target | Unreadable) => void): Promise<'done' | 'interrupted'> {
  const { console, threads } = parts;
  if (threads === undefined || targets.length < 2) {
    for (const target of targets) deliver('error' in target ? unreadableEntry(target) : await analyseTarget(target, analysis, parts, { read: (files) => progress.read(files), complain }), target);
    return 'done';
  }
  const helpers = Math.min(options.jobs ?? threads.available, targets.length);
  const start = threads.start(helpers, analysis);
  const interrupt = new AbortController();
  const forget = console.onInterrupt(() => interrupt.abort());
  try {
    await inParallel(targets, {
      helpers, ordered, signal: interrupt.signal,
      start: () => {
        let helper: Helper | undefined;
        return {
          // What is no project needs no thread.
          ask: async (target) => ('error' in (target as object) ? { entry: unreadableEntry(target as Unreadable), complaints: [] } : (helper ??= start()).ask(target)),
          stop: () => helper?.stop(),
        };
      },
      lost: (index, reason): Answer => {
        const { shown } = targets[index]!;
        return { entry: { project: shown, error: `${shown}: the analysis ${reason}.` }, complaints: [] };
      },
      deliver: (answer: Answer, index) => {
        if ('usage' in answer) throw new UsageError(answer.usage);
        answer.complaints.forEach(complain);
        deliver(unpacked(answer.entry), targets[index]!);
      },
    });
  } finally {
    forget();
  }
  return interrupt.signal.aborted ? 'interrupted' : 'done';
}

const unreadableEntry = ({ shown, error }: Unreadable): { project: string; error: string } => ({ project: shown, error });

/** Models of the user's own. A file that is not understood ends the scan: without it, the answer would be another one. */
async function catalogFrom(source: string, console: Console): Promise<Settings['catalog']> {
  const bytes = await console.files.readFile(console.resolve(source), 1 << 24);
  if (!(bytes instanceof Uint8Array)) throw new UsageError(`The catalog ${source} ${bytes.reason}.`);
  const catalog = readCatalogFile(new TextDecoder().decode(bytes));
  if ('problem' in catalog) throw new UsageError(`The catalog ${source} cannot be used: ${catalog.problem}.`);
  return catalog.models;
}

async function pathsFrom(source: string, console: Console): Promise<readonly string[]> {
  let bytes: Uint8Array | { readonly reason: string };
  if (source === '-') bytes = await console.readInput();
  else bytes = await console.files.readFile(console.resolve(source), 1 << 28);
  if (!(bytes instanceof Uint8Array)) throw new UsageError(`The list of paths ${source} ${bytes.reason}.`);
  return new TextDecoder().decode(bytes).split('\n').map((line) => line.replace(/\r$/, '')).filter((line) => line.trim() !== '');
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
