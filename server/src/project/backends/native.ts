/** Backends that drive a compiler or another build tool: scikit-build-core, meson-python, sip, pymsbuild, enscons, py-build-cmake; and trampolim. */
import { BUILD_HOOKS } from '../hooks';
import type { Backend, Vector } from './backend';

const PROVIDER = {
  title: 'dynamic metadata provider',
  target: 'module:object',
  kind: 'import',
  hooks: BUILD_HOOKS,
  certainty: 'certain',
  role: 'build-hook',
  source: 'scikit-build-core: src/scikit_build_core/settings/_load_provider.py',
} as const;

/** Requirements are asked of it in any case; the other hooks refuse it unless experimental features are on. */
const TABLE_PROVIDER = { ...PROVIDER, key: ['tool', 'scikit-build', 'metadata', '*', 'provider'], searchIn: 'provider-path', pattern: /^(?!scikit_build_core\.).+$/ } as const;

const SKBUILD_DOCS = 'https://scikit-build-core.readthedocs.io/en/latest/configuration/index.html';

const CMAKE = { title: 'CMake project', member: 'CMakeLists.txt', target: 'script', kind: 'exec-text', role: 'build-hook' } as const;

const CMAKE_SETTING = { target: 'program', kind: 'spawn', hooks: ['W', 'E'], certainty: 'certain', role: 'build-hook', source: SKBUILD_DOCS } as const;

const SOURCE_DIR: readonly string[] = ['tool', 'scikit-build', 'cmake', 'source-dir'];

const CMAKE_VECTORS: readonly Vector[] = [
  {
    ...CMAKE_SETTING, id: 'scikit-build-toolchain', title: 'CMake toolchain file', key: ['tool', 'scikit-build', 'cmake', 'toolchain-file'], target: 'script', kind: 'exec-text',
    certainty: 'conditional', condition: 'when scikit-build-core takes it from pyproject.toml, which 1.1 refuses',
  },
  {
    ...CMAKE_SETTING, id: 'scikit-build-define', title: 'program or file that CMake uses', key: ['tool', 'scikit-build', 'cmake', 'args'], list: 'each',
    pattern: /^-D(?:CMAKE_\w+_(?:COMPILER|LAUNCHER)|CMAKE_(?:LINKER|TOOLCHAIN_FILE|MAKE_PROGRAM|PROJECT\w*_INCLUDE\w*))(?::\w+)?=(.+)$/,
  },
  ...['CMAKE_C_COMPILER', 'CMAKE_CXX_COMPILER', 'CMAKE_C_COMPILER_LAUNCHER', 'CMAKE_CXX_COMPILER_LAUNCHER', 'CMAKE_TOOLCHAIN_FILE', 'CMAKE_PROJECT_INCLUDE'].map((name): Vector => (
    { ...CMAKE_SETTING, id: `scikit-build-define-${name.toLowerCase().replaceAll('_', '-')}`, title: 'program or file that CMake uses', key: ['tool', 'scikit-build', 'cmake', 'define', name] })),
  {
    ...CMAKE_SETTING, id: 'scikit-build-tool-args', title: 'file that make or ninja builds from', key: ['tool', 'scikit-build', 'build', 'tool-args'], flags: ['--makefile=', '--file=', '-f'], target: 'script', kind: 'exec-text',
    certainty: 'conditional', condition: 'when the build tool takes this option',
  },
  { id: 'scikit-build-requires', title: 'build requirement', key: ['tool', 'scikit-build', 'build', 'requires'], list: 'each', target: 'requirement', kind: 'require', hooks: ['RS', 'RW', 'RE'], certainty: 'certain', role: 'project-config', source: SKBUILD_DOCS },
  { id: 'scikit-build-env', title: 'environment of CMake', key: ['tool', 'scikit-build', 'env', '*'], target: 'setting', kind: 'environment', hooks: ['W', 'E'], certainty: 'certain', role: 'project-config', source: SKBUILD_DOCS },
];

/** An override may say all of it again for a system, a version or a hook. */
const OVERRIDDEN = CMAKE_VECTORS.map((vector): Vector => ({
  ...vector, id: `${vector.id}-override`, key: ['tool', 'scikit-build', 'overrides', '*', ...vector.key!.slice(2)], certainty: 'conditional',
  condition: vector.condition === undefined ? 'when the override applies' : `when the override applies; ${vector.condition}`, source: 'https://scikit-build-core.readthedocs.io/en/latest/configuration/overrides.html',
}));

export const SCIKIT_BUILD_CORE: Backend = {
  name: 'scikit-build-core',
  modules: ['scikit_build_core.build'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [
    { ...TABLE_PROVIDER, id: 'scikit-build-metadata-provider', hooks: ['RS', 'RW', 'RE'] },
    { ...TABLE_PROVIDER, id: 'scikit-build-metadata-provider-experimental', hooks: ['MW', 'ME', 'S', 'W', 'E'], given: [{ key: ['tool', 'scikit-build', 'experimental'], equals: true }] },
    { ...PROVIDER, id: 'dynamic-metadata-provider', key: ['tool', 'dynamic-metadata', '*', 'provider', 'module'], searchIn: 'path', source: 'https://scikit-build-core.readthedocs.io/en/latest/configuration/dynamic.html' },
    {
      ...CMAKE, id: 'scikit-build-cmake', key: SOURCE_DIR, autodetect: 'CMakeLists.txt', hooks: ['W', 'E'], certainty: 'certain',
      given: [{ key: ['tool', 'scikit-build', 'wheel', 'cmake'], equals: false, not: true }], source: 'scikit-build-core: src/scikit_build_core/build/wheel.py',
    },
    {
      ...CMAKE, id: 'scikit-build-cmake-sdist', key: SOURCE_DIR, autodetect: 'CMakeLists.txt', hooks: ['S'], certainty: 'certain',
      given: [{ key: ['tool', 'scikit-build', 'sdist', 'cmake'], equals: true }], source: 'scikit-build-core: src/scikit_build_core/build/sdist.py',
    },
    {
      ...CMAKE, id: 'scikit-build-rebuild', title: 'CMake project, built again', key: SOURCE_DIR, autodetect: 'CMakeLists.txt', hooks: ['import'], certainty: 'certain',
      given: [{ key: ['tool', 'scikit-build', 'editable', 'rebuild'], equals: true }], source: 'scikit-build-core: src/scikit_build_core/resources/_editable_redirect.py',
    },
    ...CMAKE_VECTORS,
    ...OVERRIDDEN,
    {
      id: 'scikit-build-generate', title: 'generated file', key: ['tool', 'scikit-build', 'generate', '*', 'path'], target: 'script', kind: 'write-code', hooks: ['W', 'E'], certainty: 'certain',
      never: 'text is written into the wheel; nothing runs it during the build', role: 'package-module', source: SKBUILD_DOCS,
    },
  ],
  source: 'scikit-build-core: src/scikit_build_core/build/__init__.py',
};

const MESON_ARGS = {
  title: 'file of programs that meson uses',
  flags: ['--native-file=', '--native-file', '--cross-file=', '--cross-file'],
  target: 'program',
  kind: 'spawn',
  hooks: ['S', 'W', 'E'],
  certainty: 'certain',
  role: 'build-hook',
  source: 'https://mesonbuild.com/Machine-files.html',
} as const;

export const MESON_PYTHON: Backend = {
  name: 'meson-python',
  modules: ['mesonpy'],
  runsSetupScript: false,
  metadataBuildsWheel: true,
  vectors: [
    {
      odd: { because: 'it is started in place of meson', unless: /^(?:.*\/)?meson(?:\.py|\.exe)?$/ },
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
    { id: 'meson-build', title: 'meson project', autodetect: 'meson.build', target: 'script', kind: 'exec-text', hooks: ['S', 'W', 'E'], certainty: 'certain', role: 'build-hook', source: 'meson-python: mesonpy/__init__.py, Project' },
    { id: 'meson-rebuild', title: 'meson project, built again', autodetect: 'meson.build', target: 'script', kind: 'exec-text', hooks: ['import'], certainty: 'conditional', condition: 'when sources have changed', role: 'build-hook', source: 'meson-python: mesonpy/_editable.py' },
    { ...MESON_ARGS, id: 'meson-setup-args', key: ['tool', 'meson-python', 'args', 'setup'] },
  ],
  source: 'meson-python: mesonpy/__init__.py',
};

const SIP_FACTORY = { target: 'script-or-module', kind: 'exec-text', hooks: ['S', 'W'], certainty: 'certain', role: 'build-hook', source: 'sip: sipbuild/abstract_project.py, import_callable' } as const;

export const SIP: Backend = {
  name: 'sip',
  modules: ['sipbuild.api'],
  runsSetupScript: false,
  metadataBuildsWheel: true,
  vectors: [
    { ...SIP_FACTORY, id: 'sip-project', title: 'sip project script', key: ['tool', 'sip', 'project-factory'], autodetect: 'project.py' },
    { ...SIP_FACTORY, id: 'sip-builder', title: 'sip builder', key: ['tool', 'sip', 'project', 'builder-factory'] },
    { ...SIP_FACTORY, id: 'sip-builder-top', title: 'sip builder', key: ['tool', 'sip', 'builder-factory'] },
    { ...SIP_FACTORY, id: 'sip-bindings', title: 'sip bindings', key: ['tool', 'sip', 'project', 'bindings-factory'] },
    { ...SIP_FACTORY, id: 'sip-bindings-top', title: 'sip bindings', key: ['tool', 'sip', 'bindings-factory'] },
  ],
  source: 'sip: sipbuild/api.py',
};

const SCRIPT = { target: 'script', kind: 'exec-text', certainty: 'certain', role: 'build-hook' } as const;

export const PYMSBUILD: Backend = {
  name: 'pymsbuild',
  modules: ['pymsbuild'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [{ ...SCRIPT, id: 'pymsbuild-script', title: 'pymsbuild script', autodetect: '_msbuild.py', hooks: ['RS', 'RW', 'MW', 'S', 'W'], source: 'pymsbuild: pymsbuild/_build.py' }],
  source: 'pymsbuild: pymsbuild/__init__.py',
};

export const TRAMPOLIM: Backend = {
  name: 'trampolim',
  modules: ['trampolim'],
  runsSetupScript: false,
  metadataBuildsWheel: true,
  vectors: [{ ...SCRIPT, id: 'trampolim-script', title: 'trampolim script', autodetect: '.trampolim.py', hooks: ['S', 'W'], source: 'trampolim: trampolim/_build.py' }],
  source: 'trampolim: trampolim/__init__.py',
};

export const ENSCONS: Backend = {
  name: 'enscons',
  modules: ['enscons.api'],
  runsSetupScript: false,
  metadataBuildsWheel: false,
  vectors: [{ ...SCRIPT, id: 'enscons-sconstruct', title: 'SCons project', autodetect: 'SConstruct', hooks: ['MW', 'S', 'W', 'E'], source: 'enscons: enscons/api.py' }],
  source: 'enscons: enscons/api.py',
};

const PBC = 'https://tttapa.github.io/py-build-cmake/usage/config.html';

export const PY_BUILD_CMAKE: Backend = {
  name: 'py-build-cmake',
  modules: ['py_build_cmake.build'],
  runsSetupScript: false,
  metadataBuildsWheel: true,
  vectors: [
    { ...CMAKE, id: 'py-build-cmake', key: ['tool', 'py-build-cmake', 'cmake', 'source_path'], autodetect: 'CMakeLists.txt', hooks: ['W', 'E'], certainty: 'certain', source: PBC },
    ...['py-build-cmake.local.toml', 'py-build-cmake.cross.toml'].map((file): Vector => ({
      id: file.replaceAll('.', '-'), title: 'settings that replace those of pyproject.toml', file, key: ['cmake', '*'], target: 'setting', kind: 'environment', hooks: ['W', 'E'],
      certainty: 'certain', role: 'project-config', source: PBC,
    })),
  ],
  source: PBC,
};
