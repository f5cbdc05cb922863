/** The execution map: which command reaches which hook, through which key, and what runs there. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { executionOf, executionOfRole } from '../../server/src/project/execution';
import { BACKENDS } from '../../server/src/project/backends/registry';
import { commandsReaching } from '../../server/src/project/hooks';
import type { FileContent } from '../../server/src/base/fileset';
import type { Parsers } from '../../server/src/syntax/parser';
import { testParsers } from '../syntax/toml-parsers';
import { backend, projectOf } from './kit';

const EVERY = ['pip download', 'pip install', 'pip install -e', 'python -m build'];

describe('the execution map', function () {
  this.timeout(60_000);
  let parsers: Parsers;
  before(async () => {
    parsers = await testParsers();
  });
  const project = (files: Record<string, string | FileContent>) => projectOf(parsers, files);
  const pyproject = (text: string, others: Record<string, string | FileContent> = {}) => project({ 'pyproject.toml': text, ...others });

  describe('setup.py', () => {
    it('runs at every hook without pyproject.toml', () => {
      const { edges, lines } = project({ 'setup.py': '' });
      assert.deepEqual(lines, ['setup-script setup.py - -> setup.py']);
      assert.deepEqual(executionOf(edges, 'setup.py', 'setup-script'), { runs: EVERY, when: 'Runs at every build hook: `pip download` is enough.', reach: 'metadata', gates: [] });
    });

    it('runs at every hook under setuptools, by the key that says so', () => {
      const text = backend('setuptools.build_meta');
      const { edges } = pyproject(text, { 'setup.py': '' });
      assert.equal(text.slice(edges[0]!.via.span.start, edges[0]!.via.span.end), '"setuptools.build_meta"');
      assert.equal(edges[0]!.certainty, 'certain');
    });

    it('runs only by hand under a backend that ignores it', () => {
      const { edges } = pyproject(backend('hatchling.build'), { 'setup.py': '' });
      assert.deepEqual(executionOf(edges, 'setup.py', 'setup-script'), {
        runs: ['python setup.py'], when: 'Runs when somebody runs it as a script: `python setup.py` is enough.', reach: 'called', gates: [],
      });
    });

    it('may run under a backend of which nothing is known, which is told', () => {
      const { edges, lines } = pyproject(backend('strange.api'), { 'setup.py': '' });
      assert.deepEqual(lines, [
        'unknown-backend pyproject.toml build-system.build-backend -> module strange.api',
        'setup-script pyproject.toml build-system.build-backend -> setup.py',
      ]);
      assert.deepEqual(edges.map((edge) => edge.certainty), ['unknown', 'unknown']);
      assert.equal(executionOf(edges, 'setup.py', 'setup-script').when, 'May run at every build hook (when this backend runs setup scripts): `pip download` is enough.');
    });
  });

  it('has an edge for each file that importing an in-tree backend executes', () => {
    const text = '[build-system]\nrequires = []\nbuild-backend = "a.be"\nbackend-path = ["."]\n';
    const { edges, lines } = pyproject(text, { 'a/__init__.py': '', 'a/be.py': '' });
    assert.deepEqual(lines, [
      'in-tree-backend pyproject.toml build-system.build-backend -> a/__init__.py',
      'in-tree-backend pyproject.toml build-system.build-backend -> a/be.py',
    ]);
    assert.deepEqual(executionOf(edges, 'a/be.py', 'in-tree-backend').runs, EVERY);
  });

  describe('hatchling', () => {
    const hatch = (text: string, others: Record<string, string> = {}) => pyproject(`${backend('hatchling.build')}${text}`, others);

    it('runs hook scripts, by default hatch_build.py', () => {
      assert.deepEqual(hatch('[tool.hatch.build.hooks.custom]\n', { 'hatch_build.py': '' }).lines,
        ['hatch-build-hook pyproject.toml tool.hatch.build.hooks.custom.path -> hatch_build.py']);
      assert.deepEqual(hatch('[tool.hatch.build.targets.wheel.hooks.custom]\npath = "./a.py"\n[tool.hatch.metadata.hooks.custom]\npath = "../b.py"\n').lines, [
        'hatch-build-hook-wheel pyproject.toml tool.hatch.build.targets.wheel.hooks.custom.path -> missing a.py',
        'hatch-metadata-hook pyproject.toml tool.hatch.metadata.hooks.custom.path -> outside ../b.py',
      ]);
    });

    it('builds the wheel when pip asks for metadata', () => {
      const { edges } = hatch('[tool.hatch.metadata.hooks.custom]\n', { 'hatch_build.py': '' });
      assert.equal(executionOf(edges, 'hatch_build.py', 'build-hook').runs[0], 'pip download');
    });

    it('reads the version from code only when told so', () => {
      const code = '[tool.hatch.version]\nsource = "code"\npath = "a.py"\nexpression = "f()"\n';
      assert.deepEqual(hatch(code, { 'a.py': '' }).lines, [
        'hatch-version-code pyproject.toml tool.hatch.version.path -> a.py',
        'hatch-version-expression pyproject.toml tool.hatch.version.expression -> python f()',
      ]);
      for (const other of [code.replace('"code"', '"regex"'), code.replace('source = "code"\n', '')]) {
        const { edges, roles } = hatch(other, { 'a.py': '' });
        assert.deepEqual(edges.map(({ executes, because }) => [executes, because]), [[false, 'hatch reads the version with a regular expression']]);
        assert.equal(roles.get('a.py'), undefined);
      }
      assert.deepEqual(hatch(code.replace('"code"', '"vcs"'), { 'a.py': '' }).lines, []);
    });

    it('says where an expression stands, and when it runs', () => {
      const text = `${backend('hatchling.build')}[tool.hatch.version]\nsource = "code"\npath = "a.py"\nexpression = "f()"\n`;
      const { edges } = pyproject(text, { 'a.py': '' });
      const edge = edges.find((candidate) => candidate.id === 'hatch-version-expression')!;
      assert.ok(edge.target.kind === 'text');
      const { span } = edge.target.place;
      assert.equal(text.slice(span.start, span.end), 'f()');
      assert.match(executionOf(edges, 'pyproject.toml', 'project-config', span).when, /^Runs when metadata is prepared, .*: `pip download` is enough\.$/);
      assert.match(executionOf(edges, 'pyproject.toml', 'project-config', { start: 0, end: 1 }).when, /^Read at every build hook/);
    });

    it('lets hatch.toml replace whole tables', () => {
      const { lines } = hatch('[tool.hatch.build.hooks.custom]\npath = "a.py"\n[tool.hatch.version]\nsource = "code"\npath = "v.py"\n', {
        'hatch.toml': '[build.hooks.custom]\npath = "b.py"\n', 'a.py': '', 'b.py': '', 'v.py': '',
      });
      assert.deepEqual(lines, [
        'hatch-build-hook hatch.toml build.hooks.custom.path -> b.py',
        'hatch-version-code pyproject.toml tool.hatch.version.path -> v.py',
        'hatch-version-expression pyproject.toml tool.hatch.version.expression -> python __version__',
      ]);
      assert.deepEqual(hatch('[tool.hatch.build.hooks.custom]\npath = "a.py"\n', { 'hatch.toml': '[build]\n', 'a.py': '' }).lines, []);
    });

    it('starts commands named in configuration', () => {
      assert.deepEqual(hatch('[tool.hatch.version]\nsource = "vcs"\n[tool.hatch.version.raw-options]\ngit_describe_command = ["sh", "-c", "x"]\n[[tool.hatch.build.hooks.build-scripts.scripts]]\ncommands = ["one", "two"]\n').lines, [
        'hatch-vcs-describe pyproject.toml tool.hatch.version.raw-options.git_describe_command -> shell sh -c x',
        'hatch-build-scripts pyproject.toml tool.hatch.build.hooks.build-scripts.scripts.commands -> shell one',
        'hatch-build-scripts pyproject.toml tool.hatch.build.hooks.build-scripts.scripts.commands -> shell two',
      ]);
    });
  });

  describe('setuptools', () => {
    const setuptools = (text: string, others: Record<string, string | FileContent> = {}) => pyproject(`${backend('setuptools.build_meta')}${text}`, others);

    it('may execute the module of an attr, found through package-dir', () => {
      const { edges, lines } = setuptools('[tool.setuptools.dynamic]\nversion = {attr = "p.v.X"}\n[tool.setuptools.package-dir]\np = "lib/q"\n', { 'lib/q/v.py': '', 'p/v.py': '' });
      assert.deepEqual(lines, ['setuptools-attr pyproject.toml tool.setuptools.dynamic.version.attr -> lib/q/v.py']);
      assert.equal(executionOf(edges, 'lib/q/v.py', 'helper-module').when, 'Runs at every build hook: `pip download` is enough.');
      const unread = setuptools('[tool.setuptools.dynamic]\nversion = {attr = "v.X"}\n', { 'v.py': { kind: 'listed' } });
      assert.match(executionOf(unread.edges, 'v.py', 'helper-module').when, /^May run at every build hook \(unless the value is a literal/);
      assert.deepEqual(setuptools('[tool.setuptools.dynamic]\nversion.attr = "p.X"\n[tool.setuptools.package-dir]\n"" = "lib"\n', { 'lib/p/__init__.py': '' }).lines,
        ['setuptools-attr pyproject.toml tool.setuptools.dynamic.version.attr -> lib/p/__init__.py']);
      assert.deepEqual(setuptools('[tool.setuptools.dynamic]\nversion.attr = "this.s"\n').lines,
        ['setuptools-attr pyproject.toml tool.setuptools.dynamic.version.attr -> module this']);
    });

    it('reads the same from setup.cfg, with the place of each value', () => {
      const cfg = '[metadata]\nversion = attr: p.X\n[options]\npackage_dir =\n  = src\ncmdclass =\n    a = p.A\n    b = q.r.B\n';
      const { edges, lines } = project({ 'setup.cfg': cfg, 'src/p.py': '', 'src/q/r.py': '' });
      assert.deepEqual(lines, [
        'setuptools-attr-cfg setup.cfg [metadata] version -> src/p.py',
        'setuptools-cmdclass-cfg setup.cfg [options] cmdclass -> src/p.py',
        'setuptools-cmdclass-cfg setup.cfg [options] cmdclass -> src/q/r.py',
        'setuptools-command-cfg setup.cfg [options] cmdclass -> src/p.py',
        'setuptools-command-cfg setup.cfg [options] cmdclass -> src/q/r.py',
      ]);
      assert.equal(cfg.slice(edges[1]!.via.span.start, edges[1]!.via.span.end), 'cmdclass =\n    a = p.A\n    b = q.r.B');
      assert.deepEqual(project({ 'setup.cfg': '[metadata]\nversion = file: v.txt\n' }).lines, []);
    });

    it('imports command classes', () => {
      const { edges } = setuptools('[tool.setuptools.cmdclass]\ninstall = "c.Install"\ndevelop = "c.Develop"\nsdist = 1\n', { 'c.py': '' });
      assert.deepEqual(edges.map(({ id, kind, hooks }) => [id, kind, hooks.length, hooks.at(-1)]), [
        ['setuptools-cmdclass', 'import', 8, 'E'], ['setuptools-cmdclass', 'import', 8, 'E'],
        ['setuptools-command', 'call', 1, 'W'], ['setuptools-command', 'call', 1, 'direct'],
      ]);
    });
  });

  it('knows the hook scripts of the other backends', () => {
    const { lines } = pyproject(`${backend('poetry.core.masonry.api')}[tool.poetry.build]\nscript = "b.py"\ngenerate-setup-file = true\n`, { 'b.py': '', 'setup.py': '' });
    assert.deepEqual(lines, [
      'setup-script pyproject.toml build-system.build-backend -> setup.py',
      'poetry-build-script pyproject.toml tool.poetry.build.script -> b.py',
      'poetry-generate-setup-file pyproject.toml tool.poetry.build.generate-setup-file -> setup.py',
    ]);
    assert.deepEqual(pyproject(backend('pdm.backend'), { 'pdm_build.py': '' }).lines, ['pdm-build-hook pdm_build.py - -> pdm_build.py']);
    assert.deepEqual(pyproject(`${backend('pdm.backend')}[tool.pdm.build]\ncustom-hook = "h.py"\n[tool.pdm.version]\nsource = "call"\ngetter = "m:f(1)"\n`, { 'pdm_build.py': '', 'h.py': '', 'm.py': '' }).lines, [
      'pdm-build-hook pyproject.toml tool.pdm.build.custom-hook -> h.py',
      'pdm-version-getter pyproject.toml tool.pdm.version.getter -> m.py',
    ]);
    assert.deepEqual(pyproject(backend('pymsbuild'), { '_msbuild.py': '' }).lines, ['pymsbuild-script _msbuild.py - -> _msbuild.py']);
    assert.deepEqual(pyproject(backend('sipbuild.api'), { 'project.py': '' }).lines, ['sip-project project.py - -> project.py']);
    assert.deepEqual(pyproject(`${backend('mesonpy')}[tool.meson-python]\nmeson = "x.py"\n`, { 'x.py': '' }).lines, ['meson-program pyproject.toml tool.meson-python.meson -> x.py']);
    assert.deepEqual(pyproject(`${backend('flit_core.buildapi')}[project]\nname = "a-b"\ndynamic = ["version"]\n`, { 'src/a_b/__init__.py': '' }).lines,
      ['flit-project pyproject.toml project.name -> src/a_b/__init__.py']);
    assert.deepEqual(pyproject(`${backend('flit_core.buildapi')}[project]\nname = "a-b"\ndynamic = []\n`, { 'a_b.py': '' }).lines, []);
    assert.deepEqual(pyproject(backend('uv_build'), { 'setup.py': '' }).lines, ['setup-script pyproject.toml build-system.build-backend -> setup.py']);
  });

  it('reaches tests by pytest', () => {
    const { edges, lines } = project({ 'tests/conftest.py': '', 'tests/test_x.py': 'b.build_wheel("x")' });
    assert.deepEqual(lines, ['conftest tests/conftest.py - -> tests/conftest.py', 'backend-test tests/test_x.py - -> tests/test_x.py']);
    assert.deepEqual(executionOf(edges, 'tests/conftest.py', 'conftest').runs, ['pytest']);
  });

  it('names the cheapest command first', () => {
    assert.deepEqual(commandsReaching(['MW']), ['pip download', 'pip install']);
    assert.deepEqual(commandsReaching(['W']), ['pip install', 'python -m build']);
    assert.deepEqual(commandsReaching(['W'], true), ['pip download', 'pip install', 'python -m build']);
    assert.deepEqual(commandsReaching(['S', 'RS']), ['python -m build']);
    assert.deepEqual(commandsReaching([]), []);
    const { edges } = pyproject(`${backend('poetry.core.masonry.api')}[tool.poetry]\nbuild = "b.py"\n`, { 'b.py': '' });
    assert.equal(executionOf(edges, 'b.py', 'build-hook').when,
      'Runs when a wheel is built and when an editable install is made: `pip install` is enough, `pip download` does not reach it.');
    assert.deepEqual(executionOfRole('embedded-setup-script').runs, ['pytest']);
    assert.deepEqual(executionOfRole('helper-module'), { runs: [], when: 'No build command is known to run it.', gates: [] });
  });

  it('is made of rows that say where they are known from', () => {
    const vectors = BACKENDS.flatMap((known) => known.vectors);
    for (const row of [...BACKENDS, ...vectors]) assert.notEqual(row.source, '');
    for (const vector of vectors) {
      assert.ok(vector.key !== undefined || vector.ini !== undefined || vector.autodetect !== undefined, vector.id);
      assert.equal(vector.certainty === 'certain', vector.condition === undefined, vector.id);
    }
    const modules = BACKENDS.flatMap((known) => known.modules);
    assert.equal(new Set(modules).size, modules.length);
  });

  it('survives every wrong type at every key', () => {
    const keys = [...new Set(BACKENDS.flatMap((known) => known.vectors).flatMap((vector) => (vector.key ? [vector.key] : [])))];
    const wrong = fc.constantFrom('1', 'true', '[]', '[[]]', '{}', '{a = 1}', '"x"', '""', '"../../x.py"', '"/abs.py"', '"a..b:c"', '["a", 1]', '1979-05-27', '{"*" = "x"}');
    fc.assert(fc.property(fc.constantFrom(...keys), fc.nat(6), wrong, fc.constantFrom(...BACKENDS), (key, length, value, known) => {
      const path = key.slice(0, Math.max(1, length)).map((part) => JSON.stringify(part)).join('.');
      const { edges } = pyproject(`${path} = ${value}\n${backend(known.modules[0]!)}`, { 'setup.py': '' });
      for (const edge of edges) assert.ok(edge.commands.length > 0);
    }), { numRuns: 400 });
  });
});
