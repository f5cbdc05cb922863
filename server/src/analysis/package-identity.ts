/**
 * What a package calls itself: name and version, as far as they are written down. Configuration counts first, as for frontends; then
 * what a setup script hands to `setup()`, which setuptools prefers to setup.cfg; then the metadata of a distribution, which a build wrote.
 *
 *     [project] name = "tides"           pyproject.toml
 *     setup(name="tides", version=V)     setup.py, where V is a constant
 *     [metadata] name = tides            setup.cfg
 *     Name: tides                        PKG-INFO of a source distribution, METADATA of a wheel
 */
import type { FileSet } from '../base/fileset';
import type { ProgramRun } from '../dataflow/entries';
import type { PackageEvent } from '../dataflow/events';
import type { PackageIdentity } from '../findings/report';
import type { ProjectConfig } from '../project/config';
import { entryOf } from '../project/lookup';
import { getOption } from '../syntax/ini/document';

const KEYS = {
  name: [['project', 'name'], ['tool', 'poetry', 'name'], ['tool', 'flit', 'metadata', 'dist-name'], ['tool', 'flit', 'metadata', 'module']],
  version: [['project', 'version'], ['tool', 'poetry', 'version']],
} as const;

/** Longer ones are no names, and would fill reports. */
const LONGEST = 200;

/** Core metadata is mail headers (https://packaging.python.org/en/latest/specifications/core-metadata/). */
const HEADERS = { name: /^Name:[ \t]*(.+)$/im, version: /^Version:[ \t]*(.+)$/im } as const;

/** Where a distribution keeps its metadata; the file need not be read yet. */
export function metadataPath(files: FileSet, installed: boolean): string | undefined {
  if (!installed) return files.get('PKG-INFO') && 'PKG-INFO';
  return files.paths().find((path) => /^[^/]+\.dist-info\/METADATA$/.test(path));
}

/** `runs`: of the setup script. `metadata`: the text of the distribution's own. */
export function identityOf(config: ProjectConfig, runs: readonly ProgramRun[], metadata: string | undefined): PackageIdentity {
  const said = runs.flatMap(({ events }) => events).filter((event): event is PackageEvent => event.kind === 'package');
  const headers = metadata?.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const of = (what: 'name' | 'version'): string | undefined => {
    const option = config.setupCfg && getOption(config.setupCfg, 'metadata', what)?.value;
    const candidates = [
      ...KEYS[what].map((key) => entryOf(config, key)?.value).map((value) => (value?.kind === 'string' ? value.value : undefined)),
      ...said.map((event) => event[what]),
      // Directives, not values (https://setuptools.pypa.io/en/latest/userguide/declarative_config.html#specifying-values).
      option !== undefined && /^\s*(?:attr|file):/.test(option) ? undefined : option,
      HEADERS[what].exec(headers)?.[1],
    ];
    return candidates.map((text) => text?.trim()).find((text) => text !== undefined && text !== '' && text.length <= LONGEST && !text.includes('\n'));
  };
  const [name, version] = [of('name'), of('version')];
  return { ...(name !== undefined && { name }), ...(version !== undefined && { version }) };
}
