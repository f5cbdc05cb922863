/** setuptools: https://setuptools.pypa.io/en/latest/build_meta.html, and the backends that hand over to it. */
import { BUILD_HOOKS } from '../hooks';
import type { Backend, Vector } from './backend';
import { LEGACY_VECTORS, WITH_TABLE } from './setuptools-legacy';

const ATTR = {
  title: 'setuptools attr',
  alone: true,
  target: 'module.object',
  kind: 'exec-text',
  hooks: BUILD_HOOKS,
  certainty: 'conditional',
  condition: 'unless the value is a literal that setuptools reads without running the module',
  test: 'setuptools-attr',
  role: 'helper-module',
  source: 'setuptools: setuptools/config/expand.py, read_attr and StaticModule',
} as const;

const CMDCLASS = {
  title: 'module of a setuptools command class',
  alone: true,
  target: 'module.object',
  kind: 'import',
  hooks: BUILD_HOOKS,
  certainty: 'certain',
  role: 'helper-module',
} as const;

const CMDCLASS_RUN = { ...CMDCLASS, title: 'setuptools command class', kind: 'call', hooks: 'of-command' } as const;

const COMPILER = {
  odd: { because: 'a compiler option puts a program in place of the compiler’s own' },
  target: 'program',
  kind: 'spawn',
  hooks: ['W', 'E'],
  certainty: 'conditional',
  condition: 'when gcc, or a compiler that knows the option, builds the extension',
  role: 'build-hook',
  source: 'setuptools: setuptools/config/_apply_pyprojecttoml.py, _ext_modules; https://gcc.gnu.org/onlinedocs/gcc/Overall-Options.html',
} as const;

/** What distutils puts in place of the programs and options that Python was built with, on all systems but Windows. */
const COMPILER_VARIABLES: readonly string[] = ['CC', 'CXX', 'LDSHARED', 'LDCXXSHARED', 'LDFLAGS', 'CFLAGS', 'CXXFLAGS', 'CPP', 'CPPFLAGS', 'AR', 'ARFLAGS'];

const SWIG = {
  odd: { because: 'it is started in place of swig', unless: /^(?:\/usr\/(?:local\/)?bin\/)?swig[\d.]*(?:\.exe)?$/ },
  title: 'swig program',
  target: 'program',
  kind: 'spawn',
  hooks: ['W', 'E'],
  certainty: 'conditional',
  condition: 'when an extension has a .i source',
  role: 'build-hook',
  source: 'setuptools: setuptools/_distutils/command/build_ext.py, find_swig',
} as const;

const ALIAS = {
  title: 'alias of a setuptools command',
  target: 'setuptools-commands',
  kind: 'call',
  hooks: 'of-alias',
  certainty: 'certain',
  role: 'helper-module',
  source: 'setuptools: setuptools/dist.py, _parse_command_opts',
} as const;

/** What every project built by setuptools has, whoever calls it. */
export const SETUPTOOLS_VECTORS: readonly Vector[] = [
  { ...ATTR, id: 'setuptools-attr', key: ['tool', 'setuptools', 'dynamic', '*', 'attr'] },
  { ...ATTR, id: 'setuptools-attr-cfg', ini: { section: 'metadata', key: 'version', prefix: 'attr:' } },
  { ...CMDCLASS, id: 'setuptools-cmdclass', key: ['tool', 'setuptools', 'cmdclass', '*'], source: 'setuptools: setuptools/config/expand.py, cmdclass' },
  { ...CMDCLASS_RUN, id: 'setuptools-command', key: ['tool', 'setuptools', 'cmdclass', '*'], source: 'setuptools: setuptools/config/expand.py, cmdclass' },
  { ...CMDCLASS, id: 'setuptools-cmdclass-cfg', ini: { section: 'options', key: 'cmdclass' }, source: 'setuptools: setuptools/config/setupcfg.py, _parse_cmdclass' },
  { ...CMDCLASS_RUN, id: 'setuptools-command-cfg', ini: { section: 'options', key: 'cmdclass' }, source: 'setuptools: setuptools/config/setupcfg.py, _parse_cmdclass' },
  {
    ...COMPILER, id: 'setuptools-compiler-wrapper', title: 'program that a compiler option names', key: ['tool', 'setuptools', 'ext-modules', '*', 'extra-compile-args'],
    flags: ['-wrapper', '-fplugin=', '-specs=', '--specs='],
  },
  {
    ...COMPILER, id: 'setuptools-compiler-folder', title: 'folder of compiler programs', key: ['tool', 'setuptools', 'ext-modules', '*', 'extra-compile-args'],
    flags: ['-B'], member: 'cc1',
  },
  {
    ...COMPILER, id: 'setuptools-linker-option', title: 'program that a linker option names', key: ['tool', 'setuptools', 'ext-modules', '*', 'extra-link-args'],
    flags: ['-wrapper', '-fplugin=', '-specs=', '--specs='],
  },
  {
    ...COMPILER, id: 'setuptools-linker-folder', title: 'folder of linker programs', key: ['tool', 'setuptools', 'ext-modules', '*', 'extra-link-args'], flags: ['-B'], member: 'ld',
  },
  {
    ...COMPILER, id: 'setuptools-linker-program', title: 'linker that an option names', key: ['tool', 'setuptools', 'ext-modules', '*', 'extra-link-args'], flags: ['--ld-path=', '-fuse-ld='], pattern: /^.*[\\/].*$/,
    condition: 'when clang builds the extension', source: 'https://clang.llvm.org/docs/ClangCommandLineReference.html#cmdoption-clang-ld-path',
  },
  {
    id: 'setuptools-compiler-variables', title: 'compiler that the environment names', key: ['tool', 'setuptools', 'ext-modules', '*', 'name'], target: 'setting', kind: 'environment', hooks: ['W', 'E'],
    obeys: COMPILER_VARIABLES, certainty: 'conditional', condition: `when ${COMPILER_VARIABLES.slice(0, -1).join(', ')} or ${COMPILER_VARIABLES.at(-1)!} is set where the project is built`, role: 'project-config',
    source: 'setuptools: setuptools/_distutils/sysconfig.py, customize_compiler',
  },
  { ...SWIG, id: 'setuptools-swig', key: ['tool', 'distutils', 'build_ext', 'swig'] },
  { ...SWIG, id: 'setuptools-swig-cfg', ini: { section: 'build_ext', key: 'swig', form: 'whole' } },
  // setuptools leaves the tables of distutils alone where its own is missing.
  { ...ALIAS, id: 'setuptools-alias', key: ['tool', 'distutils', 'aliases', '*'], given: [WITH_TABLE] },
  { ...ALIAS, id: 'setuptools-alias-cfg', ini: { section: 'aliases', key: '*', form: 'whole' } },
  {
    id: 'setuptools-setup-requires',
    title: 'requirement of the setup script',
    ini: { section: 'options', key: 'setup_requires', form: 'lines' },
    target: 'requirement',
    kind: 'require',
    hooks: ['RS', 'RW', 'RE'],
    certainty: 'certain',
    role: 'setup-config',
    source: 'setuptools: setuptools/build_meta.py, _get_build_requires',
  },
  {
    id: 'setuptools-dependency-links',
    title: 'place where setuptools looks for requirements',
    ini: { section: 'options', key: 'dependency_links', form: 'lines' },
    target: 'requirement',
    kind: 'require',
    hooks: ['direct'],
    certainty: 'conditional',
    condition: 'when setuptools itself installs setup_requires, which no frontend lets it do',
    role: 'setup-config',
    source: 'setuptools: setuptools/installer.py',
  },
  {
    id: 'versioneer-module',
    title: 'versioneer',
    autodetect: 'versioneer.py',
    target: 'script',
    kind: 'import',
    hooks: BUILD_HOOKS,
    certainty: 'conditional',
    condition: 'when setup.py imports it',
    role: 'helper-module',
    source: 'https://github.com/python-versioneer/python-versioneer/blob/master/INSTALL.md',
  },
  ...LEGACY_VECTORS,
];

export const SETUPTOOLS: Backend = {
  name: 'setuptools',
  // The second hands every hook over to setuptools.
  modules: ['setuptools.build_meta', 'scikit_build_core.setuptools.build_meta'],
  runsSetupScript: true,
  metadataBuildsWheel: false,
  vectors: SETUPTOOLS_VECTORS,
  source: 'setuptools: setuptools/build_meta.py, run_setup',
};

const PBR_GLOBAL = { target: 'module.object', kind: 'import', hooks: BUILD_HOOKS, certainty: 'certain', role: 'build-hook' } as const;

export const PBR_VECTORS: readonly Vector[] = [
  { ...PBR_GLOBAL, id: 'pbr-setup-hooks', title: 'pbr setup hook', ini: { section: 'global', key: 'setup_hooks' }, source: 'pbr: pbr/setupcfg.py, setup_hooks' },
  { ...PBR_GLOBAL, id: 'pbr-commands', title: 'pbr command class', ini: { section: 'global', key: 'commands' }, source: 'pbr: pbr/setupcfg.py, commands' },
];

export const PBR: Backend = {
  name: 'pbr',
  modules: ['pbr.build'],
  runsSetupScript: true,
  metadataBuildsWheel: false,
  vectors: [...SETUPTOOLS_VECTORS, ...PBR_VECTORS],
  source: 'pbr: pbr/build.py hands over to setuptools.build_meta',
};

const FACTORY = {
  title: 'jupyter-packaging builder',
  target: 'module.object',
  kind: 'import',
  hooks: ['S', 'W'],
  certainty: 'conditional',
  condition: 'unless options.skip-if-exists names files that are there',
  role: 'build-hook',
  source: 'jupyter-packaging: jupyter_packaging/build_api.py',
} as const;

export const JUPYTER_PACKAGING: Backend = {
  name: 'jupyter-packaging',
  modules: ['jupyter_packaging.build_api'],
  runsSetupScript: true,
  metadataBuildsWheel: false,
  lacks: ['RE', 'ME', 'E'],
  vectors: [
    ...SETUPTOOLS_VECTORS,
    { ...FACTORY, id: 'jupyter-packaging-factory', key: ['tool', 'jupyter-packaging', 'builder', 'factory'] },
    { ...FACTORY, id: 'jupyter-packaging-func', key: ['tool', 'jupyter-packaging', 'builder', 'func'] },
  ],
  source: 'jupyter-packaging: jupyter_packaging/build_api.py wraps setuptools.build_meta',
};
