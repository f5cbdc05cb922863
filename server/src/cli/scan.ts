/** `buildglass scan`: reads projects, analyses them, writes the report. */
import { loadProject } from '../analysis/load';
import type { Settings } from '../analysis/settings';
import { readCatalogFile } from '../analysis/user-catalog';
import { isAtLeast, type Persona, type Severity } from '../findings/rule';
import { FORMATS } from '../report/formats';
import { addTotals, isSilenced, NO_TOTALS, visibleFindings } from '../report/totals';
import { visible } from '../report/visible';
import type { Entry, Totals, WriterOptions } from '../report/writer';
import type { Console } from './console';
import { EXIT, internalError, TOOL_NAME, UsageError, type CliParts } from './parts';
import { Progress } from './progress';
import { styleOf } from './style';
import { mergeTargets, targetsOf, type Target, type Unreadable } from './targets';

export interface ScanOptions {
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
  readonly debug?: boolean;
}

/** Files looked at around a file that is in no project: enough for its neighbours, not a home folder. */
const LISTED_AROUND_A_FILE = 5_000;

/** Returns the exit status. Throws `UsageError` for what the user can put right. */
export async function scan(paths: readonly string[], options: ScanOptions, parts: CliParts): Promise<number> {
  const { console } = parts;
  const lines = options.pathsFrom === undefined ? [] : await pathsFrom(options.pathsFrom, console);
  if (paths.length === 0 && options.pathsFrom === undefined) throw new UsageError('Name at least one folder or file to scan, or use --paths-from.');
  const all: (Target | Unreadable)[] = [];
  for (const path of paths) all.push(...(await targetsOf(path, console)));
  // A line of a list is one project and one answer, under the very name it was asked for.
  for (const path of lines) all.push(...(await targetsOf(path, console, { exactly: true })));
  const targets = mergeTargets(all);
  const settings = { persona: options.persona, trustProject: options.trustProject, catalog: options.catalog === undefined ? [] : await catalogFrom(options.catalog, console) };

  const writer = FORMATS[options.format];
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
  put(writer.start(writing));
  for (const [index, target] of targets.entries()) {
    const entry: Entry = 'error' in target ? { project: target.shown, error: target.error } : await scanProject(target, options, settings, parts, progress, complain);
    if ('error' in entry) complain(entry.error);
    else for (const problem of entry.problems) complain(`In ${entry.project}: ${problem}.`);
    unreadable ||= 'error' in entry || entry.problems.length > 0;
    found ||= 'report' in entry && visibleFindings(entry.report, writing).some((finding) =>
      !isSilenced(finding, writing) && options.failOn !== 'never' && isAtLeast(finding.severity, options.failOn));
    put(writer.project(entry, index, writing, totals));
    totals = addTotals(totals, entry, writing);
    progress.projectDone();
  }
  progress.end();
  put(writer.finish(totals, writing));
  if (options.output !== undefined) {
    const reason = await console.writeFile(console.resolve(options.output), kept.join(''));
    if (reason !== undefined) throw new UsageError(`The report cannot be written to ${options.output}: ${reason}.`);
  }
  return unreadable ? EXIT.unreadable : found ? EXIT.findings : EXIT.clean;
}

/** Never throws: what goes wrong in one project is that project's entry, and the rest go on. */
async function scanProject(target: Target, options: ScanOptions, settings: Omit<Settings, 'wholePackage'>, parts: CliParts, progress: Progress, complain: (sentence: string) => void): Promise<Entry> {
  try {
    const project = await parts.openProject({ ...settings, wholePackage: options.scope === 'package' && target.whole }).catch((error: Error) => { throw new UsageError(error.message); });
    for (const path of target.named) {
      project.set(path, { kind: 'listed' });
      project.include(path);
    }
    const { problems } = await loadProject(project, target.root, {
      files: parts.console.files,
      onProgress: (read) => progress.read(read),
      ...(target.loose ? { maximumListed: LISTED_AROUND_A_FILE } : {}),
    });
    const snapshot = project.snapshot();
    const report = snapshot.report();
    return {
      project: target.shown,
      problems: target.loose ? [] : problems,
      source: (path) => snapshot.source(path),
      report: target.whole ? report : {
        ...report,
        files: report.files.filter((file) => target.named.has(file.path)),
        findings: report.findings.filter((finding) => target.named.has(finding.path)),
      },
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (options.debug === true && error instanceof Error) complain(error.stack ?? error.message);
    return { project: target.shown, error: `${target.shown}: ${internalError(error)}.` };
  }
}

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
