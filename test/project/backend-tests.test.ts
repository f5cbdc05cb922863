/** Tests of build backends are recognised by what they do. */
import assert from 'node:assert/strict';
import { candidatesToRead } from '../../server/src/project/roles';
import { isTestCandidate, probeBackendTest } from '../../server/src/project/backend-tests';

describe('tests of build backends', () => {
  const yes: Record<string, string> = {
    'calls of hooks': 'def test(backend):\n    backend.build_wheel("dist")\n',
    'calls of metadata hooks': 'x = hooks.prepare_metadata_for_build_editable(out)\n',
    'hooks by name': 'getattr(mod, "get_requires_for_build_sdist")()\n',
    'hook callers of frontends': 'from pyproject_hooks import BuildBackendHookCaller\n',
    'the older hook callers': 'from pep517.wrappers import Pep517HookCaller\n',
    'builders of frontends': 'import build\nbuild.ProjectBuilder(".").metadata_path(tmp)\n',
    'a backend loaded by a variable name': 'mod = importlib.import_module(self.backend_name)\n',
    'a backend loaded by a literal name': "mod = __import__('pkg.build_meta')\n",
    'a variable beside a literal': 'NAME = "hatchling.build"\nmod = import_module(NAME)\n',
    'a literal with an object': "NAME = 'setuptools.build_meta:__legacy__'\nmod = import_module(\n    name)\n",
  };
  const no: Record<string, string> = {
    'an ordinary test': 'import pytest\n\ndef test_x():\n    assert build_wheel_name("x") == "x"\n',
    'a local function of that name': 'def build_wheel():\n    pass\n\nbuild_wheel()\n',
    'configuration in a string': 'X = """\n[build-system]\nbuild-backend = "setuptools.build_meta"\n"""\n__import__("setuptools").setup()\n',
    'imports of something else': 'import_module("pkg.sub")\nX = "hatchling.build"\n',
    'a variable without any backend': 'import_module(name)\n',
    'a test that only names a backend': 'assert config["build-backend"] == "setuptools.build_meta"\n',
    'an empty text': '',
  };
  for (const [name, text] of Object.entries(yes)) it(`says yes to ${name}`, () => assert.equal(probeBackendTest(text), true));
  for (const [name, text] of Object.entries(no)) it(`says no to ${name}`, () => assert.equal(probeBackendTest(text), false));

  it('stays linear on hostile texts', () => {
    for (const unit of ['getattr(', 'import_module(', 'import_module( ', 'getattr(a, ', '.build_wheel', '"setuptools.build_meta', 'build-backend = ', ' ', 'Build', '\n']) {
      const text = unit.repeat(1_000_000 / unit.length);
      assert.equal(typeof probeBackendTest(text), 'boolean');
    }
  }).timeout(20_000);

  it('looks only at modules of tests', () => {
    const paths = ['test_a.py', 'a/b_test.py', 'tests/helper.py', 'pkg/testing/x.py', 'pkg/test/y/z.py'];
    for (const path of paths) assert.ok(isTestCandidate(path), path);
    for (const path of ['a.py', 'tests/data.txt', 'contests/a.py', 'tests.py', 'x/site-packages/p/tests/test_a.py', 'node_modules/gyp/test_x.py']) assert.ok(!isTestCandidate(path), path);
  });

  it('asks for the texts that decide roles, and no others', () => {
    const paths = ['README.md', 'hatch.toml', 'nested/pyproject.toml', 'pkg/a.py', 'pyproject.toml', 'setup.cfg', 'setup.py', 'tests/conftest.py', 'tests/test_a.py'];
    assert.deepEqual(candidatesToRead(paths), ['hatch.toml', 'pyproject.toml', 'setup.cfg', 'setup.py', 'tests/test_a.py']);
  });
});
