/** setuptools where a folder of the project is importable: under `__legacy__`, and with a `backend-path`. */
import { mark, type Project } from '../project';

const CFG = '[metadata]\nname = demo\nversion = 1\n[options]\npackages = p\n';
const P = { 'p/__init__.py': '' };
const TOOL = '[build-system]\nrequires = ["setuptools"]\n[project]\nname = "demo"\nversion = "1"\n[tool.setuptools]\npackages = ["p"]\n';

const BUILD_META = TOOL.replace('[project]', 'build-backend = "setuptools.build_meta"\n[project]');

/** A build_py that leaves a mark when its module is imported. */
const BUILD_PY = (id: string): string => `${mark(id)}\nfrom setuptools.command.build_py import build_py\n`;

const GROUPS = {
  finalize: '[setuptools.finalize_distribution_options]\nx = hooks_finalize:run\n',
  writer: '[egg_info.writers]\nx.txt = hooks_writer:run\n',
  command: '[distutils.commands]\nbuild_py = hooks_command:build_py\n',
  finder: '[setuptools.file_finders]\nx = hooks_finder:run\n',
  keyword: '[distutils.setup_keywords]\nx = hooks_keyword:run\n',
} as const;

const HOOKS: Readonly<Record<Group, readonly [string, string]>> = {
  finalize: ['hooks_finalize.py', `${mark('egg-info-finalize')}\ndef run(*rest): pass\n`],
  writer: ['hooks_writer.py', `${mark('egg-info-writer')}\ndef run(*rest): pass\n`],
  command: ['hooks_command.py', BUILD_PY('egg-info-command')],
  finder: ['hooks_finder.py', `${mark('egg-info-file-finder')}\ndef run(*rest): return []\n`],
  keyword: ['hooks_keyword.py', `${mark('egg-info-keyword')}\ndef run(*rest): pass\n`],
};

type Group = keyof typeof GROUPS;

/** A shipped egg-info: `demo` is the one that setuptools writes itself. */
const eggInfo = (name: string, groups: readonly Group[] = ['finalize', 'writer', 'command', 'finder', 'keyword']): Project['files'] => ({
  ...Object.fromEntries(groups.map((group) => HOOKS[group])),
  [`${name}.egg-info/PKG-INFO`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1\n`, [`${name}.egg-info/entry_points.txt`]: groups.map((group) => GROUPS[group]).join(''),
});

/** Rows that tell of the same entry point at other hooks. */
const SAME = { 'egg-info-command-used': 'egg-info-command', 'egg-info-command-late': 'egg-info-command', 'egg-info-file-finder-late': 'egg-info-file-finder' } as const;
const OVERWRITTEN = ['egg-info-command-late', 'egg-info-file-finder-late'] as const;

const ALIASED = ['egg_info', 'dist_info', 'sdist', 'bdist_wheel', 'editable_wheel'];
const PWN = (id: string): string => `${mark(id)}\nfrom setuptools import Command\nclass pwn(Command):\n    user_options = []\n    def initialize_options(self): pass\n    def finalize_options(self): pass\n    def run(self): pass\n`;

/** Puts the module of the standard library in its own place. */
const REAL_TOMLLIB = `import importlib.util, sys, sysconfig
spec = importlib.util.spec_from_file_location("tomllib", sysconfig.get_path("stdlib") + "/tomllib/__init__.py")
sys.modules["tomllib"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sys.modules["tomllib"])
`;

const SHADOW_WHEEL = `${mark('shadow-wheel')}\n`;

export const LEGACY_PROJECTS: readonly Project[] = [
  {
    title: 'legacy: aliases of a command in a package of the project',
    files: {
      ...P, 'setup.cfg': `${CFG}[global]\ncommand_packages = evil\n[aliases]\n${ALIASED.map((name) => `${name} = pwn ${name}\n`).join('')}`,
      'evil/__init__.py': mark('setuptools-alias-cfg:__init__.py'), 'evil/pwn.py': PWN('setuptools-alias-cfg:pwn'),
    },
  },
  {
    title: 'legacy: an alias at one hook',
    files: { ...P, 'setup.cfg': `${CFG}[global]\ncommand_packages = evil\n[aliases]\nsdist = pwn sdist\n`, 'evil/__init__.py': mark('setuptools-alias-cfg:__init__.py'), 'evil/pwn.py': PWN('setuptools-alias-cfg:pwn') },
  },
  {
    title: 'legacy: a package of commands before those of distutils',
    files: { ...P, 'setup.cfg': `${CFG}[global]\ncommand_packages = evil, distutils.command\n`, 'evil/__init__.py': mark('setuptools-command-packages'), 'evil/build_scripts.py': '' },
    fails: { hooks: ['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'W', 'E'], because: 'its build_scripts is no command' },
  },
  {
    title: 'legacy: a package of commands after those of distutils',
    files: { ...P, 'setup.cfg': `${CFG}[global]\ncommand_packages = evil\n`, 'evil/__init__.py': mark('setuptools-command-packages'), 'evil/build_py.py': mark('setuptools-command-packages') },
  },
  { title: 'legacy: entry points of a shipped egg-info', files: { ...P, ...eggInfo('demo'), 'setup.cfg': CFG }, as: SAME, unmet: [...OVERWRITTEN, 'egg-info-keyword'] },
  { title: 'legacy: entry points of an egg-info of another name', files: { ...P, ...eggInfo('other'), 'setup.cfg': CFG }, as: SAME, unmet: ['egg-info-keyword'] },
  { title: 'legacy: entry points of a shipped egg-info, with [tool.setuptools]', files: { ...P, ...eggInfo('demo'), 'pyproject.toml': TOOL }, as: SAME, unmet: [...OVERWRITTEN, 'egg-info-keyword'] },
  { title: 'build_meta: entry points of a shipped egg-info', files: { ...P, ...eggInfo('demo'), 'pyproject.toml': BUILD_META } },
  {
    title: 'legacy: a keyword of a shipped egg-info that setup.py gives',
    files: { ...P, ...eggInfo('demo', ['keyword']), 'setup.py': `${mark('setup-script')}\nimport setuptools\nsetuptools.setup(name="demo", version="1", packages=["p"], x=1)\n` },
  },
  {
    title: 'legacy: a command of a shipped egg-info that no hook uses', as: SAME,
    files: { ...P, ...eggInfo('demo', ['command']), 'demo.egg-info/entry_points.txt': '[distutils.commands]\nown = hooks_command:build_py\n', 'setup.cfg': CFG },
  },
  {
    title: 'in-tree backend that is setuptools, with a shipped egg-info', as: SAME, unmet: [...OVERWRITTEN, 'egg-info-keyword'],
    files: {
      ...P, ...eggInfo('demo'), 'setup.cfg': CFG, 'be.py': `${mark('in-tree-backend')}\nfrom setuptools.build_meta import *\n`,
      'pyproject.toml': '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "be"\nbackend-path = ["."]\n',
    },
  },
  { title: 'legacy: a module in place of wheel', files: { ...P, 'setup.cfg': CFG, 'wheel/__init__.py': SHADOW_WHEEL }, fails: { hooks: ['MW', 'ME', 'W', 'E'], because: 'it has not what wheel has' } },
  { title: 'legacy: a module in place of wheel, with [tool.setuptools]', files: { ...P, 'pyproject.toml': TOOL, 'wheel.py': SHADOW_WHEEL }, as: { 'shadow-wheel-loaded': 'shadow-wheel' }, fails: { hooks: ['MW', 'ME', 'W', 'E'], because: 'it has not what wheel has' } },
  { title: 'build_meta: a module in place of wheel', files: { ...P, 'pyproject.toml': BUILD_META, 'wheel.py': SHADOW_WHEEL } },
  { title: 'legacy: a module in place of Cython', files: { ...P, 'setup.cfg': CFG, 'Cython/__init__.py': mark('shadow-cython') }, unmet: ['shadow-cython-extension'] },
  { title: 'legacy: a module in place of Cython, with [tool.setuptools]', files: { ...P, 'pyproject.toml': TOOL, 'Cython/__init__.py': mark('shadow-cython') }, as: { 'shadow-cython-loaded': 'shadow-cython' } },
  {
    title: 'legacy: a module in place of Cython, with an extension module', as: { 'shadow-cython-extension': 'shadow-cython' },
    files: {
      ...P, 'setup.py': `${mark('setup-script')}\nimport setuptools\nsetuptools.setup(name="demo", version="1", packages=["p"], ext_modules=[setuptools.Extension("p.e", [], optional=True)])\n`,
      'Cython/__init__.py': mark('shadow-cython'),
    },
  },
  ...[['setup.cfg', CFG, 'shadow-tomllib-editable'], ['pyproject.toml', TOOL, 'shadow-tomllib']].map(([file, text, id]): Project => ({
    title: `legacy: modules in place of unicodedata and tomllib, with ${file}`,
    files: {
      ...P, [file!]: text!, 'unicodedata.py': mark('shadow-unicodedata'),
      // Python 3.11 is the first that has it.
      'tomllib.py': `${mark(id!)}\n${REAL_TOMLLIB}`, 'tomli.py': `${mark(id!)}\nfrom setuptools._vendor.tomli import *\n`,
    },
  })),
  {
    title: 'legacy: start-up modules and a .pth file in the project folder',
    files: { ...P, 'setup.cfg': CFG, 'sitecustomize.py': mark('sitecustomize'), 'usercustomize.py': mark('usercustomize'), 'a.pth': `import sys; ${mark('pth-line')}\n` },
  },
];

const BACKEND = `${mark('in-tree-backend')}\nimport os\ndef get_requires_for_build_wheel(config_settings=None): return []\ndef build_wheel(wheel_directory, config_settings=None, metadata_directory=None):\n    open(os.path.join(wheel_directory, "demo-1-py3-none-any.whl"), "wb").close()\n    return "demo-1-py3-none-any.whl"\ndef build_sdist(sdist_directory, config_settings=None): return "x"\n`;

export const IN_TREE_PROJECTS: readonly Project[] = [
  {
    title: 'in-tree backend, in a package',
    files: {
      'pyproject.toml': '[build-system]\nrequires = []\nbuild-backend = "be.own:api.one"\nbackend-path = ["bp"]\n', 'bp/be/__init__.py': mark('in-tree-backend:__init__.py'),
      'bp/be/own.py': `${BACKEND}class api:\n    class one:\n        build_wheel = staticmethod(build_wheel)\n        build_sdist = staticmethod(build_sdist)\n`, 'be.py': mark('elsewhere'), 'setup.py': mark('setup-script'),
    },
    fails: { hooks: ['MW'], because: 'its wheel is empty' },
    unmet: ['setup-script'],
  },
  {
    title: 'in-tree backend that hands over to hatchling',
    files: {
      'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "be"\nbackend-path = ["bp"]\n[project]\nname = "demo"\nversion = "1"\n[tool.hatch.build.hooks.custom]\n[tool.hatch.build.targets.wheel]\npackages = ["p"]\n', ...P,
      'bp/be.py': `${mark('in-tree-backend')}\nfrom hatchling.build import *\n`, 'hatch_build.py': `${mark('hatch-build-hook')}\nfrom hatchling.builders.hooks.plugin.interface import BuildHookInterface\nclass Own(BuildHookInterface): pass\n`,
    },
  },
  {
    title: 'backend that is no module of the project folder, without backend-path',
    files: { 'pyproject.toml': '[build-system]\nrequires = []\nbuild-backend = "be"\n', 'be.py': BACKEND },
    fails: { hooks: ['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'W', 'E'], because: 'the backend is not importable' },
    unmet: ['unknown-backend'],
  },
];
