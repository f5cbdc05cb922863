/**
 * What setuptools runs only where a folder of the project is importable at its hooks: under `__legacy__`, which puts the project folder on
 * `sys.path`, and where `backend-path` names a folder. All rows were executed with setuptools 84.
 */
import { BUILD_HOOKS } from '../hooks';
import type { Vector } from './backend';

const ENTRY_POINTS = {
  // The metadata of any distribution in the folder is found: *.egg-info and *.dist-info.
  file: '*.*-info/entry_points.txt',
  importableRoot: true,
  target: 'module:object',
  kind: 'import',
  certainty: 'certain',
  role: 'helper-module',
} as const;

const SHADOW = { shadows: true, importableRoot: true, target: 'script', kind: 'import', certainty: 'certain', role: 'helper-module' } as const;

/** Where setuptools reads this table it loads all commands that are there, to know their options. */
export const WITH_TABLE = { key: ['tool', 'setuptools'] } as const;
const WITHOUT_TABLE = { ...WITH_TABLE, not: true } as const;
const LOADS_COMMANDS = 'setuptools: setuptools/config/_apply_pyprojecttoml.py, _valid_command_options';

/** setuptools writes metadata into the project folder at these hooks, and afterwards reads what it wrote. */
const REWRITES = ['RS', 'RW', 'RE', 'S', 'W'] as const;
const REWRITTEN = 'unless it lies in the folder where setuptools writes metadata before it looks';

const COMMAND_PACKAGE = {
  odd: { because: 'commands of setuptools are looked for in it before those of setuptools' },
  title: 'package of setuptools commands',
  pattern: /^(?!distutils\.command$|setuptools\.command$).+$/,
  importableRoot: true,
  target: 'module',
  kind: 'import',
  role: 'helper-module',
  source: 'setuptools: setuptools/_distutils/dist.py, get_command_packages',
} as const;

const EGG_INFO_COMMAND = {
  ...ENTRY_POINTS, title: 'command in a shipped egg-info', ini: { section: 'distutils.commands', key: '*', form: 'whole' }, source: 'setuptools: setuptools/dist.py, get_command_class',
} as const;

const FILE_FINDER = {
  ...ENTRY_POINTS, title: 'file finder in a shipped egg-info', ini: { section: 'setuptools.file_finders', key: '*', form: 'whole' }, source: 'setuptools: setuptools/command/sdist.py, walk_revctrl',
} as const;

const CYTHON = { ...SHADOW, title: 'module in place of Cython', autodetect: ['Cython.py', 'Cython/__init__.py'], source: 'setuptools: setuptools/command/build_ext.py' } as const;

const WHEEL = {
  ...SHADOW, title: 'module in place of wheel', autodetect: ['wheel.py', 'wheel/__init__.py'], source: 'setuptools: setuptools/command/bdist_wheel.py, setuptools/command/editable_wheel.py',
} as const;

export const LEGACY_VECTORS: readonly Vector[] = [
  {
    ...COMMAND_PACKAGE, id: 'setuptools-command-packages', ini: { section: 'global', key: 'command_packages', form: 'items' }, until: 'distutils.command', hooks: ['MW', 'ME', 'S', 'W', 'E'],
    certainty: 'certain',
  },
  {
    ...COMMAND_PACKAGE, id: 'setuptools-command-packages-last', ini: { section: 'global', key: 'command_packages', form: 'items' }, hooks: ['direct'],
    certainty: 'conditional', condition: 'when a command is asked for that setuptools does not have',
  },
  {
    ...ENTRY_POINTS, id: 'egg-info-finalize', title: 'finalizer in a shipped egg-info', ini: { section: 'setuptools.finalize_distribution_options', key: '*', form: 'whole' },
    hooks: BUILD_HOOKS, source: 'setuptools: setuptools/dist.py, finalize_options',
  },
  {
    ...ENTRY_POINTS, id: 'egg-info-writer', title: 'metadata writer in a shipped egg-info', ini: { section: 'egg_info.writers', key: '*', form: 'whole' },
    hooks: BUILD_HOOKS, source: 'setuptools: setuptools/command/egg_info.py',
  },
  { ...EGG_INFO_COMMAND, id: 'egg-info-command', hooks: BUILD_HOOKS, given: [WITH_TABLE], source: LOADS_COMMANDS },
  { ...EGG_INFO_COMMAND, id: 'egg-info-command-used', hooks: 'of-lookup', given: [WITHOUT_TABLE], certainty: 'conditional', condition: 'when the build has a use for a command of this name' },
  { ...EGG_INFO_COMMAND, id: 'egg-info-command-late', hooks: 'of-late-lookup', given: [WITHOUT_TABLE], certainty: 'conditional', condition: REWRITTEN },
  { ...FILE_FINDER, id: 'egg-info-file-finder', hooks: ['MW', 'ME', 'E'] },
  { ...FILE_FINDER, id: 'egg-info-file-finder-late', hooks: REWRITES, certainty: 'conditional', condition: REWRITTEN },
  {
    ...ENTRY_POINTS, id: 'egg-info-keyword', title: 'setup keyword in a shipped egg-info', ini: { section: 'distutils.setup_keywords', key: '*', form: 'whole' },
    hooks: BUILD_HOOKS, certainty: 'conditional', condition: 'when the setup script gives the keyword a value', source: 'setuptools: setuptools/dist.py, _finalize_setup_keywords',
  },
  { ...WHEEL, id: 'shadow-wheel', hooks: ['MW', 'ME', 'W', 'E'] },
  { ...WHEEL, id: 'shadow-wheel-loaded', hooks: ['RS', 'RW', 'RE', 'S'], given: [WITH_TABLE], source: LOADS_COMMANDS },
  { ...CYTHON, id: 'shadow-cython', hooks: ['W'] },
  { ...CYTHON, id: 'shadow-cython-loaded', hooks: ['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'E'], given: [WITH_TABLE], source: LOADS_COMMANDS },
  {
    ...CYTHON, id: 'shadow-cython-extension', hooks: ['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'E'], given: [WITHOUT_TABLE], certainty: 'conditional', condition: 'when the project has extension modules',
  },
  {
    ...SHADOW, id: 'shadow-unicodedata', title: 'module in place of unicodedata', autodetect: ['unicodedata.py'], hooks: BUILD_HOOKS, source: 'setuptools: setuptools/unicode_utils.py',
  },
  {
    ...SHADOW, id: 'shadow-tomllib', title: 'module in place of tomllib', autodetect: ['tomllib.py', 'tomllib/__init__.py', 'tomli.py', 'tomli/__init__.py'], hooks: BUILD_HOOKS,
    given: [{ key: [] }], certainty: 'conditional', condition: 'when this Python, or a plug-in, reads pyproject.toml with it: tomli before Python 3.11, tomllib since', source: 'setuptools: setuptools/compat/py310.py',
  },
  {
    ...SHADOW, id: 'shadow-tomllib-editable', title: 'module in place of tomllib', autodetect: ['tomllib.py', 'tomllib/__init__.py', 'tomli.py', 'tomli/__init__.py'], hooks: ['E'],
    given: [{ key: [], not: true }], certainty: 'conditional', condition: 'when this Python reads TOML with it: tomli before Python 3.11, tomllib since', source: 'setuptools: setuptools/compat/py310.py',
  },
];
