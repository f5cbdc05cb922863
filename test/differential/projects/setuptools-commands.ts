/** Commands of setuptools that a project puts its own in place of, and the compilers that they start. */
import { buildSystem, mark, type Project, pyproject, script } from '../project';

const META = 'setuptools.build_meta';

/** A command class that leaves a mark and does what the original does. */
const command = (module: string, name: string, id: string): string =>
  `from ${module}.${name} import ${name} as _${name}\nclass ${name}(_${name}):\n    def run(self):\n        ${mark(`${id}:${name}`)}\n        super().run()\n`;

const OF_SETUPTOOLS = ['bdist_wheel', 'build', 'build_clib', 'build_ext', 'build_py', 'develop', 'dist_info', 'editable_wheel', 'egg_info', 'install', 'install_egg_info', 'install_lib', 'install_scripts', 'rotate', 'sdist'];
const OF_DISTUTILS = ['build_scripts', 'check', 'clean', 'install_data', 'install_headers'];
const COMMANDS = [...OF_SETUPTOOLS, ...OF_DISTUTILS];

const module = (id: string, names: readonly string[] = COMMANDS): string =>
  names.map((name) => command(OF_SETUPTOOLS.includes(name) ? 'setuptools.command' : 'setuptools._distutils.command', name, id)).join('');

/** Everything that there is a command for, with nothing to compile. */
const SETUP = `${mark('setup-script')}\nimport setuptools\nsetuptools.setup(scripts=["tool"], headers=["h.h"], data_files=[("share", ["d.txt"])], libraries=[("q", {"sources": []})], ext_modules=[setuptools.Extension("p.e", [], optional=True)])\n`;
const CONTENTS = { 'p/__init__.py': '', tool: '#!/usr/bin/env python\n', 'h.h': '', 'd.txt': '', 'setup.py': SETUP };

const EXTENSION = `#include <Python.h>\nstatic struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "e"};\nPyMODINIT_FUNC PyInit_e(void) { return PyModule_Create(&module); }\n`;
const extension = (keys: string, rest = ''): string => pyproject(META, `[tool.setuptools]\npackages = ["p"]\n[[tool.setuptools.ext-modules]]\nname = "p.e"\nsources = ["e.c"]\n${keys}\n${rest}`);

export const COMMAND_PROJECTS: readonly Project[] = [
  {
    title: 'cmdclass of every command, in pyproject.toml',
    files: {
      ...CONTENTS, 'cmds.py': `${mark('setuptools-cmdclass')}\n${module('setuptools-command')}`,
      'pyproject.toml': pyproject(META, `[tool.setuptools]\npackages = ["p"]\n[tool.setuptools.cmdclass]\n${COMMANDS.map((name) => `${name} = "cmds.${name}"\n`).join('')}`),
    },
  },
  {
    title: 'cmdclass in setup.cfg',
    files: {
      'pyproject.toml': buildSystem(META), 'p/__init__.py': '', 'cmds/__init__.py': mark('cmdclass-parent'), 'cmds/own.py': `${mark('setuptools-cmdclass-cfg')}\n${module('setuptools-command-cfg', ['build_py', 'sdist', 'develop'])}`,
      'setup.cfg': '[metadata]\nname = demo\nversion = 1\n[options]\npackages = p\ncmdclass =\n    build_py = cmds.own.build_py\n    sdist = cmds.own.sdist\n    develop = cmds.own.develop\n',
    },
  },
  {
    title: 'cmdclass of a module that package-dir redirects',
    files: {
      'pyproject.toml': pyproject(META, '[tool.setuptools]\npackages = ["p"]\n[tool.setuptools.package-dir]\np = "tests/data"\n[tool.setuptools.cmdclass]\nbuild_py = "p.build_py"\n'),
      'tests/data/__init__.py': `${mark('setuptools-cmdclass')}\n${module('setuptools-command', ['build_py'])}`, 'p/__init__.py': mark('elsewhere'),
    },
  },
  {
    title: 'an alias of commands that are there',
    files: {
      'pyproject.toml': pyproject(META, '[tool.setuptools]\npackages = ["p"]\n[tool.setuptools.cmdclass]\nrotate = "cmds.rotate"\n[tool.distutils.rotate]\nmatch = ".none"\nkeep = 1\n[tool.distutils.aliases]\nsdist = "rotate sdist"\n'), 'p/__init__.py': '',
      'cmds.py': `${mark('setuptools-cmdclass')}\n${module('setuptools-command', ['rotate'])}`,
    },
  },
  {
    title: 'a compiler option: -wrapper', needs: ['gcc'],
    files: { 'pyproject.toml': extension('extra-compile-args = ["-wrapper", "./w.sh"]'), 'p/__init__.py': '', 'e.c': EXTENSION, 'w.sh': script('setuptools-compiler-wrapper', 'exec "$@"') },
  },
  {
    title: 'a compiler option: -B', needs: ['gcc'],
    files: { 'pyproject.toml': extension('extra-compile-args = ["-B./b"]'), 'p/__init__.py': '', 'e.c': EXTENSION, 'b/cc1': script('setuptools-compiler-folder', 'exec "$(gcc -print-prog-name=cc1)" "$@"') },
  },
  {
    title: 'a compiler option: -specs', needs: ['gcc'],
    files: {
      'pyproject.toml': extension('extra-compile-args = ["-specs=./own.specs"]'), 'p/__init__.py': '', 'e.c': EXTENSION,
      // A program in place of the compiler; what it makes of the file is not enough to link it.
      'own.specs': '.c:\n@c\n\n@c:\n./cc.sh %i\n', 'cc.sh': script('setuptools-compiler-wrapper'),
    },
    fails: { hooks: ['W', 'E'], because: 'nothing is compiled' },
  },
  {
    title: 'a linker option: -wrapper', needs: ['gcc'],
    files: { 'pyproject.toml': extension('extra-link-args = ["-wrapper", "./w.sh"]'), 'p/__init__.py': '', 'e.c': EXTENSION, 'w.sh': script('setuptools-linker-option', 'exec "$@"') },
  },
  {
    title: 'a linker option: -B', needs: ['gcc'],
    files: { 'pyproject.toml': extension('extra-link-args = ["-Blinker"]'), 'p/__init__.py': '', 'e.c': EXTENSION, 'linker/ld': script('setuptools-linker-folder', 'exec /usr/bin/ld "$@"') },
  },
  ...([['setup.cfg', '[build_ext]\nswig = ./swig.sh\n', 'swig-cfg'], ['pyproject.toml', '[tool.distutils.build_ext]\nswig = "./swig.sh"\n', 'swig']] as const).map(([file, text, id]): Project => ({
    title: `swig in ${file}`,
    files: {
      'pyproject.toml': pyproject(META, `[tool.setuptools]\npackages = ["p"]\n[[tool.setuptools.ext-modules]]\nname = "p.e"\nsources = ["e.i"]\noptional = true\n${file === 'pyproject.toml' ? text : ''}`), 'p/__init__.py': '', 'e.i': '',
      'swig.sh': script(`setuptools-${id}`, 'exit 1'), ...(file === 'setup.cfg' ? { 'setup.cfg': text } : {}),
    },
  })),
  {
    title: 'files named by MANIFEST.in and by file: run nothing',
    files: {
      'pyproject.toml': pyproject(META, '[tool.setuptools]\npackages = ["p"]\n[tool.setuptools.dynamic]\nreadme = {file = "r.py", content-type = "text/plain"}\n', ['readme']), 'p/__init__.py': '', 'r.py': mark('file-directive'),
      'MANIFEST.in': 'include m.py\ngraft g\n', 'm.py': mark('manifest'), 'g/__init__.py': mark('manifest'),
    },
  },
];
