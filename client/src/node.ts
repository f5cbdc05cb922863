/** Entry of the extension where extensions run in Node: starts dist/server.js as a process of its own. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind, type ServerOptions } from 'vscode-languageclient/node';
import { Extension } from './client';

let extension: Extension | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  // Standard input and output, as in every other editor. Not started in the workspace: what lies there is not ours to trust.
  const server = {
    module: vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath,
    transport: TransportKind.stdio,
    options: { cwd: context.extensionUri.fsPath },
  };
  const options: ServerOptions = { run: server, debug: { ...server, options: { ...server.options, execArgv: ['--nolazy', '--inspect=6019'] } } };
  extension = new Extension((clientOptions) => new LanguageClient('buildglass', 'Buildglass', options, clientOptions));
  context.subscriptions.push(extension);
  await extension.start();
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
}
