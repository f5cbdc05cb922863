/** The channels through which other people's code comes in, whatever the backend is. */
import { BUILD_HOOKS } from '../hooks';
import type { Tool, Vector } from './backend';

const REQUIRE = { title: 'requirement', target: 'requirement', kind: 'require', certainty: 'certain', role: 'project-config' } as const;
const DEPENDENCY = { ...REQUIRE, title: 'dependency', hooks: ['deps'] } as const;
const INDEX = { ...REQUIRE, title: 'package index', hooks: ['deps'] } as const;

const PYPROJECT_SPEC = 'https://packaging.python.org/en/latest/specifications/pyproject-toml/';

const STANDARD: Tool = {
  name: 'requirements in pyproject.toml',
  vectors: [
    { ...REQUIRE, id: 'build-requirement', title: 'build requirement', key: ['build-system', 'requires', '*'], hooks: BUILD_HOOKS, source: 'PEP 518' },
    { ...DEPENDENCY, id: 'dependency', key: ['project', 'dependencies', '*'], source: PYPROJECT_SPEC },
    { ...DEPENDENCY, id: 'optional-dependency', key: ['project', 'optional-dependencies', '*', '*'], certainty: 'conditional', condition: 'when this extra is asked for', source: PYPROJECT_SPEC },
    { ...DEPENDENCY, id: 'dependency-group', key: ['dependency-groups', '*', '*'], certainty: 'conditional', condition: 'when this group is asked for', source: 'PEP 735' },
    { ...DEPENDENCY, id: 'setuptools-install-requires', ini: { section: 'options', key: 'install_requires', form: 'lines' }, source: 'https://setuptools.pypa.io/en/latest/userguide/declarative_config.html' },
  ],
  source: PYPROJECT_SPEC,
};

const FILE_FORMAT = 'https://pip.pypa.io/en/stable/reference/requirements-file-format/';

/** Plain names are left out: what leads elsewhere, or changes where names lead, is what counts. */
const ELSEWHERE = /^(?:-e|--editable|-r|--requirement|-c|--constraint|-i|--index-url|--extra-index-url|-f|--find-links|--no-binary|--config-settings?|--global-option|--trusted-host|--no-index|--pre)\b|^\.{0,2}\/|:\/\//;

const REQUIREMENT_FILES: Tool = {
  name: 'requirements files',
  vectors: ([['requirements*.txt', ''], ['requirements/*.txt', '-folder'], ['*-requirements.txt', '-named'], ['constraints*.txt', '-constraints']] as const).map(([file, suffix]): Vector => ({
    ...REQUIRE, id: `requirements-line${suffix}`, title: 'line of a requirements file', file, lines: ELSEWHERE, pattern: /^(.*?)(?:\s+#.*)?$/, hooks: ['task'], commands: ['pip install -r'], source: FILE_FORMAT,
  })),
  source: FILE_FORMAT,
};

const LOCK_VECTORS = ([['pylock.toml', ''], ['pylock.*.toml', '-named']] as const).flatMap(([file, suffix]): readonly Vector[] => {
  const locked = { ...REQUIRE, title: 'locked package outside an index', file, hooks: ['task'], commands: ['pip install -r pylock.toml', 'uv pip sync pylock.toml'], source: 'PEP 751' } as const;
  return [
    { ...locked, id: `pylock-vcs${suffix}`, key: ['packages', '*', 'vcs', 'url'] },
    { ...locked, id: `pylock-directory${suffix}`, key: ['packages', '*', 'directory', 'path'] },
    { ...locked, id: `pylock-archive${suffix}`, key: ['packages', '*', 'archive', 'url'] },
    { ...locked, id: `pylock-sdist${suffix}`, title: 'locked source distribution', key: ['packages', '*', 'sdist', 'url'] },
  ];
});

const LOCK_FILE: Tool = { name: 'lock files', vectors: LOCK_VECTORS, source: 'https://packaging.python.org/en/latest/specifications/pylock-toml/' };

const UV_DOCS = 'https://docs.astral.sh/uv/reference/settings/';
const WITH_UV = { commands: ['uv lock', 'uv pip install', 'uv sync'], source: UV_DOCS } as const;

/** uv.toml has the tables of `tool.uv` without the prefix. */
const uvVectors = (suffix: string, prefix: readonly string[], where: Pick<Vector, 'file' | 'header'> & Partial<Pick<Vector, 'hooks' | 'commands'>>): readonly Vector[] => {
  const row = (id: string, key: readonly string[], rest: Partial<Vector> & Pick<Vector, 'title' | 'target' | 'kind'>): Vector =>
    ({ hooks: ['deps'], certainty: 'certain', role: 'project-config', ...WITH_UV, ...rest, ...where, id: `${id}${suffix}`, key: [...prefix, ...key] });
  return [
    ...['git', 'url', 'path'].map((kind) => row(`uv-source-${kind}`, ['sources', '*', kind], { ...DEPENDENCY, ...WITH_UV })),
    row('uv-index', ['index', '*', 'url'], { ...INDEX, ...WITH_UV }),
    row('uv-index-url', ['index-url'], { ...INDEX, ...WITH_UV }),
    row('uv-extra-index', ['extra-index-url', '*'], { ...INDEX, ...WITH_UV }),
    row('uv-find-links', ['find-links', '*'], { ...INDEX, ...WITH_UV }),
    row('uv-pip-index-url', ['pip', 'index-url'], { ...INDEX, ...WITH_UV }),
    row('uv-pip-extra-index', ['pip', 'extra-index-url', '*'], { ...INDEX, ...WITH_UV }),
    row('uv-index-strategy', ['index-strategy'], { title: 'order of package indexes', target: 'setting', kind: 'require' }),
    row('uv-build-dependency', ['extra-build-dependencies', '*', '*'], { ...DEPENDENCY, title: 'build requirement of a dependency', ...WITH_UV }),
    row('uv-override', ['override-dependencies', '*'], { ...DEPENDENCY, title: 'requirement in place of what dependencies ask for', ...WITH_UV }),
    row('uv-build-constraint', ['build-constraint-dependencies', '*'], { ...DEPENDENCY, title: 'constraint of build requirements', ...WITH_UV }),
    row('uv-insecure-host', ['allow-insecure-host', '*'], { ...INDEX, title: 'server whose certificate is not checked', ...WITH_UV }),
    row('uv-build-setting', ['config-settings', '*'], { title: 'setting of builds', target: 'setting', kind: 'environment' }),
    row('uv-build-setting-package', ['config-settings-package', '*', '*'], { title: 'setting of builds', target: 'setting', kind: 'environment' }),
    row('uv-build-variable', ['extra-build-variables', '*', '*'], { title: 'environment of builds', target: 'setting', kind: 'environment' }),
    row('uv-python-mirror', ['python-install-mirror'], { ...INDEX, title: 'place of Python interpreters', ...WITH_UV }),
    row('uv-python-list', ['python-downloads-json-url'], { ...INDEX, title: 'place of Python interpreters', ...WITH_UV }),
  ];
};

const UV: Tool = { name: 'uv', vectors: [...uvVectors('', ['tool', 'uv'], {}), ...uvVectors('-file', [], { file: 'uv.toml' })], source: UV_DOCS };

const SCRIPT_DOCS = 'https://packaging.python.org/en/latest/specifications/inline-script-metadata/';
const IN_HEADER = { header: true, hooks: ['task'], commands: ['pipx run', 'uv run'] } as const;

const SCRIPTS: Tool = {
  name: 'single-file scripts',
  vectors: [
    { ...REQUIRE, ...IN_HEADER, id: 'script-dependency', title: 'requirement of a script', key: ['dependencies', '*'], source: SCRIPT_DOCS },
    ...uvVectors('-script', ['tool', 'uv'], { ...IN_HEADER, commands: ['uv run'] }),
  ],
  source: SCRIPT_DOCS,
};

const POETRY_DOCS = 'https://python-poetry.org/docs/repositories/';
const WITH_POETRY = { hooks: ['env'], commands: ['poetry install', 'poetry lock'] } as const;
const POETRY_DEPENDENCY = { ...REQUIRE, ...WITH_POETRY, title: 'dependency', source: 'https://python-poetry.org/docs/dependency-specification/' } as const;

const POETRY: Tool = {
  name: 'poetry',
  vectors: [
    { ...REQUIRE, ...WITH_POETRY, id: 'poetry-source', title: 'package index', key: ['tool', 'poetry', 'source', '*', 'url'], source: POETRY_DOCS },
    ...['git', 'url', 'path'].flatMap((kind): Vector[] => [
      { ...POETRY_DEPENDENCY, id: `poetry-dependency-${kind}`, key: ['tool', 'poetry', 'dependencies', '*', kind] },
      { ...POETRY_DEPENDENCY, id: `poetry-group-${kind}`, key: ['tool', 'poetry', 'group', '*', 'dependencies', '*', kind] },
    ]),
    { ...REQUIRE, ...WITH_POETRY, id: 'poetry-plugin', title: 'poetry plug-in that is installed and loaded', key: ['tool', 'poetry', 'requires-plugins', '*'], source: 'https://python-poetry.org/docs/plugins/#project-plugins' },
    { ...REQUIRE, ...WITH_POETRY, id: 'poetry-build-constraint', title: 'constraint of build requirements', key: ['tool', 'poetry', 'build-constraints', '*', '*'], source: 'https://python-poetry.org/docs/pyproject/#build-constraints' },
    { ...REQUIRE, ...WITH_POETRY, id: 'poetry-build-setting', title: 'setting of builds', file: 'poetry.toml', key: ['installer', 'build-config-settings', '*', '*'], target: 'setting', kind: 'environment', source: 'https://python-poetry.org/docs/configuration/' },
  ],
  source: POETRY_DOCS,
};

const PDM_DOCS = 'https://pdm-project.org/latest/reference/pep621/';
const WITH_PDM = { hooks: ['env'], commands: ['pdm install', 'pdm lock'] } as const;

const PDM: Tool = {
  name: 'pdm',
  vectors: [
    { ...REQUIRE, ...WITH_PDM, id: 'pdm-source', title: 'package index', key: ['tool', 'pdm', 'source', '*', 'url'], source: PDM_DOCS },
    { ...REQUIRE, ...WITH_PDM, id: 'pdm-plugin', title: 'pdm plug-in that is installed and loaded', key: ['tool', 'pdm', 'plugins', '*'], source: PDM_DOCS },
    { ...REQUIRE, ...WITH_PDM, id: 'pdm-dev-dependency', title: 'dependency', key: ['tool', 'pdm', 'dev-dependencies', '*', '*'], source: PDM_DOCS },
  ],
  source: PDM_DOCS,
};

export const REQUIREMENT_CHANNELS: readonly Tool[] = [STANDARD, REQUIREMENT_FILES, LOCK_FILE, UV, SCRIPTS, POETRY, PDM];
