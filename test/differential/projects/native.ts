/** Backends that drive another build tool, in projects without anything to compile: scikit-build-core, meson-python, sip, pymsbuild, enscons, whey. */
import { mark, type Project, pyproject, script } from '../project';

const SKBUILD = 'scikit_build_core.build';
const MESON = 'mesonpy';
const ALL = ['RS', 'RW', 'RE', 'MW', 'ME', 'S', 'W', 'E'];
const CMAKE_FILE = (id: string, rest = ''): string => `cmake_minimum_required(VERSION 3.15)\nproject(demo LANGUAGES NONE)\nfile(WRITE "$ENV{BUILDGLASS_MARKS}/${id}" "")\n${rest}`;
const META_PROVIDER = (id: string): string => `${mark(id)}\ndef dynamic_metadata(*rest, **more): return "1.0"\ndef get_requires_for_dynamic_metadata(settings=None): return []\n`;
const MESON_FILE = (rest: string): string => `project('demo', version: '1.0')\n${rest}`;
const RUN = (name: string): string => script(name);

export const NATIVE_PROJECTS: readonly Project[] = [
  { title: 'scikit-build-core: CMake', files: { 'pyproject.toml': pyproject(SKBUILD), 'CMakeLists.txt': CMAKE_FILE('scikit-build-cmake'), 'setup.py': mark('setup-script') } },
  {
    title: 'scikit-build-core: CMake for the source distribution',
    files: { 'pyproject.toml': pyproject(SKBUILD, '[tool.scikit-build]\nsdist.cmake = true\n'), 'CMakeLists.txt': CMAKE_FILE('scikit-build-cmake').replace('file', 'if(SKBUILD_STATE STREQUAL "sdist")\nfile(WRITE "$ENV{BUILDGLASS_MARKS}/scikit-build-cmake-sdist" "")\nelse()\nfile') + 'endif()\n' },
  },
  { title: 'scikit-build-core: no CMake', files: { 'pyproject.toml': pyproject(SKBUILD, '[tool.scikit-build]\nwheel.cmake = false\n'), 'CMakeLists.txt': CMAKE_FILE('scikit-build-cmake'), 'demo/__init__.py': '' } },
  { title: 'scikit-build-core: CMake in a folder', files: { 'pyproject.toml': pyproject(SKBUILD, '[tool.scikit-build]\ncmake.source-dir = "native"\n'), 'native/CMakeLists.txt': CMAKE_FILE('scikit-build-cmake:CMakeLists.txt'), 'CMakeLists.txt': CMAKE_FILE('elsewhere') } },
  {
    title: 'scikit-build-core: a file that CMake includes', files: {
      'pyproject.toml': pyproject(SKBUILD, '[tool.scikit-build]\ncmake.define.CMAKE_PROJECT_INCLUDE = "own.cmake"\n'), 'CMakeLists.txt': CMAKE_FILE('scikit-build-cmake'),
      'own.cmake': 'file(WRITE "$ENV{BUILDGLASS_MARKS}/scikit-build-define-cmake-project-include" "")\n',
    },
  },
  {
    title: 'scikit-build-core: overrides',
    files: {
      'pyproject.toml': pyproject(SKBUILD, '[[tool.scikit-build.overrides]]\nif.python-version = ">=3.8"\ncmake.define.CMAKE_PROJECT_INCLUDE = "own.cmake"\n'), 'CMakeLists.txt': CMAKE_FILE('scikit-build-cmake'),
      'own.cmake': 'file(WRITE "$ENV{BUILDGLASS_MARKS}/scikit-build-define-cmake-project-include-override" "")\n',
    },
  },
  {
    title: 'scikit-build-core: metadata provider, not experimental', fails: { hooks: ['MW', 'ME', 'S', 'W', 'E'], because: 'it is refused there' },
    files: { 'pyproject.toml': pyproject(SKBUILD, '[tool.scikit-build]\nwheel.cmake = false\n[tool.scikit-build.metadata.version]\nprovider = "own"\nprovider-path = "tools"\n', ['version']), 'tools/own.py': META_PROVIDER('scikit-build-metadata-provider'), 'demo/__init__.py': '' },
  },
  {
    title: 'scikit-build-core: metadata provider, experimental', as: { 'scikit-build-metadata-provider-experimental': 'scikit-build-metadata-provider' },
    files: {
      'pyproject.toml': pyproject(SKBUILD, '[tool.scikit-build]\nwheel.cmake = false\nexperimental = true\n[tool.scikit-build.metadata.version]\nprovider = "own"\nprovider-path = "tools"\n', ['version']),
      'tools/own.py': META_PROVIDER('scikit-build-metadata-provider'), 'demo/__init__.py': '',
    },
  },
  {
    title: 'scikit-build-core: build requirements and generated files',
    files: {
      'pyproject.toml': pyproject(SKBUILD, `[tool.scikit-build]\nwheel.cmake = false\nbuild.requires = ["mark-scikit-build-requires"]\n[[tool.scikit-build.generate]]\npath = "demo/v.py"\ntemplate = '''${mark('scikit-build-generate')}'''\n`), 'demo/__init__.py': '',
    },
  },
  {
    title: 'meson-python: commands at configuration and in the build',
    files: {
      'pyproject.toml': pyproject(MESON),
      'meson.build': MESON_FILE(`run_command('./run.sh', check: true)\nmeson.add_postconf_script('./post.sh')\ncustom_target('t', output: 't', command: ['./target.sh'], build_by_default: true, capture: true)\nmeson.add_install_script('./install.sh')\n`),
      'run.sh': RUN('meson-build'), 'post.sh': RUN('meson-build'), 'target.sh': RUN('meson-build'), 'install.sh': RUN('meson-install-script'), 'setup.py': mark('setup-script'),
    },
    git: true,
  },
  { title: 'meson-python: a program in place of meson', git: true, files: { 'pyproject.toml': pyproject(MESON, '[tool.meson-python]\nmeson = "m.py"\n'), 'm.py': `${mark('meson-program')}\nfrom mesonbuild.mesonmain import main\nimport sys\nsys.exit(main())\n`, 'meson.build': MESON_FILE("run_command('./run.sh', check: true)\n"), 'run.sh': RUN('meson-build') } },
  {
    title: 'sip: project.py', fails: { hooks: ['S', 'W', 'MW'], because: 'the project builds nothing' },
    files: { 'pyproject.toml': pyproject('sipbuild.api'), 'project.py': `${mark('sip-project')}\nfrom sipbuild import Project\nclass Own(Project): pass\n` },
  },
  {
    title: 'sip: a project factory', fails: { hooks: ['S', 'W', 'MW'], because: 'the project builds nothing' },
    files: { 'pyproject.toml': pyproject('sipbuild.api', '[tool.sip]\nproject-factory = "own.py"\n'), 'own.py': `${mark('sip-project')}\nfrom sipbuild import Project\nclass Own(Project): pass\n`, 'project.py': mark('sip-project:default') },
  },
  {
    title: 'pymsbuild: _msbuild.py',
    files: { 'pyproject.toml': pyproject('pymsbuild'), '_msbuild.py': `${mark('pymsbuild-script')}\nfrom pymsbuild import *\nMETADATA = {"Metadata-Version": "2.1", "Name": "demo", "Version": "1.0"}\nPACKAGE = Package("demo", PyFile("demo/__init__.py"))\n`, 'demo/__init__.py': '' },
    fails: { hooks: ['RS', 'RW', 'MW', 'S', 'W'], because: 'there is no MSBuild' },
  },
  {
    title: 'enscons: SConstruct', fails: { hooks: ALL, because: 'it makes nothing' },
    files: { 'pyproject.toml': pyproject('enscons.api'), SConstruct: mark('enscons-sconstruct') },
  },
  { title: 'whey: names of builders', files: { 'pyproject.toml': pyproject('whey', '[tool.whey.builders]\nsdist = "whey_sdist"\n'), 'demo/__init__.py': '', 'README.rst': '', LICENSE: '', 'whey_sdist.py': mark('whey-builder') } },
];
