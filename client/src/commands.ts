/** The commands of the palette, and the one that code actions and hovers call. */
import * as vscode from 'vscode';

export const RESTART = 'buildglass.restart';
export const SHOW_OUTPUT = 'buildglass.showOutput';
export const OPEN_RULE = 'buildglass.openRule';

export interface Actions {
  restart(): Promise<void>;
  readonly output: vscode.LogOutputChannel;
}

export function registerCommands(actions: Actions): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(RESTART, () => actions.restart()),
    vscode.commands.registerCommand(SHOW_OUTPUT, () => { actions.output.show(); }),
    vscode.commands.registerCommand(OPEN_RULE, (page?: unknown) => openRule(page)),
  );
}

/** Opens the page that is named; called from the palette, the page of a finding at the cursor, else of one in the file. */
async function openRule(page: unknown): Promise<void> {
  const target = typeof page === 'string' ? page : await choosePage();
  if (target === undefined) return;
  const uri = vscode.Uri.parse(target, true);
  // Anyone can call a command; only web pages are opened, never programs registered for other schemes.
  if (uri.scheme !== 'https') throw new Error('A rule page is an https address.');
  await vscode.env.openExternal(uri);
}

async function choosePage(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const pages = editor === undefined ? [] : pagesIn(editor);
  if (pages.length === 0) {
    void vscode.window.showInformationMessage('There is no Buildglass finding in this file.');
    return undefined;
  }
  if (pages.length === 1) return pages[0]!.page;
  const choice = await vscode.window.showQuickPick(pages, { placeHolder: 'Which rule?', matchOnDescription: true });
  return choice?.page;
}

interface PageItem extends vscode.QuickPickItem {
  readonly page: string;
}

/** One item for each rule with a finding at the cursor; when there is none, for each rule with a finding in the file. */
function pagesIn(editor: vscode.TextEditor): PageItem[] {
  const all = vscode.languages.getDiagnostics(editor.document.uri).filter((diagnostic) => diagnostic.source === 'buildglass');
  const here = all.filter((diagnostic) => diagnostic.range.intersection(editor.selection) !== undefined);
  const items = new Map<string, PageItem>();
  for (const { code, message } of here.length > 0 ? here : all) {
    if (typeof code !== 'object') continue;
    const page = code.target.toString(true);
    if (!items.has(page)) items.set(page, { label: String(code.value), description: message, page });
  }
  return [...items.values()];
}
