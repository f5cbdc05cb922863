/**
 * What a build runs, as a person finds it: above the text and in the view *Build execution*, with mouse, keyboard and screen reader. The
 * tests of a visit are its steps, in order.
 */
import * as assert from 'node:assert/strict';
import { Session, stepByStep } from './session';

/** Two keys of a TOML file are enough for a download to run the project. */
const TIDES = {
  'pyproject.toml': `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "tides"
dynamic = ["version"]

[tool.hatch.version]
source = "code"
path = "src/tides/about.py"
expression = "release()"

[tool.hatch.build.hooks.custom]
path = "hatch_build.py"
`,
  'hatch_build.py': `"""Compiles the gauges."""
import os

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GaugeHook(BuildHookInterface):
    def initialize(self, version, build_data):
        os.system("make " + os.environ["GAUGES"])
`,
  'src/tides/about.py': 'def release():\n    return "1.0"\n',
  'dist/tides-1.0.tar.gz': 'only its name matters here',
};

/** What a screen reader says of the first rows. */
const DOWNLOAD = [
  'pip download runs 4 things',
  '1 hook: get_requires_for_build_wheel',
  'hatch build hook: executes hatch_build.py, because of tool.hatch.build.hooks.custom.path',
  'build requirement: installs hatchling, because of build-system.requires',
  '1 hook: prepare_metadata_for_build_wheel',
  'hatch version file: executes src/tides/about.py, because of tool.hatch.version.path',
  'hatch version expression: evaluates release(), because of tool.hatch.version.expression',
];

for (const theme of ['dark', 'light'] as const) {
  describe(`what a build runs, in the ${theme} theme`, () => {
    let visit: Session;

    before(async () => { visit = await Session.start(theme, { theme, trust: true, file: 'pyproject.toml', files: TIDES, bare: true }); });
    stepByStep(() => visit);

    it('stands above the keys and in the view', async () => {
      await visit.page.locator('.codelens-decoration').filter({ hasText: 'pip download' }).nth(2).waitFor();
      await visit.command('Show what this build runs');
      await visit.row('pip download').first().waitFor();
      // The tree gets the room of the files.
      await visit.page.locator('.pane-header', { hasText: 'sample' }).click();
      await visit.widenSideBar(480);
      await visit.row('hatch_build.py').first().waitFor();
      await visit.shot('execution', true);
    });
  });
}

describe('the view of what a build runs', () => {
  let visit: Session;

  before(async () => {
    visit = await Session.start('view', { theme: 'dark', trust: true, file: 'pyproject.toml', files: TIDES, bare: true });
    await visit.command('Show what this build runs');
    // All rows are in sight, for the tree has the room of the files.
    await visit.page.locator('.pane-header', { hasText: 'sample' }).click();
    await visit.row('python -m build').first().waitFor();
  });
  stepByStep(() => visit);

  const isAt = async (file: string, line: number): Promise<void> => {
    await visit.page.locator('.tabs-container .tab.active').filter({ hasText: file }).waitFor();
    await visit.page.locator('.statusbar-item').filter({ hasText: `Ln ${line},` }).waitFor();
  };

  it('reads itself out in whole sentences', async () => {
    const rows = await visit.execution.locator('.monaco-list-row').evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''));
    assert.deepEqual(rows.slice(0, DOWNLOAD.length), DOWNLOAD);
  });

  it('counts the findings on its badge', async () => {
    await visit.page.locator('.activitybar .action-item').getByLabel(/Explorer .* - Buildglass: 1 finding$/).first().waitFor();
  });

  it('goes with a click to what runs, or else to the key that makes it so', async () => {
    await visit.row('hatch_build.py').first().click();
    await isAt('hatch_build.py', 1);
    await visit.row('release()').first().click();
    await isAt('pyproject.toml', 12);
    await visit.row('hatchling').first().click();
    await isAt('pyproject.toml', 2);
  });

  it('goes there with the keyboard as well', async () => {
    await visit.command('Show what this build runs');
    await visit.execution.locator('.monaco-list-row.focused').filter({ hasText: 'pip download' }).waitFor();
    const press = async (key: string, focused: string): Promise<void> => {
      await visit.page.keyboard.press(key);
      await visit.execution.locator('.monaco-list-row.focused').filter({ hasText: focused }).waitFor();
    };
    await press('ArrowDown', 'get_requires_for_build_wheel');
    await press('ArrowLeft', 'get_requires_for_build_wheel');
    await press('ArrowDown', 'prepare_metadata_for_build_wheel');
    // It is open already.
    await press('ArrowRight', 'src/tides/about.py');
    await visit.page.keyboard.press('Enter');
    await isAt('about.py', 1);
  });

  it('has its review in the menus of folders and archives, and of nothing else', async () => {
    const REVIEW = 'Review what this build runs';
    await visit.page.locator('.pane-header', { hasText: 'sample' }).click();
    const folders = visit.page.locator('.explorer-folders-view .monaco-list-row');
    // The list may be drawn anew under the click, which then opens nothing.
    for (let open = false; !open;) {
      await folders.filter({ hasText: 'dist' }).first().click();
      open = await folders.filter({ hasText: 'tides-1.0.tar.gz' }).first().waitFor({ timeout: 10_000 }).then(() => true, () => false);
    }
    const has = async (name: string): Promise<boolean> => (await visit.explorerMenu(name)).includes(REVIEW);
    assert.deepEqual([await has('src'), await has('tides-1.0.tar.gz'), await has('hatch_build.py'), await has('pyproject.toml')], [true, true, false, false]);
  });

  it('says when Buildglass is switched off, and fills again when it is on', async () => {
    visit.change({ 'buildglass.enable': false });
    await visit.execution.locator('.welcome-view-content').filter({ hasText: 'Buildglass is switched off, so nothing is said about what builds run.' }).waitFor();
    assert.equal(await visit.row('pip download').count(), 0);
    await visit.shot('off');
    visit.change({});
    await visit.row('pip download').first().waitFor();
  });
});

describe('the view where nothing is built', () => {
  let visit: Session;

  before(async () => { visit = await Session.start('empty', { theme: 'dark', trust: true, file: 'notes.txt', files: { 'notes.txt': 'Nothing to build here.\n' }, bare: true }); });
  stepByStep(() => visit);

  it('says how builds are found', async () => {
    await visit.page.locator('.pane-header', { hasText: 'Build execution' }).click();
    await visit.execution.locator('.welcome-view-content').filter({ hasText: /^No build is known here that would run code of this workspace\. A build is known by its pyproject\.toml, setup\.py or setup\.cfg\./ }).waitFor();
    assert.equal(await visit.execution.getByRole('button', { name: 'Find a build file' }).count(), 1);
    await visit.shot('execution');
  });
});

describe('names that addresses escape', () => {
  const NAME = '100% #1 %41 grün.py';
  let visit: Session;

  before(async () => {
    const hook = TIDES['hatch_build.py'];
    const files = { 'pyproject.toml': TIDES['pyproject.toml'].replace('hatch_build.py', NAME), 'src/tides/about.py': TIDES['src/tides/about.py'], [NAME]: hook };
    visit = await Session.start('names', { theme: 'dark', trust: true, file: 'pyproject.toml', files, bare: true });
  });
  stepByStep(() => visit);

  it('are those of files that the view leads to', async () => {
    await visit.command('Show what this build runs');
    await visit.row(NAME).first().click();
    await visit.page.locator('.tabs-container .tab.active').filter({ hasText: NAME }).waitFor();
    await visit.squiggles('warning').first().waitFor();
  });

  it('are those of files that the report leads to', async () => {
    await visit.page.keyboard.press('Control+W');
    await visit.command('Show build report');
    const report = visit.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    const place = report.locator('article.finding').getByRole('link', { name: new RegExp(`^${NAME}:\\d+$`) }).first();
    await place.focus();
    await visit.page.keyboard.press('Enter');
    await visit.page.locator('.tabs-container .tab.active').filter({ hasText: NAME }).waitFor();
    await visit.squiggles('warning').first().waitFor();
  });
});
