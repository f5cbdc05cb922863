/** What is installed beside setuptools: setuptools-scm, pbr, versioningit, versioneer, jupyter-packaging, setuptools-rust. */
import { buildSystem, mark, type Project, pyproject, script } from '../project';

const META = 'setuptools.build_meta';
const P = { 'p/__init__.py': '' };
const TABLE = '[tool.setuptools]\npackages = ["p"]\n';
const DESCRIBE = 'echo v1.0-0-g1234567';

const scm = (keys: string, backend = META): string => pyproject(backend, `${TABLE}[tool.setuptools_scm]\n${keys}`, ['version'], ['setuptools-scm']);

const CFG = '[metadata]\nname = demo\nversion = 1\n';
const PBR_SETUP = `${mark('setup-script')}\nimport setuptools\nsetuptools.setup(pbr=True)\n`;
const PBR_HOOKS = `[files]\npackages_root = lib\npackages = p\n[global]\nsetup_hooks = own.hook\ncommands = cmds.sdist\n`;
const PBR_FILES = {
  'lib/p/__init__.py': '', 'lib/own.py': `${mark('pbr-setup-hooks')}\ndef hook(config): pass\n`, 'lib/cmds.py': `${mark('pbr-commands')}\nfrom setuptools.command.sdist import sdist as _sdist\nclass sdist(_sdist):\n    command_name = "sdist"\n`,
};
const PBR_ENV = { PBR_VERSION: '1.0' };

export const SETUPTOOLS_PLUGIN_PROJECTS: readonly Project[] = [
  { title: 'setuptools-scm: describe_command', git: true, files: { ...P, 'pyproject.toml': scm('scm = {git = {describe_command = ["./git.sh"]}}\n'), 'git.sh': script('setuptools-scm-describe', DESCRIBE) } },
  { title: 'setuptools-scm: git_describe_command', git: true, files: { ...P, 'pyproject.toml': scm('git_describe_command = "./git.sh"\n'), 'git.sh': script('setuptools-scm-describe-deprecated', DESCRIBE) } },
  {
    title: 'setuptools-scm: describe_command outside of a work tree', unmet: ['setuptools-scm-describe'],
    files: { ...P, 'pyproject.toml': scm('fallback_version = "1.0"\nscm = {git = {describe_command = ["./git.sh"]}}\n'), 'git.sh': script('setuptools-scm-describe', DESCRIBE) },
  },
  {
    title: 'setuptools-scm that is not asked for', unmet: ['setuptools-scm-describe'], git: true,
    files: { ...P, 'pyproject.toml': pyproject(META, `${TABLE}[tool.setuptools_scm.scm.git]\ndescribe_command = ["./git.sh"]\n`), 'git.sh': script('setuptools-scm-describe', DESCRIBE) },
  },
  {
    title: 'setuptools-scm: schemes of the project, under build_meta', git: true, fails: { hooks: ['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'W', 'E'], because: 'the module is not importable' },
    files: { ...P, 'pyproject.toml': scm('version_scheme = "own:scheme"\n'), 'own.py': `${mark('setuptools-scm-version-scheme')}\ndef scheme(version): return "1.0"\n` },
  },
  {
    title: 'setuptools-scm: schemes of the project, legacy', git: true,
    files: {
      ...P, 'pyproject.toml': scm('version_scheme = "own:scheme"\nlocal_scheme = "loc:scheme"\n', `${META}:__legacy__`), 'own.py': `${mark('setuptools-scm-version-scheme')}\ndef scheme(version): return "1.0"\n`,
      'loc.py': `${mark('setuptools-scm-local-scheme')}\ndef scheme(version): return ""\n`,
    },
  },
  {
    title: 'setuptools-scm: version files', git: true,
    files: { ...P, 'pyproject.toml': scm(`version_file = "p/v.py"\nversion_file_template = '''${mark('setuptools-scm-version-file')}'''\n`), 'p/w.py': mark('setuptools-scm-version-file') },
  },
  { title: 'pbr: hooks and commands in setup.cfg', env: PBR_ENV, files: { ...PBR_FILES, 'pyproject.toml': buildSystem('pbr.build', ['setuptools']), 'setup.cfg': `${CFG}${PBR_HOOKS}`, 'setup.py': PBR_SETUP } },
  { title: 'pbr under setuptools', env: PBR_ENV, files: { ...PBR_FILES, 'pyproject.toml': buildSystem(META, ['pbr']), 'setup.cfg': `${CFG}${PBR_HOOKS}`, 'setup.py': PBR_SETUP } },
  {
    title: 'pbr that setup.py does not ask for', env: PBR_ENV, unmet: ['pbr-setup-hooks', 'pbr-commands'],
    files: { ...PBR_FILES, 'pyproject.toml': buildSystem(META, ['pbr']), 'setup.cfg': `${CFG}[options]\npackages = p\npackage_dir =\n    = lib\n${PBR_HOOKS}`, 'setup.py': PBR_SETUP.replace('pbr=True', '') },
  },
  {
    title: 'versioningit under setuptools',
    files: {
      ...P, 'pyproject.toml': pyproject(META, `${TABLE}[tool.versioningit]\ndefault-version = "1.0"\n[tool.versioningit.vcs]\nmethod = {module = "ver", value = "f", module-dir = "tools"}\n`, ['version'], ['versioningit']),
      'tools/ver.py': `${mark('versioningit-method')}\nfrom versioningit import VCSDescription\ndef f(*, project_dir, params): return VCSDescription(tag="v1.0", state="exact", branch=None, fields={})\n`,
    },
  },
  {
    title: 'versioneer beside setup.py, under build_meta', unmet: ['versioneer-module'], fails: { hooks: ['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'W', 'E'], because: 'the module is not importable' },
    files: { ...P, 'pyproject.toml': buildSystem(META), 'versioneer.py': `${mark('versioneer-module')}\ndef get_version(): return "1.0"\n`, 'setup.py': `${mark('setup-script')}\nimport setuptools, versioneer\nsetuptools.setup(name="demo", version=versioneer.get_version(), packages=["p"])\n` },
  },
  ...[['legacy', ''], ['build_meta, with the folder on the path', 'import sys\nsys.path.insert(0, "")\n']].map(([title, line]): Project => ({
    title: `versioneer beside setup.py, ${title}`,
    files: {
      ...P, ...(line === '' ? {} : { 'pyproject.toml': buildSystem(META) }), 'versioneer.py': `${mark('versioneer-module')}\ndef get_version(): return "1.0"\n`,
      'setup.py': `${mark('setup-script')}\n${line}import setuptools, versioneer\nsetuptools.setup(name="demo", version=versioneer.get_version(), packages=["p"])\n`,
    },
  })),
  ...['factory', 'func'].map((key): Project => ({
    title: `jupyter-packaging: ${key}`,
    files: {
      'pyproject.toml': pyproject('jupyter_packaging.build_api', `[tool.setuptools]\npackages = ["p"]\n[tool.jupyter-packaging.builder]\n${key} = "own.builder"\n`, [], ['setuptools']), ...P,
      'own.py': `${mark(`jupyter-packaging-${key}`)}\ndef builder(): return lambda: None\n`, 'setup.py': `${mark('setup-script')}\nimport setuptools\nsetuptools.setup()\n`,
    },
  })),
  {
    title: 'jupyter-packaging: files that are there already', unmet: ['jupyter-packaging-factory'],
    files: {
      'pyproject.toml': pyproject('jupyter_packaging.build_api', `[tool.setuptools]\npackages = ["p"]\n[tool.jupyter-packaging.builder]\nfactory = "own.builder"\n[tool.jupyter-packaging.options]\nskip-if-exists = ["own.py"]\n`, [], ['setuptools']), ...P,
      'own.py': `${mark('jupyter-packaging-factory')}\ndef builder(): return lambda: None\n`,
    },
  },
];
