/** Backends that run little or no project code: flit-core, uv_build. */
import type { Backend } from './backend';

const DYNAMIC_MODULE = {
  title: 'flit module',
  whenListed: { key: ['project', 'dynamic'], anyOf: ['version', 'description'] },
  target: 'module',
  kind: 'import',
  hooks: ['MW', 'ME', 'S', 'W', 'E'],
  certainty: 'conditional',
  condition: 'unless `__version__` and the docstring are literals that flit reads without importing the module',
  role: 'helper-module',
  source: 'flit: flit_core/flit_core/common.py, get_info_from_module',
} as const;

export const FLIT_CORE: Backend = {
  name: 'flit-core',
  modules: ['flit_core.buildapi', 'flit.buildapi'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [
    { ...DYNAMIC_MODULE, id: 'flit-module', key: ['tool', 'flit', 'module', 'name'] },
    { ...DYNAMIC_MODULE, id: 'flit-project', key: ['project', 'name'], unless: ['tool', 'flit', 'module', 'name'] },
  ],
  source: 'flit: flit_core/flit_core/buildapi.py',
};

export const UV_BUILD: Backend = {
  name: 'uv_build',
  modules: ['uv_build'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [],
  source: 'https://docs.astral.sh/uv/concepts/build-backend/',
};
