/**
 * Build hooks, and the commands that reach them.
 *
 * The table was measured with pip 26.2 and build 1.6 on a project folder with build isolation: hooks were called with markers in them.
 */
import type { Execution } from '../findings/finding';
import { reachOf } from './reach';

/**
 * PEP 517 and PEP 660 hooks (R: requirements, M: metadata; S: sdist, W: wheel, E: editable), and the other moments at which project
 * code runs: `test` (pytest collects), `direct` (somebody runs the file as a script).
 */
export type Hook = 'RS' | 'RW' | 'RE' | 'MW' | 'ME' | 'S' | 'W' | 'E' | 'test' | 'direct';

export const BUILD_HOOKS: readonly Hook[] = ['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'W', 'E'];

/** The function names of the hooks. */
export const HOOK_NAMES: Readonly<Record<Exclude<Hook, 'test' | 'direct'>, string>> = {
  RS: 'get_requires_for_build_sdist',
  RW: 'get_requires_for_build_wheel',
  RE: 'get_requires_for_build_editable',
  MW: 'prepare_metadata_for_build_wheel',
  ME: 'prepare_metadata_for_build_editable',
  S: 'build_sdist',
  W: 'build_wheel',
  E: 'build_editable',
};

interface CommandRow {
  readonly command: string;
  readonly hooks: readonly Hook[];
  /** Whether the command asks for metadata, and so builds the whole wheel where a backend has no metadata hook. */
  readonly wantsMetadata?: boolean;
}

/** The cheapest first: what a careful person believes to be harmless. */
const COMMANDS: readonly CommandRow[] = [
  { command: 'pip download', hooks: ['RW', 'MW'], wantsMetadata: true },
  { command: 'pip install', hooks: ['RW', 'MW', 'W'] },
  { command: 'pip install -e', hooks: ['RE', 'ME', 'E'] },
  { command: 'python -m build', hooks: ['RS', 'S', 'RW', 'W'] },
  { command: 'python setup.py', hooks: ['direct'] },
  { command: 'pytest', hooks: ['test'] },
];

export const ALL_COMMANDS: readonly string[] = COMMANDS.map(({ command }) => command);

const RANK: ReadonlyMap<string, number> = new Map(COMMANDS.map((row, index) => [row.command, index]));

/** The commands that reach any of the hooks, the cheapest first. `metadataBuildsWheel`: the backend has no metadata hook under pip. */
export function commandsReaching(hooks: readonly Hook[], metadataBuildsWheel = false): readonly string[] {
  return COMMANDS
    .filter((row) => hooks.some((hook) => row.hooks.includes(hook) || (hook === 'W' && metadataBuildsWheel && row.wantsMetadata === true)))
    .map((row) => row.command);
}

/**
 * The hooks that a command reaches, in the order of a build; undefined for a command without a row. Where metadata comes from the whole
 * wheel, a command that asks for metadata reaches the wheel.
 */
export function hooksReached(command: string, metadataBuildsWheel = false): readonly Hook[] | undefined {
  const row = COMMANDS.find((one) => one.command === command);
  return row && metadataBuildsWheel && row.wantsMetadata === true ? [...row.hooks, 'W'] : row?.hooks;
}

/** All hooks in the order in which a build would call them, then the other moments. */
export const HOOK_ORDER: readonly Hook[] = [...BUILD_HOOKS, 'test', 'direct'];

/** The name of a hook's function, or of another moment. */
export const nameOfHook = (hook: Hook): string => (HOOK_NAMES as Readonly<Record<string, string>>)[hook] ?? hook;

/** Sorts and merges lists of commands, the cheapest first. */
export function mergeCommands(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort((a, b) => (RANK.get(a) ?? RANK.size) - (RANK.get(b) ?? RANK.size));
}

/** What happens at the hooks, in the order of a build. */
const STAGES: readonly { readonly hooks: readonly Hook[]; readonly words: string }[] = [
  { hooks: ['RS', 'RW', 'RE'], words: 'build requirements are asked for' },
  { hooks: ['MW', 'ME'], words: 'metadata is prepared' },
  { hooks: ['S'], words: 'a source distribution is made' },
  { hooks: ['W'], words: 'a wheel is built' },
  { hooks: ['E'], words: 'an editable install is made' },
  { hooks: ['test'], words: 'pytest collects tests, which editors do to list them' },
  { hooks: ['direct'], words: 'somebody runs it as a script' },
];

/** A sentence such as "Runs at every build hook: `pip download` is enough."; with a condition "May run … (condition)". */
export function describeHooks(hooks: readonly Hook[], commands: readonly string[], condition?: string): string {
  if (hooks.length === 0) return 'No build command is known to run it.';
  const isEvery = BUILD_HOOKS.every((hook) => hooks.includes(hook));
  const stages = STAGES
    .filter((stage) => stage.hooks.some((hook) => hooks.includes(hook)) && !(isEvery && stage.hooks.some((hook) => BUILD_HOOKS.includes(hook))))
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
