/** Tools of daily work that run commands of the project or import from its configuration: hatch, pdm, task runners, linters, documentation, editors. */
import { rowsAmong, type Tool, type Vector } from './backend';

const HATCH_DOCS = 'https://hatch.pypa.io/latest/config/environment/overview/';
const HATCH = { hooks: ['env'], commands: ['hatch run'], target: 'command', kind: 'spawn', certainty: 'certain', role: 'project-config', source: HATCH_DOCS } as const;

const HATCH_VECTORS: readonly Vector[] = [
  { ...HATCH, id: 'hatch-script', title: 'hatch script', key: ['tool', 'hatch', 'envs', '*', 'scripts', '*'], list: 'each' },
  { ...HATCH, id: 'hatch-extra-script', title: 'hatch script', key: ['tool', 'hatch', 'envs', '*', 'extra-scripts', '*'], list: 'each' },
  ...['dependencies', 'extra-dependencies', 'workspace.members'].map((option): Vector => (
    { ...HATCH, id: `hatch-env-${option.replace('.', '-')}`, title: 'requirement of a hatch environment', key: ['tool', 'hatch', 'envs', '*', ...option.split('.'), '*'], target: 'requirement', kind: 'require' })),
  { ...HATCH, id: 'hatch-env-variable', title: 'environment of hatch commands', key: ['tool', 'hatch', 'envs', '*', 'env-vars', '*'], target: 'setting', kind: 'environment' },
  { ...HATCH, id: 'hatch-pre-install', title: 'hatch command before the installation', key: ['tool', 'hatch', 'envs', '*', 'pre-install-commands', '*'] },
  { ...HATCH, id: 'hatch-post-install', title: 'hatch command after the installation', key: ['tool', 'hatch', 'envs', '*', 'post-install-commands', '*'] },
  {
    ...HATCH, id: 'hatch-collector', title: 'hatch environment collector', key: ['tool', 'hatch', 'env', 'collectors', 'custom', 'path'], default: 'hatch_plugins.py', target: 'script', kind: 'exec-text',
    commands: ['hatch env show', 'hatch run'], role: 'build-hook', source: 'https://hatch.pypa.io/latest/plugins/environment-collector/custom/',
  },
  { ...HATCH, id: 'hatch-env-requires', title: 'hatch plug-in that is installed and loaded', key: ['tool', 'hatch', 'env', 'requires', '*'], target: 'requirement', kind: 'require', commands: ['hatch env show', 'hatch run'] },
];

const PDM_DOCS = 'https://pdm-project.org/latest/usage/scripts/';
const PDM = { title: 'pdm script', hooks: ['env'], commands: ['pdm run'], target: 'command', kind: 'spawn', certainty: 'certain', role: 'project-config', source: PDM_DOCS } as const;

const PDM_VECTORS: readonly Vector[] = [
  { ...PDM, id: 'pdm-script', key: ['tool', 'pdm', 'scripts', '*'] },
  { ...PDM, id: 'pdm-script-cmd', key: ['tool', 'pdm', 'scripts', '*', 'cmd'] },
  { ...PDM, id: 'pdm-script-shell', key: ['tool', 'pdm', 'scripts', '*', 'shell'] },
  { ...PDM, id: 'pdm-script-composite', key: ['tool', 'pdm', 'scripts', '*', 'composite', '*'] },
  { ...PDM, id: 'pdm-script-call', key: ['tool', 'pdm', 'scripts', '*', 'call'], target: 'module:object', kind: 'call', role: 'helper-module' },
];

const file = (id: string, title: string, autodetect: string | readonly string[], command: string, hook: 'task' | 'docs' | 'commit' | 'conda' | 'editor', source: string, condition?: string): Vector => ({
  id, title, autodetect, target: 'script', kind: 'exec-text', hooks: [hook], commands: [command], role: 'helper-module', source,
  ...(condition === undefined ? { certainty: 'certain' } : { certainty: 'conditional', condition }),
});

const TASKS: readonly Vector[] = [
  file('makefile', 'Makefile', ['GNUmakefile', 'makefile', 'Makefile'], 'make', 'task', 'https://www.gnu.org/software/make/manual/make.html'),
  file('justfile', 'justfile', ['justfile', 'Justfile', '.justfile'], 'just', 'task', 'https://just.systems/man/en/'),
  file('invoke-tasks', 'invoke tasks', 'tasks.py', 'invoke', 'task', 'https://docs.pyinvoke.org/en/stable/concepts/loading.html'),
  file('doit-tasks', 'doit tasks', 'dodo.py', 'doit', 'task', 'https://pydoit.org/cmd-run.html'),
  file('pre-commit', 'pre-commit hooks', '.pre-commit-config.yaml', 'pre-commit run', 'commit', 'https://pre-commit.com/#repository-local-hooks', 'when it names local hooks'),
  file('pre-commit-hooks', 'hooks that other projects may use', '.pre-commit-hooks.yaml', 'pre-commit run', 'commit', 'https://pre-commit.com/#creating-new-hooks', 'when another project names this one'),
  file('sphinx-conf', 'Sphinx configuration', ['docs/conf.py', 'doc/conf.py', 'docs/source/conf.py', 'doc/source/conf.py'], 'sphinx-build', 'docs', 'https://www.sphinx-doc.org/en/master/usage/configuration.html'),
  file('mkdocs', 'MkDocs configuration', ['mkdocs.yml', 'mkdocs.yaml'], 'mkdocs build', 'docs', 'https://www.mkdocs.org/user-guide/configuration/#hooks', 'when it names hooks'),
  file('readthedocs', 'Read the Docs build', ['.readthedocs.yaml', '.readthedocs.yml'], 'Read the Docs', 'docs', 'https://docs.readthedocs.com/platform/stable/config-file/v2.html#build-jobs', 'when it names build jobs'),
  file('conda-recipe', 'conda recipe', ['meta.yaml', 'conda/meta.yaml', 'conda.recipe/meta.yaml', 'recipe/meta.yaml'], 'conda build', 'conda', 'https://docs.conda.io/projects/conda-build/en/stable/resources/define-metadata.html', 'when it has a build script'),
  file('rattler-recipe', 'rattler recipe', ['recipe.yaml', 'recipe/recipe.yaml'], 'rattler-build', 'conda', 'https://rattler.build/latest/build_script/', 'when it has a build script'),
  file('vscode-tasks', 'VS Code tasks', '.vscode/tasks.json', 'Visual Studio Code', 'editor', 'https://code.visualstudio.com/docs/debugtest/tasks#_run-behavior', 'when a task runs on folderOpen'),
  file('vscode-settings', 'VS Code settings', '.vscode/settings.json', 'Visual Studio Code', 'editor', 'https://code.visualstudio.com/docs/python/settings-reference', 'when it names an interpreter or a tool'),
  file('devcontainer', 'development container', ['.devcontainer/devcontainer.json', '.devcontainer.json'], 'Dev Containers', 'editor', 'https://containers.dev/implementors/json_reference/#lifecycle-scripts', 'when it names lifecycle commands'),
];

const named = (rows: readonly Vector[]): readonly Vector[] => rows.map((row, index) => (index === 0 ? row : { ...row, id: `${row.id}-${index + 1}` }));

const MYPY_DOCS = 'https://mypy.readthedocs.io/en/stable/extending_mypy.html';
const MYPY_FILES = [{ path: 'mypy.ini', section: 'mypy' }, { path: '.mypy.ini', section: 'mypy' }, { path: 'pyproject.toml', key: ['tool', 'mypy'] }, { path: 'setup.cfg', section: 'mypy' }];
const PYLINT_DOCS = 'https://pylint.readthedocs.io/en/stable/user_guide/configuration/all-options.html#main-checker';
const PYLINT_FILES = ['pylintrc', '.pylintrc'].flatMap((path) => [{ path, section: 'MAIN' }, { path, section: 'MASTER' }]).concat([{ path: 'setup.cfg', section: 'pylint.main' }]);
const FLAKE8_DOCS = 'https://flake8.pycqa.org/en/latest/user/configuration.html#using-local-plugins';
const FLAKE8_FILES = [{ path: 'setup.cfg' }, { path: 'tox.ini' }, { path: '.flake8' }].map(({ path }) => ({ path, section: 'flake8:local-plugins' }));
const COVERAGE_DOCS = 'https://coverage.readthedocs.io/en/latest/config.html#run-plugins';
const COVERAGE_FILES = [{ path: '.coveragerc', section: 'run' }, { path: 'setup.cfg', section: 'coverage:run' }, { path: 'tox.ini', section: 'coverage:run' }, { path: 'pyproject.toml', key: ['tool', 'coverage', 'run'] }];

const LINT = { kind: 'import', hooks: ['lint'], certainty: 'certain', role: 'helper-module' } as const;
const PYLINT = { ...LINT, commands: ['pylint'], source: PYLINT_DOCS } as const;
const INIT_HOOK = { ...PYLINT, id: 'pylint-init-hook', title: 'pylint start-up code', target: 'expression', kind: 'exec-text', role: 'project-config' } as const;
const LOAD_PLUGINS = { ...PYLINT, id: 'pylint-plugin', title: 'pylint plug-in', target: 'module' } as const;

const LINTERS: readonly Vector[] = [
  ...named(rowsAmong(MYPY_FILES, 'plugins', { ...LINT, id: 'mypy-plugin', title: 'mypy plug-in', form: 'items', list: 'each', target: 'script-or-module', commands: ['mypy'], source: MYPY_DOCS })),
  ...named(rowsAmong(PYLINT_FILES, 'init-hook', { ...INIT_HOOK, form: 'whole' })),
  ...named(rowsAmong(PYLINT_FILES, 'load-plugins', { ...LOAD_PLUGINS, form: 'items' })),
  { ...INIT_HOOK, id: 'pylint-init-hook-pyproject', key: ['tool', 'pylint', '*', 'init-hook'] },
  { ...LOAD_PLUGINS, id: 'pylint-plugin-pyproject', key: ['tool', 'pylint', '*', 'load-plugins'], list: 'each' },
  ...['extension', 'report'].flatMap((option) => named(rowsAmong(FLAKE8_FILES, option, { ...LINT, id: `flake8-local-${option}`, title: 'flake8 plug-in of the project', target: 'module:object', commands: ['flake8'], source: FLAKE8_DOCS }))),
  ...named(rowsAmong(COVERAGE_FILES, 'plugins', { ...LINT, id: 'coverage-plugin', title: 'coverage plug-in', form: 'items', list: 'each', target: 'module', commands: ['coverage run'], source: COVERAGE_DOCS })),
];

export const PROJECT_TOOLS: readonly Tool[] = [
  { name: 'hatch', vectors: HATCH_VECTORS, source: HATCH_DOCS },
  { name: 'pdm scripts', vectors: PDM_VECTORS, source: PDM_DOCS },
  { name: 'task runners, documentation, recipes, editors', vectors: TASKS, source: 'the documentation of each' },
  { name: 'linters', vectors: LINTERS, source: 'the documentation of each' },
];
