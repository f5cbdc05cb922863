/** Names that the user allows on the command line, for every command that judges findings: `--allow-import` and `--allow-command`. */
import { readAllowSetting } from '../analysis/allow-settings';
import type { Settings } from '../analysis/settings';
import { UsageError } from './parts';

export interface AllowOptions {
  readonly allowImport?: readonly string[];
  readonly allowCommand?: readonly string[];
}

/** Throws `UsageError` for a name that can be none. */
export function allowedBy({ allowImport = [], allowCommand = [] }: AllowOptions): Pick<Settings, 'allowImports' | 'allowCommands'> {
  const read = (option: string, setting: 'allowImports' | 'allowCommands', given: readonly string[]): readonly string[] => {
    const reading = readAllowSetting(setting, given);
    if ('problem' in reading) throw new UsageError(`${option} cannot be used: ${reading.problem}.`);
    return reading.names;
  };
  return { allowImports: read('--allow-import', 'allowImports', allowImport), allowCommands: read('--allow-command', 'allowCommands', allowCommand) };
}
