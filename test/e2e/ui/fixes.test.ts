/**
 * Fixes as a person meets them: the light bulb, the preview that asks before behaviour changes, and the way back. The tests of a
 * theme are the steps of one visit, in order.
 */
import * as assert from 'node:assert/strict';
import { Session, stepByStep } from './session';

const BEFORE = `"""Builds the sample; the goals of make come from the command line."""
import os
import sys

from setuptools import setup

os.system("make " + sys.argv[1])

setup(name="sample")
`;
const AFTER = BEFORE.replace('import os', 'import subprocess\nimport os').replace('os.system("make " + sys.argv[1])', 'subprocess.call(["make", sys.argv[1]])');
const FIX = "Start 'make' without a shell: a missing program raises, values stay whole; the command line still chooses them";

for (const theme of ['dark', 'light'] as const) {
  describe(`fixes in the ${theme} theme`, () => {
    let visit: Session;

    before(async () => { visit = await Session.start(theme, { theme, trust: true, file: 'setup.py', files: { 'setup.py': BEFORE } }); });
    stepByStep(() => visit);

    const preview = (): ReturnType<Session['problem']> => visit.page.locator('.bulk-edit-panel');

    it('stand in the menu of the light bulb and say what they change', async () => {
      await visit.squiggles('error').first().waitFor();
      const entries = await visit.lightBulb('os.system');
      assert.deepEqual(await entries.allInnerTexts(), [`${FIX} (changes behaviour)`, 'Suppress process-start here, with a reason']);
      await visit.shot('light-bulb', true);
    });

    it('ask before behaviour changes', async () => {
      await visit.page.keyboard.press('Enter');
      const changes = preview().locator('.monaco-list-row .textedit');
      await changes.first().waitFor();
      assert.equal(await changes.count(), 1, 'one tick takes all of it');
      assert.equal(await changes.locator('[title]').first().getAttribute('title'), "Start 'make' without a shell - Changes behaviour: a missing program raises, values stay whole; the command line still chooses them");
      assert.equal(await preview().getByRole('checkbox', { checked: true }).count(), 0, 'nothing is agreed to beforehand');
      await visit.untilText(BEFORE);
    });

    it('show what they change side by side', async () => {
      await preview().locator('.monaco-list-row', { has: visit.page.locator('.textedit') }).locator('.edit-checkbox').click();
      await preview().locator('.monaco-list-row .textedit').first().click();
      await visit.page.locator('.monaco-diff-editor .view-line', { hasText: 'subprocess.call' }).waitFor();
      await visit.shot('refactor-preview', true);
    });

    it('change the text when that is agreed to', async () => {
      await preview().getByRole('button', { name: 'Apply' }).click();
      await preview().waitFor({ state: 'hidden' });
      await visit.untilText(AFTER);
      await visit.squiggles('error').first().waitFor({ state: 'detached' });
    });

    it('are undone with one key', async () => {
      await visit.clickLine('subprocess.call');
      await visit.page.keyboard.press('Control+Z');
      await visit.untilText(BEFORE);
      await visit.squiggles('error').first().waitFor();
    });

    it('change nothing when they are discarded', async () => {
      await (await visit.lightBulb('os.system')).first().waitFor();
      await visit.page.keyboard.press('Enter');
      await preview().getByRole('button', { name: 'Discard' }).click();
      await preview().waitFor({ state: 'hidden' });
      await visit.untilText(BEFORE);
    });
  });
}
