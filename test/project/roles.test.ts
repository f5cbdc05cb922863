/** What each file is to the build. */
import assert from 'node:assert/strict';
import type { Parsers } from '../../server/src/syntax/parser';
import { testParsers } from '../syntax/toml-parsers';
import { backend, projectOf } from './kit';

describe('roles', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await testParsers();
  });
  const roles = (files: Record<string, string>) => Object.fromEntries(projectOf(parsers, files).roles);

  it('are fixed for the build files at the root, and only there', () => {
    assert.deepEqual(roles({ 'setup.py': '', 'setup.cfg': '', 'pyproject.toml': '', 'hatch.toml': '', 'sub/setup.py': '', 'sub/pyproject.toml': '', 'a.py': '' }), {
      'hatch.toml': 'project-config', 'pyproject.toml': 'project-config', 'setup.cfg': 'setup-config', 'setup.py': 'setup-script',
    });
  });

  it('name the in-tree backend and the packages it lies in', () => {
    const text = '[build-system]\nrequires = []\nbuild-backend = "p.q.be:obj"\nbackend-path = ["tools/", "."]\n';
    assert.deepEqual(roles({ 'pyproject.toml': text, 'tools/p/__init__.py': '', 'tools/p/q/be.py': '', 'p/q/be.py': '' }), {
      'pyproject.toml': 'project-config', 'tools/p/__init__.py': 'helper-module', 'tools/p/q/be.py': 'in-tree-backend',
    });
  });

  it('leave a backend alone that is not in the backend path', () => {
    assert.deepEqual(roles({ 'pyproject.toml': backend('be'), 'be.py': '' }), { 'pyproject.toml': 'project-config' });
  });

  it('name hook scripts by the configuration of their backend', () => {
    const hatch = `${backend('hatchling.build')}[tool.hatch.build.hooks.custom]\npath = "scripts/hook.py"\n`;
    assert.deepEqual(roles({ 'pyproject.toml': hatch, 'scripts/hook.py': '', 'hatch_build.py': '', 'pdm_build.py': '' }), {
      'pyproject.toml': 'project-config', 'scripts/hook.py': 'build-hook',
    });
  });

  it('tell tests of a backend from ordinary tests', () => {
    const driver = 'def test(b):\n    b.build_wheel("x")\n';
    assert.deepEqual(roles({ 'tests/test_a.py': driver, 'tests/helper.py': driver, 'tests/test_b.py': 'def test(): pass\n', 'a.py': driver, 'tests/conftest.py': driver, 'conftest.py': '' }), {
      'conftest.py': 'conftest', 'tests/conftest.py': 'conftest', 'tests/helper.py': 'backend-test', 'tests/test_a.py': 'backend-test',
    });
  });

  it('are the strongest that apply', () => {
    const text = '[build-system]\nrequires = []\nbuild-backend = "setup"\nbackend-path = ["."]\n';
    assert.equal(roles({ 'pyproject.toml': text, 'setup.py': '' })['setup.py'], 'setup-script');
    const inTests = '[build-system]\nrequires = []\nbuild-backend = "test_be"\nbackend-path = ["tests"]\n';
    assert.equal(roles({ 'pyproject.toml': inTests, 'tests/test_be.py': 'b.build_wheel("x")' })['tests/test_be.py'], 'in-tree-backend');
  });

  it('belong to what builds, tests and checks run, and to what interpreters read at their start', () => {
    const text = `${backend('uv_build')}[project.scripts]\nx = "pkg:main"\n[tool.mypy]\nplugins = ["./p.py"]\n`;
    assert.deepEqual(roles({ 'pyproject.toml': text, 'pkg/__init__.py': '', 'p.py': '', 'noxfile.py': '', 'toxfile.py': '', 'tasks.py': '', 'docs/conf.py': '', 'sitecustomize.py': '' }), {
      'noxfile.py': 'helper-module', 'p.py': 'helper-module', 'pyproject.toml': 'project-config', 'sitecustomize.py': 'package-module', 'toxfile.py': 'helper-module',
    });
  });

  it('are not given to files that are only read', () => {
    const text = `${backend('setuptools.build_meta')}[tool.setuptools.dynamic]\nversion = {attr = "p.V"}\n`;
    assert.deepEqual(roles({ 'pyproject.toml': text, 'p.py': 'V = "1"\n' }), { 'pyproject.toml': 'project-config' });
    assert.deepEqual(roles({ 'pyproject.toml': text, 'p.py': 'V = f()\n' }), { 'p.py': 'helper-module', 'pyproject.toml': 'project-config' });
  });

  it('of data files are not changed by configuration', () => {
    const text = `${backend('hatchling.build')}[tool.hatch.build.hooks.custom]\npath = "data.txt"\n`;
    assert.deepEqual(roles({ 'pyproject.toml': text, 'data.txt': '' }), { 'pyproject.toml': 'project-config' });
  });
});
