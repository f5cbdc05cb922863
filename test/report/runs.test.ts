/** The execution map as written: golden trees for people, valid objects for programs. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineIndex } from '../../server/src/base/text';
import type { CommandRuns, MapEdge } from '../../server/src/findings/execution-map';
import { type MappedProject, runsJson, type RunsOptions } from '../../server/src/report/runs';
import { runsTerminal } from '../../server/src/report/runs-terminal';
import { widthOf } from '../../server/src/report/visible';
import { assertGolden } from './golden';
import { spanOf } from './sample';
import { validateRuns } from './schema';

const PYPROJECT = '[build-system]\nbuild-backend = "hatchling.build"\n[tool.hatch]\nversion.path = "pkg/v.py"\nversion.expression = "run()"\n';
const OPTIONS: RunsOptions = { colour: false, width: 80 };

function edge(key: string, changes: Partial<MapEdge>): MapEdge {
  return {
    id: 'x', title: 'thing', ways: [], via: { path: 'pyproject.toml', key, span: spanOf(PYPROJECT, /version\.\w+$/.exec(key)?.[0] ?? '') }, kind: 'exec-text', certainty: 'certain', executes: true,
    role: 'helper-module', source: '', target: { text: 'pkg/v.py', state: 'project', place: { path: 'pkg/v.py', span: { start: 0, end: 0 } } }, ...changes,
  };
}

const setup = edge('', { via: { path: 'setup.py', key: '', span: { start: 0, end: 0 } }, target: { text: 'setup.py', state: 'project' } });
const literal = edge('tool.hatch.version.path', { executes: false, because: 'the value is a literal' });
const expression = edge('tool.hatch.version.expression', { kind: 'eval-expression', target: { text: 'run(\n  1)', state: 'project' }, certainty: 'conditional', condition: 'when the version is not in PKG-INFO' });
const missing = edge('tool.hatch.version.path', { target: { text: 'gone.py', state: 'missing' } });
const unknown = edge('tool.hatch.version.path', { kind: 'import', certainty: 'unknown', condition: 'nothing is known of this backend', target: { text: 'strange:api', state: 'installed' } });
const outside = edge('tool.hatch.version.path', { kind: 'spawn', target: { text: '../tool', state: 'outside' } });

const RUNS: readonly CommandRuns[] = [
  { command: 'pip download', stages: [{ hooks: ['get_requires_for_build_wheel', 'prepare_metadata_for_build_wheel'], edges: [setup, literal, expression] }] },
  { command: 'python -m build', stages: [{ hooks: ['build_sdist'], edges: [missing, unknown] }, { hooks: ['build_wheel'], edges: [outside] }] },
];

function mapped(runs: readonly CommandRuns[], changes: Partial<MappedProject> = {}): MappedProject {
  const source = { text: PYPROJECT, lines: new LineIndex(PYPROJECT) };
  return { project: 'pkg', map: { backend: 'hatchling.build', edges: [] }, runs, source: (path) => (path === 'pyproject.toml' ? source : undefined), ...changes };
}

describe('the execution map on a terminal', () => {
  it('is a tree', () => assertGolden('runs.md', 'A project with several ways in', runsTerminal(mapped(RUNS), OPTIONS)));
  it('fits a narrow terminal', () => assertGolden('runs.md', 'A narrow terminal', runsTerminal(mapped(RUNS.slice(1)), { ...OPTIONS, width: 40 })));
  it('tells requirements once, and where they stand', () => {
    const requires = (text: string): MapEdge => edge('tool.hatch.version.path', { kind: 'require', target: { text, state: 'project' } });
    const runs: readonly CommandRuns[] = [
      { command: 'pip download', stages: [{ hooks: ['a'], edges: [requires('x'), requires('y'), setup] }, { hooks: ['b'], edges: [requires('x'), requires('y')] }] },
      { command: 'pip install', stages: [{ hooks: ['a'], edges: [requires('x'), setup] }, { hooks: ['c'], edges: [requires('x'), requires('z')] }, { hooks: ['d'], edges: [requires('z'), requires('y')] }] },
    ];
    assertGolden('runs.md', 'Requirements at several hooks', runsTerminal(mapped(runs), OPTIONS));
  });
  it('says so when nothing runs', () => assertGolden('runs.md', 'Nothing runs', runsTerminal(mapped([]), OPTIONS) + runsTerminal(mapped([]), { ...OPTIONS, command: 'pytest' })));

  it('is harmless', () => {
    const text = 'a\x1b[2J\u202e\n b\x07';
    const hostile = edge(text, { via: { path: text, key: text, span: { start: 0, end: 0 } }, target: { text, state: 'missing' }, condition: text });
    const output = runsTerminal(mapped([{ command: text, stages: [{ hooks: [text], edges: [hostile] }] }], { project: text, map: { backend: text, edges: [] } }), OPTIONS);
    assert.doesNotMatch(output, /[^\x20-\x7e\n│├└─]/);
    assertGolden('runs.md', 'Hostile names', output);
  });

  it('keeps to the width as long as words do', () => {
    const words = fc.array(fc.constantFrom('word', 'a', '世界', '\x1b', 'setup.py'), { minLength: 1, maxLength: 30 }).map((parts) => parts.join(' '));
    fc.assert(fc.property(words, words, fc.integer({ min: 40, max: 90 }), (text, condition, width) => {
      const runs = [{ command: text, stages: [{ hooks: [text, text], edges: [edge('tool.x', { target: { text, state: 'project' }, condition, via: { ...setup.via, key: text } })] }] }];
      for (const line of runsTerminal(mapped(runs), { ...OPTIONS, width }).split('\n')) assert.ok(widthOf(line) <= width, line);
    }));
  });

  it('says in colours what it says in words', () => {
    const coloured = runsTerminal(mapped(RUNS), { ...OPTIONS, colour: true });
    assert.match(coloured, /\x1b\[32mdoes not execute/);
    assert.match(coloured, /\x1b\[33mmay evaluate/);
    assert.match(coloured, /\x1b\[35mmay import/);
    assert.equal(coloured.replace(/\x1b\[\d+m/g, ''), runsTerminal(mapped(RUNS), OPTIONS));
  });
});

describe('the execution map for programs', () => {
  type Written = { edges: { command: string; hook: string; via: object; condition: string | null }[] };
  const write = (entry: Parameters<typeof runsJson>[0]): Written => {
    const text = runsJson(entry, OPTIONS);
    assert.match(text, /^[^\n]+\n$/, 'one line');
    return JSON.parse(text) as Written;
  };

  it('is valid against its schema', () => {
    for (const entry of [mapped(RUNS), mapped([]), { project: 'gone', error: 'gone does not exist.' }]) assert.deepEqual(validateRuns(write(entry)), []);
    assert.notDeepEqual(validateRuns({ project: 'x', edges: [] }), []);
    assert.notDeepEqual(validateRuns({ ...write(mapped(RUNS)), more: 1 }), []);
  });

  it('has exactly the promised fields, for each command and hook', () => {
    const { edges } = write(mapped(RUNS));
    assert.deepEqual(edges.map(({ command, hook }) => `${command} ${hook}`), [
      ...Array<string>(3).fill('pip download get_requires_for_build_wheel'), ...Array<string>(3).fill('pip download prepare_metadata_for_build_wheel'),
      'python -m build build_sdist', 'python -m build build_sdist', 'python -m build build_wheel',
    ]);
    assert.deepEqual(edges[2], {
      command: 'pip download', hook: 'get_requires_for_build_wheel',
      via: { path: 'pyproject.toml', key: 'tool.hatch.version.expression', span: { start: { line: 5, column: 1 }, end: { line: 5, column: 19 } } },
      target: 'run(\n  1)', kind: 'eval-expression', condition: 'when the version is not in PKG-INFO', certainty: 'conditional', executes: true,
    });
    assert.deepEqual(edges.slice(0, 2).map(({ condition }) => condition), [null, 'the value is a literal']);
  });
});
