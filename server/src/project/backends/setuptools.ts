/** setuptools, and the plug-ins that are configured beside it. */
import { BUILD_HOOKS } from '../hooks';
import type { Backend, Vector } from './backend';

const ATTR = {
  title: 'setuptools attr',
  target: 'module.object',
  kind: 'exec-text',
  hooks: BUILD_HOOKS,
  certainty: 'conditional',
  condition: 'unless the value is a literal that setuptools reads without running the module',
  role: 'helper-module',
  source: 'setuptools: setuptools/config/expand.py, read_attr and StaticModule',
} as const;

const CMDCLASS = {
  title: 'setuptools command class',
  target: 'module.object',
  kind: 'import',
  hooks: BUILD_HOOKS,
  certainty: 'certain',
  role: 'helper-module',
} as const;

const GIT_DESCRIBE = {
  title: 'git describe command',
  target: 'command',
  kind: 'spawn',
  hooks: BUILD_HOOKS,
  certainty: 'conditional',
  condition: 'when setuptools-scm is a build requirement and the project is a git work tree',
  role: 'project-config',
  source: 'setuptools-scm: src/setuptools_scm/git.py, configuration describe_command',
} as const;

const VECTORS: readonly Vector[] = [
  { ...ATTR, id: 'setuptools-attr', key: ['tool', 'setuptools', 'dynamic', '*', 'attr'] },
  { ...ATTR, id: 'setuptools-attr-cfg', ini: { section: 'metadata', key: 'version', prefix: 'attr:' } },
  {
    ...CMDCLASS,
    id: 'setuptools-cmdclass',
    key: ['tool', 'setuptools', 'cmdclass', '*'],
    source: 'setuptools: setuptools/config/pyprojecttoml.py, _expand_cmdclass',
  },
  {
    ...CMDCLASS,
    id: 'setuptools-cmdclass-cfg',
    ini: { section: 'options', key: 'cmdclass' },
    source: 'setuptools: setuptools/config/setupcfg.py, _parse_cmdclass',
  },
  { ...GIT_DESCRIBE, id: 'setuptools-scm-describe', key: ['tool', 'setuptools_scm', 'scm', 'git', 'describe_command'] },
  { ...GIT_DESCRIBE, id: 'setuptools-scm-describe-deprecated', key: ['tool', 'setuptools_scm', 'git_describe_command'] },
];

export const SETUPTOOLS: Backend = {
  name: 'setuptools',
  // The second hands every hook over to setuptools.
  modules: ['setuptools.build_meta', 'scikit_build_core.setuptools.build_meta'],
  runsSetupScript: true,
  metadataBuildsWheel: false,
  vectors: VECTORS,
  source: 'setuptools: setuptools/build_meta.py, run_setup',
};

export const PBR: Backend = {
  name: 'pbr',
  modules: ['pbr.build'],
  runsSetupScript: true,
  metadataBuildsWheel: false,
  vectors: [
    ...VECTORS,
    {
      id: 'pbr-setup-hooks',
      title: 'pbr setup hook',
      ini: { section: 'global', key: 'setup_hooks' },
      target: 'module.object',
      kind: 'import',
      hooks: BUILD_HOOKS,
      certainty: 'certain',
      role: 'build-hook',
      source: 'pbr: pbr/setupcfg.py, setup_hooks',
    },
  ],
  source: 'pbr: pbr/build.py hands over to setuptools.build_meta',
};

export const JUPYTER_PACKAGING: Backend = {
  name: 'jupyter-packaging',
  modules: ['jupyter_packaging.build_api'],
  runsSetupScript: true,
  metadataBuildsWheel: false,
  vectors: [
    ...VECTORS,
    {
      id: 'jupyter-packaging-factory',
      title: 'jupyter-packaging builder',
      key: ['tool', 'jupyter-packaging', 'builder', 'factory'],
      target: 'module.object',
      kind: 'import',
      hooks: ['S', 'W', 'E'],
      certainty: 'conditional',
      condition: 'unless options.skip-if-exists names files that are there',
      role: 'build-hook',
      source: 'jupyter-packaging: jupyter_packaging/build_api.py',
    },
  ],
  source: 'jupyter-packaging: jupyter_packaging/build_api.py wraps setuptools.build_meta',
};
