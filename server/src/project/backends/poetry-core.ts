/** poetry-core: https://python-poetry.org/docs/pyproject/, and the backend of poetry-dynamic-versioning on top of it. */
import type { Backend, Vector } from './backend';
import { gitDescribes, gitLists } from './git';

const SCRIPT = {
  title: 'poetry build script',
  target: 'script',
  kind: 'exec-text',
  hooks: ['W', 'E'],
  certainty: 'certain',
  role: 'build-hook',
  source: 'poetry-core: src/poetry/core/masonry/builders/wheel.py',
} as const;

/** It asks git for ignored files (poetry-core: src/poetry/core/vcs/git.py, get_ignored_files); seen with 2.5. */
const VECTORS: readonly Vector[] = [
  ...gitLists('poetry', ['S', 'W']),
  {
    ...SCRIPT, id: 'poetry-build-script', key: ['tool', 'poetry', 'build', 'script'],
    // Seen with poetry-core 2.5: a generated setup.py imports the script; a setup.py of the project runs in its place.
    gate: { key: 'generate-setup-file', equals: true, condition: 'unless the project has a setup.py, which runs instead' },
  },
  { ...SCRIPT, id: 'poetry-build', key: ['tool', 'poetry', 'build'] },
  {
    ...SCRIPT, id: 'poetry-generate-setup-file', title: 'setup script run by poetry', key: ['tool', 'poetry', 'build', 'generate-setup-file'], switches: 'setup.py', present: true,
    given: [{ key: ['tool', 'poetry', 'build', 'script'] }], role: 'setup-script',
  },
];

export const POETRY_CORE: Backend = {
  name: 'poetry-core',
  modules: ['poetry.core.masonry.api', 'poetry.masonry.api'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: VECTORS,
  source: 'poetry-core: src/poetry/core/masonry/api.py',
};

const DYNAMIC = {
  hooks: ['MW', 'ME', 'S', 'W', 'E'],
  given: [{ key: ['tool', 'poetry-dynamic-versioning', 'enable'], equals: true }],
  source: 'https://github.com/mtkennerly/poetry-dynamic-versioning#configuration',
} as const;

export const POETRY_DYNAMIC_VERSIONING: Backend = {
  name: 'poetry-dynamic-versioning',
  modules: ['poetry_dynamic_versioning.backend'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [
    ...VECTORS,
    ...gitDescribes('poetry-dynamic-versioning', DYNAMIC.hooks).map((vector): Vector => ({ ...vector, given: DYNAMIC.given })),
    {
      ...DYNAMIC, id: 'poetry-dynamic-versioning-import', title: 'module for the version template', key: ['tool', 'poetry-dynamic-versioning', 'format-jinja-imports', '*', 'module'],
      target: 'module', kind: 'import', certainty: 'certain', role: 'helper-module',
      // Seen with 1.10: the project folder is not on sys.path.
      importableRoot: true,
    },
    {
      ...DYNAMIC, id: 'poetry-dynamic-versioning-template', title: 'version template', key: ['tool', 'poetry-dynamic-versioning', 'format-jinja'], target: 'setting', kind: 'eval-expression',
      certainty: 'certain', role: 'project-config',
    },
    {
      ...DYNAMIC, id: 'poetry-dynamic-versioning-substitution', title: 'file in which the version is replaced', key: ['tool', 'poetry-dynamic-versioning', 'substitution', 'files', '*'],
      target: 'setting', kind: 'write-code', certainty: 'certain', never: 'the version is written into files; nothing imports them during the build', role: 'package-module',
    },
  ],
  source: 'poetry-dynamic-versioning: poetry_dynamic_versioning/backend.py wraps poetry.core.masonry.api',
};
