/**
 * Marks findings that are new since the last commit. What the commit holds of an open document is asked of the editor's own Git extension,
 * once for each document and commit, and handed to the server, which says what is new. That extension does not run in workspaces that
 * nobody trusts, so nothing is marked there, and nothing starts git for them.
 */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CommittedTextNotification, type CommittedTextParams, type DiagnosticData } from '../../server/src/lsp/extensions';
import { DOCUMENTS, isCopy } from './selectors';
import { isOn } from './settings';

const SETTING = 'markNew';

/** Longer texts are not compared. */
const LONGEST = 1 << 23;

/** What is used of the API of the Git extension, version 1. */
interface Git {
  getRepository(uri: vscode.Uri): Repository | null;
  readonly onDidOpenRepository: vscode.Event<Repository>;
}

interface Repository {
  readonly state: { readonly HEAD?: { readonly commit?: string } | undefined; readonly onDidChange: vscode.Event<void> };
  show(ref: string, path: string): Promise<string>;
}

export class SinceCommit implements vscode.Disposable {
  /** The commit whose text the server has, by document. */
  private readonly sent = new Map<string, string>();
  private readonly mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true, overviewRulerColor: new vscode.ThemeColor('editorGutter.addedBackground'), overviewRulerLane: vscode.OverviewRulerLane.Left,
    after: { contentText: 'new since the last commit', margin: '0 0 0 2em', color: new vscode.ThemeColor('editorCodeLens.foreground'), fontStyle: 'italic' },
  });
  private readonly repositories = new Set<Repository>();
  private readonly subscriptions: vscode.Disposable[] = [
    this.mark,
    vscode.workspace.onDidOpenTextDocument(() => { void this.update(); }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => { this.sent.delete(uri.toString()); }),
    vscode.workspace.onDidChangeConfiguration((change) => { if (change.affectsConfiguration(`buildglass.${SETTING}`)) void this.update(); }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => { void this.update(); }),
    vscode.window.onDidChangeVisibleTextEditors(() => { this.draw(); }),
    vscode.languages.onDidChangeDiagnostics(() => { this.draw(); }),
  ];
  private git: Git | undefined;

  /** `client`: the running one, if any. */
  constructor(private readonly client: () => BaseLanguageClient | undefined) {}

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** To be called when the server has started: it knows nothing then. */
  async restarted(): Promise<void> {
    this.sent.clear();
    await this.update();
  }

  /** Never rejects: without Git, nothing is marked. */
  private async update(): Promise<void> {
    const client = this.client();
    if (client === undefined) return;
    const on = isOn(SETTING);
    for (const document of vscode.workspace.textDocuments) {
      const { uri } = document;
      if (isCopy(uri) || vscode.languages.match(DOCUMENTS, document) === 0) continue;
      try {
        const repository = on ? (await this.extension())?.getRepository(uri) ?? undefined : undefined;
        if (repository !== undefined) this.watch(repository);
        const commit = repository?.state.HEAD?.commit;
        const before = this.sent.get(uri.toString());
        if (commit === before) continue;
        if (commit !== undefined) this.sent.set(uri.toString(), commit);
        else this.sent.delete(uri.toString());
        const text = repository === undefined || commit === undefined ? undefined : await repository.show(commit, uri.fsPath).catch(() => null);
        const params: CommittedTextParams = { uri: uri.toString(), ...(text !== undefined && (text === null || text.length <= LONGEST) && { text }) };
        await client.sendNotification(CommittedTextNotification, params);
      } catch {
        // An extension of somebody else failed; what was marked before stays.
      }
    }
  }

  private async extension(): Promise<Git | undefined> {
    if (this.git !== undefined) return this.git;
    const exports = await vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): Git }>('vscode.git')?.activate();
    if (exports?.enabled !== true) return undefined;
    this.git = exports.getAPI(1);
    this.subscriptions.push(this.git.onDidOpenRepository(() => { void this.update(); }));
    return this.git;
  }

  private watch(repository: Repository): void {
    if (this.repositories.has(repository)) return;
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
