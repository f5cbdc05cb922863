/** Models of the user's own are applied like ours, from the moment they are set until they are taken away. */
import { strict as assert } from 'node:assert';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/analysis/settings';
import { loadParsers } from '../../server/src/platform/node-grammars';

const row = { call: 'tools.run', signature: 'command', sinks: { shell: 'command' }, returns: [], facts: 'https://example.org/' } as const;
const SETUP = 'import os\nimport tools\n\ntools.run(os.environ["COMMAND"])\n';

describe('models of the user', () => {
  const messages = async (...settings: readonly Settings[]): Promise<readonly (readonly string[])[]> => {
    const project = createProject(await loadParsers(), DEFAULT_SETTINGS);
    project.set('setup.py', { kind: 'text', text: SETUP });
    return settings.map((one) => {
      project.configure(one);
      return project.snapshot().report().findings.map((finding) => finding.message);
    });
  };

  it('lead to findings, and only while they are set', async () => {
    const told = ['`tools.run` hands a shell a command that holds what the environment variable `COMMAND` says'];
    assert.deepEqual(await messages(DEFAULT_SETTINGS, { ...DEFAULT_SETTINGS, catalog: [row] }, DEFAULT_SETTINGS), [[], told, []]);
  });

  it('are not taken from the project', async () => {
    const project = createProject(await loadParsers(), DEFAULT_SETTINGS);
    project.set('setup.py', { kind: 'text', text: SETUP });
    for (const path of ['buildglass.json', '.vscode/settings.json', 'pyproject.toml']) {
      project.set(path, { kind: 'text', text: path.endsWith('.toml') ? '[tool.buildglass]\ncatalog = [{call = "tools.run"}]\n' : JSON.stringify({ 'buildglass.catalog': [row], models: [row] }) });
    }
    // The table is for other things, and says so.
    assert.deepEqual(project.snapshot().report().findings.filter(({ persona }) => persona === 'regular').map((finding) => finding.message), ['`tool.buildglass` has no key `catalog`; there are `allow-imports` and `allow-commands`']);
  });
});
