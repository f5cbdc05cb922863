/** Tells the server when the user grants trust; from then on the workspace's own settings and suppressions count. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { TrustNotification, type TrustParams } from '../../server/src/lsp/extensions';
import { sendSettings } from './settings';

/** Trust given before the server runs reaches it with its start. */
export function watchTrust(client: () => BaseLanguageClient | undefined): vscode.Disposable {
  return vscode.workspace.onDidGrantWorkspaceTrust(async () => {
    const running = client();
    if (running === undefined) return;
    const params: TrustParams = { trusted: true };
    await running.sendNotification(TrustNotification, params);
    await sendSettings(running);
  });
}
