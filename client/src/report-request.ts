/** What all commands about a build's report begin with: of what, asked of the running server, with progress and one sentence where there is none. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** What was clicked in the explorer; from the palette, the active editor's document, else the first folder. */
export const subjectOf = (clicked: unknown): vscode.Uri | undefined =>
  clicked instanceof vscode.Uri ? clicked : vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;

/** The server's answer; undefined when there is none, of which the user was told, or when the user gave up. */
export async function requestReport<T extends object>(client: BaseLanguageClient | undefined, request: string, params: object): Promise<Exclude<T, { reason: string }> | undefined> {
  if (client === undefined) return tell('Buildglass is not running.');
  const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: 'Buildglass: making the report', cancellable: true },
    (_, token) => client.sendRequest<T | null>(request, params, token).catch((error: unknown) => {
      if (token.isCancellationRequested) return undefined;
      throw error;
    }));
  if (result === undefined) return undefined;
  if (result === null) return tell('Buildglass is switched off.');
  if ('reason' in result) return tell(`There is no report: ${String(result.reason)}.`);
  return result as Exclude<T, { reason: string }>;
}

export function tell(sentence: string): undefined {
  void vscode.window.showInformationMessage(sentence);
  return undefined;
}
