/** Findings that are new since the last commit, as the client says what the commit holds. */
import { deepStrictEqual, match, ok } from 'node:assert';
import type { Diagnostic } from 'vscode-languageserver';
import { REFRESH } from '../../server/src/lsp/diagnostics-pull';
import type { TestClient } from './client';
import { realWorld } from './real-world';

const OLD = 'import os\nfrom setuptools import setup\nos.system(os.environ["OLD"])\nsetup()\n';
const BOTH = OLD.replace('setup()', 'os.system(os.environ["NEW"])\nsetup()');
const URI = 'file:///ws/setup.py';

const commit = (client: TestClient, text?: string | null): Promise<void> => client.notify('buildglass/committedText', { uri: URI, ...(text !== undefined && { text }) });

/** First lines of the marked ones. */
async function marked(client: TestClient): Promise<string[]> {
  const isNew = ({ data }: Diagnostic): boolean => (data as { isNew?: true }).isNew === true;
  return (await client.diagnostics(URI)).filter((one) => {
    if (isNew(one)) match(String(one.message), /\nNew since the last commit\.$/);
    return isNew(one);
  }).map(({ range }) => client.text(URI, range));
}

describe('findings new since the last commit', () => {
  const NEW = 'os.system(os.environ["NEW"])';
  const start = async (text: string) => {
    const world = realWorld({ '/ws/setup.py': text });
    await world.client.initialize({ folders: ['file:///ws'] });
    await world.client.open(URI, text);
    return world;
  };

  it('are marked once it is known what the commit holds, wherever the others have moved', async () => {
    const { client } = await start(`# a line above\n\n${BOTH}`);
    deepStrictEqual(await marked(client), []);
    await commit(client, OLD);
    deepStrictEqual(await marked(client), [NEW]);
    await commit(client);
    deepStrictEqual(await marked(client), []);
  });

  it('are none where nothing was changed, and all of a file that the commit does not have', async () => {
    const { client } = await start(BOTH);
    await commit(client, BOTH.replaceAll('\n', '\r\n'));
    deepStrictEqual(await marked(client), []);
    await commit(client, null);
    deepStrictEqual((await marked(client)).length, (await client.diagnostics(URI)).length);
  });

  it('follow edits, and the committed text is analysed once', async () => {
    const { client } = await start(OLD);
    await commit(client, OLD);
    deepStrictEqual(await marked(client), []);
    await client.replace(URI, 'setup()', `${NEW}\nsetup()`);
    deepStrictEqual(await marked(client), [NEW]);
    await client.replace(URI, NEW, 'pass');
    deepStrictEqual(await marked(client), []);
  });

  it('make the client ask again when they change', async () => {
    const { client, time } = await start(BOTH);
    ok((await client.diagnostics(URI)).length > 0);
    await commit(client, OLD);
    await client.sync();
    await time.pass(REFRESH);
    await client.next('workspace/diagnostic/refresh');
  });

  it('do not outlive the document', async () => {
    const { client } = await start(BOTH);
    await commit(client, OLD);
    deepStrictEqual(await marked(client), [NEW]);
    await client.close(URI);
    await client.open(URI, BOTH);
    deepStrictEqual(await marked(client), []);
  });
});
