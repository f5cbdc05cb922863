/**
 * What the features share for one client: the connection, what the client can do, the settings in force, and the way to a
 * file's analysis. Features are functions that take a session and register their handlers.
 *
 *     initialize ─→ abilities, settings        nothing is read or loaded yet
 *     initialized ─→ start(): grammars, configuration ─→ workspace
 */
import { MessageType, ShowMessageNotification, TextDocuments, type Connection, type InitializeParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileSystem } from '../base/effects';
import { present } from '../base/assert';
import { abilitiesOf, optionsOf, type ClientAbilities } from './client-abilities';
import type { ServerEnvironment } from './environment';
import { CONFIGURATION_SECTION } from './extensions';
import { Guard, messageOf } from './guard';
import { withProgress, type Work } from './progress';
import { RemoteFiles } from './remote-files';
import { SettingsStore } from './server-settings';
import { Status } from './status';
import { Workspace, type FileView } from './workspace';

/** Milliseconds after which a client that does not answer for its configuration is taken to have none. */
const CONFIGURATION_PATIENCE = 5000;

/** Something happened that can change results. `outside`: files on disk, settings, trust or workspace folders. */
export type Change =
  | { readonly kind: 'edited' | 'closed'; readonly document: TextDocument }
  | { readonly kind: 'started' | 'outside' };

export class Session {
  readonly documents = new TextDocuments(TextDocument);
  readonly guard: Guard;
  readonly status: Status;
  readonly settings: SettingsStore;
  private readonly listeners: ((change: Change) => void)[] = [];
  private clientAbilities: ClientAbilities | undefined;
  private folders: readonly string[] = [];
  private current: Workspace | undefined;
  private begin: (workspace: Workspace | undefined) => void = () => undefined;
  private readonly started = new Promise<Workspace | undefined>((resolve) => (this.begin = resolve));

  constructor(readonly connection: Connection, readonly environment: ServerEnvironment) {
    this.guard = new Guard(connection);
    this.status = new Status(connection);
    this.settings = new SettingsStore(
      (message) => connection.console.warn(message),
      (message) => void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message }),
    );
    this.documents.onDidChangeContent(this.guard.notification('textDocument/didChange', ({ document }) => {
      this.current?.documentChanged(document);
      this.announce({ kind: 'edited', document });
    }));
    this.documents.onDidClose(this.guard.notification('textDocument/didClose', ({ document }) => {
      this.current?.documentClosed(document);
      this.announce({ kind: 'closed', document });
    }));
  }

  /** Throws before `initialize`. */
  get abilities(): ClientAbilities {
    return present(this.clientAbilities, 'initialize');
  }

  initialize(params: InitializeParams): void {
    this.clientAbilities = abilitiesOf(params);
    this.settings.initialize(optionsOf(params));
    this.folders = params.workspaceFolders?.map((folder) => folder.uri) ?? (params.rootUri ? [params.rootUri] : []);
    this.guard.enter('initialized');
  }

  /** Loads the analyser and lets the features go. Never rejects: a failure is told to the user, and results stay empty. */
  async start(): Promise<void> {
    this.status.start(this.abilities.knowsBuildglass);
    try {
      const [createProject] = await Promise.all([this.environment.prepareAnalyser(), this.readConfiguration()]);
      const workspace = new Workspace({
        createProject,
        settings: () => this.settings.current.analysis,
        filesOf: (scheme) => this.filesOf(scheme),
        runWork: (title, run) => this.runWork(title, run),
        tell: (problem) => this.connection.console.warn(`Buildglass: ${problem}`),
      });
      workspace.setFolders(this.folders);
      this.documents.all().forEach((document) => workspace.documentChanged(document));
      this.current = workspace;
      this.showState();
      this.begin(workspace);
      this.announce({ kind: 'started' });
    } catch (error) {
      this.status.set({ state: 'failed', message: messageOf(error) });
      const message = `Buildglass cannot analyse anything: ${messageOf(error)}`;
      void this.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
      this.guard.log('start', error);
      this.begin(undefined);
    }
  }

  /** The workspace once the server has started; undefined when it is switched off or could not start. */
  async workspace(): Promise<Workspace | undefined> {
    const workspace = await this.started;
    return this.settings.current.enable ? workspace : undefined;
  }

  /** A document or file with its analysis ready; undefined when there is none to be had. */
  async view(uri: string): Promise<FileView | undefined> {
    return (await this.workspace())?.view(uri);
  }

  /** Changes the workspace and tells the features. Without effect before the start, which takes everything as it is then. */
  update(change: (workspace: Workspace) => void): void {
    if (this.current === undefined) return;
    change(this.current);
    this.announce({ kind: 'outside' });
  }

  get workspaceFolders(): readonly string[] {
    return this.folders;
  }

  setFolders(folders: readonly string[]): void {
    this.folders = folders;
    this.update((workspace) => workspace.setFolders(folders));
  }

  /** To be called when the settings store has changed. */
  settingsChanged(): void {
    this.showState();
    this.update((workspace) => workspace.configure(this.settings.current.analysis));
  }

  async readConfiguration(): Promise<boolean> {
    if (!this.abilities.configuration) return false;
    const answer = this.connection.workspace.getConfiguration(CONFIGURATION_SECTION).catch(() => undefined);
    const section: unknown = await Promise.race([answer, new Promise<undefined>((resolve) => {
      const cancel = this.environment.scheduler.after(CONFIGURATION_PATIENCE, () => resolve(undefined));
      void answer.then(cancel);
    })]);
    return this.settings.configure(section);
  }

  onChange(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  private announce(change: Change): void {
    if (this.current !== undefined) this.listeners.forEach((listener) => listener(change));
  }

  private showState(): void {
    this.status.set(this.settings.current.enable ? { state: 'ready', message: 'Ready' } : { state: 'off', message: 'Switched off in the settings' });
  }

  private async runWork<T>(title: string, run: (work: Work) => Promise<T>): Promise<T> {
    const end = this.status.beginReading();
    try {
      return await withProgress(this.connection, this.environment.scheduler, title, run);
    } finally {
      end();
    }
  }

  private filesOf(scheme: string): FileSystem | undefined {
    if (scheme === 'file') return this.environment.files;
    return this.abilities.remoteFiles && scheme !== 'untitled' ? new RemoteFiles(this.connection) : undefined;
  }
}
