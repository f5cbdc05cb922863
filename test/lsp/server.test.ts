/** The server as editors start it: a process of its own, the real analyser, real files. The fixtures do nothing when read. */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { spawn } from 'node:child_process';
import { symlinkSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic, MarkupContent } from 'vscode-languageserver/node';
import { folderOf, removeFolders } from '../cli/folder';
import { endServers, launch, PUSH, uriOf, type Launched, type Setup, type TestClient } from './client';

const OPEN = 'import importlib, os\nmod = importlib.import_module(os.environ["BACKEND"])\n';
const CALL = 'importlib.import_module(os.environ["BACKEND"])';
const CONSTANT = 'import importlib\n# 🐍\njson = importlib.import_module("json")\n';
const RULE = 'dynamic-import';

const quick = { only: ['quickfix'] };
const ofRule = (diagnostics: readonly Diagnostic[], rule = RULE): Diagnostic[] => diagnostics.filter(({ code }) => code === rule);

describe('the language server', function () {
  this.timeout(30_000);
  let server: Launched;
  let client: TestClient;
  let folder: string;

  /** Starts a server on a folder with these files; returns the URI of its setup.py. */
  async function start(files: Readonly<Record<string, string | Uint8Array>>, setup: Setup = {}): Promise<string> {
    folder = folderOf(files);
    server = launch();
    client = server.client;
    await client.initialize({ folders: [uriOf(folder)], ...setup });
    return uriOf(folder, 'setup.py');
  }

  afterEach(async () => {
    endServers();
    await server.exited;
    removeFolders();
  });

  it('publishes a finding with its rule, its page, its severity, when it runs, and its flow in order', async () => {
    const setup = await start({ 'setup.py': OPEN }, { capabilities: PUSH });
    await client.open(setup, OPEN);
    const [diagnostic] = ofRule((await client.published(setup)).diagnostics);
    ok(diagnostic, 'a dynamic import');
    strictEqual(diagnostic.source, 'buildglass');
    match(diagnostic.codeDescription!.href, /^https:.*\/dynamic-import\.md$/);
    ok(diagnostic.severity === 1 || diagnostic.severity === 2, 'an alarm');
    match(String(diagnostic.message), /\n.+ \(setup script\)$/);
    strictEqual(diagnostic.range.start.line, 1);
    const steps = diagnostic.relatedInformation!.filter(({ message }) => /^\d+\/\d+ /.test(message));
    ok(steps.length >= 2, 'a source and a sink');
    deepStrictEqual(steps.map(({ message }) => message.split(' ')[0]), steps.map((_, i) => `${i + 1}/${steps.length}`));
    match(steps[0]!.message, /environment/);
    match(client.text(setup, steps[0]!.location.range), /environ/);
    match(client.text(setup, steps.at(-1)!.location.range), /import_module/);
    ok(steps.every(({ location }) => location.uri === setup), 'all in this file');
  });

  it('reports what is asked for, unchanged when it is, and the workspace', async () => {
    const setup = await start({ 'setup.py': OPEN, 'sub/setup.py': OPEN, 'sub/notes.py': OPEN });
    const first = await client.pull(setup);
    ok(first.kind === 'full' && ofRule(first.items).length === 1, 'one dynamic import');
    deepStrictEqual(await client.pull(setup, first.resultId), { kind: 'unchanged', resultId: first.resultId });
    const { items } = await client.pullWorkspace();
    deepStrictEqual(items.filter((item) => item.kind === 'full' && ofRule(item.items).length === 1).map(({ uri }) => uri).sort(), [setup, uriOf(folder, 'sub/setup.py')]);
    const again = await client.pullWorkspace(items.map(({ uri, resultId }) => ({ uri, value: resultId! })));
    ok(again.items.length > 0 && again.items.every(({ kind }) => kind === 'unchanged'), 'everything unchanged');
  });

  it('hands out the text of a program inside a string', async () => {
    const text = 'import os\nos.system("powershell -enc VwByAGkAdABlAC0ATwB1AHQAcAB1AHQAIABoAGUAbABsAG8A")\n';
    const setup = await start({ 'setup.py': text });
    await client.open(setup, text);
    const ask = (id: string): Promise<unknown> => client.connection.sendRequest('buildglass/layer', { uri: setup, id });
    deepStrictEqual(await ask('setup.py:10'), { id: 'setup.py:10', name: 'PowerShell text of -EncodedCommand at line 2', language: 'powershell', text: 'Write-Output hello', findings: [], hosts: [] });
    strictEqual(await ask('setup.py:11'), null);
  });

  it('explains the risk under the pointer, and nothing elsewhere', async () => {
    const setup = await start({ 'setup.py': OPEN });
    await client.open(setup, OPEN);
    const range = client.rangeOf(setup, CALL);
    const hover = await client.hover(setup, range.start);
    const { kind, value } = hover!.contents as MarkupContent;
    strictEqual(kind, 'markdown');
    for (const part of [/BACKEND|environment/, /CWE-\d+/, /build|pip/i]) match(value, part);
    ok(hover!.range!.start.line === 1, 'the range of the finding');
    strictEqual(await client.hover(setup, { line: 0, character: 2 }), null);
  });

  it('offers a safe fix that removes the finding, also as fix-all', async () => {
    const setup = await start({ 'setup.py': CONSTANT }, { options: { persona: 'pedantic' } });
    await client.open(setup, CONSTANT);
    strictEqual(ofRule(await client.diagnostics(setup)).length, 1);
    const range = client.rangeOf(setup, 'importlib.import_module("json")');
    const fix = (await client.actions(setup, range, quick)).find(({ isPreferred }) => isPreferred);
    const [all] = await client.actions(setup, range, { only: ['source.fixAll.buildglass'] });
    deepStrictEqual(all?.edit, fix?.edit);
    await client.apply(setup, fix?.edit);
    match(client.text(setup), /^import json\b/m);
    match(client.text(setup), /# 🐍/);
    deepStrictEqual(ofRule(await client.diagnostics(setup)), []);
    deepStrictEqual(await client.actions(setup, range, { only: ['source.fixAll.buildglass'] }), []);
  });

  it('offers a guard for an open import, marked as changing behaviour', async () => {
    const setup = await start({ 'setup.py': OPEN });
    await client.open(setup, OPEN);
    const guard = (await client.actions(setup, client.rangeOf(setup, CALL), quick)).find(({ title }) => title.endsWith('(changes behaviour)'));
    ok(guard?.isPreferred !== true, 'not preferred');
    await client.apply(setup, guard?.edit);
    deepStrictEqual(ofRule(await client.diagnostics(setup)), []);
  });

  it('suppresses a finding with a reason in a trusted project', async () => {
    const setup = await start({ 'setup.py': OPEN }, { options: { trusted: true } });
    await client.open(setup, OPEN);
    const suppress = (await client.actions(setup, client.rangeOf(setup, CALL), quick)).find(({ title }) => title.startsWith('Suppress'));
    await client.apply(setup, suppress?.edit);
    strictEqual(client.text(setup), OPEN.trimEnd() + '  # buildglass: ignore[dynamic-import] TODO: say why\n');
    deepStrictEqual(ofRule(await client.diagnostics(setup)), []);
  });

  it('lists the suppressions of an untrusted project and obeys none, until it is trusted', async () => {
    const text = OPEN.trimEnd() + '  # buildglass: ignore[dynamic-import] believe me\n';
    const setup = await start({ 'setup.py': text });
    await client.open(setup, text);
    const untrusted = await client.diagnostics(setup);
    strictEqual(ofRule(untrusted).length, 1);
    strictEqual(ofRule(untrusted, 'suppression').length, 1);
    await client.notify('buildglass/trust', { trusted: true });
    deepStrictEqual(ofRule(await client.diagnostics(setup)), []);
  });

  it('recognises an open test of a backend by what it does, not by its name', async () => {
    const drives = 'import importlib\n\n\ndef drive(backend_name):\n    return importlib.import_module(backend_name).build_wheel("dist")\n';
    const setup = await start({ 'setup.py': 'x = 1\n', 'checks/harness.py': drives, 'checks/notes.py': OPEN });
    const harness = setup.replace('setup.py', 'checks/harness.py');
    await client.open(harness, drives);
    strictEqual(ofRule(await client.diagnostics(harness)).length, 1);
    const notes = setup.replace('setup.py', 'checks/notes.py');
    await client.open(notes, OPEN);
    deepStrictEqual(ofRule(await client.diagnostics(notes)), []);
  });

  it('shows more to readers who want more', async () => {
    const text = 'import subprocess\nsubprocess.check_call(["git", "describe"])\n';
    const setup = await start({ 'setup.py': text });
    await client.open(setup, text);
    strictEqual(ofRule(await client.diagnostics(setup), 'process-start').length, 0);
    await client.notify('workspace/didChangeConfiguration', { settings: { buildglass: { persona: 'auditor' } } });
    strictEqual(ofRule(await client.diagnostics(setup), 'process-start').length, 1);
  });

  it('keeps positions through incremental edits with emoji and both kinds of line ends', async () => {
    const text = OPEN.replaceAll('\n', '\r\n');
    const setup = await start({ 'setup.py': text });
    await client.open(setup, text);
    await client.replace(setup, 'mod', 'snake = "🐍🐍"; mod');
    await client.edit(setup, { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '# 🎉\r\n' }, { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: '# 🎉\n' });
    const [diagnostic] = ofRule(await client.diagnostics(setup));
    strictEqual(diagnostic?.range.start.line, 3);
    ok(client.text(setup, diagnostic.range).startsWith('importlib.import_module('), client.text(setup, diagnostic.range));
  });

  it('agrees on positions with and without a byte order mark', async () => {
    const line = `import importlib, os; mod = ${CALL}\n`;
    const setup = await start({ 'setup.py': `\uFEFF${line}` });
    const onDisk = ofRule(await client.diagnostics(setup)).map(({ range }) => range);
    strictEqual(onDisk.length, 1);
    await client.open(setup, line);
    deepStrictEqual(ofRule(await client.diagnostics(setup)).map(({ range }) => range), onDisk);
  });

  it('keeps the other findings while code is half typed', async () => {
    const setup = await start({ 'setup.py': OPEN });
    await client.open(setup, OPEN);
    for (const typed of ['def later(', 'x = [1, (2', '"""', 'class :']) {
      const end = client.document(setup).positionAt(client.text(setup).length);
      await client.edit(setup, { range: { start: end, end }, text: typed });
      strictEqual(ofRule(await client.diagnostics(setup)).length, 1, typed);
      await client.edit(setup, { range: client.rangeOf(setup, typed), text: '' });
    }
  });

  it('goes on when an open file is deleted', async () => {
    const setup = await start({ 'setup.py': OPEN });
    await client.open(setup, OPEN);
    strictEqual(ofRule(await client.diagnostics(setup)).length, 1);
    unlinkSync(path.join(folder, 'setup.py'));
    await client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: setup, type: 3 }] });
    strictEqual(ofRule(await client.diagnostics(setup)).length, 1);
    await client.close(setup);
    deepStrictEqual(await client.diagnostics(setup), []);
  });

  it('reads virtual workspaces through the client', async () => {
    const root = 'vscode-vfs://github/some/repository';
    await start({});
    await client.connection.sendRequest('shutdown');
    server = launch();
    client = server.client;
    client.answers.set('buildglass/readFolder', ({ uri }: { uri: string }) => (uri === root ? { entries: [{ name: 'setup.py', kind: 'file' }] } : { reason: 'does not exist' }));
    client.answers.set('buildglass/readFile', () => ({ base64: Buffer.from(OPEN).toString('base64') }));
    await client.initialize({ folders: [root], options: { remoteFiles: true } });
    const { items } = await client.pullWorkspace();
    deepStrictEqual(items.map((item) => [item.uri, item.kind === 'full' && ofRule(item.items).length]), [[`${root}/setup.py`, 1]]);
  });

  it('survives what a folder can hold: a folder named setup.py, links in circles, no text at all', async () => {
    await start({ 'setup.py/': '', 'a/pyproject.toml': new Uint8Array([0, 1, 2, 255, 254]), 'b/setup.py': '', 'c/setup.py': OPEN });
    symlinkSync('.', path.join(folder, 'c/loop'));
    symlinkSync('nowhere', path.join(folder, 'c/setup.cfg'));
    const { items } = await client.pullWorkspace();
    strictEqual(items.filter((item) => item.kind === 'full' && ofRule(item.items).length === 1).length, 1);
    for (const name of ['setup.py', 'a/pyproject.toml', 'b/setup.py', 'c/loop/setup.py', 'missing/setup.py']) await client.diagnostics(uriOf(folder, name));
  });

  it('ends when told to, and says whether it was asked to shut down before', async () => {
    await start({});
    await client.connection.sendRequest('shutdown');
    await client.notify('exit', undefined);
    strictEqual(await server.exited, 0);
    await start({});
    await client.notify('exit', undefined);
    strictEqual(await server.exited, 1);
  });

  it('ends when the editor closes the stream or is gone', async () => {
    await start({});
    server.process.stdin!.end();
    await server.exited;
    const editor = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1e6)'], { stdio: 'ignore' });
    await start({}, { processId: editor.pid! });
    editor.kill();
    await server.exited;
  });
});
