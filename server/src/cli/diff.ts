/** `buildglass diff`: reads two versions of a project, each a folder, an archive or a revision, and writes what differs for a build. */
import { loadProject } from '../analysis/load';
import { DEFAULT_SETTINGS } from '../analysis/settings';
import type { Snapshot } from '../analysis/host';
import { compareVersions } from '../findings/compare';
import { isAtLeast, isShownTo, type Persona, type Severity } from '../findings/rule';
import { diffJson, type DiffWriter } from '../report/diff';
import { diffMarkdown, diffTerminal } from '../report/diff-text';
import { visible } from '../report/visible';
import { EXIT, TOOL_NAME, UsageError, type CliParts } from './parts';
import { Progress } from './progress';
import { styleOf } from './style';
import { archiveProblem, targetsOf, type Target } from './targets';

export const DIFF_FORMATS = { terminal: diffTerminal, json: diffJson, markdown: diffMarkdown } satisfies Record<string, DiffWriter>;

export interface DiffCommandOptions {
  readonly format: keyof typeof DIFF_FORMATS;
  readonly persona: Persona;
  readonly failOn: Severity | 'never';
  readonly scope: 'build' | 'package';
  readonly output?: string;
  readonly color: boolean;
}

/** Returns the exit status. Throws `UsageError` for what the user can put right. */
export async function diff(old: string, now: string, options: DiffCommandOptions, parts: CliParts): Promise<number> {
  const { console } = parts;
  const progress = new Progress(console, true, 2);
  // The revision of an old version is that of the folder it is compared with.
  const [before, after] = [await versionOf(old, now, parts), await versionOf(now, old, parts)];
  const snapshots: Snapshot[] = [];
  const problems: string[] = [];
  for (const target of [before, after]) {
    const project = await parts.openProject({ ...DEFAULT_SETTINGS, wholePackage: options.scope === 'package', installed: target.installed === true }).catch((error: Error) => { throw new UsageError(error.message); });
    const loaded = await loadProject(project, target.root, { files: console.files, onProgress: (read) => progress.read(read) });
    problems.push(...loaded.problems.map((problem) => `In ${target.shown}: ${problem}`));
    snapshots.push(project.snapshot());
    progress.projectDone();
  }
  progress.end();
  const [was, is] = snapshots as [Snapshot, Snapshot];
  const version = (snapshot: Snapshot) => ({ report: snapshot.report(), map: snapshot.executionMap() });
  const difference = compareVersions(version(was), version(is), (finding) => isShownTo(finding.persona, options.persona));
  for (const problem of problems) console.stderr.write(`${TOOL_NAME}: ${visible(problem)}.\n`);
  const text = DIFF_FORMATS[options.format]({
    old: before.shown, new: after.shown, difference, problems, sources: { old: (path) => was.source(path), new: (path) => is.source(path) },
  }, styleOf(options, console));
  if (options.output === undefined) console.stdout.write(text);
  else {
    const reason = await console.writeFile(console.resolve(options.output), text);
    if (reason !== undefined) throw new UsageError(`The comparison cannot be written to ${options.output}: ${reason}.`);
  }
  if (problems.length > 0) return EXIT.unreadable;
  const { failOn } = options;
  const told = [...difference.findings.new, ...difference.findings.changed.map((one) => one.new)];
  return failOn !== 'never' && told.some(({ severity }) => isAtLeast(severity, failOn)) ? EXIT.findings : EXIT.clean;
}

/** A folder or an archive of that name, else a revision of the working copy around the other version, if that is a folder, or around the current folder. */
async function versionOf(typed: string, other: string, { console }: CliParts): Promise<Target> {
  const { files } = console;
  const location = console.resolve(typed);
  const kind = typed.includes('\0') ? 'missing' : await files.kind(location);
  if (kind !== 'missing' || files.revisionOf === undefined) {
    const [target] = await targetsOf(typed, console, { exactly: true, archives: true });
    if (target === undefined || 'error' in target) throw new UsageError(target?.error ?? `${typed} does not exist.`);
    if (!target.whole) throw new UsageError(`${typed} is neither a folder nor an archive nor a revision.`);
    const problem = await archiveProblem(target, files);
    if (problem !== undefined) throw new UsageError(problem);
    return target;
  }
  const beside = console.resolve(other);
  const folder = !other.includes('\0') && (await files.kind(beside)) === 'folder' ? beside : console.resolve('.');
  const root = await files.revisionOf(folder, typed);
  if (typeof root !== 'string') throw new UsageError(`${typed} does not exist, and is no revision either (${root.reason}).`);
  if ((await files.kind(root)) !== 'folder') throw new UsageError(`The revision ${typed} cannot be read.`);
  return { root, shown: typed, named: new Set(), whole: true, loose: false };
}
