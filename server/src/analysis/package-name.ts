/** The name that a package gives itself in its configuration; a setup script may give another one when it runs. */
import type { ProjectConfig } from '../project/config';
import { entryOf } from '../project/lookup';
import { getOption } from '../syntax/ini/document';

const KEYS = [['project', 'name'], ['tool', 'poetry', 'name'], ['tool', 'flit', 'metadata', 'dist-name'], ['tool', 'flit', 'metadata', 'module']] as const;

export function packageNameOf(config: ProjectConfig): string | undefined {
  for (const key of KEYS) {
    const value = entryOf(config, key)?.value;
    if (value?.kind === 'string' && value.value.trim() !== '') return value.value.trim();
  }
  const name = config.setupCfg && getOption(config.setupCfg, 'metadata', 'name')?.value.trim();
  return name === '' ? undefined : name;
}
