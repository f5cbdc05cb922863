/** The report as a tab: opened by the command and from the explorer, one for each project. */
import * as assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import * as vscode from 'vscode';
import { open, projectFile, restoreFiles, until } from './editor';

const reports = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)
  .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('buildglass.report'));

describe('build report', () => {
  afterEach(async () => {
    await vscode.window.tabGroups.close(reports());
    await restoreFiles();
  });

  it('is there for an archive that was chosen in the explorer', async () => {
    await open('setup.py');
    const script = 'import os\nos.system(os.environ["RELAY"])\n';
    const archive = projectFile('dist/100% #1 tides-1.0.zip');
    await vscode.workspace.fs.writeFile(archive, zipSync({ 'tides-1.0/setup.py': strToU8(script) }));
    try {
      // What the menu hands over: the one that was clicked, and all that are selected.
      await vscode.commands.executeCommand('buildglass.review', archive, [archive]);
      await until(vscode.window.tabGroups.onDidChangeTabs, () => (reports().length > 0 ? true : undefined));
      assert.deepEqual(reports().map(({ label }) => label), ['Build report: 100% #1 tides-1.0.zip']);
    } finally {
      await vscode.workspace.fs.delete(projectFile('dist'), { recursive: true });
    }
  });

  it('is offered in the explorer for folders and archives, and not in the palette without one', () => {
    const { contributes: { menus } } = vscode.extensions.getExtension('buildglass.buildglass')!.packageJSON as { contributes: { menus: Record<string, { command: string; when: string }[]> } };
    const [entry, ...more] = menus['explorer/context']!.filter(({ command }) => command === 'buildglass.review');
    assert.deepEqual(more, []);
    const [folders, archives] = entry!.when.split(' || resourceFilename =~ ');
    assert.equal(folders, 'explorerResourceIsFolder');
    const [, pattern, flags] = /^\/(.*)\/(\w*)$/.exec(archives!)!;
    const isOffered = (name: string): boolean => new RegExp(pattern!, flags).test(name);
    assert.deepEqual(['a-1.0.tar.gz', 'A.ZIP', 'a.tgz', 'a.tar', 'a.tar.bz2', 'a.tar.xz', 'a-1.0-py3-none-any.whl'].filter((name) => !isOffered(name)), []);
    assert.deepEqual(['setup.py', 'a.zip.txt', 'tar', 'whl', 'a.gz'].filter(isOffered), []);
    assert.deepEqual(menus['commandPalette']!.filter(({ command }) => command === 'buildglass.review').map(({ when }) => when), ['false']);
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
