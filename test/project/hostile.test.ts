/** Configuration that nobody meant: wrong types at every key, broken and large files, paths that leave the project. What stands still gives edges. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ALL_VECTORS, BACKENDS } from '../../server/src/project/backends/registry';
import type { Parsers } from '../../server/src/syntax/parser';
import { testParsers } from '../syntax/toml-parsers';
import { backend, projectOf } from './kit';

describe('hostile configuration', function () {
  this.timeout(120_000);
  let parsers: Parsers;
  before(async () => {
    parsers = await testParsers();
  });

  /** Every edge has a way to it, and places inside the files it speaks of. */
  const check = (files: Record<string, string>): number => {
    const { edges } = projectOf(parsers, files);
    for (const edge of edges) {
      assert.ok(edge.commands.length > 0 && edge.hooks.length > 0, edge.id);
      assert.equal(edge.certainty === 'certain', edge.condition === undefined, edge.id);
      assert.equal(edge.executes, edge.because === undefined, edge.id);
      const text = files[edge.via.path];
      assert.ok(text !== undefined && edge.via.span.start <= edge.via.span.end && edge.via.span.end <= text.length, edge.id);
      if ('place' in edge.target) assert.ok(edge.target.place.span.end <= files[edge.target.place.path]!.length, edge.id);
    }
    return edges.length;
  };

  const wrong = fc.constantFrom('1', 'true', '[]', '[[]]', '{}', '{a = 1}', '"x"', '""', '"../../x.py"', '"/abs.py"', '"C:\\\\x.py"', '"a..b:c"', '":"', '["a", 1]', '[{}, "a"]', '1979-05-27', '{"*" = "x"}', "'''\n$(x) `y`\n'''", '"\\u0000"');
  const modules = fc.constantFrom(...BACKENDS.map(({ modules: [first] }) => first!), 'be', 'setuptools.build_meta:__legacy__');

  it('of wrong types in TOML is survived', () => {
    const keys = [...new Map(ALL_VECTORS.flatMap(({ key, file, header }) => (key && !header ? [[`${file} ${key.join('.')}`, { key, file: file ?? 'pyproject.toml' }] as const] : []))).values()];
    fc.assert(fc.property(fc.constantFrom(...keys), fc.nat(8), wrong, modules, ({ key, file }, length, value, module) => {
      const path = key.slice(0, Math.max(1, length)).map((part) => JSON.stringify(part)).join('.');
      const line = `${path} = ${value}\n`;
      check({ 'setup.py': '', ...(file === 'pyproject.toml' ? {} : { [file.replaceAll('*', 'x')]: line }), 'pyproject.toml': `${file === 'pyproject.toml' ? line : ''}${backend(module)}` });
    }), { numRuns: 600 });
  });

  it('of odd values in sections and lines is survived', () => {
    const rows = ALL_VECTORS.flatMap((vector) => (vector.ini && !vector.ini.inside ? [{ file: vector.file ?? 'setup.cfg', head: `[${vector.ini.section.replace('*', '')}]\n${vector.ini.key.replace('*', 'k')} =` }] : vector.lines ? [{ file: vector.file!, head: 'import ' }] : []));
    const value = fc.array(fc.constantFrom('a', '=', ',', ':', '\n  ', '\n', 'attr:', '-p', ' ', '../x', '[', ']', '#', 'é', '$(', '"', '.'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.constantFrom(...rows), value, modules, ({ file, head }, text, module) => {
      check({ 'pyproject.toml': backend(module), [file.replaceAll('*', 'x')]: `${head} ${text}\n` });
    }), { numRuns: 600 });
  });

  it('that names its tables twice, or breaks off, keeps what stands', () => {
    assert.equal(check({ 'pyproject.toml': `${backend('hatchling.build')}${backend('setuptools.build_meta')}[tool.hatch.build.hooks.custom]\n`, 'hatch_build.py': '' }), 1);
    assert.equal(check({ 'pyproject.toml': `${backend('pdm.backend')}[tool.pdm.version]\nsource = "call"\ngetter = "a:b"\n[tool.pdm.build\ncustom-hook = \n"`, 'pdm_build.py': '' }), 2);
    assert.equal(check({ 'setup.cfg': '\ufeff[options]\ncmdclass =\n    a = b.C\nno separator\n[options]\ncmdclass = x = y.Z\n', 'setup.py': '' }), 3);
  });

  it('with multi-line strings, dotted keys, inline tables and arrays of tables is read as TOML reads it', () => {
    const hatch = backend('hatchling.build');
    const target = (text: string): readonly string[] => projectOf(parsers, { 'pyproject.toml': `${hatch}${text}`, 'h.py': '' }).lines;
    const line = 'hatch-build-hook pyproject.toml tool.hatch.build.hooks.custom.path -> h.py';
    assert.deepEqual(target('[tool.hatch.build.hooks.custom]\npath = """\nh.py"""\n'), [line]);
    assert.deepEqual(target('[tool]\nhatch.build.hooks.custom.path = "h.py"\n'), [line]);
    assert.deepEqual(target('[tool]\nhatch = {build = {hooks = {custom = {path = \'h.py\'}}}}\n'), [line]);
    assert.deepEqual(target('["tool".hatch.\'build\'.hooks]\ncustom = {"path" = "h.\\u0070y"}\n'), [line]);
    assert.deepEqual(target('[[tool.hatch.build.hooks.build-scripts.scripts]]\ncommands = [\n  "a", # one\n  "b",\n]\n[[tool.hatch.build.hooks.build-scripts.scripts]]\ncommands = ["c"]\n').map((one) => one.split(' -> ')[1]), ['shell a', 'shell b', 'shell c']);
  });

  it('of many keys is read to the end', () => {
    const many = Array.from({ length: 4000 }, (_, i) => `k${i} = "command ${i}"\n`).join('');
    assert.equal(check({ 'pyproject.toml': `${backend('uv_build')}[tool.hatch.envs.a.scripts]\n${many}` }), 4000);
  });

  const hook = '[tool.hatch.build.hooks.custom]\npath = "h.py"\n';
  const toHook = (text: string): boolean => projectOf(parsers, { 'pyproject.toml': `${backend('hatchling.build')}${text}`, 'h.py': '' }).lines.includes('hatch-build-hook pyproject.toml tool.hatch.build.hooks.custom.path -> h.py');

  it('that leaves the project, or leads nowhere, names what it can', () => {
    const inTree = (path: string, name = 'be'): readonly string[] => projectOf(parsers, {
      'pyproject.toml': `${backend(name)}backend-path = ${path}\n`, 'be/__init__.py': 'from be import api\nfrom be.api import *\n', 'be/api.py': 'import be\nfrom be import *\n', 'setup.cfg': '',
    }).lines;
    const own = ['in-tree-backend pyproject.toml build-system.build-backend -> be/__init__.py'];
    const unknown = ['unknown-backend pyproject.toml build-system.build-backend -> module be'];
    assert.deepEqual(inTree('["."]'), own);
    assert.deepEqual(inTree('["..", "/", "C:\\\\", 1, "a/../."]'), own);
    for (const path of ['[".."]', '["/tmp"]', '["a/../.."]', '["C:/x"]', '["~"]', '["\\\\\\\\host\\\\share"]', '"."', '[[]]']) assert.deepEqual(inTree(path), unknown, path);
    assert.deepEqual(inTree('["."]', 'be.gone:x.y'), ['unknown-backend pyproject.toml build-system.build-backend -> module be.gone']);
    const windows = projectOf(parsers, { 'pyproject.toml': `${backend('hatchling.build')}[tool.hatch.build.hooks.custom]\npath = 'tools\\h.py'\n[tool.hatch.metadata.hooks.custom]\npath = 'C:\\h.py'\n`, 'tools/h.py': '' });
    assert.deepEqual(windows.lines.map((line) => line.split(' -> ')[1]), ['tools/h.py', 'outside C:\\h.py']);
  });

  it('with byte order marks, line ends of Windows and characters that are nothing is read as far as it goes', () => {
    assert.ok(toHook(hook.replaceAll('\n', '\r\n')));
    assert.ok(toHook(`x = 1\u0000\n${hook}`));
    assert.ok(toHook(`"a\u0000b" = "\u0000"\n${hook}`));
    const text = `\ufeff${backend('hatchling.build')}${hook}`;
    const marked = projectOf(parsers, { 'pyproject.toml': text, 'h.py': '' });
    assert.deepEqual(marked.edges.map(({ via: { span } }) => text.slice(span.start, span.end)), ['"h.py"']);
    assert.match(marked.config.backend.problems[0]!.message, /byte order mark/);
  });

  it('of any length is read, or told', () => {
    // More edges than a call takes arguments.
    const many = Array.from({ length: 130_000 }, (_, i) => `k${i} = "c"\n`).join('');
    assert.equal(projectOf(parsers, { 'pyproject.toml': `${backend('uv_build')}[tool.hatch.envs.a.scripts]\n${many}` }).edges.length, 130_000);
    assert.ok(toHook(`v = [\n${'  "value",\n'.repeat(20_000)}]\n${hook}`));
    assert.ok(toHook(`v = '''${'x\n'.repeat(100_000)}'''\n${hook}`));
    const broken = projectOf(parsers, { 'pyproject.toml': `${backend('hatchling.build')}${'a = = b\n'.repeat(20_000)}${hook}`, 'h.py': '' });
    assert.ok(broken.config.pyproject!.problems.some(({ kind }) => kind === 'limit') || broken.edges.length > 0);
  });
});
