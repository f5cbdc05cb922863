/** A project that nobody trusts yet: Restricted Mode switches most extensions off, and it is where Buildglass is needed most. */
import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Session, stepByStep } from './session';

describe('in Restricted Mode', () => {
  let visit: Session;

  before(async () => {
    visit = await Session.start('restricted', { theme: 'dark', trust: false, file: 'setup.py', settings: { 'security.workspace.trust.startupPrompt': 'never' },
      files: { '.vscode/settings.json': '{ "buildglass.enable": false }\n' } });
  });
  stepByStep(() => visit);

  it('still shows the findings', async () => {
    await visit.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).first().waitFor();
    await visit.squiggles('warning').first().waitFor();
    await visit.openProblems();
    await visit.problem(/dynamic-import/).first().waitFor();
    await visit.shot('problems', true);
  });

  it('shows what the build would run', async () => {
    await visit.command('Show what this build runs');
    // The project itself wants Buildglass to be off, and is not asked.
    await visit.row('pip download').first().waitFor();
    await visit.execution.getByText('You have not trusted this folder. It was only read, and nothing of it has run; this is what commands would run.').waitFor();
    await visit.shot('execution');
  });

  it('does not let the project silence a finding', async () => {
    const file = path.join(visit.project.folder, 'setup.py');
    const marked = readFileSync(file, 'utf8').replace(/(importlib\.import_module\(.*\))/, '$1  # buildglass: ignore[dynamic-import] trust me');
    assert.match(marked, /trust me/);
    // A second finding tells when the new text has been analysed.
    writeFileSync(file, `${marked}other = importlib.import_module(os.environ["OTHER"])\n`);
    await visit.line('trust me').first().waitFor();
    await visit.problem('OTHER').filter({ hasText: 'dynamic-import' }).first().waitFor();
    await visit.problem('BACKEND').filter({ hasText: 'dynamic-import' }).first().waitFor();
    await visit.problem('asks for silence').first().waitFor();
    await visit.shot('suppression');
  });
});
