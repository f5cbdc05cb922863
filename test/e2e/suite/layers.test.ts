/** Programs inside strings as documents, reports saved to files, and findings that are new since the last commit. */
import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { codeActions, diagnosticsOf, insert, open, projectFile, rangeOf, restoreFiles, until, untilDiagnostics, withSetting } from './editor';

const INNER = 'import os\nos.system(os.environ["INNER"])\n';
const LITERAL = Buffer.from(INNER).toString('base64');

describe('a program inside a string', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await restoreFiles();
  });

  it('opens as a document that cannot be changed, in its language, with its own findings, which follow the file', async () => {
    const document = await open('setup.py');
    await insert(document, new vscode.Position(0, 0), `import base64\nexec(base64.b64decode("${LITERAL}"))\n`);
    await untilDiagnostics(document, (all) => all.some(({ range }) => range.start.line === 1));
    const action = (await codeActions(document, rangeOf(document, LITERAL))).find(({ command }) => command?.command === 'buildglass.openLayer');
    assert.ok(action?.command, 'it is offered');
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments as unknown[]));
    const layer = vscode.window.activeTextEditor?.document;
    assert.ok(layer);
    assert.deepEqual([layer.uri.scheme, layer.languageId, layer.getText()], ['buildglass-layer', 'python', INNER]);
    const [first] = await untilDiagnostics(layer, (all) => all.length > 0);
    assert.equal(first!.range.start.line, 1);
    await insert(document, new vscode.Position(0, 0), '\n\n');
    await insert(document, document.lineAt(document.lineCount - 1).range.end, '\nimport sys\n');
    assert.equal(layer.getText(), INNER);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, rangeOf(document, LITERAL), '');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until(vscode.workspace.onDidChangeTextDocument, () => /does not stand/.test(layer.getText()) || undefined);
    await until(vscode.languages.onDidChangeDiagnostics, () => diagnosticsOf(layer).length === 0 || undefined);
  });
});

describe('exporting the report', () => {
  it('saves the form that was chosen', async () => {
    const target = projectFile('report.sarif');
    await vscode.commands.executeCommand('buildglass.exportReport', projectFile(''), 'sarif', target);
    const log = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(target))) as { version: string; runs: { results: unknown[] }[] };
    assert.equal(log.version, '2.1.0');
    assert.ok(log.runs[0]!.results.length > 0);
    await vscode.workspace.fs.delete(target);
  });
});

describe('findings new since the last commit', () => {
  afterEach(restoreFiles);

  it('are marked, and only where that is asked for', async function () {
    const git = vscode.extensions.getExtension<{ enabled: boolean; getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<object | null> } }>('vscode.git');
    if (git === undefined) return this.skip();
    const folder = projectFile('');
    const run = (...args: string[]): void => void execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', '-c', 'core.hooksPath=/dev/null', ...args], { cwd: folder.fsPath });
    run('init', '--quiet');
    run('add', '.');
    run('commit', '--quiet', '--no-gpg-sign', '-m', 'first');
    try {
      const exports = await git.activate();
      if (!exports.enabled || (await exports.getAPI(1).openRepository(folder)) === null) return this.skip();
      const document = await open('setup.py');
      const isMarked = ({ message }: vscode.Diagnostic): boolean => /New since the last commit/.test(message);
      await insert(document, document.lineAt(document.lineCount - 1).range.end, '\nos.system(os.environ["ADDED"])\n');
      const line = rangeOf(document, 'ADDED').start.line;
      const before = await untilDiagnostics(document, (all) => all.some(({ range }) => range.start.line === line));
      assert.deepEqual(before.filter(isMarked), []);
      await withSetting('buildglass', 'markNew', true, async () => {
        const all = await untilDiagnostics(document, (found) => found.some(isMarked));
        assert.deepEqual([...new Set(all.filter(isMarked).map(({ range }) => range.start.line))], [line]);
      });
      await untilDiagnostics(document, (found) => found.length > 0 && !found.some(isMarked));
    } finally {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, '.git'), { recursive: true });
    }
  });
});
