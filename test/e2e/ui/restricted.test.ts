/** A project that nobody trusts yet: Restricted Mode switches most extensions off, and it is where Buildglass is needed most. */
import * as assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Session, stepByStep } from './session';

describe('in Restricted Mode', () => {
  let visit: Session;

  before(async () => {
    visit = await Session.start('restricted', { theme: 'dark', trust: false, file: 'setup.py', settings: { 'security.workspace.trust.startupPrompt': 'never' } });
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
    await visit.page.keyboard.press('F1');
    await visit.page.locator('.quick-input-widget input').fill('>Show what this build runs');
    await visit.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Show what this build runs' }).first().waitFor();
    await visit.page.keyboard.press('Enter');
    await visit.row('pip download').first().waitFor();
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
