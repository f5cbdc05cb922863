/** Code actions: the lightbulb's fixes, the suppression comment, and everything safe at once on save. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { apply, codeActions, diagnosticsOf, has, insert, open, rangeOf, restoreFiles, untilDiagnostics, withSetting } from './editor';

const SETUP_CALL = "__import__('setuptools')";
const OPEN_IMPORT = 'importlib.import_module(os.environ["BACKEND"])';

describe('code actions', () => {
  afterEach(restoreFiles);

  it('a static import replaces an import by constant name, and the finding is gone', async () => {
    const document = await open('setup.py');
    const place = rangeOf(document, SETUP_CALL);
    const before = await untilDiagnostics(document, (all) => has(all, 'dynamic-import', place));
    const action = (await codeActions(document, place, vscode.CodeActionKind.QuickFix)).find((action) => /^Import\b/.test(action.title));
    assert.ok(action, 'a fix whose title starts with "Import"');
    await apply(action);
    assert.match(document.getText(), /^import setuptools$/m);
    assert.doesNotMatch(document.getText(), /__import__/);
    const after = await untilDiagnostics(document, (all) => all.length === before.length - 1);
    assert.equal(has(after, 'dynamic-import', rangeOf(document, OPEN_IMPORT)), true, 'the other finding stays');
  });

  it('a comment with a reason silences a finding', async () => {
    const document = await open('setup.py');
    const place = rangeOf(document, OPEN_IMPORT);
    const before = await untilDiagnostics(document, (all) => has(all, 'dynamic-import', place));
    const action = (await codeActions(document, place, vscode.CodeActionKind.QuickFix)).find((action) => /suppress|ignore/i.test(action.title));
    assert.ok(action, 'an action that suppresses');
    await apply(action);
    assert.match(document.getText(), /# buildglass: ignore\[dynamic-import\] \S/);
    await untilDiagnostics(document, (all) => all.length === before.length - 1 && !has(all, 'dynamic-import', rangeOf(document, OPEN_IMPORT)));
  });

  it('safe fixes are applied on save when the user asks for that, all at once, and undone at once', async () => {
    const document = await open('setup.py');
    await insert(document, document.positionAt(document.getText().length), 'json = __import__("json")\n');
    const typed = document.getText();
    await untilDiagnostics(document, (all) => has(all, 'dynamic-import', rangeOf(document, SETUP_CALL)) && has(all, 'dynamic-import', rangeOf(document, '__import__("json")')));
    await withSetting('editor', 'codeActionsOnSave', { 'source.fixAll.buildglass': 'explicit' }, async () => { assert.ok(await document.save()); });
    // A fix that changes behaviour is never applied unasked: the import by a name from the environment stays.
    const saved = typed.replace(SETUP_CALL, 'import setuptools\nsetuptools').replace('json = __import__("json")', 'import json');
    assert.equal(document.getText(), saved);
    assert.equal(document.isDirty, false);
    await untilDiagnostics(document, (all) => all.length > 0 && all.every((diagnostic) => diagnostic.range.start.line === rangeOf(document, OPEN_IMPORT).start.line));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), typed);
  });

  it('nothing is fixed on save unless that is asked for', async () => {
    const document = await open('setup.py');
    await insert(document, document.positionAt(document.getText().length), '# edited\n');
    const typed = document.getText();
    await untilDiagnostics(document, (all) => has(all, 'dynamic-import', rangeOf(document, SETUP_CALL)));
    assert.ok(await document.save());
    assert.equal(document.getText(), typed);
  });

  it('what is left after everything safe was fixed is asked for again, and is nothing', async () => {
    const document = await open('setup.py');
    await untilDiagnostics(document, (all) => has(all, 'dynamic-import', rangeOf(document, SETUP_CALL)));
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [action, ...more] = await codeActions(document, whole, vscode.CodeActionKind.SourceFixAll);
    assert.deepEqual([action?.title, more.length], ['Fix all safe Buildglass findings in this file', 0]);
    await apply(action!);
    assert.deepEqual((await codeActions(document, whole, vscode.CodeActionKind.SourceFixAll)).map(({ title }) => title), []);
  });

  it('offers nothing where nothing was found', async () => {
    const document = await open('setup.py');
    await untilDiagnostics(document, (all) => all.length > 0);
    const actions = await codeActions(document, new vscode.Range(1, 0, 1, 6), vscode.CodeActionKind.QuickFix);
    assert.deepEqual(actions.map((action) => action.title), []);
    assert.notEqual(diagnosticsOf(document).length, 0);
  });
});
