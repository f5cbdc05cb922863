/**
 * What Buildglass knows of one build backend, as data: which configuration keys and which files make it run project code, at which hook.
 *
 *     { key: ['tool', 'hatch', 'build', 'hooks', 'custom', 'path'], default: 'hatch_build.py', target: 'script', hooks: […], source: … }
 *
 * Adding knowledge means adding rows; `../edges.ts` reads them. Every row says where it is known from.
 */
import type { Role } from '../../findings/finding';
import type { Hook } from '../hooks';

/**
 * What happens to the target. `import`: a module is loaded; `exec-text`: a file is executed as a script; `eval-expression`: a string
 * is evaluated; `spawn`: a command is started.
 */
export type EdgeKind = 'import' | 'exec-text' | 'eval-expression' | 'spawn';

/** `certain`: runs whenever the hook runs. `conditional`: see the condition. `unknown`: nothing is known of the backend. */
export type Certainty = 'certain' | 'conditional' | 'unknown';

/** How the value of the key names what runs. */
export type TargetForm =
  /** A path, relative to the project root. */
  | 'script'
  /** A path when it ends in `.py`, else "pkg.mod:obj". */
  | 'script-or-module'
  /** "pkg.mod:obj(args)" */
  | 'module:object'
  /** "pkg.mod.obj" */
  | 'module.object'
  /** The name of a module or a distribution; dashes count as underscores. */
  | 'module'
  /** Python source text. */
  | 'expression'
  /** A command line, or a list of its words. */
  | 'command'
  /** A command that is a project script when it ends in `.py`. */
  | 'script-or-command';

export interface Vector {
  /** Stable, kebab-case. */
  readonly id: string;
  /** For people: "build hook". */
  readonly title: string;
  /**
   * Path of the key, in pyproject.toml and, where the backend reads it, hatch.toml. `*` stands for every key of a table and every item of
   * an array. Absent for files that are found by their name alone.
   */
  readonly key?: readonly string[];
  /** Section and key in setup.cfg, instead of `key`; the value may be asked to start with a prefix such as `attr:`. */
  readonly ini?: { readonly section: string; readonly key: string; readonly prefix?: string };
  /** A key beside `key` that must have this value. */
  readonly when?: { readonly key: string; readonly equals: string };
  /** A list in pyproject.toml that must hold one of these strings. */
  readonly whenListed?: { readonly key: readonly string[]; readonly anyOf: readonly string[] };
  /** A key in pyproject.toml that must not be there. */
  readonly unless?: readonly string[];
  /** The value when the table of `key` is there and `key` is not. */
  readonly default?: string;
  /** A file at the project root that is taken when `key` is not written. */
  readonly autodetect?: string;
  /** The key is a switch: when it is `true`, this file runs. */
  readonly switches?: string;
  readonly target: TargetForm;
  readonly kind: EdgeKind;
  readonly hooks: readonly Hook[];
  readonly certainty: Certainty;
  /** In plain words, when not certain. */
  readonly condition?: string;
  /** What the target is to the build. */
  readonly role: Role;
  readonly source: string;
}

export interface Backend {
  /** As the project calls itself. */
  readonly name: string;
  /** Values of `build-backend`, without the object. */
  readonly modules: readonly string[];
  /** Whether setup.py is executed at every hook. */
  readonly runsSetupScript: boolean;
  /** Whether pip finds no metadata hook and so builds the wheel when it asks for metadata. */
  readonly metadataBuildsWheel: boolean;
  readonly vectors: readonly Vector[];
  readonly source: string;
}
