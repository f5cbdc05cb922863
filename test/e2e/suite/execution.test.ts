/** What the build runs, as VS Code asks for it: code lenses, definitions, the command that shows the view. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hoverText, open, rangeOf, replaceText, restoreFiles, withSetting } from './editor';

/** Titles of the resolved lenses, in the order of the text. */
async function lenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 50);
  return found.filter(({ command }) => command?.title.includes(' on ')).sort((a, b) => a.range.start.compareTo(b.range.start));
}

describe('build execution', () => {
  afterEach(restoreFiles);

  it('stands above setup.py, and leads to the key that makes it run', async () => {
    const document = await open('setup.py');
    const [lens] = await lenses(document);
    assert.match(lens?.command?.title ?? '', /^runs on 'pip download': get_requires_for_build_wheel ← build-system/);
    await vscode.commands.executeCommand(lens!.command!.command, ...lens!.command!.arguments!);
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /pyproject\.toml$/);
  });

  it('stands above keys and explains them', async () => {
    const document = await open('pyproject.toml');
    const key = rangeOf(document, 'build-backend').start.line;
    assert.deepEqual((await lenses(document)).filter(({ range }) => range.start.line === key).map(({ command }) => command?.title), ["runs on 'pip download': get_requires_for_build_wheel → setup.py"]);
    assert.match(await hoverText(document, rangeOf(document, 'setuptools.build_meta').start), /\*\*Build execution\*\* · setup script/);
  });

  it('follows names in configuration to their definition', async () => {
    const document = await open('pyproject.toml');
    await replaceText(document, `${document.getText()}\n[tool.setuptools.cmdclass]\nx = "sample.load"\n`);
    const [found] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', document.uri, rangeOf(document, 'sample.load').start);
    assert.ok(found);
    assert.match('targetUri' in found ? found.targetUri.path : found.uri.path, /src\/sample\/__init__\.py$/);
  });

  it('is silent above the text when the setting says so', async () => {
    const document = await open('setup.py');
    await withSetting('buildglass', 'codeLens', false, async () => {
      // The server hears of settings before it is asked again.
      await hoverText(document, new vscode.Position(0, 0));
      assert.deepEqual(await lenses(document), []);
    });
  });

  it('is shown on demand', async () => {
    await open('setup.py');
    await vscode.commands.executeCommand('buildglass.showExecution');
  });
});
