/** What is installed beside hatchling and makes it run more: hatch-vcs, hatch-jupyter-builder, hatch-build-scripts. */
import type { Plugin, Vector } from './backend';
import { gitDescribes } from './git';
import { AT_METADATA, replacedBelowTargets } from './hatchling';
import { GIT_COMMAND } from './setuptools-plugins';

const DESCRIBE = {
  odd: { because: 'it is started in place of `git describe`', unless: GIT_COMMAND },
  title: 'git describe command',
  given: [{ key: ['tool', 'hatch', 'version', 'source'], equals: 'vcs' }],
  target: 'command',
  kind: 'spawn',
  hooks: AT_METADATA,
  certainty: 'conditional',
  condition: 'when the project is a git work tree',
  role: 'project-config',
  source: 'hatch-vcs: hatch_vcs/version_source.py; setuptools-scm: src/setuptools_scm/git.py',
} as const;

export const HATCH_VCS: Plugin = {
  name: 'hatch-vcs',
  distributions: ['hatch-vcs'],
  hosts: ['hatchling'],
  vectors: [
    { ...DESCRIBE, id: 'hatch-vcs-describe', key: ['tool', 'hatch', 'version', 'raw-options', 'git_describe_command'] },
    { ...DESCRIBE, id: 'hatch-vcs-describe-scm', key: ['tool', 'hatch', 'version', 'raw-options', 'scm', 'git', 'describe_command'] },
    ...gitDescribes('hatch-vcs', AT_METADATA).map((vector): Vector => ({ ...vector, given: DESCRIBE.given })),
    {
      id: 'hatch-vcs-version-file', title: 'version file', key: ['tool', 'hatch', 'build', 'hooks', 'vcs', 'version-file'], target: 'script', kind: 'write-code', hooks: ['S', 'W', 'E'],
      certainty: 'certain', never: 'a version is written into this file; nothing imports it during the build', role: 'package-module', source: 'https://github.com/ofek/hatch-vcs#build-hook',
    },
  ],
  source: 'https://github.com/ofek/hatch-vcs',
};

/** A hook may stand below `build` or below one of its targets. */
const HOOK_TABLES: readonly { readonly suffix: string; readonly key: readonly string[]; readonly hooks: Vector['hooks'] }[] = [
  { suffix: '', key: ['tool', 'hatch', 'build', 'hooks'], hooks: ['S', 'W', 'E'] },
  { suffix: '-wheel', key: ['tool', 'hatch', 'build', 'targets', 'wheel', 'hooks'], hooks: ['W', 'E'] },
  { suffix: '-sdist', key: ['tool', 'hatch', 'build', 'targets', 'sdist', 'hooks'], hooks: ['S'] },
];

export const HATCH_JUPYTER_BUILDER: Plugin = {
  name: 'hatch-jupyter-builder',
  distributions: ['hatch-jupyter-builder'],
  hosts: ['hatchling'],
  vectors: HOOK_TABLES.map(({ suffix, key, hooks }): Vector => ({
    id: `hatch-jupyter-builder${suffix}`,
    title: 'hatch-jupyter-builder function',
    key: [...key, 'jupyter-builder', 'build-function'],
    target: 'module.object',
    kind: 'import',
    hooks,
    ...(suffix === '' ? { replacedBy: replacedBelowTargets('jupyter-builder') } : {}),
    certainty: 'conditional',
    condition: 'unless skip-if-exists names files that are there',
    role: 'build-hook',
    source: 'hatch-jupyter-builder: hatch_jupyter_builder/plugin.py',
  })),
  source: 'https://hatch-jupyter-builder.readthedocs.io/en/latest/',
};

export const HATCH_BUILD_SCRIPTS: Plugin = {
  name: 'hatch-build-scripts',
  distributions: ['hatch-build-scripts'],
  hosts: ['hatchling'],
  vectors: HOOK_TABLES.map(({ suffix, key, hooks }): Vector => ({
    id: `hatch-build-scripts${suffix}`,
    title: 'hatch-build-scripts command',
    key: [...key, 'build-scripts', 'scripts', '*', 'commands', '*'],
    target: 'command',
    kind: 'spawn',
    hooks,
    ...(suffix === '' ? { replacedBy: replacedBelowTargets('build-scripts') } : {}),
    certainty: 'certain',
    role: 'project-config',
    source: 'hatch-build-scripts: src/hatch_build_scripts/plugin.py',
  })),
  source: 'https://github.com/rmorshea/hatch-build-scripts',
};
