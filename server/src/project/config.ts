/** The configuration files of a project, read: everything the execution map derives from. */
import type { FileSet } from '../base/fileset';
import type { IniDocument } from '../syntax/ini/document';
import { parseIni } from '../syntax/ini/parse';
import type { Parsers } from '../syntax/parser';
import type { TomlDocument } from '../syntax/toml/document';
import { parseToml } from '../syntax/toml/parse';
import { type BackendChoice, chooseBackend } from './backend';

/** The files at the project root that `readConfig` wants the text of. */
export const CONFIG_PATHS = ['pyproject.toml', 'setup.cfg', 'hatch.toml'] as const;

export interface ProjectConfig {
  readonly pyproject?: TomlDocument;
  readonly hatch?: TomlDocument;
  readonly setupCfg?: IniDocument;
  readonly backend: BackendChoice;
}

/** What is missing, unreadable or not read yet counts as absent. */
export function readConfig(parsers: Parsers, files: FileSet): ProjectConfig {
  const pyprojectText = textOf(files, 'pyproject.toml');
  const hatchText = textOf(files, 'hatch.toml');
  const setupText = textOf(files, 'setup.cfg');
  const pyproject = pyprojectText === undefined ? undefined : parseToml(parsers, pyprojectText, 'pyproject.toml');
  return {
    ...(pyproject && { pyproject }),
    ...(hatchText !== undefined && { hatch: parseToml(parsers, hatchText, 'hatch.toml') }),
    ...(setupText !== undefined && { setupCfg: parseIni(setupText) }),
    backend: chooseBackend(pyproject),
  };
}

function textOf(files: FileSet, path: string): string | undefined {
  const content = files.get(path);
  return content?.kind === 'text' ? content.text : undefined;
}
