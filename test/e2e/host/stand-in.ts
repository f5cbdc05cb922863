/**
 * Stands in for the desktop VS Code that @vscode/test-electron runs: the same arguments, the same exit status, but the
 * workbench is the packaged one in headless Chromium. Started by code.cjs:
 *
 *   code.cjs FOLDER --extensionDevelopmentPath=DIR --extensionTestsPath=FILE [--disable-workspace-trust]
 *
 * The workbench reports through two functions that it expects on the page, `codeAutomationLog` and `codeAutomationExit`.
 * BUILDGLASS_E2E_VERBOSE=1 prints everything that the workbench logs.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { openPage } from './browser';
import { SCREENSHOTS } from './folders';
import { startServer } from './server';

/** Ends a run in which VS Code or the tests got stuck; every single test has a limit of its own, far below. */
const LIMIT_MS = 240_000;

/** What the workbench says about itself on every start. */
const CHATTER = /AgentHost|ChatModelSelection|AccountPolicyGate|open-vsx|Creating a socket|onnection token|grace-time|Service Worker|builtin extensions|took \d+ms|build\/Release\/(watchdog|spdlog)|authentication provider/;

async function main(): Promise<number> {
  const { values, positionals, tokens } = parseArgs({ args: process.argv.slice(2), strict: false, allowPositionals: true, tokens: true });
  const testsPath = values['extensionTestsPath'];
  const folder = positionals[0];
  if (typeof testsPath !== 'string' || folder === undefined) throw new Error('usage: code.cjs FOLDER --extensionDevelopmentPath=DIR --extensionTestsPath=FILE');
  const extensions = tokens.flatMap((token) => (token.kind === 'option' && token.name === 'extensionDevelopmentPath' && token.value !== undefined ? [token.value] : []));

  // The extension host inherits this process's environment: that is how `extensionTestsEnv` gets there.
  const server = await startServer({ trust: values['disable-workspace-trust'] === true, underTest: true });
  try {
    const { browser, page } = await openPage();
    try {
      const exited = new Promise<number>((resolve, reject) => {
        page.once('crash', () => { reject(new Error('The page with VS Code crashed.')); });
        setTimeout(() => { reject(new Error(`The tests did not end within ${LIMIT_MS / 1000} s.`)); }, LIMIT_MS).unref();
        page.exposeFunction('codeAutomationExit', resolve).catch(reject);
      });
      exited.catch(() => undefined); // reported below; until then it is not "unhandled"
      await page.exposeFunction('codeAutomationLog', (type: string, values: unknown[]) => {
        const line = format(...values);
        if (process.env['BUILDGLASS_E2E_VERBOSE'] === '1' || !CHATTER.test(line)) console.log(type === 'info' ? line : `[${type}] ${line}`);
      });
      await page.goto(server.workbenchUrl(path.resolve(folder), [
        ...extensions.map((extension) => ['extensionDevelopmentPath', server.remoteUri(extension)] as const),
        ['extensionTestsPath', server.remoteUri(testsPath)],
      ]));
      return await exited.catch(async (error: unknown) => {
        mkdirSync(SCREENSHOTS, { recursive: true });
        await page.screenshot({ path: path.join(SCREENSHOTS, 'suite-failed.png') }).catch(() => undefined);
        throw error;
      });
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

main().then((status) => { process.exitCode = status; }, (error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
