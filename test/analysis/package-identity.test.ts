/** What a package calls itself: where it is written down, and which place counts first. */
import assert from 'node:assert/strict';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { textFile } from '../../server/src/base/fileset';
import { loadParsers } from '../../server/src/platform/node-grammars';

async function identity(files: Readonly<Record<string, string>>, installed = false): Promise<object | undefined> {
  const project = createProject(await loadParsers(), { ...DEFAULT_SETTINGS, installed });
  for (const [path, text] of Object.entries(files)) project.set(path, textFile(text));
  return project.snapshot().report().package;
}

const SETUP = 'from setuptools import setup\n';
const INFO = 'Metadata-Version: 2.1\nName: info\nVersion: 9\n\nVersion: 10\n';

describe('the name and version of a package', () => {
  it('are unknown where nothing says them', async () => {
    for (const files of [{}, { 'setup.py': `${SETUP}setup()\n` }, { 'setup.py': `${SETUP}import os\nsetup(name=os.environ["N"])\n` }, { 'setup.cfg': '[metadata]\nname =\nversion = attr: pkg.VERSION\n' }]) assert.equal(await identity(files), undefined);
  });

  it('are what the configuration says, then the setup script, then setup.cfg, then the metadata', async () => {
    const files = { 'pyproject.toml': '[project]\nname = "toml"\nversion = "1"\n', 'setup.py': `${SETUP}setup(name="script", version="2")\n`, 'setup.cfg': '[metadata]\nname = cfg\nversion = 3\n', 'PKG-INFO': INFO };
    const expected = [['toml', '1'], ['script', '2'], ['cfg', '3'], ['info', '9']];
    const rest = Object.entries(files);
    for (const [name, version] of expected) {
      assert.deepEqual(await identity(Object.fromEntries(rest)), { name, version });
      rest.shift();
    }
    assert.deepEqual(await identity({ 'pyproject.toml': '[project]\nname = "toml"\ndynamic = ["version"]\n', 'PKG-INFO': INFO }), { name: 'toml', version: '9' });
  });

  it('are constants of the script, however they get there', async () => {
    assert.deepEqual(await identity({ 'setup.py': `${SETUP}V = ".".join(["1", "4"])\nABOUT = {"name": "tides", "version": V}\nsetup(**ABOUT)\n` }), { name: 'tides', version: '1.4' });
    assert.deepEqual(await identity({ 'setup.py': `from distutils.core import setup\nimport os\nsetup(name="tides", version=os.environ["V"])\n` }), { name: 'tides' });
  });

  it('of a wheel are those of its metadata', async () => {
    assert.deepEqual(await identity({ 'info-9.dist-info/METADATA': INFO, 'setup.py': `${SETUP}setup(name="script")\n` }, true), { name: 'info', version: '9' });
    assert.equal(await identity({ 'info-9.dist-info/METADATA': INFO }), undefined);
  });

  it('are no long texts and no several lines', async () => {
    assert.equal(await identity({ 'setup.py': `${SETUP}setup(name="${'n'.repeat(201)}", version="1\\n2")\n` }), undefined);
  });
});
