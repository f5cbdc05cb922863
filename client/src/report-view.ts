/** The report of a build in a tab of its own: one for each project or archive, made anew whenever it is asked for. Its places lead into the code. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { OPEN_LAYER_COMMAND, ReportRequest, SHOW_PLACES_COMMAND, type ReportParams, type ReportResult } from '../../server/src/lsp/extensions';
import { reportPage } from './report-page';
import { requestReport, subjectOf, tell } from './report-request';

export const SHOW_REPORT = 'buildglass.showReport';
/** The same by another name, for the menu of the explorer. */
export const REVIEW = 'buildglass.review';
const PANEL = 'buildglass.report';

export class ReportView implements vscode.Disposable {
  private readonly panels = new Map<string, vscode.WebviewPanel>();
  private readonly commands = vscode.Disposable.from(...[SHOW_REPORT, REVIEW].map((command) => vscode.commands.registerCommand(command, (uri?: unknown) => this.show(uri))));

  /** `client`: the running one, if any. */
  constructor(private readonly client: () => BaseLanguageClient | undefined) {}

  dispose(): void {
    this.commands.dispose();
    for (const panel of [...this.panels.values()]) panel.dispose();
  }

  /** Of what was clicked in the explorer; from the palette, of the project of the active editor, else of the first folder. */
  private async show(clicked: unknown): Promise<void> {
    const uri = subjectOf(clicked);
    if (uri === undefined) return tell('Open a folder or a build file to see its report.');
    const params: ReportParams = { uri: uri.toString(), command: SHOW_PLACES_COMMAND, layerCommand: OPEN_LAYER_COMMAND };
    const result = await requestReport<ReportResult>(this.client(), ReportRequest, params);
    if (result === undefined) return;
    const panel = this.panelOf(result.uri);
    panel.title = `Build report: ${result.name}`;
    panel.webview.html = reportPage(result);
    panel.reveal();
  }

  private panelOf(uri: string): vscode.WebviewPanel {
    const open = this.panels.get(uri);
    if (open !== undefined) return open;
    const panel = vscode.window.createWebviewPanel(PANEL, 'Build report', vscode.ViewColumn.Active,
      { enableScripts: false, enableForms: false, enableCommandUris: [SHOW_PLACES_COMMAND, OPEN_LAYER_COMMAND], enableFindWidget: true, localResourceRoots: [] });
    this.panels.set(uri, panel);
    panel.onDidDispose(() => this.panels.delete(uri));
    return panel;
  }
}
