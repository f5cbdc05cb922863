/** poetry-core, pdm-backend, flit-core, uv_build, and what stands on top of poetry. */
import { mark, type Project, pyproject } from '../project';

const POETRY = 'poetry.core.masonry.api';
const PDM = 'pdm.backend';
const FLIT = 'flit_core.buildapi';
const P = { 'p/__init__.py': '', 'README.md': '' };
const POETRY_BASE = '[tool.poetry]\npackages = [{include = "p"}]\n';
const SETUP = `${mark('setup-script')}\nimport setuptools\nsetuptools.setup(name="demo", version="1.0", py_modules=[])\n`;

export const OTHER_PROJECTS: readonly Project[] = [
  { title: 'poetry-core: build script', files: { ...P, 'pyproject.toml': pyproject(POETRY, `${POETRY_BASE}[tool.poetry.build]\nscript = "b.py"\n`), 'b.py': mark('poetry-build-script'), 'setup.py': SETUP } },
  { title: 'poetry-core: build script as a string', files: { ...P, 'pyproject.toml': pyproject(POETRY, `${POETRY_BASE}build = "b.py"\n`), 'b.py': mark('poetry-build') } },
  {
    title: 'poetry-core: generate-setup-file beside a setup script',
    files: { ...P, 'pyproject.toml': pyproject(POETRY, `${POETRY_BASE}[tool.poetry.build]\nscript = "b.py"\ngenerate-setup-file = true\n`, [], ['setuptools']), 'b.py': mark('poetry-build-script'), 'setup.py': SETUP.replace('setup-script', 'poetry-generate-setup-file') },
    unmet: ['poetry-build-script'],
  },
  {
    title: 'poetry-dynamic-versioning',
    files: {
      ...P, 'pyproject.toml': pyproject('poetry_dynamic_versioning.backend', `${POETRY_BASE}version = "0.0.0"\n[tool.poetry-dynamic-versioning]\nenable = true\nformat-jinja = "{{ f() }}"\nformat-jinja-imports = [{module = "ver", item = "f"}]\nsubstitution = {files = ["p/v.py"]}\n`, ['version']),
      'ver.py': `${mark('poetry-dynamic-versioning-import')}\ndef f(): return "1.0"\n`, 'p/v.py': `${mark('poetry-dynamic-versioning-substitution')}\n__version__ = "0"\n`,
    },
    git: true,
    fails: { hooks: ['MW', 'ME', 'S', 'W', 'E'], because: 'the module is not importable' },
  },
  { title: 'pdm-backend: pdm_build.py', files: { ...P, 'pyproject.toml': pyproject(PDM), 'pdm_build.py': mark('pdm-build-hook'), 'setup.py': SETUP } },
  { title: 'pdm-backend: custom-hook', files: { ...P, 'pyproject.toml': pyproject(PDM, '[tool.pdm.build]\ncustom-hook = "x.py"\n'), 'x.py': mark('pdm-build-hook'), 'pdm_build.py': mark('pdm-build-hook:default') } },
  { title: 'pdm-backend: version by a call', files: { ...P, 'pyproject.toml': pyproject(PDM, '[tool.pdm.version]\nsource = "call"\ngetter = "ver:get()"\n', ['version']), 'ver.py': `${mark('pdm-version-getter')}\ndef get(): return "1.0"\n` } },
  {
    title: 'pdm-backend: version format', git: true,
    files: { ...P, 'pyproject.toml': pyproject(PDM, '[tool.pdm.version]\nsource = "scm"\nversion_format = "ver:form"\n', ['version']), 'ver.py': `${mark('pdm-version-format')}\ndef form(version): return "1.0"\n` },
  },
  {
    title: 'pdm-backend: version from the environment', git: true, env: { PDM_BUILD_SCM_VERSION: '1.0' }, unmet: ['pdm-version-format'],
    files: { ...P, 'pyproject.toml': pyproject(PDM, '[tool.pdm.version]\nsource = "scm"\nversion_format = "ver:form"\n', ['version']), 'ver.py': `${mark('pdm-version-format')}\ndef form(version): return "1.0"\n` },
  },
  { title: 'pdm-backend: version from a file', files: { ...P, 'pyproject.toml': pyproject(PDM, '[tool.pdm.version]\nsource = "file"\npath = "p/v.py"\n', ['version']), 'p/v.py': `${mark('pdm-version-file')}\n__version__ = "1.0"\n` } },
  { title: 'pdm-backend: run-setuptools', files: { ...P, 'pyproject.toml': pyproject(PDM, '[tool.pdm.build]\nrun-setuptools = true\n', [], ['setuptools']), 'setup.py': SETUP.replace('setup-script', 'pdm-run-setuptools') } },
  { title: 'flit-core: nothing dynamic', files: { 'pyproject.toml': pyproject(FLIT, 'description = "d"\n'), 'demo.py': `${mark('flit-project')}\n"doc"\n__version__ = str(1)\n`, 'setup.py': SETUP } },
  { title: 'flit-core: literals', files: { 'pyproject.toml': pyproject(FLIT, '', ['version', 'description']), 'demo.py': `"""A module."""\n${mark('flit-project')}\n__version__ = "1.0"\n` } },
  { title: 'flit-core: a version that is computed', files: { 'pyproject.toml': pyproject(FLIT, '', ['version', 'description']), 'demo.py': `"""A module."""\n${mark('flit-project')}\n__version__ = str(1.0)\n` } },
  {
    title: 'flit-core: requirements of a module that has to be imported',
    files: { 'pyproject.toml': pyproject(FLIT, 'dependencies = ["mark-flit-runtime-dependencies"]\n', ['version', 'description']), 'demo.py': `"""A module."""\n${mark('flit-project')}\n__version__ = str(1.0)\n` },
  },
  {
    title: 'flit-core: requirements of a module that is read', unmet: ['flit-runtime-dependencies'],
    files: { 'pyproject.toml': pyproject(FLIT, 'dependencies = ["mark-flit-runtime-dependencies"]\n', ['version', 'description']), 'demo.py': `"""A module."""\n${mark('flit-project')}\n__version__ = "1.0"\n` },
  },
  { title: 'flit-core: a named module', files: { 'pyproject.toml': pyproject(FLIT, '[tool.flit.module]\nname = "other"\n', ['version', 'description']), 'other.py': `"""A module."""\n${mark('flit-module')}\n__version__ = str(1.0)\n`, 'demo.py': mark('flit-project') } },
  { title: 'uv_build', files: { 'src/demo/__init__.py': mark('package'), 'README.md': '', 'pyproject.toml': pyproject('uv_build'), 'setup.py': SETUP, 'hatch_build.py': mark('hatch-build-hook') } },
];
