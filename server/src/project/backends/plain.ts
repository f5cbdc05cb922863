/** Backends that run little or no project code: flit-core, uv_build, whey. */
import type { Backend } from './backend';

const MODULE = {
  title: 'flit module',
  target: 'module',
  kind: 'import',
  hooks: ['MW', 'ME', 'S', 'W', 'E'],
  certainty: 'conditional',
  condition: 'unless `__version__` and the docstring are literals that flit reads without importing the module',
  test: 'flit-module',
  role: 'helper-module',
  source: 'flit: flit_core/flit_core/common.py, get_info_from_module',
} as const;

const DYNAMIC_MODULE = { ...MODULE, whenListed: { key: ['project', 'dynamic'], anyOf: ['version', 'description'] } } as const;

export const FLIT_CORE: Backend = {
  name: 'flit-core',
  modules: ['flit_core.buildapi', 'flit.buildapi'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [
    { ...DYNAMIC_MODULE, id: 'flit-module', key: ['tool', 'flit', 'module', 'name'] },
    { ...MODULE, id: 'flit-metadata-module', key: ['tool', 'flit', 'metadata', 'module'], unless: ['project'] },
    {
      id: 'flit-runtime-dependencies', title: 'build requirement', key: ['project', 'dependencies', '*'], whenListed: DYNAMIC_MODULE.whenListed, target: 'requirement', kind: 'require', hooks: ['RS', 'RW', 'RE'],
      certainty: 'conditional', condition: 'when flit has to import the module', role: 'project-config', source: 'flit: flit_core/flit_core/buildapi.py, get_requires_for_build_wheel',
    },
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

export const WHEY: Backend = {
  name: 'whey',
  modules: ['whey'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [
    {
      id: 'whey-builder',
      title: 'whey builder',
      key: ['tool', 'whey', 'builders', '*'],
      target: 'setting',
      kind: 'import',
      hooks: ['S', 'W', 'E'],
      certainty: 'certain',
      never: 'it is the name of an installed plug-in, not code of the project',
      role: 'project-config',
      source: 'whey: whey/config.py',
    },
  ],
  source: 'https://whey.readthedocs.io/en/latest/',
};
