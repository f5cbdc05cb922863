/** `npm start`: builds, scans examples/, and says how to see the same in VS Code. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Runs one of our own scripts in the foreground; what fails ends the start with its status. */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run('scripts/build.mjs');
run('dist/cli.js', 'scan', '--fail-on', 'never', 'examples/');
console.log(`
The same in VS Code:
  code .                   open this folder, then press F5: a second window opens on examples/ with Buildglass running
or install it:
  npm run package          packs dist/buildglass.vsix
  code --install-extension dist/buildglass.vsix
  code examples/           open examples/risky-setup/setup.py
`);
