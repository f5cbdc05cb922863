/** Backends that drive a compiler or another build tool: meson-python, scikit-build-core, maturin, sip, pymsbuild; and trampolim. */
import { BUILD_HOOKS } from '../hooks';
import type { Backend } from './backend';

export const MESON_PYTHON: Backend = {
  name: 'meson-python',
  modules: ['mesonpy'],
  runsSetupScript: false,
  metadataBuildsWheel: true,
  vectors: [
    {
      id: 'meson-program',
      title: 'meson program',
      key: ['tool', 'meson-python', 'meson'],
      target: 'script-or-command',
      kind: 'spawn',
      hooks: ['S', 'W', 'E'],
      certainty: 'conditional',
      condition: 'unless the environment variable MESON is set',
      role: 'build-hook',
      source: 'meson-python: mesonpy/__init__.py, _get_meson_command',
    },
  ],
  source: 'meson-python: mesonpy/__init__.py',
};

export const SCIKIT_BUILD_CORE: Backend = {
  name: 'scikit-build-core',
  modules: ['scikit_build_core.build'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [
    {
      id: 'scikit-build-metadata-provider',
      title: 'dynamic metadata provider',
      key: ['tool', 'scikit-build', 'metadata', '*', 'provider'],
      target: 'module:object',
      kind: 'import',
      hooks: BUILD_HOOKS,
      certainty: 'certain',
      role: 'build-hook',
      source: 'scikit-build-core: src/scikit_build_core/settings/_load_provider.py',
    },
  ],
  source: 'scikit-build-core: src/scikit_build_core/build/__init__.py',
};

export const MATURIN: Backend = {
  name: 'maturin',
  modules: ['maturin'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [],
  source: 'maturin: maturin/__init__.py',
};

export const SIP: Backend = {
  name: 'sip',
  modules: ['sipbuild.api'],
  runsSetupScript: false,
  metadataBuildsWheel: true,
  vectors: [
    {
      id: 'sip-project',
      title: 'sip project script',
      key: ['tool', 'sip', 'project-factory'],
      autodetect: 'project.py',
      target: 'script-or-module',
      kind: 'exec-text',
      hooks: ['S', 'W'],
      certainty: 'certain',
      role: 'build-hook',
      source: 'sip: sipbuild/abstract_project.py, import_callable',
    },
  ],
  source: 'sip: sipbuild/api.py',
};

export const PYMSBUILD: Backend = {
  name: 'pymsbuild',
  modules: ['pymsbuild'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [
    {
      id: 'pymsbuild-script',
      title: 'pymsbuild script',
      autodetect: '_msbuild.py',
      target: 'script',
      kind: 'exec-text',
      hooks: ['RS', 'RW', 'MW', 'S', 'W'],
      certainty: 'certain',
      role: 'build-hook',
      source: 'pymsbuild: pymsbuild/_build.py',
    },
  ],
  source: 'pymsbuild: pymsbuild/__init__.py',
};

export const TRAMPOLIM: Backend = {
  name: 'trampolim',
  modules: ['trampolim'],
  runsSetupScript: false,
  metadataBuildsWheel: true,
  vectors: [
    {
      id: 'trampolim-script',
      title: 'trampolim script',
      autodetect: '.trampolim.py',
      target: 'script',
      kind: 'exec-text',
      hooks: ['S', 'W'],
      certainty: 'certain',
      role: 'build-hook',
      source: 'trampolim: trampolim/_build.py',
    },
  ],
  source: 'trampolim: trampolim/__init__.py',
};
