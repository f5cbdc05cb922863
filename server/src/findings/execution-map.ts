/**
 * The execution map as every output sees it: what runs, at which hook, by which command, and why.
 *
 *     pip download → get_requires_for_build_wheel → (pyproject.toml, build-system.build-backend, span) → setup.py
 *
 * Plain data. Made from the edges of the build (analysis/execution-map.ts); spans are UTF-16 offsets into the named file.
 */
import type { Span } from '../base/text';
import type { Place, Role } from './finding';

/** One way to an edge. */
export interface Way {
  /** "pip download" */
  readonly command: string;
  /** The function of a build hook ("build_wheel"), or the name of another moment ("test"). */
  readonly hook: string;
}

/** `certain`: runs whenever the hook runs. `conditional`: see the condition. `unknown`: nothing is known of the backend. */
export type MapCertainty = 'certain' | 'conditional' | 'unknown';

/**
 * `project`: a file of the project, or text that stands in one. `missing`: would be a file of the project and is not there. `installed`:
 * a module that the project does not hold. `outside`: a path that leaves the project.
 */
export type TargetState = 'project' | 'missing' | 'installed' | 'outside';

export interface MapTarget {
  /** A path, "pkg.mod:obj", or the text that is run, as written by the project. */
  readonly text: string;
  readonly state: TargetState;
  /** Where it stands, when it stands in the project: the object's name in its module, else the beginning of the file. */
  readonly place?: Place;
}

export interface MapEdge {
  /** Stable name of the kind of edge, kebab-case. */
  readonly id: string;
  /** For people: "hatch build hook". */
  readonly title: string;
  /** Never empty: the cheapest command first, and of each command its hooks in the order of a build. */
  readonly ways: readonly Way[];
  /** The key or file that makes it so: the place of the value, and of the key where one is written; `key` is '' for a file that is found by its name. */
  readonly via: Place & { readonly key: string; readonly keySpan?: Span };
  /** The text that names the target, when it is a text of its own. */
  readonly value?: Place;
  readonly target: MapTarget;
  /** What happens to the target: "import", "exec-text", "eval-expression", "spawn", … */
  readonly kind: string;
  readonly certainty: MapCertainty;
  /** In plain words; absent when there is none. */
  readonly condition?: string;
  /** False: it was proven that nothing runs. */
  readonly executes: boolean;
  /** In plain words, why nothing runs. */
  readonly because?: string;
  readonly role: Role;
  /** Where this is known from. */
  readonly source: string;
}

export interface ExecutionMap {
  /** "hatchling.build", as a frontend loads it; with the object behind a colon when there is one. */
  readonly backend: string;
  readonly edges: readonly MapEdge[];
}

/** What one command runs: hooks in the order of a build; hooks that run the same stand together. */
export interface CommandRuns {
  readonly command: string;
  readonly stages: readonly { readonly hooks: readonly string[]; readonly edges: readonly MapEdge[] }[];
}

/** A function or class of a file that a hook calls by its name. */
export interface EntryPoint extends Place {
  /** "build_wheel", "BuildHook.initialize" */
  readonly name: string;
  readonly ways: readonly Way[];
  readonly condition?: string;
}

/** What happens to a target, certain and possible. Words of kinds that are not listed are the kinds themselves. */
const VERBS: Readonly<Record<string, readonly [certain: string, possible: string]>> = {
  import: ['imports', 'import'],
  'exec-text': ['executes', 'execute'],
  'eval-expression': ['evaluates', 'evaluate'],
  'eval-expr': ['evaluates', 'evaluate'],
  spawn: ['starts', 'start'],
  call: ['calls', 'call'],
  environment: ['sets', 'set'],
  'write-code': ['writes', 'write'],
  require: ['installs', 'install'],
};

const STATES: Readonly<Record<TargetState, string>> = { project: '', missing: 'the file is missing', installed: 'not a module of the project', outside: 'outside the project' };

/** Longer texts are cut: commands and expressions can be any. */
const LONGEST_TEXT = 160;

/** The target on one line. */
export function targetText({ target }: Pick<MapEdge, 'target'>): string {
  const flat = target.text.replace(/\s+/g, ' ').trim();
  return flat.length > LONGEST_TEXT ? `${flat.slice(0, LONGEST_TEXT - 1)}…` : flat;
}

/** "executes setup.py", "may execute pkg/v.py (unless …)", "does not execute pkg/v.py (…)"; what comes from the project stays as it is. */
export function whatRuns(edge: MapEdge): string {
  const { kind, condition, because, certainty, executes } = edge;
  const [certain, possible] = VERBS[kind] ?? [kind, kind];
  const verb = !executes ? 'does not execute' : certainty === 'certain' ? certain : `may ${possible}`;
  const more = [STATES[edge.target.state], executes ? condition ?? '' : because ?? condition ?? ''].filter((words) => words !== '').join('; ');
  return `${verb} ${targetText(edge)}${more === '' ? '' : ` (${more})`}`;
}

/** Where the key stands, or its value where no key is written. */
export const keyPlace = ({ via }: MapEdge): Place => ({ path: via.path, span: via.keySpan ?? via.span });

/** Whether the file itself says so, by its name. */
export const isSelfNamed = ({ via, target }: MapEdge): boolean => via.key === '' && target.place?.path === via.path;
