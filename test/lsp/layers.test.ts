/** Programs found inside strings over the protocol: their text, what is found in it, and the ways that lead there. */
import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert';
import type { Hover, MarkupContent } from 'vscode-languageserver';
import type { LayerResult, OpenLayerArguments, ReportResult } from '../../server/src/lsp/extensions';
import type { TestClient } from './client';
import { realWorld } from './real-world';

const INNER = 'import os\nos.system(os.environ["X"])\n';
const LITERAL = Buffer.from(INNER).toString('base64');
const SETUP = `import base64\nexec(base64.b64decode("${LITERAL}"))\n`;
const URI = 'file:///ws/setup.py';

const layer = (client: TestClient, id: string, text?: string): Promise<LayerResult | null> => client.connection.sendRequest('buildglass/layer', { uri: URI, id, ...(text !== undefined && { text }) });

async function opened(options: object | null = {}): Promise<TestClient> {
  const { client } = realWorld({ '/ws/setup.py': SETUP });
  await client.initialize({ folders: ['file:///ws'], ...(options && { options }) });
  await client.open(URI, SETUP);
  return client;
}

async function link(client: TestClient): Promise<OpenLayerArguments> {
  const [action] = (await client.actions(URI, client.rangeOf(URI, 'b64decode'))).filter(({ command }) => command !== undefined);
  strictEqual(action?.command?.command, 'buildglass.openLayer');
  return action.command.arguments as unknown as OpenLayerArguments;
}

describe('a program inside a string', () => {
  it('is offered as an action, in hovers and in the report, which all lead to its text', async () => {
    const client = await opened();
    const [uri, id] = await link(client);
    strictEqual(uri, URI);
    const result = await layer(client, id);
    deepStrictEqual([result?.language, result?.text, result?.hosts], ['python', INNER, []]);
    const given = encodeURIComponent(JSON.stringify([URI, id]));
    const { contents } = await client.hover(URI, client.rangeOf(URI, LITERAL).start) as Hover;
    match((contents as MarkupContent).value, /\[Open decoded layer\]\(command:buildglass\.openLayer\?/);
    ok((contents as MarkupContent).value.includes(given));
    const report = await client.connection.sendRequest<ReportResult>('buildglass/report', { uri: URI, layerCommand: 'look.inside' });
    ok('body' in report && report.body.includes(`href="command:look.inside?${given}"`));
  });

  it('has its own findings, at places of its own text', async () => {
    const client = await opened();
    const [, id] = await link(client);
    const { findings } = (await layer(client, id))!;
    const own = findings.find(({ rule }) => rule === 'process-start');
    deepStrictEqual(own?.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 'os.system(os.environ["X"])'.length } });
    match(own!.page, /^https:.*process-start/);
    ok([1, 2, 3, 4].includes(own!.severity) && own!.message !== '');
    for (const { uri } of own!.related) strictEqual(uri, URI);
  });

  it('follows edits of the document that holds it, and is gone when the string is', async () => {
    const client = await opened();
    const [, id] = await link(client);
    await client.replace(URI, 'import base64\n', '\n\nimport base64\n');
    const moved = await layer(client, id, INNER);
    strictEqual(moved?.text, INNER);
    await client.replace(URI, LITERAL, '');
    strictEqual(await layer(client, moved.id, INNER), null);
  });

  it('is not offered to clients that do not know Buildglass', async () => {
    const client = await opened(null);
    deepStrictEqual((await client.actions(URI, client.rangeOf(URI, 'b64decode'))).filter(({ command }) => command !== undefined), []);
    const hover = await client.hover(URI, client.rangeOf(URI, 'exec').start);
    doesNotMatch(JSON.stringify(hover), /command:/);
  });
});
