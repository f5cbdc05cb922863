/** hatchling: https://hatch.pypa.io/latest/plugins/build-hook/custom/ */
import type { Backend, Vector } from './backend';

const BUILD_HOOK = {
  title: 'hatch build hook',
  default: 'hatch_build.py',
  target: 'script',
  kind: 'exec-text',
  certainty: 'certain',
  role: 'build-hook',
  source: 'hatch: backend/src/hatchling/builders/hooks/custom.py',
} as const;

const AT_METADATA = ['MW', 'ME', 'S', 'W', 'E'] as const;

const VECTORS: readonly Vector[] = [
  {
    ...BUILD_HOOK,
    id: 'hatch-build-hook',
    key: ['tool', 'hatch', 'build', 'hooks', 'custom', 'path'],
    hooks: ['RS', 'RW', 'RE', 'S', 'W', 'E'],
  },
  {
    ...BUILD_HOOK,
    id: 'hatch-build-hook-wheel',
    key: ['tool', 'hatch', 'build', 'targets', 'wheel', 'hooks', 'custom', 'path'],
    hooks: ['RW', 'RE', 'W', 'E'],
  },
  {
    ...BUILD_HOOK,
    id: 'hatch-build-hook-sdist',
    key: ['tool', 'hatch', 'build', 'targets', 'sdist', 'hooks', 'custom', 'path'],
    hooks: ['RS', 'S'],
  },
  {
    ...BUILD_HOOK,
    id: 'hatch-metadata-hook',
    title: 'hatch metadata hook',
    key: ['tool', 'hatch', 'metadata', 'hooks', 'custom', 'path'],
    hooks: AT_METADATA,
    source: 'hatch: backend/src/hatchling/metadata/custom.py',
  },
  {
    id: 'hatch-version-code',
    title: 'hatch version file',
    key: ['tool', 'hatch', 'version', 'path'],
    when: { key: 'source', equals: 'code' },
    target: 'script',
    kind: 'exec-text',
    hooks: AT_METADATA,
    certainty: 'certain',
    role: 'helper-module',
    source: 'hatch: backend/src/hatchling/version/source/code.py',
  },
  {
    id: 'hatch-version-expression',
    title: 'hatch version expression',
    key: ['tool', 'hatch', 'version', 'expression'],
    when: { key: 'source', equals: 'code' },
    default: '__version__',
    target: 'expression',
    kind: 'eval-expression',
    hooks: AT_METADATA,
    certainty: 'certain',
    role: 'project-config',
    source: 'hatch: backend/src/hatchling/version/source/code.py',
  },
  {
    id: 'hatch-vcs-describe',
    title: 'git describe command',
    key: ['tool', 'hatch', 'version', 'raw-options', 'git_describe_command'],
    target: 'command',
    kind: 'spawn',
    hooks: AT_METADATA,
    certainty: 'conditional',
    condition: 'when the project is a git work tree',
    role: 'project-config',
    source: 'hatch-vcs: hatch_vcs/version_source.py; setuptools-scm: src/setuptools_scm/git.py',
  },
  {
    id: 'hatch-jupyter-builder',
    title: 'hatch-jupyter-builder function',
    key: ['tool', 'hatch', 'build', 'hooks', 'jupyter-builder', 'build-function'],
    target: 'module.object',
    kind: 'import',
    hooks: ['S', 'W', 'E'],
    certainty: 'conditional',
    condition: 'unless skip-if-exists names files that are there',
    role: 'build-hook',
    source: 'hatch-jupyter-builder: hatch_jupyter_builder/plugin.py',
  },
  {
    id: 'hatch-build-scripts',
    title: 'hatch-build-scripts command',
    key: ['tool', 'hatch', 'build', 'hooks', 'build-scripts', 'scripts', '*', 'commands', '*'],
    target: 'command',
    kind: 'spawn',
    hooks: ['S', 'W', 'E'],
    certainty: 'certain',
    role: 'project-config',
    source: 'hatch-build-scripts: src/hatch_build_scripts/plugin.py',
  },
];

export const HATCHLING: Backend = {
  name: 'hatchling',
  modules: ['hatchling.build', 'hatchling.ouroboros'],
  runsSetupScript: false,
  // The metadata hooks are left undefined when PIP_BUILD_TRACKER is set.
  metadataBuildsWheel: true,
  vectors: VECTORS,
  source: 'hatch: backend/src/hatchling/build.py',
};
