/** One project from its folder to the entry of a report; in this thread, or packed so that it can come from another one. */
import { LineIndex } from '../base/text';
import type { Snapshot } from '../analysis/host';
import { loadProject } from '../analysis/load';
import type { Settings } from '../analysis/settings';
import type { Entry, ScannedProject } from '../report/writer';
import type { Console } from './console';
import { internalError, UsageError, type CliParts } from './parts';
import { archiveProblem, type Target } from './targets';

/** What holds for all projects of a scan; plain data. */
export interface AnalysisOptions {
  readonly scope: 'build' | 'package';
  readonly settings: Omit<Settings, 'wholePackage'>;
  /** Whether errors of ours are told with their traces. */
  readonly debug: boolean;
}

export interface Listener {
  /** Files of the project read so far. */
  read(files: number): void;
  complain(sentence: string): void;
}

/** Files looked at around a file that is in no project: enough for its neighbours, not a home folder. */
const LISTED_AROUND_A_FILE = 5_000;

export interface ReadTarget {
  readonly snapshot: Snapshot;
  /** What could not be read, a plain-words phrase each. */
  readonly problems: readonly string[];
}

export type AnalysisParts = Pick<CliParts, 'openProject'> & { readonly console: Pick<Console, 'files'> };

/** The project of a target, read; what goes wrong is a sentence. Throws `UsageError` when the analyser cannot be loaded. */
export async function readTarget<T extends object>(target: Target, options: AnalysisOptions, parts: AnalysisParts, listener: Listener, use: (read: ReadTarget) => T): Promise<T | { readonly project: string; readonly error: string }> {
  try {
    const problem = await archiveProblem(target, parts.console.files);
    if (problem !== undefined) return { project: target.shown, error: problem };
    const project = await parts.openProject({ ...options.settings, wholePackage: options.scope === 'package' && target.whole, installed: target.installed === true }).catch((error: Error) => { throw new UsageError(error.message); });
    for (const path of target.named) {
      project.set(path, { kind: 'listed' });
      project.include(path);
    }
    const { problems } = await loadProject(project, target.root, {
      files: parts.console.files,
      onProgress: (read) => listener.read(read),
      ...(target.loose ? { maximumListed: LISTED_AROUND_A_FILE } : {}),
    });
    return use({ snapshot: project.snapshot(), problems: target.loose ? [] : problems });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (options.debug && error instanceof Error) listener.complain(error.stack ?? error.message);
    return { project: target.shown, error: `${target.shown}: ${internalError(error)}.` };
  }
}

/** What goes wrong in the project is its entry. Throws `UsageError` when the analyser cannot be loaded. */
export const analyseTarget = (target: Target, options: AnalysisOptions, parts: AnalysisParts, listener: Listener): Promise<Entry> => readTarget(target, options, parts, listener, ({ snapshot, problems }): Entry => {
  const report = snapshot.report();
  return {
    project: target.shown,
    problems,
    source: (path) => snapshot.source(path),
    report: target.whole ? report : {
      ...report,
      files: report.files.filter((file) => target.named.has(file.path)),
      findings: report.findings.filter((finding) => target.named.has(finding.path)),
    },
  };
});

/** An entry as plain data: the texts that its places speak of stand in for the way to ask for any. */
export type PackedEntry = Exclude<Entry, ScannedProject> | (Omit<ScannedProject, 'source'> & { readonly texts: ReadonlyMap<string, string> });

export function packed(entry: Entry): PackedEntry {
  if ('error' in entry) return entry;
  const { source, ...rest } = entry;
  const { files, ...report } = rest.report;
  const texts = new Map<string, string>();
  const paths = pathsIn([{ ...rest, report }, files.filter((file) => file.layers.length > 0)]);
  for (const path of paths) {
    const found = source(path);
    if (found) texts.set(path, found.text);
  }
  return { ...rest, texts };
}

export function unpacked(entry: PackedEntry): Entry {
  if ('error' in entry) return entry;
  const { texts, ...rest } = entry;
  const known = new Map<string, { readonly text: string; readonly lines: LineIndex }>();
  return {
    ...rest,
    source: (path) => {
      const text = texts.get(path);
      if (text !== undefined && !known.has(path)) known.set(path, { text, lines: new LineIndex(text) });
      return known.get(path);
    },
  };
}

/** Everything that plain data calls a path. */
function pathsIn(data: unknown): ReadonlySet<string> {
  const paths = new Set<string>();
  const pending: unknown[] = [data];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null) continue;
    if ('path' in next && typeof next.path === 'string') paths.add(next.path);
    for (const value of Array.isArray(next) ? next : Object.values(next)) if (typeof value === 'object') pending.push(value);
  }
  return paths;
}
