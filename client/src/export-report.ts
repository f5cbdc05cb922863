/** *Export report…*: asks for a form and a place, and saves what the server writes. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ExportRequest, type ExportParams, type ExportResult } from '../../server/src/lsp/extensions';
import { requestReport, subjectOf, tell } from './report-request';

export const EXPORT_REPORT = 'buildglass.exportReport';

interface FormItem extends vscode.QuickPickItem {
  readonly format: ExportParams['format'];
}

const FORMS: readonly FormItem[] = [
  { label: 'HTML', description: 'the report as a page that needs nothing else', format: 'html' },
  { label: 'Markdown', description: 'the report as text', format: 'markdown' },
  { label: 'JSON', description: 'the report for programs', format: 'json' },
  { label: 'SARIF', description: 'the findings for services and other tools', format: 'sarif' },
];

/** `client`: the running one, if any. */
export const registerExport = (client: () => BaseLanguageClient | undefined): vscode.Disposable =>
  vscode.commands.registerCommand(EXPORT_REPORT, (uri?: unknown, format?: unknown, target?: unknown) => exportReport(client(), uri, format, target));

/** Of what was clicked in the explorer; from the palette, of the project of the active editor, else of the first folder. Form and place can be given; else the user is asked. */
async function exportReport(client: BaseLanguageClient | undefined, clicked: unknown, given: unknown, place: unknown): Promise<void> {
  const uri = subjectOf(clicked);
  if (uri === undefined) return tell('Open a folder or a build file to export its report.');
  if (client === undefined) return tell('Buildglass is not running.');
  const form = FORMS.find(({ format }) => format === given) ?? await vscode.window.showQuickPick(FORMS, { placeHolder: 'In which form?', matchOnDescription: true });
  if (form === undefined) return;
  const params: ExportParams = { uri: uri.toString(), format: form.format };
  const result = await requestReport<ExportResult>(client, ExportRequest, params);
  if (result === undefined) return;
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = place instanceof vscode.Uri ? place : await vscode.window.showSaveDialog({ ...(folder && { defaultUri: vscode.Uri.joinPath(folder, result.name) }), title: `Export the report as ${form.label}`, saveLabel: 'Export' });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(result.text));
  } catch (error) {
    void vscode.window.showErrorMessage(`The report could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
