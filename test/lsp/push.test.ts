/** Diagnostics for clients that do not ask: when they are sent, and for what. */
import { strictEqual, deepStrictEqual, ok } from 'node:assert';
import { IDLE, SOON } from '../../server/src/lsp/diagnostics-push';
import { PULL, PUSH } from './client';
import { world } from './world';

const SETUP = 'file:///ws/setup.py';
const OPTIONS = { folders: ['file:///ws'], capabilities: PUSH };

describe('pushed diagnostics', () => {
  it('come once for a burst of edits, for the last version', async () => {
    const { client, time, projects } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'exec(a)\n');
    await client.sync();
    time.pass(SOON);
    strictEqual((await client.published(SETUP)).version, 1);

    for (const letter of 'abc') await client.replace(SETUP, 'exec(', `exec(${letter}`);
    await client.sync();
    projects[0]!.asked.length = 0;
    time.pass(SOON);
    const { version, diagnostics } = await client.published(SETUP);
    strictEqual(version, 4);
    deepStrictEqual(diagnostics.map(({ message }) => String(message).split('\n')[0]), ['Runs exec(cbaa)']);
    deepStrictEqual(client.untaken('textDocument/publishDiagnostics'), []);
  });

  it('that were computed for a text that has changed meanwhile are dropped', async () => {
    const { client, time, files } = world({ '/ws/setup.py': '', '/ws/helper.py': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'exec(a)\n');
    await client.sync();
    time.pass(SOON);
    await client.published(SETUP);

    const gate = files.close();
    await client.replace(SETUP, 'exec', 'import helper\nexec');
    await client.sync();
    time.pass(SOON);
    await gate.reached;
    await client.replace(SETUP, 'exec(a)', 'exec(b)');
    await client.sync();
    gate.open();
    time.pass(SOON);
    const { version } = await client.published(SETUP, ({ diagnostics }) => diagnostics.length > 0);
    strictEqual(version, 3);
    deepStrictEqual(client.untaken('textDocument/publishDiagnostics'), []);
  });

  it('analyse only the edited document until the editor rests', async () => {
    const { client, time, projects } = world({ '/ws/setup.py': '', '/ws/sub/x/setup.py.txt': '', '/ws/tools/setup.py.d/a': '', '/ws/setup.cfg': '', '/ws/other.py': 'exec(1)' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'import other\nexec(a)\n');
    await client.sync();
    time.pass(SOON);
    await client.published(SETUP);
    deepStrictEqual([...new Set(projects[0]!.asked)], ['setup.py']);

    await time.isAsked(IDLE);
    time.pass(IDLE);
    const other = await client.published('file:///ws/other.py');
    strictEqual(other.diagnostics.length, 1);
    ok(!('version' in other), 'a file that is not open has no version');
  });

  it('of a nested project come from that project alone', async () => {
    const { client, time } = world({ '/ws/setup.py': '', '/ws/sub/setup.py': '', '/ws/sub/lib/setup.py': 'exec(c)' });
    await client.initialize(OPTIONS);
    for (const uri of [SETUP, 'file:///ws/sub/setup.py', 'file:///ws/sub/lib/x.py']) await client.open(uri, 'exec(a)\n');
    await client.sync();
    time.pass(SOON);
    await time.isAsked(IDLE);
    time.pass(IDLE);
    await client.published('file:///ws/sub/lib/setup.py');
    await client.sync();
    deepStrictEqual((client.untaken('textDocument/publishDiagnostics') as { uri: string }[]).map(({ uri }) => uri), [SETUP, 'file:///ws/sub/setup.py', 'file:///ws/sub/lib/x.py']);
  });

  it('are withdrawn when the document is closed and its file is gone', async () => {
    const { client, time, files } = world({ '/ws/setup.py': '', '/ws/setup.cfg': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, 'exec(a)\n');
    await client.sync();
    time.pass(SOON);
    strictEqual((await client.published(SETUP)).diagnostics.length, 1);
    files.delete('/ws/setup.py');
    await client.close(SETUP);
    deepStrictEqual((await client.published(SETUP)).diagnostics, []);
  });

  it('are never sent to a client that pulls', async () => {
    const { client, time } = world({ '/ws/setup.py': '' });
    await client.initialize({ ...OPTIONS, capabilities: PULL });
    await client.open(SETUP, 'exec(a)\n');
    strictEqual((await client.diagnostics(SETUP)).length, 1);
    time.pass(SOON + IDLE);
    strictEqual((await client.diagnostics(SETUP)).length, 1);
    deepStrictEqual(client.untaken('textDocument/publishDiagnostics'), []);
  });

  it('name the other files of a flow and keep its order', async () => {
    const { client, time } = world({ '/ws/setup.py': '' });
    await client.initialize(OPTIONS);
    await client.open(SETUP, '# 🐍\r\nexec("🐍", b)\r\n');
    await client.sync();
    time.pass(SOON);
    const [diagnostic] = (await client.published(SETUP)).diagnostics;
    deepStrictEqual(diagnostic?.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 13 } });
    deepStrictEqual(diagnostic?.relatedInformation?.map(({ message, location }) => [message, location.uri, location.range.start.line]),
      [['1/2 begins here', SETUP, 0], ['2/2 ends here', SETUP, 1]]);
  });
});
