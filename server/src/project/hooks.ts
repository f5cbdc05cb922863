/**
 * Build hooks and other moments at which project code runs, and the commands that reach them.
 *
 *     MW   metadata is prepared     pip download, pip install --dry-run, pip lock, uv lock, pip install, …
 *     tox  tox is run               tox
 *
 * The rows of pip and build were measured with pip 26.2 and build 1.6 on a project folder with build isolation: hooks were called with
 * markers in them. The other rows stand in the documentation of the tools.
 */
import type { Execution } from '../findings/finding';
import { reachOf } from './reach';

/** PEP 517 and PEP 660 hooks (R: requirements, M: metadata; S: sdist, W: wheel, E: editable). */
export type BuildHook = 'RS' | 'RW' | 'RE' | 'MW' | 'ME' | 'S' | 'W' | 'E';

/**
 * The other moments: `deps` (dependencies are installed), `test` (pytest collects), `ci` (cibuildwheel), `env` (hatch, pdm, poetry, uv as
 * project tools), `start` (an interpreter starts), `import` (of an editable install), `console` (an installed command), `plugin` (tools
 * load plug-ins), `direct` (somebody runs the file as a script).
 */
export type Moment =
  | 'deps' | 'test' | 'tox' | 'nox' | 'ci' | 'env' | 'lint' | 'docs' | 'task' | 'commit' | 'conda' | 'editor' | 'start' | 'import' | 'console' | 'plugin' | 'direct';

export type Hook = BuildHook | Moment;

export const BUILD_HOOKS: readonly BuildHook[] = ['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'W', 'E'];

/** The function names of the hooks. */
export const HOOK_NAMES: Readonly<Record<BuildHook, string>> = {
  RS: 'get_requires_for_build_sdist',
  RW: 'get_requires_for_build_wheel',
  RE: 'get_requires_for_build_editable',
  MW: 'prepare_metadata_for_build_wheel',
  ME: 'prepare_metadata_for_build_editable',
  S: 'build_sdist',
  W: 'build_wheel',
  E: 'build_editable',
};

export interface CommandRow {
  readonly command: string;
  readonly hooks: readonly Hook[];
  /** Whether the command asks for metadata and builds no wheel otherwise. */
  readonly asksMetadata?: true;
  /** What else it reaches, in projects that configure it. */
  readonly thenBuilds?: readonly Hook[];
  readonly source: string;
}

/** The cheapest first: what a careful person believes to be harmless. Commands like these are in command-lines.ts. */
export const COMMANDS: readonly CommandRow[] = [
  { command: 'pip download', hooks: ['RW', 'MW', 'deps'], asksMetadata: true, source: 'measured with pip 26.2' },
  { command: 'pip install', hooks: ['RW', 'MW', 'W', 'deps'], source: 'measured with pip 26.2' },
  { command: 'pip install -e', hooks: ['RE', 'ME', 'E', 'deps'], source: 'measured with pip 26.2' },
  { command: 'python -m build', hooks: ['RS', 'S', 'RW', 'W'], source: 'measured with build 1.6; https://build.pypa.io/en/stable/' },
  { command: 'tox', hooks: ['tox'], thenBuilds: ['RS', 'S', 'RW', 'MW', 'W', 'deps'], source: 'https://tox.wiki/en/latest/config.html#package' },
  { command: 'cibuildwheel', hooks: ['ci'], thenBuilds: ['RW', 'W'], source: 'https://cibuildwheel.pypa.io/en/stable/' },
  { command: 'python setup.py', hooks: ['direct'], source: 'https://setuptools.pypa.io/en/latest/deprecated/commands.html' },
  { command: 'pytest', hooks: ['test'], source: 'https://docs.pytest.org/en/stable/reference/customize.html' },
  { command: 'nox', hooks: ['nox'], source: 'https://nox.thea.codes/en/stable/usage.html' },
  { command: 'python', hooks: ['start', 'import'], source: 'https://docs.python.org/3/library/site.html' },
  { command: 'an installed command', hooks: ['console'], source: 'https://packaging.python.org/en/latest/specifications/entry-points/' },
  { command: 'a tool with plug-ins', hooks: ['plugin'], source: 'https://packaging.python.org/en/latest/specifications/entry-points/' },
];

export const ALL_COMMANDS: readonly string[] = COMMANDS.map(({ command }) => command);

const RANK: ReadonlyMap<string, number> = new Map(COMMANDS.map((row, index) => [row.command, index]));

/** The commands that reach any of the hooks, the cheapest first. `metadataBuildsWheel`: the backend has no metadata hook under pip. */
export function commandsReaching(hooks: readonly Hook[], metadataBuildsWheel = false): readonly string[] {
  return COMMANDS.filter((row) => hooks.some((hook) => row.hooks.includes(hook)) || (hooks.includes('W') && buildsWheel(row, metadataBuildsWheel))).map((row) => row.command);
}

/** The commands that reach the hooks because the project configures a tool that builds it. `used`: the moments that the map of the project has. */
export const buildersReaching = (hooks: readonly Hook[], used: ReadonlySet<Hook>): readonly string[] =>
  COMMANDS.filter((row) => row.thenBuilds?.some((hook) => hooks.includes(hook)) && row.hooks.some((hook) => used.has(hook))).map((row) => row.command);

/** Whether a command that builds no wheel otherwise builds one for its metadata. */
const buildsWheel = ({ asksMetadata }: CommandRow, metadataBuildsWheel: boolean): boolean => asksMetadata === true && metadataBuildsWheel;

/**
 * The hooks that a command reaches, in the order of a build; undefined for a command without a row. Where metadata comes from the whole
 * wheel, a command that asks for metadata reaches the wheel.
 */
export function hooksReached(command: string, metadataBuildsWheel = false): readonly Hook[] | undefined {
  const row = COMMANDS.find((one) => one.command === command);
  const hooks = row?.hooks.flatMap((hook): Hook[] => (hook === 'MW' && buildsWheel(row, metadataBuildsWheel) ? ['MW', 'W'] : [hook]));
  return hooks && [...hooks, ...(row?.thenBuilds ?? [])];
}

/** The name of a hook's function, or of another moment. */
export const nameOfHook = (hook: Hook): string => (HOOK_NAMES as Readonly<Record<string, string>>)[hook] ?? hook;

/** Sorts and merges lists of commands, the cheapest first; commands that are in no row come last, in the order given. */
export function mergeCommands(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort((a, b) => (RANK.get(a) ?? RANK.size) - (RANK.get(b) ?? RANK.size));
}

/** What happens at the hooks, in the order of a build. */
export const STAGES: readonly { readonly hooks: readonly Hook[]; readonly words: string }[] = [
  { hooks: ['RS', 'RW', 'RE'], words: 'build requirements are asked for' },
  { hooks: ['MW', 'ME'], words: 'metadata is prepared' },
  { hooks: ['S'], words: 'a source distribution is made' },
  { hooks: ['W'], words: 'a wheel is built' },
  { hooks: ['E'], words: 'an editable install is made' },
  { hooks: ['deps'], words: 'dependencies are installed' },
  { hooks: ['start'], words: 'any Python interpreter starts after the installation' },
  { hooks: ['import'], words: 'the package is imported after an editable install' },
  { hooks: ['console'], words: 'somebody calls the installed command' },
  { hooks: ['plugin'], words: 'tools of the same environment load their plug-ins' },
  { hooks: ['test'], words: 'pytest collects tests, which editors do to list them' },
  { hooks: ['tox'], words: 'tox is run' },
  { hooks: ['nox'], words: 'nox is run, even to list its sessions' },
  { hooks: ['ci'], words: 'cibuildwheel builds wheels' },
  { hooks: ['env'], words: 'a project tool such as hatch, pdm or poetry is used' },
  { hooks: ['lint'], words: 'a linter runs' },
  { hooks: ['docs'], words: 'documentation is built' },
  { hooks: ['commit'], words: 'pre-commit runs' },
  { hooks: ['conda'], words: 'a conda package is built' },
  { hooks: ['task'], words: 'somebody runs a task of the project' },
  { hooks: ['editor'], words: 'an editor opens the folder and trusts it' },
  { hooks: ['direct'], words: 'somebody runs it as a script' },
];

/** All hooks in the order in which a build would call them, then the other moments. */
export const HOOK_ORDER: readonly Hook[] = STAGES.flatMap(({ hooks }) => hooks);

/** A sentence such as "Runs at every build hook: `pip download` is enough."; with a condition "May run … (condition)". */
export function describeHooks(hooks: readonly Hook[], commands: readonly string[], condition?: string): string {
  if (hooks.length === 0) return 'No build command is known to run it.';
  const isEvery = BUILD_HOOKS.every((hook) => hooks.includes(hook));
  const isBuild = (hook: Hook): boolean => (BUILD_HOOKS as readonly Hook[]).includes(hook);
  const stages = STAGES
    .filter((stage) => stage.hooks.some((hook) => hooks.includes(hook)) && !(isEvery && stage.hooks.some(isBuild)))
    .map((stage) => `when ${stage.words}`);
  if (isEvery) stages.unshift('at every build hook');
  const enough = commands[0] === undefined ? '' : `: \`${commands[0]}\` is enough`;
  const spared = hooks.includes('W') && commands[0] === 'pip install' ? ', `pip download` does not reach it' : '';
  const doubt = condition === undefined ? '' : ` (${condition})`;
  return `${condition === undefined ? 'Runs' : 'May run'} ${listed(stages)}${doubt}${enough}${spared}.`;
}

const listed = (items: readonly string[]): string =>
  (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`);

export function executionAt(hooks: readonly Hook[], commands: readonly string[], condition?: string): Execution {
  const reach = reachOf(hooks);
  return { runs: commands, when: describeHooks(hooks, commands, condition), ...(reach && { reach }), gates: [] };
}

const hookNames: ReadonlySet<string> = new Set(Object.values(HOOK_NAMES));

/** Whether a function of this name is a build hook (PEP 517, PEP 660). */
export const isBuildHookName = (name: string): boolean => hookNames.has(name);
