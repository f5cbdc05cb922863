/** The language server as an editor sees it, timed from the change notification to the diagnostics. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ConfigurationRequest, createProtocolConnection, DidChangeTextDocumentNotification, DidOpenTextDocumentNotification, DocumentDiagnosticRequest, ExitNotification,
  InitializedNotification, InitializeRequest, PublishDiagnosticsNotification, RegistrationRequest, ShutdownRequest, StreamMessageReader, StreamMessageWriter,
  WorkDoneProgressCreateRequest, type ClientCapabilities,
} from 'vscode-languageserver/node';
import { LineIndex } from '../../server/src/base/text';
import { editPlaces, generate } from './generate';
import { SIZES } from './lines';
import { both, measure, type Times, wallTime } from './measure';
import { measuring, Table } from './table';

const server = path.join(__dirname, 'server.js');

/** `pull`: the client asks right after each edit. `push`: it waits for the server to publish, which includes the server's own wait for a pause in typing. */
type Mode = 'pull' | 'push';

export async function editor(): Promise<void> {
  const table = new Table(
    'In an editor: from a change to its diagnostics, through the server. Milliseconds on the wall, median / worst. Published diagnostics wait for a pause in typing.',
    ['lines', 'asked for', 'published'],
  );
  for (const size of SIZES) {
    const text = generate(size);
    const name = `${size.toLocaleString('en')} lines`;
    const folder = mkdtempSync(path.join(tmpdir(), 'buildglass-bench-'));
    try {
      writeFileSync(path.join(folder, 'setup.py'), text);
      measuring(`edits in ${name}, asked for`);
      const pull = await editLatency('pull', folder, text);
      measuring(`edits in ${name}, published`);
      table.row([name, both(pull), both(await editLatency('push', folder, text))]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** One-character edits all over `folder`/setup.py, which holds `text`: the time from each edit to its diagnostics. */
async function editLatency(mode: Mode, folder: string, text: string): Promise<Times> {
  const child = spawn(process.execPath, [server, '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const died = new Promise<never>((_, reject) => child.once('exit', (status) => reject(new Error(`the server ended with status ${status}`))));
  died.catch(() => undefined);
  const awaited: ((version: number | undefined) => void)[] = [];
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri: of, version }) => { if (of === uri) for (const listener of awaited) listener(version); });
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => ({})));
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.onRequest(WorkDoneProgressCreateRequest.type, () => undefined);
  connection.listen();

  const uri = pathToFileURL(path.join(folder, 'setup.py')).href;
  const capabilities: ClientCapabilities = {
    workspace: { workspaceFolders: true },
    textDocument: { publishDiagnostics: { versionSupport: true, relatedInformation: true }, ...(mode === 'pull' ? { diagnostic: {} } : {}) },
  };
  // Called right behind the edit's notification: messages keep their order, and no answer can arrive before this turn ends.
  const diagnosed = (version: number): Promise<unknown> => {
    if (mode === 'pull') return connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    return new Promise<void>((resolve) => awaited.push((published) => {
      if (published === version) {
        awaited.length = 0;
        resolve();
      }
    }));
  };
  try {
    await Promise.race([died, connection.sendRequest(InitializeRequest.type, {
      processId: process.pid, rootUri: pathToFileURL(folder).href, workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }], capabilities,
    })]);
    await connection.sendNotification(InitializedNotification.type, {});
    const opened = connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'python', version: 1, text } });
    await Promise.race([died, Promise.all([opened, diagnosed(1)])]);

    const lines = new LineIndex(text);
    const places = editPlaces(text, 20);
    const times = await measure({ most: 20, seconds: 8, warmUp: 6 }, async (round) => {
      // Even rounds insert a digit, odd ones remove it again.
      const { line, column } = lines.locate(places[(round >> 1) % places.length]!);
      const start = { line, character: column };
      const removes = round % 2 === 1;
      const change = { range: { start, end: removes ? { line, character: column + 1 } : start }, text: removes ? '' : '5' };
      const sent = connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version: round + 2 }, contentChanges: [change] });
      await Promise.race([died, Promise.all([sent, diagnosed(round + 2)])]);
    }, wallTime);
    await Promise.race([died, connection.sendRequest(ShutdownRequest.type)]);
    return times;
  } finally {
    await connection.sendNotification(ExitNotification.type).catch(() => undefined);
    connection.dispose();
    child.kill();
  }
}
