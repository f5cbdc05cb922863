/** The execution map for readers: every way to an edge, the place of its target, the tree, one command, and what hooks call by name. */
import { strict as assert } from 'node:assert';
import type { Snapshot } from '../../server/src/analysis/host';
import { createProject } from '../../server/src/analysis/create';
import { forCommand, runsOf, withoutNested } from '../../server/src/analysis/execution-map';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { textFile } from '../../server/src/base/fileset';
import type { ExecutionMap } from '../../server/src/findings/execution-map';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';

const backend = (name: string, more = ''): string => `[build-system]\nrequires = []\nbuild-backend = "${name}"\n${more}`;

describe('execution map', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });

  const open = (files: Readonly<Record<string, string>>): Snapshot => {
    const project = createProject(parsers, DEFAULT_SETTINGS);
    for (const [path, text] of Object.entries(files)) project.set(path, textFile(text));
    return project.snapshot();
  };
  /** The tree, a line for each stage: "command: hook, hook > id, id". */
  const tree = (map: ExecutionMap): string[] => runsOf(map).flatMap(({ command, stages }) => stages.map(({ hooks, edges }) => `${command}: ${hooks.join(', ')} > ${edges.map(({ id }) => id).join(', ')}`));
  const HATCH = { 'pyproject.toml': backend('hatchling.build', '[tool.hatch.build.hooks.custom]\n'), 'hatch_build.py': '' };

  it('lists each command with its hooks, the cheapest first', () => {
    const map = open({ 'setup.py': '' }).executionMap();
    assert.equal(map.backend, 'setuptools.build_meta:__legacy__');
    assert.deepEqual(tree(map).slice(0, 4), [
      'pip download: get_requires_for_build_wheel, prepare_metadata_for_build_wheel > setup-script',
      'pip install: get_requires_for_build_wheel, prepare_metadata_for_build_wheel, build_wheel > setup-script',
      'pip install -e: get_requires_for_build_editable, prepare_metadata_for_build_editable, build_editable > setup-script',
      'python -m build: get_requires_for_build_sdist, build_sdist, get_requires_for_build_wheel, build_wheel > setup-script',
    ]);
  });

  it('tells hooks that run different things apart, and counts the wheel where it gives the metadata', () => {
    const map = open({ ...HATCH, 'conftest.py': '' }).executionMap();
    assert.deepEqual(tree(map).filter((line) => /^(?:pip download|pytest)/.test(line)), [
      'pip download: get_requires_for_build_wheel, build_wheel > hatch-build-hook',
      'pytest: test > conftest',
    ]);
  });

  it('is narrowed to one command as typed', () => {
    const map = open({ ...HATCH, 'conftest.py': '' }).executionMap();
    assert.deepEqual(tree(forCommand(map, 'python -m build --sdist')!), ['python -m build: get_requires_for_build_sdist, build_sdist > hatch-build-hook']);
    assert.deepEqual(tree(forCommand(map, 'python -m pytest -x')!), ['pytest: test > conftest']);
    assert.deepEqual(tree(forCommand(map, 'pip install --no-build-isolation .')!), ['pip install: build_wheel > hatch-build-hook']);
    assert.equal(forCommand(map, 'make'), undefined);
  });

  it('leaves nested projects to themselves', () => {
    const map = open({ 'setup.py': '', 'packages/one/conftest.py': '', 'packages-old/conftest.py': '' }).executionMap();
    assert.deepEqual(withoutNested(map, ['packages', 'packages/one']).edges.map(({ via }) => via.path), ['setup.py', 'packages-old/conftest.py']);
  });

  it('leads to what is named: an object in its module, a file, text, or nothing of the project', () => {
    const files = {
      'pyproject.toml': backend('setuptools.build_meta', '[tool.setuptools.cmdclass]\na = "cmds.A"\nb = "cmds.b"\nc = "cmds.gone"\nd = "absent.D"\n'),
      'cmds.py': 'import x as b\nif 1:\n    class A:\n        pass\n',
      'hatch.toml': '',
    };
    const edges = open(files).executionMap().edges.filter(({ id }) => id === 'setuptools-cmdclass');
    assert.deepEqual(edges.map(({ target }) => [target.text, target.state, target.place && files['cmds.py'].slice(target.place.span.start, target.place.span.end)]), [
      ['cmds:A', 'project', 'A'], ['cmds:b', 'project', 'x as b'], ['cmds:gone', 'project', ''], ['absent:D', 'installed', undefined],
    ]);
    assert.deepEqual(edges.map(({ value }) => value && files['pyproject.toml'].slice(value.span.start, value.span.end)), ['cmds.A', 'cmds.b', 'cmds.gone', 'absent.D']);
    const hatch = (more: string, extra = {}): unknown => open({ 'pyproject.toml': backend('hatchling.build', more), ...extra }).executionMap().edges.map(({ target }) => [target.text, target.state, target.place?.path]);
    assert.deepEqual(hatch('[tool.hatch.build.hooks.custom]\npath = "no.py"\n'), [['no.py', 'missing', undefined]]);
    assert.deepEqual(hatch('[tool.hatch.build.hooks.custom]\npath = "../no.py"\n'), [['../no.py', 'outside', undefined]]);
  });

  it('needs no file but those that decide it', () => {
    const project = createProject(parsers, DEFAULT_SETTINGS);
    for (const path of ['setup.py', 'pyproject.toml', 'lib/helper.py', 'src/a/__init__.py', 'tests/test_x.py', 'tools/script.py']) project.set(path, { kind: 'listed' });
    project.set('setup.py', textFile('import lib.helper\n'));
    project.set('pyproject.toml', textFile(''));
    assert.deepEqual(project.snapshot().wanted('map'), ['tests/test_x.py', 'tools/script.py']);
    project.set('tests/test_x.py', textFile(''));
    project.set('tools/script.py', textFile('# /// script\n# dependencies = ["x"]\n# ///\n'));
    assert.ok(project.snapshot().executionMap().edges.some(({ id }) => id === 'script-dependency'));
    assert.deepEqual(project.snapshot().wanted('map'), []);
    assert.deepEqual(project.snapshot().wanted(), ['lib/helper.py']);
  });
});

describe('entry points', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  /** A line for each: "name: command hook, command hook". */
  const points = (files: Readonly<Record<string, string>>, path: string): string[] => {
    const project = createProject(parsers, DEFAULT_SETTINGS);
    for (const [at, text] of Object.entries(files)) project.set(at, textFile(text));
    return project.snapshot().entryPoints(path).map(({ name, ways, span }) => {
      assert.equal(files[path]!.slice(span.start, span.end), name.slice(name.lastIndexOf('.') + 1));
      return `${name}: ${ways.map(({ command, hook }) => `${command} ${hook}`).join(', ')}`;
    });
  };

  it('are the hooks of an in-tree backend', () => {
    const files = { 'pyproject.toml': backend('be', 'backend-path = ["."]\n'), 'be.py': 'def build_sdist(d):\n    pass\n\ndef helper():\n    pass\n' };
    assert.deepEqual(points(files, 'be.py'), ['build_sdist: python -m build build_sdist']);
    assert.deepEqual(points({ 'pyproject.toml': '', 'be.py': files['be.py'] }, 'be.py'), []);
  });

  it('are command classes, when their command runs', () => {
    const text = 'from setuptools import setup\nclass A(x): pass\nclass B(x): pass\nclass C(x): pass\nsetup(cmdclass={"sdist": A, "develop": B})\n';
    assert.deepEqual(points({ 'setup.py': text }, 'setup.py'), ['A: python -m build build_sdist', 'B: python setup.py direct']);
    assert.deepEqual(points({ 'pyproject.toml': backend('uv_build'), 'setup.py': text }, 'setup.py'), ['A: python setup.py direct', 'B: python setup.py direct']);
    assert.deepEqual(points({ 'setup.py': 'class A: pass\nCMDCLASS = {"sdist": A}\nsetup(cmdclass=CMDCLASS)\n' }, 'setup.py'), ['A: python -m build build_sdist']);
  });

  it('are what hatch and pdm call by its name', () => {
    const hook = 'class Hook(BuildHookInterface):\n    def initialize(self): pass\n    def other(self): pass\n\nclass Other:\n    def initialize(self): pass\n';
    const hatch = { 'pyproject.toml': backend('hatchling.build', '[tool.hatch.build.targets.sdist.hooks.custom]\n'), 'hatch_build.py': hook };
    assert.deepEqual(points(hatch, 'hatch_build.py'), ['Hook.initialize: python -m build get_requires_for_build_sdist, python -m build build_sdist']);
    const pdm = { 'pyproject.toml': backend('pdm.backend'), 'pdm_build.py': 'def pdm_build_finalize(c, a): pass\ndef other(): pass\n' };
    assert.deepEqual(points(pdm, 'pdm_build.py').map((line) => line.split(',')[0]), ['pdm_build_finalize: pip download get_requires_for_build_wheel']);
  });

  it('are objects that a key names', () => {
    const files = { 'pyproject.toml': backend('setuptools.build_meta', '[tool.setuptools.cmdclass]\na = "cmds.A"\n'), 'cmds.py': 'class A: pass\nclass B: pass\n' };
    assert.deepEqual(points(files, 'cmds.py').map((line) => line.split(',')[0]), ['A: pip download get_requires_for_build_wheel']);
  });
});
