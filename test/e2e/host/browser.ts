/** A headless Chromium with one page that can reach this machine and nothing else: no gallery, no content network. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from './install';

export async function openPage(viewport = { width: 1280, height: 800 }): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('Chromium is missing.');
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    // Chromium refuses to run as root with its sandbox; the only pages it sees are ours.
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    const page = await browser.newPage({ viewport });
    // A busy machine takes its time; every test has a limit of its own.
    page.setDefaultTimeout(75_000);
    await page.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort());
    return { browser, page };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
