/** What the command line is put together from; main.cli.ts passes the real parts, tests pass small ones. */
import type { Project } from '../analysis/host';
import type { Settings } from '../analysis/settings';
import type { RuleMetadata } from '../findings/rule';
import type { Console } from './console';
import type { Helper } from './pool';

export interface CliParts {
  readonly console: Console;
  readonly version: string;
  readonly rules: readonly RuleMetadata[];
  /** Loads the analyser (once) and opens an empty project. Rejects with one clear sentence when parts of the installation are missing. */
  openProject(settings: Settings): Promise<Project>;
  /** Absent where there is but one. */
  readonly threads?: Threads;
}

export interface Threads {
  /** How many run at once on this machine. */
  readonly available: number;
  /** How to start one of so many; each is given `common`, plain data, once. */
  start(helpers: number, common: unknown): () => Helper;
}

/** The name in output and in the schema. */
export const TOOL_NAME = 'buildglass';

/** Exit statuses; scripts depend on them. */
export const EXIT = { clean: 0, findings: 1, unreadable: 2, interrupted: 130 } as const;

/** Something the user can put right; its message is the whole output. */
export class UsageError extends Error {}

/** One sentence about an error that is our fault, fit to be followed by the place where it happened. */
export const internalError = (error: unknown): string =>
  `Buildglass itself failed (${(error instanceof Error ? error.message : String(error)).split('\n')[0]}); please report it at https://github.com/buildglass/buildglass/issues`;
