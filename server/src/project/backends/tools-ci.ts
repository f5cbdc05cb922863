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

const CIBW_IMAGES: readonly string[] = ['manylinux', 'musllinux'].flatMap((libc) => ['x86_64', 'i686', 'aarch64', 'armv7l', 'ppc64le', 's390x', 'riscv64', 'loongarch64'].map((machine) => `${libc}-${machine}-image`))
  .concat(['manylinux-pypy_x86_64-image', 'manylinux-pypy_i686-image', 'manylinux-pypy_aarch64-image']);

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
    { ...CIBW, ...doubt, id: `cibuildwheel-variable${suffix}`, title: 'environment of cibuildwheel', key: [...table, 'environment', '*'], pattern: /^(?!.*(?:\$\(|`)).+$/s, target: 'setting', kind: 'environment' },
    { ...requirement, id: `cibuildwheel-test-requires${suffix}`, title: 'test requirement', key: [...table, 'test-requires'] },
    ...CIBW_IMAGES.map((name): Vector => ({ ...requirement, id: `cibuildwheel-${name.replaceAll('_', '-')}${suffix}`, title: 'container image', key: [...table, name] })),
    { ...CIBW, ...doubt, id: `cibuildwheel-container${suffix}`, title: 'options of containers', key: [...table, 'container-engine'], pattern: /create_args:\s*(.+)$/, target: 'setting', kind: 'spawn' },
    { ...CIBW, ...doubt, id: `cibuildwheel-container-args${suffix}`, title: 'options of containers', key: [...table, 'container-engine', 'create-args'], target: 'setting', kind: 'spawn' },
    { ...CIBW, ...doubt, id: `cibuildwheel-tools${suffix}`, title: 'programs that a build may use', key: [...table, 'xbuild-tools'], list: 'each', target: 'setting', kind: 'environment' },
    { ...CIBW, ...doubt, id: `cibuildwheel-setting${suffix}`, title: 'setting of builds', key: [...table, 'config-settings', '*'], target: 'setting', kind: 'environment' },
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

/** tox reads the first of these (tox: src/tox/config/source/discover.py). */
const TOX_FILES: readonly ToolFile[] = [
  { path: 'tox.ini' }, { path: 'setup.cfg', section: 'tox:tox' }, { path: 'pyproject.toml', key: ['tool', 'tox'], besides: 'legacy_tox_ini' },
  { path: 'pyproject.toml', key: ['tool', 'tox', 'legacy_tox_ini'] }, { path: 'tox.toml', key: [] },
];

const TOX_COMMANDS: readonly string[] = ['commands', 'commands_pre', 'commands_post', 'extra_setup_commands', 'recreate_commands', 'install_command', 'list_dependencies_command'];

const TOX_COMMAND = { title: 'tox command', target: 'command', kind: 'spawn' } as const;
const TOX_PLUGIN = { title: 'tox plug-in that is installed and loaded', target: 'requirement', kind: 'require' } as const;
const TOX_DEPENDENCY = { title: 'test requirement', target: 'requirement', kind: 'require' } as const;
const TOX_VARIABLE = { title: 'environment of tox commands', target: 'setting', kind: 'environment' } as const;

/** Without the names of environments in front, and the signs that say what a failure means. */
const TOX_LINE = /^(?:[\w.,{}!-]+:\s+)?[-!@\s]*(\S.*)$/;

const toxSections = (suffix: string, index: number, where: Pick<Vector, 'file'> & { readonly inside?: readonly string[]; readonly core?: string }): readonly Vector[] => {
  const { core = 'tox', inside, ...file } = where;
  const at = { ...TOX, ...file, among: { files: TOX_FILES, index } };
  const ini = (key: string, form: 'commands' | 'lines', section = 'testenv*'): NonNullable<Vector['ini']> => ({ section, key, form, ...(inside && { inside }) });
  return [
    ...TOX_COMMANDS.map((key): Vector => ({ ...at, ...TOX_COMMAND, id: `tox-${key.replaceAll('_', '-')}${suffix}`, ini: ini(key, 'commands'), pattern: TOX_LINE })),
    { ...at, ...TOX_DEPENDENCY, id: `tox-deps${suffix}`, ini: ini('deps', 'lines'), pattern: /^(?:[\w.,{}!-]+:\s+)?(\S.*)$/ },
    ...['set_env', 'setenv'].map((key): Vector => ({ ...at, ...TOX_VARIABLE, id: `tox-${key.replace('_', '-')}${suffix}`, ini: ini(key, 'lines') })),
    { ...at, ...TOX_PLUGIN, id: `tox-requires${suffix}`, ini: ini('requires', 'lines', core) },
  ];
};

const toxTables = (suffix: string, index: number, prefix: readonly string[], where: Pick<Vector, 'file'>): readonly Vector[] => {
  const at = { ...TOX, ...where, among: { files: TOX_FILES, index } };
  return [
    ...[['env_run_base'], ['env_pkg_base'], ['env_base', '*'], ['env', '*']].flatMap((table): Vector[] => {
      const id = (key: string): string => `tox-${`${table[0]!}-${key}`.replaceAll('_', '-')}${suffix}`;
      return [
        ...TOX_COMMANDS.map((key): Vector => ({ ...at, ...TOX_COMMAND, id: id(key), key: [...prefix, ...table, key, ...(key.endsWith('_command') ? [] : ['*'])] })),
        { ...at, ...TOX_DEPENDENCY, id: id('deps'), key: [...prefix, ...table, 'deps', '*'] },
        { ...at, ...TOX_VARIABLE, id: id('set-env'), key: [...prefix, ...table, 'set_env', '*'] },
      ];
    }),
    { ...at, ...TOX_PLUGIN, id: `tox-requires${suffix}`, key: [...prefix, 'requires', '*'] },
  ];
};

const TOX_VECTORS: readonly Vector[] = [
  { ...TOX, id: 'tox-plugin-file', title: 'tox plug-in of the project', autodetect: ['toxfile.py', '☣.py'], target: 'script', kind: 'import', role: 'helper-module', source: 'https://tox.wiki/en/latest/plugins.html' },
  ...toxSections('', 0, { file: 'tox.ini' }),
  ...toxSections('-cfg', 1, { core: 'tox:tox' }),
  ...toxTables('-pyproject', 2, ['tool', 'tox'], {}),
  ...toxSections('-held', 3, { inside: ['tool', 'tox', 'legacy_tox_ini'] }),
  ...toxTables('-toml', 4, [], { file: 'tox.toml' }),
];

const NOX_VECTORS: readonly Vector[] = [
  { id: 'nox-file', title: 'nox sessions', autodetect: 'noxfile.py', target: 'script', kind: 'import', hooks: ['nox'], certainty: 'certain', role: 'helper-module', source: 'https://nox.thea.codes/en/stable/config.html' },
  {
    id: 'nox-script-dependency', title: 'requirement of the nox sessions', header: true, file: 'noxfile.py', key: ['dependencies', '*'], target: 'requirement', kind: 'require', hooks: ['nox'],
    certainty: 'certain', role: 'project-config', source: 'https://nox.thea.codes/en/stable/tutorial.html#running-without-the-nox-command-or-adding-dependencies',
  },
];

export const CI_TOOLS: readonly Tool[] = [
  { name: 'cibuildwheel', vectors: CIBW_VECTORS, source: CIBW_DOCS },
  { name: 'pytest', vectors: PYTEST_VECTORS, source: PYTEST_DOCS },
  { name: 'tox', vectors: TOX_VECTORS, source: TOX_DOCS },
  { name: 'nox', vectors: NOX_VECTORS, source: 'https://nox.thea.codes/en/stable/config.html' },
];
