/** One person at one VS Code: the packed extension installed, a fresh project open, and pictures of what they see. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openPage } from '../host/browser';
import { ROOT, SCREENSHOTS, VSIX } from '../host/folders';
import { copyProject, emptyProject, type ProjectCopy } from '../host/project';
import { startServer, type Server } from '../host/server';

export interface SessionOptions {
  readonly theme: 'dark' | 'light';
  readonly trust: boolean;
  /** Path within the project of the file that is open from the start. */
  readonly file: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the project that are other than in the fixture, or not there; by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** The files alone are the project, without those of the fixture. */
  readonly bare?: boolean;
}

const THEMES = { dark: 'Dark Modern', light: 'Light Modern' } as const;

function write(folder: string, name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

export class Session {
  private constructor(
    readonly page: Page,
    readonly project: ProjectCopy,
    private readonly server: Server,
    private readonly closeBrowser: () => Promise<void>,
    private readonly name: string,
  ) {}

  /** `name` begins the names of this session's pictures. */
  static async start(name: string, options: SessionOptions): Promise<Session> {
    const project = options.bare === true ? emptyProject() : copyProject();
    for (const [name, text] of Object.entries(options.files ?? {})) write(project.folder, name, text);
    const server = await startServer({
      trust: options.trust,
      settings: { 'workbench.colorTheme': THEMES[options.theme], 'workbench.reduceMotion': 'on', 'editor.fontSize': 14, 'editor.minimap.enabled': false, ...options.settings },
    });
    try {
      await server.installExtension(VSIX);
      const { browser, page } = await openPage();
      const session = new Session(page, project, server, () => browser.close(), name);
      try {
        await page.goto(server.workbenchUrl(project.folder, [['openFile', server.remoteUri(path.join(project.folder, options.file))]]));
        // The class is on the workbench once the theme of the settings is drawn.
        await page.locator(options.theme === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs').waitFor();
        return session;
      } catch (error) {
        await session.shot('failed-to-open');
        await browser.close();
        throw error;
      }
    } catch (error) {
      await server.stop();
      project.remove();
      throw error;
    }
  }

  async end(): Promise<void> {
    try { await this.closeBrowser(); } finally {
      await this.server.stop();
      this.project.remove();
    }
  }

  /** Gives the workspace settings of its own, in place of those it had; VS Code notices by itself. */
  change(settings: Readonly<Record<string, unknown>>): void {
    write(this.project.folder, '.vscode/settings.json', JSON.stringify(settings));
  }

  /** Keeps a picture; with `published` also among the pictures of the documentation, when the run was asked to update them. */
  async shot(what: string, published = false): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const file = path.join(SCREENSHOTS, `${this.name}-${what}.png`);
    // Menus and hovers fade in; the picture is of the end of that.
    await this.page.screenshot({ path: file, animations: 'disabled' });
    if (published && process.env['BUILDGLASS_UPDATE_SCREENSHOTS'] === '1') {
      const folder = path.join(ROOT, 'media/screenshots');
      mkdirSync(folder, { recursive: true });
      copyFileSync(file, path.join(folder, path.basename(file)));
    }
  }

  /** The squiggles in sight: red, yellow, or blue. */
  squiggles(kind: 'error' | 'warning' | 'info'): Locator {
    return this.page.locator(`.monaco-editor .squiggly-${kind}`);
  }

  /** The lines of the open editor that contain the text. VS Code draws spaces as no-break spaces. */
  line(text: string): Locator {
    const pattern = text.split(' ').map((word) => word.replace(/[^\w]/g, '\\$&')).join('[ \\u00a0]+');
    return this.page.locator('.monaco-editor .view-line').filter({ hasText: new RegExp(pattern) });
  }

  /** Waits until the editor shows exactly this text, which has to fit into it. VS Code draws blanks as no-break spaces. */
  async untilText(expected: string): Promise<void> {
    // As text: it runs in the page, whose types are not those of this program.
    await this.page.waitForFunction(`[...document.querySelectorAll('.editor-group-container.active .editor-instance .view-line')]
      .sort((a, b) => a.offsetTop - b.offsetTop).map((line) => line.textContent.replace(/\\u00a0/g, ' ')).join('\\n') === ${JSON.stringify(expected)}`);
  }

  /** Runs a command of the palette by its title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget input').fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: title }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Opens the menu of the light bulb at the begin of a line; its entries. */
  async lightBulb(line: string): Promise<Locator> {
    await this.clickLine(line);
    // The light bulb says that the actions are known.
    await this.page.locator('[class*=codicon-gutter-lightbulb]:visible, .lightBulbWidget:visible').first().waitFor();
    await this.page.keyboard.press('Control+.');
    const entries = this.page.locator('.action-widget .monaco-list-row.action');
    await entries.first().waitFor();
    return entries;
  }

  /** Puts the cursor at the begin of a line. The mouse goes there by itself: Playwright's own click would scroll the workbench. */
  async clickLine(text: string): Promise<void> {
    const box = await this.line(text).first().boundingBox();
    if (box === null) throw new Error(`The line with ${text} is not in sight.`);
    await this.page.mouse.click(box.x + 3, box.y + box.height / 2);
  }

  /** A row of the Problems panel. */
  problem(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
  }

  /** The view *Build execution*. */
  get execution(): Locator {
    return this.page.locator('.pane').filter({ has: this.page.locator('.pane-header', { hasText: 'Build execution' }) });
  }

  /** A row of that view. */
  row(text: string | RegExp): Locator {
    return this.execution.locator('.monaco-list-row').filter({ hasText: text });
  }

  /** Makes the side bar so many pixels wide. */
  async widenSideBar(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('The side bar is not in sight.');
    const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
    await this.page.mouse.move(edge, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, middle, { steps: 4 });
    await this.page.mouse.up();
    // Under the mouse the edge stays coloured.
    await this.page.mouse.move(edge + width, box.y + box.height - 60);
    await this.page.locator('.monaco-sash.hover').first().waitFor({ state: 'detached' });
  }

  /** What the menu of the explorer offers for a file or folder. */
  async explorerMenu(name: string): Promise<readonly string[]> {
    await this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name }).first().click({ button: 'right' });
    const entries = this.page.locator('.monaco-menu .action-menu-item');
    await entries.filter({ hasText: 'Copy Path' }).first().waitFor();
    const titles = await entries.locator('.action-label').allInnerTexts();
    await this.page.keyboard.press('Escape');
    await entries.first().waitFor({ state: 'hidden' });
    return titles;
  }

  async openProblems(): Promise<void> {
    if (!(await this.page.locator('.markers-panel').isVisible())) await this.page.locator('.statusbar-item[id="status.problems"]').click();
    await this.page.locator('.markers-panel .monaco-list-row').first().waitFor();
  }

  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.page.locator('.quick-input-widget input').fill(name);
    // The one that Enter takes, not one of an earlier list.
    await this.page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: path.basename(name) }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tabs-container .tab.active').filter({ hasText: path.basename(name) }).waitFor();
  }
}

/**
 * The tests of the enclosing `describe` are the steps of one visit: after a failed one the rest is skipped, what was on the
 * screen is kept, and the session ends in any case.
 */
export function stepByStep(session: () => Session | undefined): void {
  let lost = false;
  beforeEach(function () { if (lost) this.skip(); });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    lost = true;
    await session()?.shot('failed');
  });
  after(async () => { await session()?.end(); });
}
