/** Repositories whose configuration starts programs, below backends that ask git about the project. */
import { type Project, pyproject, script } from '../project';

const P = { 'p/__init__.py': '', 'README.md': '', '.gitattributes': '*.py filter=own\n' };

interface Asking {
  /** Of the rows. */
  readonly id: string;
  readonly pyproject: string;
  /** Rows of what it stands on, which tell of the same. */
  readonly as?: Readonly<Record<string, string>>;
  /** It only lists files. */
  readonly lists?: true;
}

const ASKING: readonly Asking[] = [
  { id: 'poetry', lists: true, pyproject: pyproject('poetry.core.masonry.api', '[tool.poetry]\npackages = [{include = "p"}]\n') },
  { id: 'poetry-dynamic-versioning', pyproject: pyproject('poetry_dynamic_versioning.backend', '[tool.poetry]\npackages = [{include = "p"}]\nversion = "0.0.0"\n[tool.poetry-dynamic-versioning]\nenable = true\n', ['version']), as: { 'poetry-git-monitor': 'poetry-dynamic-versioning-git-monitor' } },
  { id: 'setuptools-scm', pyproject: pyproject('setuptools.build_meta', '[tool.setuptools]\npackages = ["p"]\n[tool.setuptools_scm]\n', ['version'], ['setuptools-scm']) },
  { id: 'hatch-vcs', pyproject: pyproject('hatchling.build', '[tool.hatch.build.targets.wheel]\npackages = ["p"]\n[tool.hatch.version]\nsource = "vcs"\n', ['version'], ['hatch-vcs']) },
  { id: 'pdm', pyproject: pyproject('pdm.backend', '[tool.pdm.version]\nsource = "scm"\n', ['version']) },
  { id: 'versioningit', pyproject: pyproject('hatchling.build', '[tool.hatch.build.targets.wheel]\npackages = ["p"]\n[tool.hatch.version]\nsource = "versioningit"\n', ['version'], ['versioningit']) },
];

export const GIT_PROJECTS: readonly Project[] = ASKING.flatMap(({ id, pyproject: text, lists, as }): Project[] => [
  {
    title: `git below ${id}: what tells it of changes`, git: true, ...(as && { as }),
    files: { ...P, 'pyproject.toml': text, '.git/config': '[core]\nfsmonitor = ./monitor.sh\n', 'monitor.sh': script(`${id}-git-monitor`) },
  },
  {
    title: `git below ${id}: a filter and a hook`, git: true,
    files: {
      ...P, 'pyproject.toml': text, '.git/config': '[filter "own"]\nclean = ./filter.sh\n', 'filter.sh': script(lists ? 'git-filter' : `${id}-git-filter-clean`, 'cat'),
      '.git/hooks/post-index-change': script(lists ? 'git-hook' : `${id}-git-hook`),
    },
  },
]).concat([
  {
    title: 'git below setuptools-scm: a folder of hooks', git: true,
    files: { ...P, 'pyproject.toml': ASKING[2]!.pyproject, '.git/config': '[core]\nhooksPath = own\n', 'own/post-index-change': script('setuptools-scm-git-hooks-path') },
  },
]);
