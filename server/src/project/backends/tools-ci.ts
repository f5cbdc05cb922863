/** Tools that run commands of the project in tests and on build machines: cibuildwheel, pytest, tox, nox. */
import { rowsAmong, type Tool, type ToolFile, type Vector } from './backend';

const CIBW_DOCS = 'https://cibuildwheel.pypa.io/en/stable/options/';

const CIBW = { hooks: ['ci'], certainty: 'certain', role: 'project-config', source: CIBW_DOCS } as const;

/** Options stand at the top, below a platform, or in overrides. */
const CIBW_TABLES: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ['', ['tool', 'cibuildwheel'], undefined],
  ...['linux', 'macos', 'windows', 'pyodide', 'android', 'ios'].map((name): [string, readonly string[], string] => [`-${name}`, ['tool', 'cibuildwheel', name], `when wheels for ${name} are built`]),
  ['-override', ['tool', 'cibuildwheel', 'overrides', '*'], 'when the override selects the wheel that is built'],
];

const CIBW_COMMANDS: readonly string[] = ['before-all', 'before-build', 'repair-wheel-command', 'audit-command', 'before-test', 'test-command'];

const CIBW_VECTORS: readonly Vector[] = CIBW_TABLES.flatMap(([suffix, table, condition]): Vector[] => {
  const doubt = condition === undefined ? {} : { certainty: 'conditional', condition } as const;
  const requirement = { ...CIBW, target: 'requirement', kind: 'require', list: 'each', ...doubt } as const;
  const substituted = { ...CIBW, title: 'command in the environment of cibuildwheel', target: 'command', kind: 'spawn', pattern: /\$\((.+)\)|`(.+)`/, ...doubt } as const;
  return [
    ...CIBW_COMMANDS.map((name): Vector => ({ ...CIBW, ...doubt, id: `cibuildwheel-${name}${suffix}`, title: `cibuildwheel ${name}`, key: [...table, name], list: 'each', target: 'command', kind: 'spawn' })),
    { ...substituted, id: `cibuildwheel-environment${suffix}`, key: [...table, 'environment', '*'] },
    { ...substituted, id: `cibuildwheel-environment-text${suffix}`, key: [...table, 'environment'] },
    { ...substituted, id: `cibuildwheel-test-environment${suffix}`, key: [...table, 'test-environment', '*'] },
    { ...substituted, id: `cibuildwheel-test-environment-text${suffix}`, key: [...table, 'test-environment'] },
    { ...requirement, id: `cibuildwheel-test-requires${suffix}`, title: 'test requirement', key: [...table, 'test-requires'] },
    { ...requirement, id: `cibuildwheel-image${suffix}`, title: 'container image', key: [...table, 'manylinux-x86_64-image'] },
    { ...requirement, id: `cibuildwheel-image-musl${suffix}`, title: 'container image', key: [...table, 'musllinux-x86_64-image'] },
    { ...requirement, id: `cibuildwheel-versions${suffix}`, title: 'versions of build tools', key: [...table, 'dependency-versions'] },
  ];
});

const PYTEST_DOCS = 'https://docs.pytest.org/en/stable/reference/customize.html';

const PYTEST_FILES: readonly ToolFile[] = [
  { path: 'pytest.toml', key: ['pytest'] },
  { path: '.pytest.toml', key: ['pytest'] },
  { path: 'pytest.ini', section: 'pytest' },
  { path: '.pytest.ini', section: 'pytest' },
  { path: 'pyproject.toml', key: ['tool', 'pytest', 'ini_options'] },
  { path: 'pyproject.toml', key: ['tool', 'pytest'] },
  { path: 'tox.ini', section: 'pytest' },
  { path: 'setup.cfg', section: 'tool:pytest' },
];

const named = (rows: readonly Vector[]): readonly Vector[] => rows.map((row, index) => (index === 0 ? row : { ...row, id: `${row.id}-${index + 1}` }));

const PYTEST_VECTORS: readonly Vector[] = [
  ...named(rowsAmong(PYTEST_FILES, 'addopts', {
    id: 'pytest-plugin-option', title: 'pytest plug-in', form: 'lines', flags: ['-p'], pattern: /^(?!no:).+$/, target: 'module', kind: 'import', hooks: ['test'],
    certainty: 'certain', role: 'helper-module', source: 'https://docs.pytest.org/en/stable/how-to/plugins.html',
  })),
  ...named(rowsAmong(PYTEST_FILES, 'pythonpath', {
    id: 'pytest-path', title: 'folder that tests import from', form: 'lines', target: 'setting', kind: 'environment', hooks: ['test'], certainty: 'certain', role: 'project-config', source: PYTEST_DOCS,
  })),
];

const TOX_DOCS = 'https://tox.wiki/en/latest/config.html';
const TOX = { hooks: ['tox'], commands: ['tox'], certainty: 'certain', role: 'project-config', source: TOX_DOCS } as const;

/** tox reads the first of these: https://tox.wiki/en/latest/config.html#discovery-and-file-types */
const TOX_FILES: readonly ToolFile[] = [{ path: 'tox.ini' }, { path: 'setup.cfg', section: 'tox:tox' }, { path: 'pyproject.toml', key: ['tool', 'tox'] }, { path: 'tox.toml', key: [] }];

const TOX_VECTORS: readonly Vector[] = [
  { ...TOX, id: 'tox-plugin-file', title: 'tox plug-in of the project', autodetect: ['toxfile.py', '☣.py'], target: 'script', kind: 'import', role: 'helper-module', source: 'https://tox.wiki/en/latest/plugins.html' },
  ...['', 'tox:'].flatMap((prefix, index): Vector[] => {
    const at = { ...TOX, among: { files: TOX_FILES, index }, ...(prefix === '' ? { file: 'tox.ini' } : {}) };
    const suffix = prefix === '' ? '' : '-cfg';
    return [
      ...['commands', 'commands_pre', 'commands_post'].map((key): Vector => (
        { ...at, id: `tox-${key.replace('_', '-')}${suffix}`, title: 'tox command', ini: { section: `${prefix}testenv*`, key, form: 'lines' }, target: 'command', kind: 'spawn' })),
      { ...at, id: `tox-deps${suffix}`, title: 'test requirement', ini: { section: `${prefix}testenv*`, key: 'deps', form: 'lines' }, target: 'requirement', kind: 'require' },
      { ...at, id: `tox-requires${suffix}`, title: 'tox plug-in that is installed and loaded', ini: { section: prefix === '' ? 'tox' : 'tox:tox', key: 'requires', form: 'lines' }, target: 'requirement', kind: 'require' },
    ];
  }),
  ...[['tool', 'tox'], []].flatMap((prefix, offset): Vector[] => {
    const at = { ...TOX, among: { files: TOX_FILES, index: offset + 2 }, ...(prefix.length === 0 ? { file: 'tox.toml' } : {}) };
    const suffix = prefix.length === 0 ? '-toml' : '-pyproject';
    return [
      ...[['env_run_base'], ['env', '*']].flatMap((table) => ['commands', 'commands_pre', 'commands_post'].map((key): Vector => (
        { ...at, id: `tox-${table[0]!.replaceAll('_', '-')}-${key.replace('_', '-')}${suffix}`, title: 'tox command', key: [...prefix, ...table, key, '*'], target: 'command', kind: 'spawn' }))),
      { ...at, id: `tox-requires${suffix}`, title: 'tox plug-in that is installed and loaded', key: [...prefix, 'requires', '*'], target: 'requirement', kind: 'require' },
    ];
  }),
];

const NOX_VECTORS: readonly Vector[] = [
  { id: 'nox-file', title: 'nox sessions', autodetect: 'noxfile.py', target: 'script', kind: 'import', hooks: ['nox'], certainty: 'certain', role: 'helper-module', source: 'https://nox.thea.codes/en/stable/config.html' },
];

export const CI_TOOLS: readonly Tool[] = [
  { name: 'cibuildwheel', vectors: CIBW_VECTORS, source: CIBW_DOCS },
  { name: 'pytest', vectors: PYTEST_VECTORS, source: PYTEST_DOCS },
  { name: 'tox', vectors: TOX_VECTORS, source: TOX_DOCS },
  { name: 'nox', vectors: NOX_VECTORS, source: 'https://nox.thea.codes/en/stable/config.html' },
];
