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

const SHADOW = { shadows: true, importableRoot: true, target: 'script', kind: 'import', role: 'helper-module' } as const;

export const LEGACY_VECTORS: readonly Vector[] = [
  {
    odd: { because: 'commands of setuptools are looked for in it before those of setuptools' },
    id: 'setuptools-command-packages',
    title: 'package of setuptools commands',
    ini: { section: 'global', key: 'command_packages', form: 'items' },
    pattern: /^(?!distutils\.command$|setuptools\.command$).+$/,
    importableRoot: true,
    target: 'module',
    kind: 'import',
    hooks: ['MW', 'ME', 'S', 'W', 'E'],
    certainty: 'certain',
    role: 'helper-module',
    source: 'setuptools: setuptools/_distutils/dist.py, get_command_packages',
  },
  {
    ...ENTRY_POINTS, id: 'egg-info-finalize', title: 'finalizer in a shipped egg-info', ini: { section: 'setuptools.finalize_distribution_options', key: '*', form: 'whole' },
    hooks: BUILD_HOOKS, source: 'setuptools: setuptools/dist.py, finalize_options',
  },
  {
    ...ENTRY_POINTS, id: 'egg-info-writer', title: 'metadata writer in a shipped egg-info', ini: { section: 'egg_info.writers', key: '*', form: 'whole' },
    hooks: BUILD_HOOKS, source: 'setuptools: setuptools/command/egg_info.py',
  },
  {
    ...ENTRY_POINTS, id: 'egg-info-command', title: 'command in a shipped egg-info', ini: { section: 'distutils.commands', key: '*', form: 'whole' },
    hooks: ['MW', 'ME', 'W', 'E'], certainty: 'conditional', condition: 'when it has the name of a command that the build uses', source: 'setuptools: setuptools/dist.py, get_command_class',
  },
  {
    ...ENTRY_POINTS, id: 'egg-info-file-finder', title: 'file finder in a shipped egg-info', ini: { section: 'setuptools.file_finders', key: '*', form: 'whole' },
    hooks: ['MW', 'ME', 'W', 'E'], source: 'setuptools: setuptools/command/sdist.py, walk_revctrl',
  },
  {
    ...ENTRY_POINTS, id: 'egg-info-keyword', title: 'setup keyword in a shipped egg-info', ini: { section: 'distutils.setup_keywords', key: '*', form: 'whole' },
    hooks: BUILD_HOOKS, certainty: 'conditional', condition: 'when the setup script gives the keyword a value', source: 'setuptools: setuptools/dist.py, _finalize_setup_keywords',
  },
  {
    ...SHADOW, id: 'shadow-wheel', title: 'module in place of wheel', autodetect: ['wheel.py', 'wheel/__init__.py'],
    hooks: BUILD_HOOKS, certainty: 'certain', source: 'setuptools: setuptools/dist.py imports it while commands are looked for; sys.path[0] is the project',
  },
  {
    ...SHADOW, id: 'shadow-cython', title: 'module in place of Cython', autodetect: ['Cython.py', 'Cython/__init__.py'],
    hooks: ['W', 'E'], certainty: 'conditional', condition: 'when extension modules are built', source: 'setuptools: setuptools/extension.py, _have_cython',
  },
  {
    ...SHADOW, id: 'shadow-lazy', title: 'module in place of one that plug-ins import', autodetect: ['unicodedata.py', 'tomllib.py', 'tomllib/__init__.py', 'tomli.py', 'tomli/__init__.py'],
    hooks: BUILD_HOOKS, certainty: 'conditional', condition: 'when a plug-in among the build requirements imports the module of that name', source: 'https://docs.python.org/3/library/sys.html#sys.path',
  },
];
