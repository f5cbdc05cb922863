/** poetry-core: https://python-poetry.org/docs/pyproject/ */
import type { Backend, Vector } from './backend';

const SCRIPT = {
  title: 'poetry build script',
  target: 'script',
  kind: 'exec-text',
  hooks: ['W', 'E'],
  certainty: 'certain',
  role: 'build-hook',
  source: 'poetry-core: src/poetry/core/masonry/builders/wheel.py',
} as const;

const VECTORS: readonly Vector[] = [
  { ...SCRIPT, id: 'poetry-build-script', key: ['tool', 'poetry', 'build', 'script'] },
  { ...SCRIPT, id: 'poetry-build', key: ['tool', 'poetry', 'build'] },
  {
    ...SCRIPT,
    id: 'poetry-generate-setup-file',
    title: 'setup script run by poetry',
    key: ['tool', 'poetry', 'build', 'generate-setup-file'],
    switches: 'setup.py',
    certainty: 'conditional',
    condition: 'when a build script is named too',
    role: 'setup-script',
  },
];

export const POETRY_CORE: Backend = {
  name: 'poetry-core',
  modules: ['poetry.core.masonry.api', 'poetry.masonry.api', 'poetry_dynamic_versioning.backend'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: VECTORS,
  source: 'poetry-core: src/poetry/core/masonry/api.py',
};
