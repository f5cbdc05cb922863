/**
 * The editor's side of the tests: a client that speaks the protocol with a server, keeps everything it is told, and waits
 * for notifications instead of time.
 *
 *     launch()      the real server in a process of its own, over its standard streams
 *     inProcess()   the same server in this process, with time and analyser of the test's choice
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures, StreamMessageReader as ServerReader, StreamMessageWriter as ServerWriter } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-languageserver/node';
import type {
  ClientCapabilities, CodeAction, CodeActionParams, CompletionItem, Diagnostic, DocumentDiagnosticReport, Hover, InitializeResult, Position, PublishDiagnosticsParams,
  Range, TextEdit, WorkspaceDiagnosticReport, WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { ServerEnvironment } from '../../server/src/lsp/environment';
import { startServer } from '../../server/src/lsp/server';

const ROOT = path.join(__dirname, '../..');

export interface Setup {
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly options?: unknown;
  readonly processId?: number | null;
}

/** What a modern editor can do, with diagnostics pulled. */
export const PULL: ClientCapabilities = {
  textDocument: {
    diagnostic: { relatedInformation: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, isPreferredSupport: true, disabledSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
  workspace: { workspaceEdit: { documentChanges: true }, diagnostics: { refreshSupport: true }, workspaceFolders: true },
};

/** The same without pulling. */
export const PUSH: ClientCapabilities = {
  ...PULL,
  textDocument: { ...PULL.textDocument, diagnostic: undefined!, publishDiagnostics: { relatedInformation: true, versionSupport: true } },
};

export const uriOf = (folder: string, name = ''): string => pathToFileURL(path.join(folder, name)).toString();

export class TestClient {
  private readonly documents = new Map<string, TextDocument>();
  private readonly received: { readonly method: string; readonly params: unknown }[] = [];
  private waiting: (() => void)[] = [];
  /** Answers to requests of the server, by method; others are answered with null. */
  readonly answers = new Map<string, (params: never) => unknown>();

  constructor(readonly connection: MessageConnection) {
    connection.onNotification((method, params) => this.note(method, params));
    connection.onRequest((method, params) => {
      this.note(method, params);
      return this.answers.get(method)?.(params as never) ?? null;
    });
    connection.onUnhandledProgress(({ token, value }) => this.note('$/progress', { token, value }));
    connection.listen();
  }

  async initialize(setup: Setup = {}): Promise<InitializeResult> {
    const result = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: setup.processId ?? null,
      rootUri: null,
      capabilities: setup.capabilities ?? PULL,
      workspaceFolders: (setup.folders ?? []).map((uri) => ({ uri, name: 'project' })),
      ...(setup.options === undefined ? {} : { initializationOptions: setup.options }),
    });
    await this.notify('initialized', {});
    return result;
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  async open(uri: string, text: string, languageId = 'python'): Promise<void> {
    this.documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Sends each edit as an incremental change; ranges count in the text after the edits before. */
  async edit(uri: string, ...edits: readonly { readonly range: Range; readonly text: string }[]): Promise<void> {
    const document = this.document(uri);
    TextDocument.update(document, [...edits], document.version + 1);
    await this.notify('textDocument/didChange', { textDocument: { uri, version: document.version }, contentChanges: edits });
  }

  /** Replaces the first occurrence of a text, as an incremental change. */
  async replace(uri: string, before: string, after: string): Promise<void> {
    await this.edit(uri, { range: this.rangeOf(uri, before), text: after });
  }

  async close(uri: string): Promise<void> {
    this.documents.delete(uri);
    await this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (document === undefined) throw new Error(`not open: ${uri}`);
    return document;
  }

  text(uri: string, range?: Range): string {
    return this.document(uri).getText(range);
  }

  rangeOf(uri: string, part: string): Range {
    const document = this.document(uri);
    const start = document.getText().indexOf(part);
    if (start < 0) throw new Error(`not in the document: ${part}`);
    return { start: document.positionAt(start), end: document.positionAt(start + part.length) };
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) });
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full') throw new Error('a full report was expected');
    return report.items;
  }

  pullWorkspace(previousResultIds: readonly { uri: string; value: string }[] = [], more: object = {}): Promise<WorkspaceDiagnosticReport> {
    return this.connection.sendRequest('workspace/diagnostic', { previousResultIds, ...more });
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  actions(uri: string, range: Range, context: Partial<CodeActionParams['context']> = {}): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], ...context } });
  }

  complete(uri: string, position: Position): Promise<CompletionItem[]> {
    return this.connection.sendRequest('textDocument/completion', { textDocument: { uri }, position });
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest('codeAction/resolve', action);
  }

  /** Applies an edit that must be about this document alone, and sends it on as an editor would. */
  async apply(uri: string, edit: WorkspaceEdit | undefined): Promise<void> {
    const document = this.document(uri);
    let edits: TextEdit[] | undefined = edit?.changes?.[uri];
    for (const change of edit?.documentChanges ?? []) {
      if (!('textDocument' in change) || change.textDocument.uri !== uri || change.textDocument.version !== document.version) throw new Error(`not an edit of version ${document.version} of ${uri}`);
      edits = change.edits as TextEdit[];
    }
    if (edits === undefined) throw new Error('there is no edit');
    const text = TextDocument.applyEdits(document, edits);
    await this.edit(uri, { range: { start: document.positionAt(0), end: document.positionAt(document.getText().length) }, text });
  }

  /** Resolves when the server has taken note of everything sent so far. */
  async sync(): Promise<void> {
    await this.connection.sendRequest('test/unknown').catch(() => undefined);
  }

  /** The next notification or request of the server that has not been taken yet and satisfies the condition. */
  async next<P>(method: string, satisfies: (params: P) => boolean = () => true): Promise<P> {
    for (;;) {
      const at = this.received.findIndex((message) => message.method === method && satisfies(message.params as P));
      if (at >= 0) return this.received.splice(at, 1)[0]!.params as P;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  published(uri: string, satisfies: (params: PublishDiagnosticsParams) => boolean = () => true): Promise<PublishDiagnosticsParams> {
    return this.next('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => params.uri === uri && satisfies(params));
  }

  /** Messages that nobody has taken. */
  untaken(method: string): readonly unknown[] {
    return this.received.filter((message) => message.method === method).map((message) => message.params);
  }

  private note(method: string, params: unknown): void {
    this.received.push({ method, params });
    this.waiting.splice(0).forEach((resolve) => resolve());
  }
}

export interface Launched {
  readonly client: TestClient;
  readonly process: ChildProcess;
  /** Resolves with the exit status. */
  readonly exited: Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** Starts the server as editors do. */
export function launch(): Launched {
  const child = spawn(process.execPath, [...command(), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'], cwd: ROOT });
  running.add(child);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (status) => {
    running.delete(child);
    resolve(status);
  }));
  const connection = createMessageConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!));
  return { client: new TestClient(connection), process: child, exited };
}

/** For `afterEach`: ends what a failed test left behind. */
export function endServers(): void {
  for (const child of running) child.kill();
}

/** BUILDGLASS_SERVER if set (a script, to test an installed server); the bundle, when it is newer than its sources; the sources. */
function command(): string[] {
  const chosen = process.env['BUILDGLASS_SERVER'];
  if (chosen !== undefined && chosen !== '') return ['--import', 'tsx', chosen];
  const bundle = path.join(ROOT, 'dist/server.js');
  if (existsSync(bundle) && statSync(bundle).mtimeMs > newest(path.join(ROOT, 'server/src'))) return [bundle];
  return ['--import', 'tsx', path.join(ROOT, 'server/src/main.server.ts')];
}

const newest = (folder: string): number => Math.max(0, ...readdirSync(folder, { withFileTypes: true })
  .map((entry) => (entry.isDirectory() ? newest(path.join(folder, entry.name)) : statSync(path.join(folder, entry.name)).mtimeMs)));

/** A server in this process. It is never told to `exit`, which would end the test run. */
export function inProcess(environment: ServerEnvironment): TestClient {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(ProposedFeatures.all, new ServerReader(toServer), new ServerWriter(toClient)), environment);
  return new TestClient(createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer)));
}
