/** How long the execution map of a project with 1,000 files takes, beside the time that merely reading the files takes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import type { Parsers } from '../../server/src/syntax/parser';
import { generate } from './generate';
import { both, measure, type Times } from './measure';
import { measuring, Table } from './table';

/** The first rounds mostly measure the compiler of the machine that runs this. */
const REPEATS = { most: 60, seconds: 5, warmUp: 20 } as const;

const PYPROJECT = `[build-system]
requires = ["hatchling", "hatch-vcs"]
build-backend = "hatchling.build"
[project]
name = "sample"
dynamic = ["version"]
dependencies = ["attrs>=23", "packaging"]
[project.entry-points.pytest11]
sample = "sample.module_1"
[tool.hatch.version]
source = "code"
path = "sample/module_2.py"
[tool.hatch.build.hooks.custom]
path = "tools/hook.py"
[tool.pytest.ini_options]
addopts = "-p sample.module_3"
[tool.cibuildwheel]
before-build = "python tools/prepare.py"
`;

/** Packages, tests, requirements, and what configures the build. */
function projectOf(files: number): ReadonlyMap<string, string> {
  const module = generate(60);
  const all = new Map<string, string>([['pyproject.toml', PYPROJECT], ['tools/hook.py', module], ['tools/prepare.py', module], ['conftest.py', module], ['requirements-dev.txt', '-e .\npytest\n']]);
  for (let index = 0; all.size < files; index++) all.set(index % 5 === 0 ? `tests/test_module_${index}.py` : `sample/module_${index}.py`, module);
  return all;
}

/** Prints a table: reading, the first map, the map after an edit of the configuration. */
export async function mapBench(parsers: Parsers): Promise<void> {
  const table = new Table('The execution map. Milliseconds of processor time, median / worst (× reading the files alone).', ['files', 'edges', 'reading alone', 'execution map', 'map after an edit of pyproject.toml']);
  const texts = projectOf(1_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'buildglass-bench-'));
  try {
    for (const [name, text] of texts) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    measuring('the execution map');
    const reading = await measure(REPEATS, () => { for (const name of texts.keys()) readFileSync(path.join(folder, name), 'utf8'); });
    const fill = () => {
      const project = createProject(parsers, DEFAULT_SETTINGS);
      for (const [path, text] of texts) project.set(path, { kind: 'text', text });
      return project;
    };
    let edges = 0;
    const first = await measure(REPEATS, () => { edges = fill().snapshot().executionMap().edges.length; });
    const open = fill();
    open.snapshot().executionMap();
    const edit = await measure(REPEATS, (round) => {
      open.set('pyproject.toml', { kind: 'text', text: `${PYPROJECT}# ${round}\n` });
      open.snapshot().executionMap();
    });
    const cell = (times: Times): string => `${both(times)} (×${(times.median / reading.median).toFixed(2)})`;
    table.row([texts.size.toLocaleString('en'), String(edges), both(reading), cell(first), cell(edit)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
