/** pdm-backend: https://backend.pdm-project.org/hooks/ */
import type { Backend, Vector } from './backend';
import { gitDescribes } from './git';

const CALL = {
  title: 'pdm version function',
  target: 'module:object',
  kind: 'import',
  hooks: ['MW', 'ME', 'S', 'W', 'E'],
  certainty: 'certain',
  role: 'build-hook',
  source: 'pdm-backend: src/pdm/backend/hooks/version',
} as const;

const VECTORS: readonly Vector[] = [
  {
    id: 'pdm-build-hook',
    title: 'pdm build hook',
    key: ['tool', 'pdm', 'build', 'custom-hook'],
    autodetect: 'pdm_build.py',
    target: 'script',
    kind: 'exec-text',
    hooks: ['RW', 'RE', 'MW', 'ME', 'S', 'W', 'E'],
    certainty: 'certain',
    role: 'build-hook',
    source: 'pdm-backend: src/pdm/backend/base.py, get_hooks',
  },
  { ...CALL, id: 'pdm-version-getter', key: ['tool', 'pdm', 'version', 'getter'], when: { key: 'source', equals: 'call' } },
  {
    ...CALL, id: 'pdm-version-format', key: ['tool', 'pdm', 'version', 'version_format'], when: { key: 'source', equals: 'scm' },
    certainty: 'conditional', condition: 'unless the environment variable PDM_BUILD_SCM_VERSION is set',
  },
  ...gitDescribes('pdm', CALL.hooks).map((vector): Vector => ({ ...vector, given: [{ key: ['tool', 'pdm', 'version', 'source'], equals: 'scm' }] })),
  {
    id: 'pdm-version-file', title: 'pdm version file', key: ['tool', 'pdm', 'version', 'path'], when: { key: 'source', equals: 'file' }, target: 'script', kind: 'exec-text',
    hooks: ['MW', 'ME', 'S', 'W', 'E'], certainty: 'certain', never: 'pdm-backend reads the version with a regular expression', role: 'helper-module', source: CALL.source,
  },
  ...([['', ['project', 'dependencies', '*']], ['-optional', ['project', 'optional-dependencies', '*', '*']]] as const).map(([suffix, key]): Vector => ({
    id: `pdm-dependency-variable${suffix}`, title: 'place of a dependency from the environment', key, pattern: /\$\{(?!PROJECT_ROOT\})(\w+)\}/, target: 'setting', kind: 'environment', hooks: ['MW', 'ME', 'S', 'W', 'E'],
    certainty: 'certain', obeys: [], never: 'the variable is read as text', role: 'project-config', source: 'pdm-backend: src/pdm/backend/utils.py, expand_vars',
  })),
  {
    id: 'pdm-run-setuptools',
    title: 'setup script run by pdm-backend',
    key: ['tool', 'pdm', 'build', 'run-setuptools'],
    switches: 'setup.py',
    present: true,
    target: 'script',
    kind: 'exec-text',
    hooks: ['W', 'E'],
    certainty: 'certain',
    role: 'setup-script',
    source: 'pdm-backend: src/pdm/backend/hooks/setuptools.py',
  },
];

export const PDM_BACKEND: Backend = {
  name: 'pdm-backend',
  modules: ['pdm.backend', 'pdm.pep517.api'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: VECTORS,
  source: 'pdm-backend: src/pdm/backend/__init__.py',
};
