/**
 * The extension: starts the language server and gives it what only the editor has: documents, settings, trust, and the
 * files of virtual workspaces. Knows nothing of Python, rules or findings, and not how a server is started (see node.ts).
 */
import * as vscode from 'vscode';
import { RevealOutputChannelOn, State, type BaseLanguageClient, type LanguageClientOptions } from 'vscode-languageclient';
import { CONFIGURATION_SECTION, OPEN_LAYER_COMMAND, ReadFileRequest, ReadFolderRequest, StatusNotification, type InitializationOptions, type ReadFileParams, type ReadFolderParams, type StatusParams } from '../../server/src/lsp/extensions';
import { registerCommands } from './commands';
import { documentMiddleware } from './documents';
import { ExecutionView } from './execution-view';
import { registerExport } from './export-report';
import { readFile, readFolder, type Editor } from './files';
import { LayerDocuments } from './layer-documents';
import { registerPlaces } from './places';
import { ReportView } from './report-view';
import { DOCUMENTS, WATCHED_FILES } from './selectors';
import { effectiveSettings, settingsMiddleware } from './settings';
import { SinceCommit } from './since-commit';
import { Status } from './status';
import { watchTrust } from './trust';

/** Makes a client that is not started; the platform knows how to run the server. */
export type ClientFactory = (options: LanguageClientOptions) => BaseLanguageClient;

const editor: Editor = {
  parse: (uri) => vscode.Uri.parse(uri, true),
  isInWorkspace: (uri) => vscode.workspace.getWorkspaceFolder(uri) !== undefined,
  fs: vscode.workspace.fs,
};

export class Extension implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel('Buildglass', { log: true });
  private readonly status = new Status();
  private readonly execution = new ExecutionView(() => this.running);
  private readonly since = new SinceCommit(() => this.running);
  private readonly watcher = vscode.workspace.createFileSystemWatcher(WATCHED_FILES);
  private readonly subscriptions = vscode.Disposable.from(
    this.output,
    this.status,
    this.execution,
    this.watcher,
    new ReportView(() => this.running),
    registerExport(() => this.running),
    new LayerDocuments(() => this.running),
    this.since,
    registerPlaces(),
    registerCommands({ restart: () => this.restart(), output: this.output }),
    watchTrust(() => this.running),
  );
  private client: BaseLanguageClient | undefined;
  /** Starts and stops follow one another, however fast they are asked for. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly createClient: ClientFactory) {}

  private get running(): BaseLanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** Never rejects: what went wrong is in the output and in the status item. */
  start(): Promise<void> {
    return this.enqueue(() => this.startClient());
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopClient();
      await this.startClient();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopClient());
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private enqueue(task: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(task);
    return this.queue;
  }

  /** A client whose start failed cannot be started again, so each start makes its own. */
  private async startClient(): Promise<void> {
    const client: BaseLanguageClient = this.createClient({
      documentSelector: DOCUMENTS,
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: CONFIGURATION_SECTION,
      initializationOptions: (): InitializationOptions => ({ ...effectiveSettings(), trusted: vscode.workspace.isTrusted, remoteFiles: true }),
      synchronize: { configurationSection: CONFIGURATION_SECTION, fileEvents: this.watcher },
      // Hovers may offer this one command, and no other.
      markdown: { isTrusted: { enabledCommands: [OPEN_LAYER_COMMAND] } },
      middleware: { ...documentMiddleware, ...settingsMiddleware(() => client) },
    });
    this.client = client;
    client.onDidChangeState(({ newState }) => { if (this.client === client) this.status.onState(newState); });
    this.execution.listen(client);
    client.onNotification(StatusNotification, (status: StatusParams) => { this.status.onStatus(status); });
    client.onRequest(ReadFileRequest, (params: ReadFileParams) => readFile(editor, params));
    client.onRequest(ReadFolderRequest, (params: ReadFolderParams) => readFolder(editor, params));
    try {
      await client.start();
      void this.since.restarted();
    } catch (error) {
      this.output.error(`The language server could not be started: ${error instanceof Error ? error.message : String(error)}`);
      this.status.onFailure();
    }
  }

  private async stopClient(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client === undefined) return;
    try {
      await client.dispose();
    } catch (error) {
      // A server that crashed cannot say goodbye; a new one is started all the same.
      this.output.warn(`The language server did not stop in order: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.status.onState(State.Stopped);
  }
}
