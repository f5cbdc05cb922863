/** Diagnostics for clients that ask: reports, unchanged reports, the whole workspace, and being told to ask again. */
import { deepStrictEqual, notStrictEqual, rejects, strictEqual } from 'node:assert';
import { CancellationTokenSource, LSPErrorCodes, type WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { REFRESH } from '../../server/src/lsp/diagnostics-pull';
import { world } from './world';

const SETUP = 'file:///ws/setup.py';
const OPTIONS = { folders: ['file:///ws'] };

const summary = (items: readonly WorkspaceDocumentDiagnosticReport[]) =>
  items.map((item) => [item.uri, item.kind, item.kind === 'full' ? item.items.length : null, item.version]);
const known = (items: readonly WorkspaceDocumentDiagnosticReport[]) => items.map(({ uri, resultId }) => ({ uri, value: resultId! }));

describe('pulled diagnostics', () => {
  it('are reported as unchanged when nothing the user sees has changed', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'exec(a)\nb = 1\n');
    const first = await client.pull(SETUP);
    strictEqual(first.kind, 'full');
    await client.replace(SETUP, 'b = 1', 'b = 2');
    const second = await client.pull(SETUP, first.resultId);
    deepStrictEqual(second, { kind: 'unchanged', resultId: first.resultId });
    await client.replace(SETUP, 'exec', '\nexec');
    const third = await client.pull(SETUP, first.resultId);
    strictEqual(third.kind, 'full');
    notStrictEqual(third.resultId, first.resultId);
  });

  it('of the workspace name every project once, nested ones too', async () => {
    const { client } = world({
      '/ws/setup.py': 'exec(a)', '/ws/one/setup.py': 'exec(b); exec(c)', '/ws/one/pyproject.toml': '', '/ws/two/setup.py': 'pass', '/elsewhere/setup.py': 'exec(d)',
    });
    await client.initialize(OPTIONS);
    const { items } = await client.pullWorkspace();
    deepStrictEqual(summary(items), [[SETUP, 'full', 1, null], ['file:///ws/one/setup.py', 'full', 2, null]]);
  });

  it('of the workspace are unchanged, changed or emptied', async () => {
    const { client, files } = world({ '/ws/setup.py': 'exec(a)', '/ws/one/setup.py': 'exec(b)', '/ws/two/setup.py': 'exec(c)' });
    await client.initialize(OPTIONS);
    const first = await client.pullWorkspace();
    files.write('/ws/one/setup.py', 'pass');
    files.delete('/ws/two/setup.py');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///ws/one/setup.py', type: 2 }, { uri: 'file:///ws/two/setup.py', type: 3 }] });
    const second = await client.pullWorkspace(known(first.items));
    deepStrictEqual(summary(second.items), [
      [SETUP, 'unchanged', null, null], ['file:///ws/one/setup.py', 'full', 0, null], ['file:///ws/two/setup.py', 'full', 0, null],
    ]);
  });

  it('of the workspace carry the version of open documents and their unsaved text', async () => {
    const { client } = world({ '/ws/setup.py': 'pass' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'exec(a)\n');
    await client.replace(SETUP, 'exec(a)', 'exec(a); exec(b)');
    deepStrictEqual(summary((await client.pullWorkspace()).items), [[SETUP, 'full', 2, 2]]);
  });

  it('of the workspace come project by project to a client that wants parts', async () => {
    const { client } = world({ '/ws/setup.py': 'exec(a)', '/ws/one/setup.py': 'exec(b)' });
    await client.initialize(OPTIONS);
    const { items } = await client.pullWorkspace([], { partialResultToken: 'parts' });
    deepStrictEqual(items, []);
    const parts = client.untaken('$/progress') as { value: { items: WorkspaceDocumentDiagnosticReport[] } }[];
    deepStrictEqual(parts.map(({ value }) => summary(value.items)), [[[SETUP, 'full', 1, null]], [['file:///ws/one/setup.py', 'full', 1, null]]]);
  });

  it('are asked for again when another document changed the results, and only then', async () => {
    const { client, time } = world({ '/ws/setup.py': '', '/ws/helper.py': 'pass' });
    const helper = 'file:///ws/helper.py';
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'pass\n');
    await client.open(helper, 'exec(a)\n');
    strictEqual((await client.diagnostics(helper)).length, 0);
    await client.diagnostics(SETUP);
    await client.replace(SETUP, 'pass', 'none');
    await client.sync();
    time.pass(REFRESH);
    await client.sync();
    deepStrictEqual(client.untaken('workspace/diagnostic/refresh'), []);

    await client.replace(SETUP, 'none', 'import helper');
    await client.sync();
    time.pass(REFRESH);
    await client.next('workspace/diagnostic/refresh');
    strictEqual((await client.diagnostics(helper)).length, 1);
  });

  it('are asked for again when a file changed on disk', async () => {
    const { client, time, files } = world({ '/ws/setup.py': '', '/ws/helper.py': 'pass' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'import helper\n');
    await client.diagnostics(SETUP);
    files.write('/ws/helper.py', 'exec(1)');
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///ws/helper.py', type: 2 }] });
    await client.sync();
    time.pass(REFRESH);
    await client.next('workspace/diagnostic/refresh');
    deepStrictEqual(summary((await client.pullWorkspace()).items), [['file:///ws/helper.py', 'full', 1, null]]);
  });

  it('of the workspace do not keep other questions waiting', async () => {
    const { client } = world(Object.fromEntries([...'abcdefgh'].map((name) => [`/ws/${name}/setup.py`, 'exec(a)'])));
    await client.initialize(OPTIONS);
    const order: string[] = [];
    const workspace = client.pullWorkspace().then(({ items }) => order.push(`workspace ${items.length}`));
    const sync = client.sync().then(() => order.push('other'));
    await Promise.all([workspace, sync]);
    deepStrictEqual(order, ['other', 'workspace 8']);
  });

  it('that nobody waits for any more are not computed', async () => {
    const { client, files, projects } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    const gate = files.close();
    const cancel = new CancellationTokenSource();
    const answer = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: SETUP } }, cancel.token);
    await gate.reached;
    cancel.cancel();
    await client.sync();
    gate.open();
    await rejects(answer as Promise<unknown>, { code: LSPErrorCodes.RequestCancelled });
    deepStrictEqual(projects[0]!.asked, []);
  });
});
