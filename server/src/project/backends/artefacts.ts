/** What an installed wheel makes run: files that the interpreter reads at its start, entry points that other tools load, installed commands. */
import type { Tool, Vector } from './backend';

const SITE = 'https://docs.python.org/3/library/site.html';

const LANDS = 'when the file is packaged, so that it lands in site-packages';

/** Where a wheel's own top level is kept in a project. */
const WHEEL_ROOTS: readonly (readonly [string, string])[] = [['', ''], ['-src', 'src/'], ['-below', '*/']];

const AT_START: Tool = {
  name: 'start of the interpreter',
  vectors: [
    ...WHEEL_ROOTS.filter(([suffix]) => suffix !== '-src').flatMap(([suffix, folder]): Vector[] => [
      {
        id: `pth-line${suffix}`, title: 'line of a .pth file', file: `${folder}*.pth`, lines: /^import[ \t]/, target: 'expression', kind: 'exec-text', hooks: ['start'],
        certainty: 'conditional', condition: LANDS, role: 'package-module', source: SITE,
      },
      {
        id: `start-line${suffix}`, title: 'line of a .start file', file: `${folder}*.start`, lines: /^[A-Za-z_][\w.]*:[\w.]+/, target: 'module:object', kind: 'call', hooks: ['start'],
        certainty: 'conditional', condition: `${LANDS} of Python 3.15 or later`, role: 'package-module', source: 'PEP 829',
      },
    ]),
    ...['sitecustomize', 'usercustomize'].flatMap((name) => WHEEL_ROOTS.filter(([suffix]) => suffix !== '-below').map(([suffix, folder]): Vector => ({
      id: `${name}${suffix}`, title: `module ${name}`, autodetect: `${folder}${name}.py`, target: 'script', kind: 'import', hooks: ['start'],
      certainty: 'conditional', condition: LANDS, role: 'package-module', source: SITE,
    }))),
  ],
  source: SITE,
};

const PACKAGED = { title: 'file that interpreters read at their start', pattern: /\.(?:pth|start)$/, target: 'script', kind: 'exec-text', hooks: ['start'], certainty: 'certain', role: 'package-module', source: SITE } as const;

/** Keys that put a file where interpreters look. */
const PLACED: Tool = {
  name: 'files put into site-packages',
  vectors: [
    { ...PACKAGED, id: 'pth-hatch-force-include', key: ['tool', 'hatch', 'build', 'targets', 'wheel', 'force-include', '*'], ofKey: true },
    { ...PACKAGED, id: 'pth-hatch-force-include-all', key: ['tool', 'hatch', 'build', 'force-include', '*'], ofKey: true },
    { ...PACKAGED, id: 'pth-hatch-shared-data', key: ['tool', 'hatch', 'build', 'targets', 'wheel', 'shared-data', '*'], ofKey: true },
    { ...PACKAGED, id: 'pth-hatch-only-include', key: ['tool', 'hatch', 'build', 'targets', 'wheel', 'only-include', '*'] },
    { ...PACKAGED, id: 'pth-hatch-include', key: ['tool', 'hatch', 'build', 'targets', 'wheel', 'include', '*'] },
    { ...PACKAGED, id: 'pth-poetry-include', key: ['tool', 'poetry', 'include', '*'] },
    { ...PACKAGED, id: 'pth-poetry-include-path', key: ['tool', 'poetry', 'include', '*', 'path'] },
    { ...PACKAGED, id: 'pth-poetry-packages', key: ['tool', 'poetry', 'packages', '*', 'include'] },
    { ...PACKAGED, id: 'pth-setuptools-data-files', key: ['tool', 'setuptools', 'data-files', '*', '*'] },
    { ...PACKAGED, id: 'pth-setuptools-data-files-cfg', ini: { section: 'options.data_files', key: '*', form: 'items' } },
    { ...PACKAGED, id: 'pth-pdm-includes', key: ['tool', 'pdm', 'build', 'includes', '*'] },
  ],
  source: SITE,
};

interface Group {
  readonly group: string;
  readonly title: string;
  readonly when: Pick<Vector, 'hooks' | 'commands'>;
  readonly source: string;
}

const ENTRY_POINTS = 'https://packaging.python.org/en/latest/specifications/entry-points/';
const PLUGIN: Group['when'] = { hooks: ['plugin'] };

/** Groups that tools load without being asked, in every project of the same environment. */
const GROUPS: readonly Group[] = [
  { group: 'pytest11', title: 'pytest plug-in', when: { hooks: ['test'] }, source: 'https://docs.pytest.org/en/stable/how-to/writing_plugins.html' },
  { group: 'tox', title: 'tox plug-in', when: { hooks: ['tox'], commands: ['tox'] }, source: 'https://tox.wiki/en/latest/plugins.html' },
  { group: 'distutils.commands', title: 'setuptools command', when: PLUGIN, source: 'setuptools: setuptools/dist.py' },
  { group: 'distutils.setup_keywords', title: 'setuptools keyword', when: PLUGIN, source: 'setuptools: setuptools/dist.py' },
  { group: 'setuptools.finalize_distribution_options', title: 'setuptools finalizer', when: PLUGIN, source: 'setuptools: setuptools/dist.py' },
  { group: 'setuptools.file_finders', title: 'setuptools file finder', when: PLUGIN, source: 'setuptools: setuptools/command/sdist.py' },
  { group: 'egg_info.writers', title: 'setuptools metadata writer', when: PLUGIN, source: 'setuptools: setuptools/command/egg_info.py' },
  { group: 'hatch', title: 'hatch plug-in', when: PLUGIN, source: 'hatch: backend/src/hatchling/plugin/manager.py' },
  { group: 'pdm.build.hook', title: 'pdm-backend plug-in', when: PLUGIN, source: 'pdm-backend: src/pdm/backend/base.py' },
  { group: 'pdm', title: 'pdm plug-in', when: { hooks: ['env'], commands: ['pdm'] }, source: 'https://pdm-project.org/latest/dev/write/' },
  { group: 'whey.builder', title: 'whey builder', when: PLUGIN, source: 'whey: whey/config.py' },
  { group: 'dynamic_metadata.provider', title: 'metadata provider', when: PLUGIN, source: 'https://scikit-build-core.readthedocs.io/en/latest/configuration/dynamic.html' },
  { group: 'scikit-build-core.config.default', title: 'settings of scikit-build-core', when: PLUGIN, source: 'scikit-build-core: src/scikit_build_core/settings/skbuild_read_settings.py' },
  { group: 'scikit-build-core.config.override', title: 'settings of scikit-build-core', when: PLUGIN, source: 'scikit-build-core: src/scikit_build_core/settings/skbuild_read_settings.py' },
  { group: 'pipx.run', title: 'program that pipx runs', when: { hooks: ['task'], commands: ['pipx run'] }, source: 'https://pipx.pypa.io/stable/how-pipx-works/#developing-for-pipx' },
  { group: 'poetry.plugin', title: 'poetry plug-in', when: { hooks: ['env'], commands: ['poetry'] }, source: 'https://python-poetry.org/docs/plugins/' },
  { group: 'poetry.application.plugin', title: 'poetry plug-in', when: { hooks: ['env'], commands: ['poetry'] }, source: 'https://python-poetry.org/docs/plugins/' },
  { group: 'flake8.extension', title: 'flake8 plug-in', when: { hooks: ['lint'], commands: ['flake8'] }, source: 'https://flake8.pycqa.org/en/latest/plugin-development/registering-plugins.html' },
  { group: 'flake8.report', title: 'flake8 plug-in', when: { hooks: ['lint'], commands: ['flake8'] }, source: 'https://flake8.pycqa.org/en/latest/plugin-development/registering-plugins.html' },
  { group: 'sphinx.builders', title: 'Sphinx builder', when: { hooks: ['docs'], commands: ['sphinx-build'] }, source: 'https://www.sphinx-doc.org/en/master/extdev/builderapi.html' },
  { group: 'sphinx.html_themes', title: 'Sphinx theme', when: { hooks: ['docs'], commands: ['sphinx-build'] }, source: 'https://www.sphinx-doc.org/en/master/development/html_themes/' },
  { group: 'babel.checkers', title: 'Babel checker', when: { hooks: ['task'], commands: ['pybabel'] }, source: 'https://babel.pocoo.org/en/latest/messages.html' },
  { group: 'babel.extractors', title: 'Babel extractor', when: { hooks: ['task'], commands: ['pybabel'] }, source: 'https://babel.pocoo.org/en/latest/messages.html' },
];

const slug = (text: string): string => text.replace(/[^a-z0-9]+/g, '-');

/** A group may be declared to the packaging standard, to setuptools, or to poetry. */
const declared = ({ group, title, when, source }: Group): readonly Vector[] => {
  const row = { title, target: 'module:object', kind: 'import', certainty: 'certain', role: 'package-module', source, ...when } as const;
  return [
    { ...row, id: `entry-point-${slug(group)}`, key: ['project', 'entry-points', group, '*'] },
    { ...row, id: `entry-point-cfg-${slug(group)}`, ini: { section: 'options.entry_points', key: group } },
    { ...row, id: `entry-point-poetry-${slug(group)}`, key: ['tool', 'poetry', 'plugins', group, '*'] },
  ];
};

const LOADED: Tool = { name: 'entry points that tools load', vectors: GROUPS.flatMap(declared), source: ENTRY_POINTS };

const COMMAND = { title: 'installed command', target: 'module:object', kind: 'call', hooks: ['console'], certainty: 'certain', role: 'package-module', source: ENTRY_POINTS } as const;

const COMMANDS: Tool = {
  name: 'installed commands',
  vectors: [
    { ...COMMAND, id: 'console-script', key: ['project', 'scripts', '*'] },
    { ...COMMAND, id: 'gui-script', key: ['project', 'gui-scripts', '*'] },
    { ...COMMAND, id: 'console-script-cfg', ini: { section: 'options.entry_points', key: 'console_scripts' } },
    { ...COMMAND, id: 'gui-script-cfg', ini: { section: 'options.entry_points', key: 'gui_scripts' } },
    { ...COMMAND, id: 'console-script-poetry', key: ['tool', 'poetry', 'scripts', '*'] },
    { ...COMMAND, id: 'installed-script', title: 'installed script', key: ['tool', 'setuptools', 'script-files', '*'], target: 'script', kind: 'exec-text' },
  ],
  source: ENTRY_POINTS,
};

export const ARTEFACTS: readonly Tool[] = [AT_START, PLACED, LOADED, COMMANDS];

const WHEEL_ENTRY_POINTS = { file: '*.dist-info/entry_points.txt', target: 'module:object', certainty: 'certain', role: 'package-module', source: ENTRY_POINTS } as const;

/** What a wheel makes run once it is installed. Its files are where the rows above guess that a project's files land, and nothing is built. */
export const INSTALLED: Tool = {
  name: 'installed wheel',
  vectors: [
    ...AT_START.vectors.filter(({ id }) => !/-(?:src|below)$/.test(id)).map((vector): Vector => {
      const { condition: _guess, ...known } = vector;
      return vector.id === 'start-line' ? { ...known, condition: 'with Python 3.15 or later' } : { ...known, certainty: 'certain' };
    }),
    ...GROUPS.map(({ group, title, when }): Vector => ({ ...WHEEL_ENTRY_POINTS, id: `wheel-entry-point-${slug(group)}`, title, ini: { section: group, key: '*', form: 'whole' }, kind: 'import', ...when })),
    ...['console_scripts', 'gui_scripts'].map((section): Vector => ({ ...WHEEL_ENTRY_POINTS, id: `wheel-${slug(section)}`, title: 'installed command', ini: { section, key: '*', form: 'whole' }, kind: 'call', hooks: ['console'] })),
  ],
  source: ENTRY_POINTS,
};
