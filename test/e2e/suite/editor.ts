/** What the tests of the suite have in common: opening files, waiting for events, asking VS Code as a person would through its menus. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Every file of the fixture, as it was when the suite began. */
const originals = new Map<string, string>();

export function projectFile(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(projectFile(path));
  if (!originals.has(path)) originals.set(path, document.getText());
  await vscode.window.showTextDocument(document);
  return document;
}

/** Puts every file back that `open` has shown, on disk too. */
export async function restoreFiles(): Promise<void> {
  for (const [path, text] of originals) {
    const document = await vscode.workspace.openTextDocument(projectFile(path));
    if (document.getText() !== text) await replaceText(document, text);
    if (document.isDirty) assert.ok(await document.save(), `${path} is saved`);
  }
}

export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
  assert.ok(await vscode.workspace.applyEdit(edit), 'the edit is applied');
}

export async function insert(document: vscode.TextDocument, position: vscode.Position, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, position, text);
  assert.ok(await vscode.workspace.applyEdit(edit), 'the edit is applied');
}

/** Waits until `probe` yields a value, asking again after each `event`. Only the limit of the test ends it otherwise. */
export function until<T>(event: vscode.Event<unknown>, probe: () => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const ask = (): void => {
      const value = probe();
      if (value === undefined) return;
      subscription.dispose();
      resolve(value);
    };
    const subscription = event(ask);
    ask();
  });
}

/** Ours alone, in the order of the text. */
export function diagnosticsOf(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri)
    .filter((diagnostic) => diagnostic.source === 'buildglass')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** Waits until `wanted` holds of the document's diagnostics, and returns them. */
export function untilDiagnostics(document: vscode.TextDocument, wanted: (all: readonly vscode.Diagnostic[]) => boolean): Promise<vscode.Diagnostic[]> {
  return until(vscode.languages.onDidChangeDiagnostics, () => {
    const all = diagnosticsOf(document);
    return wanted(all) ? all : undefined;
  });
}

export function ruleOf(diagnostic: vscode.Diagnostic): string {
  return String(typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code);
}

/** The range of the first occurrence of `text`. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  assert.notEqual(start, -1, `the file contains ${text}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Whether one of the diagnostics is of this rule and touches the range. */
export const has = (all: readonly vscode.Diagnostic[], rule: string, range: vscode.Range): boolean =>
  all.some((diagnostic) => ruleOf(diagnostic) === rule && diagnostic.range.intersection(range) !== undefined);

export async function codeActions(document: vscode.TextDocument, range: vscode.Range, kind?: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
  // Asking for resolved actions: what the menu would apply, edits included.
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, kind?.value, 50);
}

export async function apply(action: vscode.CodeAction): Promise<void> {
  assert.ok(action.edit, `"${action.title}" has an edit`);
  assert.ok(await vscode.workspace.applyEdit(action.edit), `"${action.title}" is applied`);
}

export async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers.flatMap((hover) => hover.contents).map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
}

/** Changes a setting of the workspace for the time of `body`. */
export async function withSetting(section: string, key: string, value: unknown, body: () => Promise<void>): Promise<void> {
  const change = (to: unknown): Thenable<void> => vscode.workspace.getConfiguration(section).update(key, to, vscode.ConfigurationTarget.Workspace);
  await change(value);
  try { await body(); } finally { await change(undefined); }
}
