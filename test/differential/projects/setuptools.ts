/** setuptools under `build_meta`: the project folder is not importable. */
import { buildSystem, mark, type Project, pyproject } from '../project';

const META = 'setuptools.build_meta';

const OWN = mark('setuptools-attr');

const ATTRS: readonly (readonly [title: string, name: string, folders: string, files: Readonly<Record<string, string>>])[] = [
  ['computed, in a package', 'p.mod.V', '', { 'p/__init__.py': mark('attr-parent'), 'p/mod.py': `${OWN}\nV = str(1.0)\n` }],
  ['computed, in a folder of another name', 'r.V', '[tool.setuptools.package-dir]\nr = "elsewhere"\n', { 'elsewhere/__init__.py': `${OWN}\nV = str(1.0)\n` }],
  ['a literal with a type', 'lit.V', '', { 'lit.py': `${OWN}\nV: str = "1.0"\n` }],
  ['a literal that is computed anew', 'lit.V', '', { 'lit.py': `${OWN}\nV = "1.0"\nV = str(2.0)\n` }],
  ['computed, then a literal', 'a.V', '', { 'a.py': `${OWN}\nV = str(1.0)\nV = "1.0"\n` }],
  ['in a branch', 'a.V', '', { 'a.py': `${OWN}\nif True:\n    V = "1.0"\n` }],
];

export const SETUPTOOLS_PROJECTS: readonly Project[] = [
  { title: 'setup.py', files: { 'pyproject.toml': pyproject(META), 'setup.py': `${mark('setup-script')}\nimport setuptools\nsetuptools.setup()\n` } },
  { title: 'no pyproject.toml', files: { 'setup.py': `${mark('setup-script')}\nimport setuptools\nsetuptools.setup(name="demo", version="1.0", py_modules=[])\n` } },
  ...ATTRS.map(([title, name, folders, files]): Project => ({
    title: `attr: ${title}`,
    files: { 'pyproject.toml': pyproject(META, `[tool.setuptools]\npy-modules = []\n${folders}[tool.setuptools.dynamic]\nversion = {attr = "${name}"}\n`, ['version']), ...files },
  })),
  {
    title: 'attr and setup_requires in setup.cfg',
    files: {
      'pyproject.toml': buildSystem(META),
      'setup.cfg': '[metadata]\nname = demo\nversion = attr: v.V\n[options]\npy_modules =\nsetup_requires =\n    mark-setuptools-setup-requires\ndependency_links =\n    mark-setuptools-dependency-links\n',
      'v.py': `${mark('setuptools-attr-cfg')}\nV = str(1.0)\n`,
    },
    unmet: ['setuptools-dependency-links'],
  },
  {
    title: 'attr of a literal in setup.cfg',
    files: {
      'pyproject.toml': buildSystem(META), 'setup.cfg': '[metadata]\nname = demo\nversion = attr: v.V\n[options]\npy_modules =\n',
      'v.py': `${mark('setuptools-attr-cfg')}\nV = "1.0"\n`,
    },
  },
];
