/** The rows of the view *Build execution*: what they say to eyes and ears, and that they stay the same rows. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { isTold, plural, rowsOf, type Row } from '../../client/src/execution-rows';
import type { ExecutionMapEdge, ExecutionMapProject } from '../../server/src/lsp/extensions';

const place = { uri: 'file:///ws/setup.py', version: null, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

const edge = (changes: Partial<ExecutionMapEdge> = {}): ExecutionMapEdge => ({
  id: 'setup-script', title: 'setup script', words: 'executes setup.py', via: { path: 'setup.py', key: '', place }, target: { text: 'setup.py', state: 'project', place },
  kind: 'exec-text', certainty: 'certain', executes: true, source: 'PEP 517', ...changes,
});

const project = (name: string, edges: readonly ExecutionMapEdge[]): ExecutionMapProject => ({
  uri: `file:///ws/${name}`, name, backend: 'hatchling.build', edges,
  commands: [{ command: 'pip download', stages: [{ hooks: ['get_requires_for_build_wheel', 'build_wheel'], edges: edges.map((_, index) => index) }] }, { command: 'pytest', stages: [{ hooks: ['test'], edges: [0] }] }],
});

/** Rows as indented lines: "label | description". */
const lines = (rows: readonly Row[], indent = ''): string[] => rows.flatMap((row) => [`${indent}${row.label} | ${row.description}`, ...lines(row.children, `${indent}  `)]);
const all = (rows: readonly Row[]): Row[] => rows.flatMap((row) => [row, ...all(row.children)]);

describe('rows of the view', () => {
  it('are command, hooks, target; of several projects below the project', () => {
    deepStrictEqual(lines(rowsOf([project('a', [edge()])])), [
      'pip download | runs 1 thing', '  get_requires_for_build_wheel | build_wheel', '    setup.py | setup script', 'pytest | runs 1 thing', '  test | ', '    setup.py | setup script',
    ]);
    deepStrictEqual(lines(rowsOf([project('a', [edge()]), project('b', [edge()])])).filter((line) => !line.startsWith(' ')), ['a | hatchling.build', 'b | hatchling.build']);
    deepStrictEqual(rowsOf([]), []);
  });

  it('say what is doubtful, in words, icon and colour', () => {
    const keyed = { via: { path: 'pyproject.toml', key: 'tool.x', place } };
    const rows = all(rowsOf([project('a', [
      edge({ ...keyed, executes: false, certainty: 'conditional' }), edge({ ...keyed, certainty: 'conditional' }), edge({ ...keyed, certainty: 'unknown' }), edge({ ...keyed, target: { text: 'gone.py', state: 'missing' } }),
      edge({ ...keyed, kind: 'require' }), edge({ target: { text: `${'x'.repeat(80)}\ny`, state: 'project' } }),
    ])])).filter(({ kind }) => kind === 'edge').slice(0, 6);
    deepStrictEqual(rows.map(({ description, icon }) => [description, icon]), [
      ['does not execute ← tool.x', 'pass'], ['maybe ← tool.x', 'debug-breakpoint-conditional-unverified'], ['unknown ← tool.x', 'question'], ['missing ← tool.x', 'warning'], ['← tool.x', 'cloud-download'], ['setup script', 'play'],
    ]);
    strictEqual(rows[5]?.label, `${'x'.repeat(59)}…`);
  });

  it('have a name for those who listen, and know their parents', () => {
    const rows = rowsOf([project('a', [edge()]), project('b', [edge()])]);
    ok(all(rows).every(({ spoken }) => spoken.length > 5));
    deepStrictEqual(all(rows).slice(0, 4).map(({ spoken }) => spoken), ['Project a, built by hatchling.build', 'pip download runs 1 thing', '2 hooks: get_requires_for_build_wheel, build_wheel', 'setup script: executes setup.py']);
    const [keyed] = all(rowsOf([project('a', [edge({ via: { path: 'pyproject.toml', key: 'tool.x', place } })])])).filter(({ kind }) => kind === 'edge');
    strictEqual(keyed?.spoken, 'setup script: executes setup.py, because of tool.x');
    for (const row of all(rows)) for (const child of row.children) strictEqual(child.parent, row);
    ok(rows.every(({ parent }) => parent === undefined));
  });

  it('count what runs, not what was proven not to run', () => {
    deepStrictEqual(rowsOf([project('a', [edge(), edge({ executes: false })])]).map(({ label, description }) => [label, description]), [['pip download', 'runs 1 thing'], ['pytest', 'runs 1 thing']]);
    deepStrictEqual(rowsOf([project('a', [edge({ executes: false })])])[0]?.description, 'runs 0 things');
  });

  it('are told apart, and keep their names from map to map', () => {
    const make = (): string[] => all(rowsOf([project('a', [edge(), edge()]), project('b', [edge()])])).map(({ id }) => id);
    strictEqual(new Set(make()).size, make().length);
    deepStrictEqual(make(), make());
  });

  it('count as people do', () => {
    deepStrictEqual([plural(0, 'finding'), plural(1, 'finding'), plural(2, 'finding')], ['0 findings', '1 finding', '2 findings']);
    strictEqual(isTold({ ...project('a', []), commands: [] }), false);
  });
});
