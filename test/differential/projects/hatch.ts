/** hatchling and its plug-ins. */
import { mark, type Project, pyproject, script } from '../project';

const HATCH = 'hatchling.build';
const WHEEL = '[tool.hatch.build.targets.wheel]\npackages = ["p"]\n';

const buildHook = (id: string): string => `${mark(id)}\nfrom hatchling.builders.hooks.plugin.interface import BuildHookInterface\nclass Own(BuildHookInterface):\n    PLUGIN_NAME = "custom"\n`;
const metadataHook = (id: string): string => `${mark(id)}\nfrom hatchling.metadata.plugin.interface import MetadataHookInterface\nclass Own(MetadataHookInterface):\n    def update(self, metadata): pass\n`;

const describe = (id: string): string => script(id, 'echo v1.0-0-g1234567');

export const HATCH_PROJECTS: readonly Project[] = [
  {
    title: 'hatchling: hooks',
    files: {
      'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.build.hooks.custom]\n[tool.hatch.build.targets.wheel.hooks.custom]\npath = "w.py"\n[tool.hatch.build.targets.custom]\npath = "builder.py"\n[tool.hatch.metadata.hooks.custom]\npath = "m.py"\n`),
      'p/__init__.py': '', 'hatch_build.py': buildHook('hatch-build-hook'), 'w.py': buildHook('hatch-build-hook-wheel'), 'm.py': metadataHook('hatch-metadata-hook'), 'builder.py': mark('hatch-custom-target'),
      'setup.py': mark('setup-script'),
    },
  },
  {
    title: 'hatchling: hooks of both targets',
    files: {
      'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.build.targets.wheel.hooks.custom]\npath = "w.py"\n[tool.hatch.build.targets.sdist.hooks.custom]\npath = "s.py"\n`),
      'p/__init__.py': '', 'w.py': buildHook('hatch-build-hook-wheel'), 's.py': buildHook('hatch-build-hook-sdist'),
    },
  },
  {
    title: 'hatchling: a hook that those of both targets replace',
    files: {
      'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.build.hooks.custom]\n[tool.hatch.build.targets.wheel.hooks.custom]\npath = "w.py"\n[tool.hatch.build.targets.sdist.hooks.custom]\npath = "s.py"\n`),
      'p/__init__.py': '', 'hatch_build.py': buildHook('hatch-build-hook'), 'w.py': buildHook('hatch-build-hook-wheel'), 's.py': buildHook('hatch-build-hook-sdist'),
    },
  },
  {
    title: 'hatchling: a hook that is off',
    files: { 'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.build.hooks.custom]\nenable-by-default = false\n`), 'p/__init__.py': '', 'hatch_build.py': buildHook('hatch-build-hook') },
    unmet: ['hatch-build-hook'],
  },
  {
    title: 'hatchling: a hook that the environment turns on',
    files: { 'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.build.hooks.custom]\nenable-by-default = false\n`), 'p/__init__.py': '', 'hatch_build.py': buildHook('hatch-build-hook') },
    env: { HATCH_BUILD_HOOK_ENABLE_CUSTOM: 'true' },
  },
  {
    title: 'hatchling: hatch.toml',
    files: {
      'pyproject.toml': pyproject(HATCH, '[tool.hatch.build.hooks.custom]\npath = "a.py"\n[tool.hatch.version]\nsource = "code"\npath = "v.py"\n', ['version']),
      'hatch.toml': '[build.targets.wheel]\npackages = ["p"]\n[build.hooks.custom]\npath = "b.py"\n', 'p/__init__.py': '', 'a.py': buildHook('hatch-build-hook:replaced'), 'b.py': buildHook('hatch-build-hook'),
      'v.py': `${mark('hatch-version-code')}\n__version__ = "1.0"\n`,
    },
    unmarked: ['hatch-version-expression'],
  },
  {
    title: 'hatchling: version from code',
    files: {
      'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.version]\nsource = "code"\npath = "v.py"\nexpression = '${mark('hatch-version-expression')} or V'\n`, ['version']), 'p/__init__.py': '',
      'v.py': `${mark('hatch-version-code')}\nV = "1.0"\n`,
    },
  },
  ...['', 'source = "regex"\n'].map((source): Project => ({
    title: `hatchling: version by regular expression${source === '' ? '' : ', named'}`,
    files: { 'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.version]\n${source}path = "v.py"\n`, ['version']), 'p/__init__.py': '', 'v.py': `${mark('hatch-version-regex')}\n__version__ = "1.0"\n` },
  })),
  {
    title: 'hatchling: build requirements',
    files: {
      'pyproject.toml': pyproject(HATCH, `dependencies = ["mark-hatch-runtime-dependencies-wheel"]\n[project.optional-dependencies]\nextra = ["mark-hatch-runtime-features-sdist"]\n[tool.hatch.build]\ndependencies = ["mark-hatch-dependencies"]\n[tool.hatch.build.targets.wheel]\npackages = ["p"]\ndependencies = ["mark-hatch-dependencies-wheel"]\nrequire-runtime-dependencies = true\n[tool.hatch.build.targets.sdist]\ndependencies = ["mark-hatch-dependencies-sdist"]\nrequire-runtime-features = ["extra"]\n[tool.hatch.build.targets.wheel.hooks.version]\npath = "v.py"\ndependencies = ["mark-hatch-hook-dependencies-wheel"]\n[tool.hatch.build.hooks.custom]\ndependencies = ["mark-hatch-hook-dependencies"]\n`),
      'p/__init__.py': '', 'v.py': '__version__ = "0"\n', 'hatch_build.py': buildHook('hatch-build-hook'),
    },
  },
  ...([['git_describe_command = ["./git.sh"]', 'hatch-vcs-describe'], ['scm = {git = {describe_command = ["./git.sh"]}}', 'hatch-vcs-describe-scm']] as const).map(([key, id]): Project => ({
    title: `hatch-vcs: ${id}`,
    files: {
      'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.version]\nsource = "vcs"\n[tool.hatch.version.raw-options]\n${key}\n[tool.hatch.build.hooks.vcs]\nversion-file = "p/_version.py"\n`, ['version'], ['hatch-vcs']),
      'p/__init__.py': '', 'p/_version.py': mark('hatch-vcs-version-file'), 'git.sh': describe(id),
    },
    git: true,
  })),
  {
    title: 'hatch-vcs outside of a work tree',
    files: {
      'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.version]\nsource = "vcs"\n[tool.hatch.version.raw-options]\ngit_describe_command = ["./git.sh"]\nfallback_version = "1.0"\n`, ['version'], ['hatch-vcs']),
      'p/__init__.py': '', 'git.sh': describe('hatch-vcs-describe'),
    },
    unmet: ['hatch-vcs-describe'],
  },
  {
    title: 'hatch-build-scripts',
    files: {
      'pyproject.toml': pyproject(HATCH, `${WHEEL}[[tool.hatch.build.hooks.build-scripts.scripts]]\nout_dir = "out"\ncommands = [": > $BUILDGLASS_MARKS/hatch-build-scripts"]\nartifacts = []\n[[tool.hatch.build.targets.wheel.hooks.build-scripts.scripts]]\nout_dir = "out"\ncommands = [": > $BUILDGLASS_MARKS/hatch-build-scripts-wheel"]\nartifacts = []\n`, [], ['hatch-build-scripts']),
      'p/__init__.py': '',
    },
  },
  {
    title: 'hatch-jupyter-builder',
    files: {
      'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.build.hooks.jupyter-builder]\nbuild-function = "jup.build"\n`, [], ['hatch-jupyter-builder']),
      'p/__init__.py': '', 'jup.py': `${mark('hatch-jupyter-builder')}\ndef build(target_name, version, **rest): pass\n`,
    },
  },
  {
    title: 'versioningit under hatchling',
    files: {
      'pyproject.toml': pyproject(HATCH, `${WHEEL}[tool.hatch.version]\nsource = "versioningit"\n[tool.versioningit]\ndefault-version = "1.0"\n[tool.versioningit.vcs]\nmethod = {module = "ver", value = "f", module-dir = "tools"}\n`, ['version'], ['versioningit']),
      'p/__init__.py': '', 'tools/ver.py': `${mark('versioningit-method')}\nfrom versioningit import VCSDescription\ndef f(*, project_dir, params): return VCSDescription(tag="v1.0", state="exact", branch=None, fields={})\n`,
    },
  },
];
