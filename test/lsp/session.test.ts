/** The life of a server with its client: capabilities, settings, trust, status, progress, failures, order of messages. */
import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert';
import { ErrorCodes } from 'vscode-languageserver/node';
import type { StatusParams } from '../../server/src/lsp/extensions';
import { inProcess, PULL, PUSH } from './client';
import { ManualTime } from './manual-time';
import { MemoryFiles } from './memory-files';
import { world } from './world';

const SETUP = 'file:///ws/setup.py';
const OPTIONS = { folders: ['file:///ws'] };

describe('session', () => {
  it('announces what it can do, and pulling only to clients that pull', async () => {
    const { capabilities, serverInfo } = await world().client.initialize();
    deepStrictEqual(serverInfo, { name: 'Buildglass', version: '1.2.3' });
    strictEqual(capabilities.positionEncoding, 'utf-16');
    deepStrictEqual(capabilities.textDocumentSync, { openClose: true, change: 2 });
    deepStrictEqual(capabilities.diagnosticProvider, { identifier: 'buildglass', interFileDependencies: true, workspaceDiagnostics: true });
    deepStrictEqual(capabilities.codeActionProvider, { codeActionKinds: ['quickfix', 'source.fixAll', 'source.fixAll.buildglass', 'source.fixProject.buildglass'], resolveProvider: true });
    strictEqual(capabilities.hoverProvider, true);
    strictEqual((await world().client.initialize({ capabilities: PUSH })).capabilities.diagnosticProvider, undefined);
  });

  it('registers watchers and settings with clients that take registrations', async () => {
    const { client } = world();
    const workspace = { ...PULL.workspace, didChangeWatchedFiles: { dynamicRegistration: true }, didChangeConfiguration: { dynamicRegistration: true } };
    await client.initialize({ ...OPTIONS, capabilities: { ...PULL, workspace } });
    type Registrations = { registrations: { method: string }[] };
    for (const method of ['workspace/didChangeWatchedFiles', 'workspace/didChangeConfiguration']) {
      await client.next('client/registerCapability', ({ registrations }: Registrations) => registrations.some((registration) => registration.method === method));
    }
  });

  it('answers nothing before it is initialized, nor after it is shut down', async () => {
    const { client } = world();
    await rejects(client.pull(SETUP), { code: ErrorCodes.ServerNotInitialized });
    await client.initialize(OPTIONS);
    strictEqual((await client.pull(SETUP)).kind, 'full');
    await client.connection.sendRequest('shutdown');
    await rejects(client.pull(SETUP), { code: ErrorCodes.InvalidRequest });
  });

  it('takes settings from the client when asked, and asks again when told', async () => {
    const { client } = world();
    let section: unknown = { enable: false };
    client.answers.set('workspace/configuration', () => [section]);
    client.answers.set('workspace/configuration', ({ items }: { items: { section: string }[] }) => items.map((item) => (item.section === 'buildglass' ? section : null)));
    await client.initialize({ ...OPTIONS, capabilities: { ...PULL, workspace: { ...PULL.workspace, configuration: true } } });
    await client.open(SETUP, 'exec(a)\n');
    deepStrictEqual(await client.diagnostics(SETUP), []);
    section = { enable: true, persona: null };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.next('workspace/configuration');
    await client.next('workspace/configuration');
    await client.sync();
    strictEqual((await client.diagnostics(SETUP)).length, 1);
  });

  it('takes settings that are sent along, and says which it does not understand', async () => {
    const { client } = world();
    await client.initialize({ ...OPTIONS, options: { enable: false } });
    await client.open(SETUP, 'exec(a)\n');
    deepStrictEqual(await client.diagnostics(SETUP), []);
    await client.notify('workspace/didChangeConfiguration', { settings: { buildglass: { enable: true, persona: 'nosy' } } });
    strictEqual((await client.diagnostics(SETUP)).length, 1);
    const { message } = await client.next<{ message: string }>('window/logMessage', (params) => params.message.includes('persona'));
    match(message, /"nosy".*regular, pedantic, auditor/);
  });

  it('takes models of libraries, and tells the user once why it does not', async () => {
    const { client, projects } = world();
    const row = { call: 'tools.run', signature: 'command', sinks: { shell: 'command' }, facts: 'https://example.org/' };
    await client.initialize({ ...OPTIONS, options: { catalog: [row] } });
    await client.open(SETUP, 'exec(a)\n');
    await client.diagnostics(SETUP);
    deepStrictEqual(projects[0]!.settings.catalog, [row]);
    const broken = { ...row, sinks: { shell: 'cmd' } };
    await client.notify('workspace/didChangeConfiguration', { settings: { buildglass: { catalog: [broken] } } });
    await client.notify('workspace/didChangeConfiguration', { settings: { buildglass: { catalog: [broken], persona: 'auditor' } } });
    await client.diagnostics(SETUP);
    deepStrictEqual((client.untaken('window/showMessage') as { message: string }[]).map(({ message }) => message), ['buildglass.catalog cannot be used: tools.run: no parameter "cmd" in its signature. The setting is ignored.']);
    deepStrictEqual(projects[0]!.settings.catalog, []);
  });

  it('goes on after an analysis has failed, and says so', async () => {
    const { client } = world();
    await client.initialize(OPTIONS);
    await client.open(SETUP, '# crash\nexec(a)\n');
    await rejects(client.pull(SETUP), { code: ErrorCodes.InternalError, message: /the stars are out of reach/ });
    await client.next('window/logMessage', ({ message }: { message: string }) => message.includes('textDocument/diagnostic') && message.includes('out of reach'));
    await client.replace(SETUP, '# crash', '# well');
    strictEqual((await client.diagnostics(SETUP)).length, 1);
  });

  it('says when the analyser cannot be loaded, and answers all the same', async () => {
    const client = inProcess({ version: '0', files: new MemoryFiles({}), rules: [], scheduler: new ManualTime(), prepareAnalyser: () => Promise.reject(new Error('the grammars are missing')) });
    await client.initialize({ ...OPTIONS, options: {} });
    const { message } = await client.next<{ message: string }>('window/showMessage');
    match(message, /the grammars are missing/);
    strictEqual((await client.next<StatusParams>('buildglass/status', ({ state }) => state === 'failed')).message, 'the grammars are missing');
    deepStrictEqual(await client.diagnostics(SETUP), []);
  });

  it('tells its status to clients that know Buildglass, and to no others', async () => {
    const { client } = world({ '/ws/setup.py': '' });
    await client.initialize({ ...OPTIONS, options: { trusted: true } });
    await client.diagnostics(SETUP);
    await client.notify('workspace/didChangeConfiguration', { settings: { buildglass: { enable: false } } });
    await client.sync();
    deepStrictEqual((client.untaken('buildglass/status') as StatusParams[]).map(({ state }) => state), ['starting', 'ready', 'reading', 'ready', 'off']);
    const other = world({ '/ws/setup.py': '' }).client;
    await other.initialize(OPTIONS);
    await other.diagnostics(SETUP);
    deepStrictEqual(other.untaken('buildglass/status'), []);
  });

  it('shows progress for long reading, which can be stopped', async () => {
    const { client, time, files } = world({ '/ws/setup.py': 'import helper\nexec(a)', '/ws/helper.py': 'exec(b)' });
    await client.initialize({ ...OPTIONS, capabilities: { ...PULL, window: { workDoneProgress: true } } });
    const gate = files.close();
    const answer = client.diagnostics(SETUP);
    await gate.reached;
    time.pass(500);
    const { token } = await client.next<{ token: string }>('window/workDoneProgress/create');
    const begun = await client.next<{ value: { kind: string; cancellable: boolean; title: string } }>('$/progress');
    deepStrictEqual([begun.value.kind, begun.value.cancellable], ['begin', true]);
    await client.notify('window/workDoneProgress/cancel', { token });
    await client.sync();
    gate.open();
    strictEqual((await answer).length, 1);
    strictEqual((await client.next<{ value: { kind: string } }>('$/progress')).value.kind, 'end');
    ok(!files.reads.includes('/ws/helper.py'), 'reading stopped');
  });

  it('shows no progress for short reading', async () => {
    const { client, time } = world({ '/ws/setup.py': '' });
    await client.initialize({ ...OPTIONS, capabilities: { ...PULL, window: { workDoneProgress: true } } });
    await client.diagnostics(SETUP);
    time.pass(10_000);
    await client.sync();
    deepStrictEqual(client.untaken('window/workDoneProgress/create'), []);
  });

  it('survives malformed addresses', async () => {
    const { client } = world();
    await client.initialize({ folders: ['not an address', 'file:///%E0%A4%A'] });
    for (const uri of ['', 'setup.py', 'file:///%E0%A4%A/setup.py', '::::']) {
      await client.open(uri, 'exec(a)\n');
      await client.diagnostics(uri);
      await client.close(uri);
    }
    deepStrictEqual((await client.pullWorkspace()).items, []);
  });
});
