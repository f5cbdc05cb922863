/** What a user can set, with defaults. The editor's settings section and the command line's flags are checked against this table in the tests. */
import type { Model } from '../catalog/model';
import type { Persona } from '../findings/rule';

export interface Settings {
  /** How much is shown. */
  readonly persona: Persona;
  /** Whether suppressions that the project brings along are obeyed; otherwise they are listed and the findings stay. */
  readonly trustProject: boolean;
  /** Whether the modules of the package are looked at as well, for harm that is done on import. The command line does, unless told `--scope build`; editors keep to build files. */
  readonly wholePackage: boolean;
  /** Whether the files are those of a wheel: installing them builds nothing. Never guessed from what the files say. */
  readonly installed?: boolean;
  /** Models of libraries that Buildglass does not know (docs/catalog.md). Only the user's own: a project that describes its libraries as harmless is not believed. */
  readonly catalog: readonly Model[];
  /** Modules that may be imported by a computed name, and programs that may be started with any arguments: the user's own lists (project/allow-fields.ts). */
  readonly allowImports: readonly string[];
  readonly allowCommands: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = { persona: 'regular', trustProject: false, wholePackage: false, catalog: [], allowImports: [], allowCommands: [] };
