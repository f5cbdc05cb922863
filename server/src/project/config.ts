/** The configuration files of a project, read: everything the execution map derives from. */
import type { FileSet } from '../base/fileset';
import type { IniDocument } from '../syntax/ini/document';
import type { Parsers } from '../syntax/parser';
import type { TomlDocument } from '../syntax/toml/document';
import { type BackendChoice, chooseBackend } from './backend';
import { configPathsOf, type ReadDocument, readDocuments } from './documents';
import { type Header, mayHaveHeader, readHeaders } from './headers';

/** The files at the project root that choose and configure the backend. */
export const CONFIG_PATHS = ['pyproject.toml', 'setup.cfg', 'hatch.toml'] as const;

export interface ProjectConfig {
  readonly pyproject?: TomlDocument;
  readonly hatch?: TomlDocument;
  readonly setupCfg?: IniDocument;
  /** These and all other configuration files, by path. */
  readonly documents: ReadonlyMap<string, ReadDocument>;
  /** What single-file scripts say at their top, by path. */
  readonly headers: ReadonlyMap<string, Header>;
  readonly backend: BackendChoice;
}

/** The files of a listing that may say something about a build or a tool. */
export interface ConfigPaths {
  readonly documents: readonly string[];
  readonly scripts: readonly string[];
}

export const findConfigPaths = (paths: readonly string[]): ConfigPaths => ({ documents: configPathsOf(paths), scripts: paths.filter(mayHaveHeader) });

/** What is missing, unreadable or not read yet counts as absent. `paths` and `earlier` save work: those of the listing, an earlier reading. */
export function readConfig(parsers: Parsers, files: FileSet, paths: ConfigPaths = findConfigPaths(files.paths()), earlier?: ProjectConfig): ProjectConfig {
  const documents = readDocuments(parsers, files, paths.documents, earlier?.documents);
  const pyproject = tomlOf(documents, 'pyproject.toml');
  const hatch = tomlOf(documents, 'hatch.toml');
  const setupCfg = iniOf(documents, 'setup.cfg');
  return {
    ...(pyproject && { pyproject }),
    ...(hatch && { hatch }),
    ...(setupCfg && { setupCfg }),
    documents,
    headers: readHeaders(parsers, files, paths.scripts, earlier?.headers),
    backend: pyproject !== undefined && pyproject === earlier?.pyproject ? earlier.backend : chooseBackend(pyproject),
  };
}

export function tomlOf(documents: ProjectConfig['documents'], path: string): TomlDocument | undefined {
  const read = documents.get(path)?.document;
  return read?.kind === 'toml' ? read.document : undefined;
}

export function iniOf(documents: ProjectConfig['documents'], path: string): IniDocument | undefined {
  const read = documents.get(path)?.document;
  return read?.kind === 'ini' ? read.document : undefined;
}
