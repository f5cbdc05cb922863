/** The extension as a whole: how it is declared, its settings, its commands. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { has, open, rangeOf, until, untilDiagnostics, diagnosticsOf, withSetting } from './editor';

const extension = (): vscode.Extension<unknown> => {
  const found = vscode.extensions.getExtension('buildglass.buildglass');
  assert.ok(found, 'the extension is installed');
  return found;
};

describe('the extension', () => {
  it('activates on its own when a build file is open', async () => {
    await untilDiagnostics(await open('setup.py'), (all) => all.length > 0);
    assert.equal(extension().isActive, true);
  });

  it('supports untrusted and virtual workspaces', () => {
    const { capabilities } = extension().packageJSON as { capabilities?: { untrustedWorkspaces?: { supported?: unknown }; virtualWorkspaces?: unknown } };
    assert.equal(capabilities?.untrustedWorkspaces?.supported, true);
    assert.notEqual(capabilities?.virtualWorkspaces, undefined);
    assert.notEqual(capabilities?.virtualWorkspaces, false);
  });

  it('has every command that it declares', async () => {
    await untilDiagnostics(await open('setup.py'), (all) => all.length > 0);
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    assert.ok(contributes.commands.length > 0);
    assert.deepEqual(contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)), []);
  });

  it('shows more to an auditor', async () => {
    const document = await open('setup.py');
    const command = rangeOf(document, 'subprocess.check_output');
    const regular = await untilDiagnostics(document, (all) => all.length > 0);
    assert.equal(has(regular, 'process-start', command), false, 'a constant command is no alarm');
    await withSetting('buildglass', 'persona', 'auditor', async () => {
      const auditor = await untilDiagnostics(document, (all) => has(all, 'process-start', command));
      const messages = new Set(auditor.map(({ message }) => message));
      assert.deepEqual(regular.filter(({ message }) => !messages.has(message)), [], 'what was shown before is still there');
    });
    await untilDiagnostics(document, (all) => all.length === regular.length);
  });

  it('finds the same again after its server was restarted', async () => {
    const document = await open('setup.py');
    const place = rangeOf(document, 'importlib.import_module');
    const before = await untilDiagnostics(document, (all) => has(all, 'dynamic-import', place));
    // The old server's findings go first; without that the wait below would be over before it began.
    const cleared = until(vscode.languages.onDidChangeDiagnostics, () => (diagnosticsOf(document).length === 0 ? true : undefined));
    await vscode.commands.executeCommand('buildglass.restart');
    await cleared;
    const after = await untilDiagnostics(document, (all) => all.length === before.length);
    assert.deepEqual(after.map((diagnostic) => diagnostic.message), before.map((diagnostic) => diagnostic.message));
  });
});
