/** hatchling: https://hatch.pypa.io/latest/plugins/build-hook/custom/ */
import type { Backend, Vector } from './backend';

const BUILD_HOOK = {
  title: 'hatch build hook',
  default: 'hatch_build.py',
  target: 'script',
  kind: 'exec-text',
  certainty: 'certain',
  gate: { key: 'enable-by-default', equals: false, condition: 'when the environment variable HATCH_BUILD_HOOKS_ENABLE or HATCH_BUILD_HOOK_ENABLE_CUSTOM is set' },
  role: 'build-hook',
  source: 'hatch: backend/src/hatchling/builders/hooks/custom.py',
} as const;

/** A hook below a target replaces the one of the same name for all targets (hatch: backend/src/hatchling/builders/config.py, hook_config; seen with 1.32.4). */
export const replacedBelowTargets = (name: string): NonNullable<Vector['replacedBy']> => [
  { key: ['tool', 'hatch', 'build', 'targets', 'wheel', 'hooks', name], hooks: ['RW', 'RE', 'W', 'E'] },
  { key: ['tool', 'hatch', 'build', 'targets', 'sdist', 'hooks', name], hooks: ['RS', 'S'] },
];

export const AT_METADATA = ['MW', 'ME', 'S', 'W', 'E'] as const;

const REQUIRES = {
  title: 'build requirement',
  target: 'requirement',
  kind: 'require',
  list: 'each',
  hooks: ['RS', 'RW', 'RE'],
  certainty: 'certain',
  role: 'project-config',
  source: 'https://hatch.pypa.io/latest/config/build/#dependencies',
} as const;

/** Names, attributes, items and calls of what the version file itself defines: `__version__`, `info["version"]`, `".".join(map(str, VERSION))`. */
const VERSION_NAME = /^(?![^]*(?:__(?!version)\w|\b(?:import|exec|eval|compile|open|[gs]etattr|globals|locals|vars|lambda|system|popen|os|sys|subprocess|builtins|importlib)\b))[\w\s.,()[\]"':-]{0,200}$/;

const VERSION_CODE = {
  when: { key: 'source', equals: 'code' },
  hooks: AT_METADATA,
  certainty: 'certain',
  source: 'hatch: backend/src/hatchling/version/source/code.py',
} as const;

const READS_VERSION = {
  title: 'hatch version file',
  key: ['tool', 'hatch', 'version', 'path'],
  target: 'script',
  kind: 'exec-text',
  hooks: AT_METADATA,
  certainty: 'certain',
  never: 'hatch reads the version with a regular expression',
  role: 'helper-module',
  source: 'hatch: backend/src/hatchling/version/source/regex.py',
} as const;

const VECTORS: readonly Vector[] = [
  { ...BUILD_HOOK, id: 'hatch-build-hook', key: ['tool', 'hatch', 'build', 'hooks', 'custom', 'path'], hooks: ['RS', 'RW', 'RE', 'S', 'W', 'E'], replacedBy: replacedBelowTargets('custom') },
  { ...BUILD_HOOK, id: 'hatch-build-hook-wheel', key: ['tool', 'hatch', 'build', 'targets', 'wheel', 'hooks', 'custom', 'path'], hooks: ['RW', 'RE', 'W', 'E'] },
  { ...BUILD_HOOK, id: 'hatch-build-hook-sdist', key: ['tool', 'hatch', 'build', 'targets', 'sdist', 'hooks', 'custom', 'path'], hooks: ['RS', 'S'] },
  {
    ...BUILD_HOOK, id: 'hatch-metadata-hook', title: 'hatch metadata hook', key: ['tool', 'hatch', 'metadata', 'hooks', 'custom', 'path'],
    hooks: AT_METADATA, source: 'hatch: backend/src/hatchling/metadata/custom.py',
  },
  { ...VERSION_CODE, id: 'hatch-version-code', title: 'hatch version file', key: ['tool', 'hatch', 'version', 'path'], target: 'script', kind: 'exec-text', role: 'helper-module' },
  {
    ...VERSION_CODE, odd: { because: 'it is more than the name of a version', unless: VERSION_NAME }, id: 'hatch-version-expression', title: 'hatch version expression', key: ['tool', 'hatch', 'version', 'expression'], default: '__version__',
    target: 'expression', kind: 'eval-expression', role: 'project-config',
  },
  { ...READS_VERSION, id: 'hatch-version-regex', given: [{ key: ['tool', 'hatch', 'version', 'source'], not: true }] },
  { ...READS_VERSION, id: 'hatch-version-regex-named', given: [{ key: ['tool', 'hatch', 'version', 'source'], equals: 'regex' }] },
  {
    id: 'hatch-version-env', title: 'version from the environment', key: ['tool', 'hatch', 'version', 'variable'], when: { key: 'source', equals: 'env' }, target: 'setting', kind: 'environment',
    hooks: AT_METADATA, certainty: 'certain', obeys: [], never: 'the variable is read as text', role: 'project-config', source: 'hatch: backend/src/hatchling/version/source/env.py',
  },
  {
    ...BUILD_HOOK, id: 'hatch-custom-target', title: 'hatch custom builder', key: ['tool', 'hatch', 'build', 'targets', 'custom', 'path'], hooks: ['env'], commands: ['hatch build -t custom'],
    certainty: 'conditional', condition: 'when the target custom is asked for', source: 'https://hatch.pypa.io/latest/plugins/builder/custom/',
  },
  { ...REQUIRES, id: 'hatch-dependencies', key: ['tool', 'hatch', 'build', 'dependencies'] },
  { ...REQUIRES, id: 'hatch-dependencies-wheel', key: ['tool', 'hatch', 'build', 'targets', 'wheel', 'dependencies'], hooks: ['RW', 'RE'] },
  { ...REQUIRES, id: 'hatch-dependencies-sdist', key: ['tool', 'hatch', 'build', 'targets', 'sdist', 'dependencies'], hooks: ['RS'] },
  ...([['', [], ['RS', 'RW', 'RE']], ['-wheel', ['targets', 'wheel'], ['RW', 'RE']], ['-sdist', ['targets', 'sdist'], ['RS']]] as const).flatMap(([suffix, table, hooks]): Vector[] => [
    { ...REQUIRES, id: `hatch-runtime-dependencies${suffix}`, key: ['tool', 'hatch', 'build', ...table, 'require-runtime-dependencies'], switches: 'the dependencies of the project', hooks },
    { ...REQUIRES, id: `hatch-runtime-features${suffix}`, key: ['tool', 'hatch', 'build', ...table, 'require-runtime-features'], hooks },
  ]),
  { ...REQUIRES, id: 'hatch-hook-dependencies', key: ['tool', 'hatch', 'build', 'hooks', '*', 'dependencies'] },
  { ...REQUIRES, id: 'hatch-hook-dependencies-wheel', key: ['tool', 'hatch', 'build', 'targets', 'wheel', 'hooks', '*', 'dependencies'], hooks: ['RW', 'RE'] },
  { ...REQUIRES, id: 'hatch-hook-dependencies-sdist', key: ['tool', 'hatch', 'build', 'targets', 'sdist', 'hooks', '*', 'dependencies'], hooks: ['RS'] },
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
