/** The report as a tab: opened by the command and from the explorer, one for each project. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, projectFile, restoreFiles, until } from './editor';

const reports = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)
  .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('buildglass.report'));

describe('build report', () => {
  afterEach(async () => {
    await vscode.window.tabGroups.close(reports());
    await restoreFiles();
  });

  it('opens in a tab, once for each project', async () => {
    await open('setup.py');
    await vscode.commands.executeCommand('buildglass.showReport');
    await vscode.commands.executeCommand('buildglass.review', projectFile('src'));
    // Tabs are told of in order: when a later one is known, a second report would be known too.
    await open('pyproject.toml');
    await until(vscode.window.tabGroups.onDidChangeTabs, () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'pyproject.toml' || undefined);
    assert.deepEqual(reports().map(({ label }) => label), ['Build report: sample']);
  });
});
