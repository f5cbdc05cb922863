/** Entry of the suite: VS Code calls `run` in the extension host. Runs every *.test.js beside it with mocha. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

export function run(): Promise<void> {
  // The first test waits for VS Code and the language server to start; every test has this limit.
  const mocha = new Mocha({ ui: 'bdd', timeout: 40_000, forbidOnly: true, color: process.env['BUILDGLASS_COLOR'] === '1' });
  const title = process.env['BUILDGLASS_GREP'];
  if (title !== undefined) mocha.fgrep(title);
  for (const name of readdirSync(__dirname).filter((name) => name.endsWith('.test.js')).sort()) mocha.addFile(path.join(__dirname, name));
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      const { passes, pending } = runner.stats ?? { passes: 0, pending: 0 };
      const file = process.env['BUILDGLASS_COUNTS'];
      if (file !== undefined) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
      if (failures > 0) reject(new Error(`${failures} failed`)); else resolve();
    });
  });
}
