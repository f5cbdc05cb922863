/**
 * The packed extension in VS Code, used as a person uses it: eyes, mouse and keyboard, in both themes. The tests of a theme
 * are the steps of one visit, in order. Pictures are in test-results/screenshots/.
 */
import * as assert from 'node:assert/strict';
import { Session, stepByStep } from './session';

for (const theme of ['dark', 'light'] as const) {
  describe(`a visit in the ${theme} theme`, () => {
    let visit: Session;

    before(async () => { visit = await Session.start(theme, { theme, trust: true, file: 'setup.py' }); });
    stepByStep(() => visit);

    it('underlines what the build would run', async () => {
      await visit.squiggles('warning').first().waitFor();
      await visit.squiggles('info').first().waitFor();
      assert.equal(await visit.squiggles('error').count(), 0);
      await visit.shot('squiggles');
    });

    it('lists it under Problems', async () => {
      await visit.openProblems();
      await visit.problem(/dynamic-import/).nth(1).waitFor();
      const texts = await visit.problem(/dynamic-import/).allInnerTexts();
      assert.equal(texts.length, 2, texts.join('\n'));
      for (const text of texts) assert.match(text, /buildglass/);
      await visit.shot('problems', true);
    });

    it('leads from a problem to the steps of its flow', async () => {
      const row = visit.problem(/dynamic-import/).first();
      await row.click();
      await visit.page.keyboard.press('ArrowRight');
      await visit.problem(/environment/i).nth(1).waitFor();
      await visit.shot('flow');
    });

    it('explains on hover', async () => {
      await visit.line('importlib.import_module(').locator('span').getByText('import_module').last().hover();
      const hover = visit.page.locator('.monaco-hover:visible').filter({ hasText: 'dynamic-import' });
      await hover.first().waitFor();
      await hover.filter({ hasText: /CWE-\d+/ }).first().waitFor();
      await visit.shot('hover', true);
      await visit.page.keyboard.press('Escape');
    });

    it('fixes on Ctrl+.', async () => {
      const infos = await visit.squiggles('info').count();
      await visit.clickLine("__import__('setuptools')");
      // The lightbulb says that the actions are known.
      await visit.page.locator('[class*=codicon-gutter-lightbulb]:visible, .lightBulbWidget:visible').first().waitFor();
      await visit.page.keyboard.press('Control+.');
      const menu = visit.page.locator('.action-widget');
      await menu.getByText(/^Import\b/).first().waitFor();
      await visit.shot('fixes', true);
      await visit.page.keyboard.press('Enter');
      await visit.line('import setuptools').first().waitFor();
      await visit.page.locator('.monaco-editor .squiggly-info').nth(infos - 1).waitFor({ state: 'detached' });
      assert.equal(await visit.line('__import__').count(), 0);
      await visit.shot('fixed');
    });

    it('shows the risks of a backend test', async () => {
      await visit.openFile('tests/test_build_backend.py');
      await visit.problem(/environment-change/).first().dblclick();
      await visit.line('os.environ.update').first().waitFor();
      await visit.squiggles('warning').first().waitFor();
      await visit.shot('backend-test', true);
    });

    it('shows the build report, whose places lead into the code', async () => {
      await visit.openFile('setup.py');
      await visit.squiggles('warning').first().waitFor();
      await visit.command('Show build report');
      const report = visit.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
      await report.locator('h1').filter({ hasText: 'Build report: sample' }).waitFor();
      await visit.shot('report', true);
      // With the keyboard, as for everybody who does not use a mouse.
      const place = report.locator('article.finding').getByRole('link', { name: /^setup\.py:\d+$/ }).first();
      const line = (await place.innerText()).split(':')[1];
      assert.notEqual(line, '1', 'a line where the cursor is not by itself');
      await place.focus();
      await visit.page.keyboard.press('Enter');
      await visit.page.locator('.tabs-container .tab.active').filter({ hasText: 'setup.py' }).waitFor();
      await visit.page.locator('.statusbar-item').filter({ hasText: `Ln ${line},` }).waitFor();
    });

    it('says what it is doing in the language status', async () => {
      await visit.page.locator('.statusbar-item[id="status.languageStatus"]').hover();
      const status = visit.page.locator('.monaco-hover:visible').filter({ hasText: 'Buildglass' });
      await status.first().waitFor();
      await visit.shot('status');
      await visit.page.keyboard.press('Escape');
    });

    it('has its commands in the palette', async () => {
      await visit.page.keyboard.press('F1');
      await visit.page.locator('.quick-input-widget input').fill('>buildglass');
      const rows = visit.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Buildglass' });
      await rows.filter({ hasText: /Restart/ }).first().waitFor();
      await visit.shot('commands');
      await visit.page.keyboard.press('Escape');
    });
  });
}
