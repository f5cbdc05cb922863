/** `buildglass runs`: reads projects as far as their execution map needs, and writes the map. Nothing is interpreted. */
import { forCommand, KNOWN_COMMANDS, runsOf, withoutNested } from '../analysis/execution-map';
import { loadProject } from '../analysis/load';
import { DEFAULT_SETTINGS } from '../analysis/settings';
import { type MappedProject, runsJson, type RunsWriter } from '../report/runs';
import { runsTerminal } from '../report/runs-terminal';
import { visible } from '../report/visible';
import { EXIT, internalError, TOOL_NAME, UsageError, type CliParts } from './parts';
import { Progress } from './progress';
import { styleOf } from './style';
import { archiveProblem, isBelow, mergeTargets, targetsOf, type Target, type Unreadable } from './targets';

export const RUNS_FORMATS = { terminal: runsTerminal, json: runsJson } satisfies Record<string, RunsWriter>;

export interface ShowRunsOptions {
  readonly command?: string;
  readonly format: keyof typeof RUNS_FORMATS;
  readonly output?: string;
  readonly color: boolean;
  readonly debug?: boolean;
}

/** Returns the exit status. Throws `UsageError` for what the user can put right. */
export async function showRuns(paths: readonly string[], options: ShowRunsOptions, parts: CliParts): Promise<number> {
  const { console } = parts;
  const known = options.command === undefined || forCommand({ backend: '', edges: [] }, options.command) !== undefined;
  const found: (Target | Unreadable)[] = [];
  for (const path of paths) found.push(...(await targetsOf(path, console, { nested: true, archives: true })));
  const targets = mergeTargets(found);
  const roots = targets.flatMap((target) => ('root' in target ? [target.root] : []));
  const progress = new Progress(console, true, targets.length);
  const complain = (sentence: string): void => progress.aside(() => console.stderr.write(`${TOOL_NAME}: ${visible(sentence)}\n`));
  const style = { ...styleOf(options, console), ...(options.command !== undefined && { command: options.command }) };

  let text = '';
  let unreadable = false;
  let understood = known;
  for (const target of targets) {
    const entry = 'error' in target ? { project: target.shown, error: target.error } : await mapOf(target, roots, options, parts, progress, complain);
    if ('error' in entry) {
      complain(entry.error);
      unreadable = true;
    } else {
      for (const problem of entry.problems) complain(`In ${entry.project}: ${problem}.`);
      unreadable ||= entry.problems.length > 0;
      understood ||= entry.understood;
    }
    text += RUNS_FORMATS[options.format](entry, style);
    progress.projectDone();
  }
  progress.end();
  if (!understood && !unreadable) throw new UsageError(`Nothing is known of the command "${options.command}"; known are ${KNOWN_COMMANDS.join(', ')}, and what the map names.`);
  if (options.output === undefined) console.stdout.write(text);
  else {
    const reason = await console.writeFile(console.resolve(options.output), text);
    if (reason !== undefined) throw new UsageError(`The map cannot be written to ${options.output}: ${reason}.`);
  }
  return unreadable ? EXIT.unreadable : EXIT.clean;
}

type Mapped = MappedProject & { readonly problems: readonly string[]; readonly understood: boolean };

/** Never throws: what goes wrong in one project is that project's entry, and the rest go on. */
async function mapOf(target: Target, roots: readonly string[], options: ShowRunsOptions, parts: CliParts, progress: Progress, complain: (sentence: string) => void): Promise<Mapped | { project: string; error: string }> {
  const { console } = parts;
  try {
    const problem = await archiveProblem(target, console.files);
    if (problem !== undefined) return { project: target.shown, error: problem };
    const project = await parts.openProject({ ...DEFAULT_SETTINGS, installed: target.installed === true }).catch((error: Error) => { throw new UsageError(error.message); });
    const { problems } = await loadProject(project, target.root, { files: console.files, purpose: 'map', onProgress: (read) => progress.read(read) });
    const snapshot = project.snapshot();
    const nested = roots.filter((root) => root !== target.root && isBelow(target.root, root, console)).map((root) => console.relative(target.root, root));
    const whole = withoutNested(snapshot.executionMap(), nested);
    const own = target.whole ? whole : { ...whole, edges: whole.edges.filter(({ via, target: { place } }) => target.named.has(via.path) || (place !== undefined && target.named.has(place.path))) };
    const asked = options.command === undefined ? own : forCommand(own, options.command);
    const map = asked ?? { ...own, edges: [] };
    return { project: target.shown, map, runs: runsOf(map), source: (path) => snapshot.source(path), problems: target.loose ? [] : problems, understood: asked !== undefined };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (options.debug === true && error instanceof Error) complain(error.stack ?? error.message);
    return { project: target.shown, error: `${target.shown}: ${internalError(error)}.` };
  }
}
