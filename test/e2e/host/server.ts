/**
 * Starts the packaged VS Code server on the loopback interface, with a data folder of its own that goes away with it.
 * A browser page on `workbenchUrl` is then a whole VS Code whose extensions run in the server's extension host.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { installation } from './install';

/** Settings that keep everything quiet which is not under test, and a browser like the desktop. */
const QUIET_SETTINGS: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'extensions.gallery.useUnpkgResourceApi': false,
  'git.enabled': false,
  'github.gitAuthentication': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  // On the desktop nothing is saved by itself; in a browser it is, a moment after the last key.
  'files.autoSave': 'off',
};

export interface ServerOptions {
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether folders are trusted without asking; otherwise the window opens in Restricted Mode. */
  readonly trust: boolean;
  /** Where tests come from, as in the command line of VS Code; without, it is a VS Code as people have it. */
  readonly underTest?: boolean;
}

export interface Server {
  /** "127.0.0.1:PORT" */
  readonly authority: string;
  /** The address of the workbench with this folder open; `payload` are pairs that the workbench understands. */
  workbenchUrl(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** The address by which the workbench knows a file of this machine. */
  remoteUri(file: string): string;
  /** Installs a packed extension; returns what VS Code said. Rejects when it refuses. */
  installExtension(vsix: string): Promise<string>;
  /** Ends the server and removes its data folder. Never rejects. */
  stop(): Promise<void>;
}

/** Rejects with the server's output when it ends before it listens. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, serverMain } = installation();
  const data = mkdtempSync(path.join(tmpdir(), 'buildglass-e2e-'));
  const userFolder = path.join(data, 'data/User');
  mkdirSync(userFolder, { recursive: true });
  writeFileSync(path.join(userFolder, 'settings.json'), JSON.stringify({ ...QUIET_SETTINGS, ...options.settings }));

  const common = ['--server-data-dir', data, '--extensions-dir', path.join(data, 'extensions'), '--accept-server-license-terms', '--telemetry-level', 'off'];
  const flags = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token', ...common];
  // A built workbench ignores, without a word, where extension and tests are, unless it runs in this mode.
  if (options.underTest === true) flags.push('--enable-smoke-test-driver');
  if (options.trust) flags.push('--disable-workspace-trust');
  // Sockets go into XDG_RUNTIME_DIR; inside the data folder they are removed with it.
  const env = { ...process.env, XDG_RUNTIME_DIR: data };
  const child = spawn(node, [serverMain, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => { child.once('close', () => { resolve(); }); });
  // A run that is stopped from outside takes its server along.
  const onTerminate = (): void => { child.kill(); process.exit(143); };
  process.once('SIGTERM', onTerminate);
  const stop = async (): Promise<void> => {
    process.removeListener('SIGTERM', onTerminate);
    child.kill();
    await ended;
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };

  let port: string;
  try {
    port = await new Promise<string>((resolve, reject) => {
      let output = '';
      child.once('error', reject);
      child.once('close', (code) => { reject(new Error(`The VS Code server ended with ${code}\n${output}`)); });
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString();
          const listening = /agent listening on (\d+)/.exec(output)?.[1];
          if (listening !== undefined) resolve(listening);
        });
      }
    });
  } catch (error) {
    await stop();
    throw error;
  }

  const authority = `127.0.0.1:${port}`;
  return {
    authority,
    workbenchUrl: (folder, payload = []) => {
      const pairs = [...payload, ['skipWelcome', 'true'], ['skipReleaseNotes', 'true']];
      return `http://${authority}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(pairs))}`;
    },
    remoteUri: (file) => `vscode-remote://${authority}${path.resolve(file)}`,
    installExtension: async (vsix) => (await promisify(execFile)(node, [serverMain, ...common, '--install-extension', vsix], { env })).stdout.trim(),
    stop,
  };
}
