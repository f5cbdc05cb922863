/**
 * Marks findings that are new since the last commit. What the commit holds of an open document is asked of the editor's own Git extension,
 * once for each document and commit, and handed to the server, which says what is new. That extension does not run in workspaces that
 * nobody trusts, so nothing is marked there, and nothing starts git for them.
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CommittedTextNotification, type DiagnosticData } from '../../server/src/lsp/extensions';
import { CommittedTexts, type Git, type Repository } from './committed-texts';
import { DOCUMENTS, isCopy } from './selectors';
import { isOn } from './settings';

const SETTING = 'markNew';

/** What is used of the API of the Git extension, version 1. */
interface EditorGit extends Git<vscode.Uri> {
  getRepository(uri: vscode.Uri): WatchedRepository | null;
  readonly onDidOpenRepository: vscode.Event<unknown>;
}

interface WatchedRepository extends Repository {
  readonly state: Repository['state'] & { readonly onDidChange: vscode.Event<void> };
}

export class SinceCommit implements vscode.Disposable {
  private readonly texts = new CommittedTexts<vscode.Uri>(async (params) => { await this.client()?.sendNotification(CommittedTextNotification, params); });
  private readonly mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true, overviewRulerColor: new vscode.ThemeColor('editorGutter.addedBackground'), overviewRulerLane: vscode.OverviewRulerLane.Left,
    after: { contentText: 'new since the last commit', margin: '0 0 0 2em', color: new vscode.ThemeColor('editorCodeLens.foreground'), fontStyle: 'italic' },
  });
  private readonly repositories = new Set<WatchedRepository>();
  private readonly subscriptions: vscode.Disposable[] = [
    this.mark,
    vscode.workspace.onDidOpenTextDocument(() => { void this.update(); }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => { this.texts.forget(uri); }),
    vscode.workspace.onDidChangeConfiguration((change) => { if (change.affectsConfiguration(`buildglass.${SETTING}`)) void this.update(); }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => { void this.update(); }),
    vscode.window.onDidChangeVisibleTextEditors(() => { this.draw(); }),
    vscode.languages.onDidChangeDiagnostics(() => { this.draw(); }),
  ];
  private git: EditorGit | undefined;

  /** `client`: the running one, if any. */
  constructor(private readonly client: () => BaseLanguageClient | undefined) {}

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** To be called when the server has started: it knows nothing then. */
  async restarted(): Promise<void> {
    this.texts.forget();
    await this.update();
  }

  private async update(): Promise<void> {
    if (this.client() === undefined) return;
    const documents = vscode.workspace.textDocuments.filter((document) => !isCopy(document.uri) && vscode.languages.match(DOCUMENTS, document) > 0).map(({ uri }) => uri);
    // Nobody's Git is asked about a workspace that nobody trusts, whatever else may run there.
    const git = vscode.workspace.isTrusted && isOn(SETTING) && documents.length > 0 ? await this.extension() : undefined;
    for (const uri of git ? documents : []) this.watch(git?.getRepository(uri));
    await this.texts.update(documents, git);
  }

  /** Undefined where it is switched off, or does not run. Never rejects. */
  private async extension(): Promise<EditorGit | undefined> {
    if (this.git !== undefined) return this.git;
    const exports = await vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): EditorGit }>('vscode.git')?.activate().then(undefined, () => undefined);
    if (exports?.enabled !== true) return undefined;
    this.git = exports.getAPI(1);
    this.subscriptions.push(this.git.onDidOpenRepository(() => { void this.update(); }));
    return this.git;
  }

  private watch(repository: WatchedRepository | null | undefined): void {
    if (!repository || this.repositories.has(repository)) return;
    this.repositories.add(repository);
    this.subscriptions.push(repository.state.onDidChange(() => { void this.update(); }));
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const marked = vscode.languages.getDiagnostics(editor.document.uri).filter((diagnostic) => diagnostic.source === 'buildglass' && (diagnostic as { readonly data?: Partial<DiagnosticData> }).data?.isNew === true);
      const lines = [...new Set(marked.map(({ range }) => range.start.line))].filter((line) => line < editor.document.lineCount);
      editor.setDecorations(this.mark, lines.map((line) => editor.document.lineAt(line).range));
    }
  }
}
