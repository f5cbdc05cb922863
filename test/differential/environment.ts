/**
 * The virtual environment with the real backends, pinned in requirements.txt. It is made once below `.e2e/`, a folder that git ignores, and
 * made anew when the pins change.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const PINS = join(__dirname, 'requirements.txt');
const CACHE = join(__dirname, '..', '..', '.e2e');

/** What pip says when it cannot reach the registry, as opposed to a pin that is wrong. */
const UNREACHABLE = /NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|Connection(?:ResetError| refused| broken)|Network is unreachable|name resolution|Max retries exceeded|from versions: none/i;

export type Environment = { readonly python: string; readonly bin: string } | { readonly missing: string };

/** The interpreter of the environment; `missing` says in plain words what this machine lacks. Throws when pip fails for another reason. */
export function backendsEnvironment(): Environment {
  const version = spawnSync('python3', ['-c', 'import sys; print(sys.version)'], { encoding: 'utf8' });
  if (version.error || version.status !== 0) return { missing: 'there is no python3 to run the backends with' };
  const digest = createHash('sha256').update(readFileSync(PINS)).update(version.stdout).digest('hex').slice(0, 12);
  const folder = join(CACHE, `backends-${digest}`);
  const bin = join(folder, 'bin');
  const python = join(bin, 'python');
  const done = join(folder, 'installed');
  if (existsSync(done)) return { python, bin };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  const made = spawnSync('python3', ['-m', 'venv', folder], { encoding: 'utf8' });
  if (made.status !== 0) return { missing: `python3 cannot make a virtual environment: ${made.stdout}${made.stderr}` };
  const installed = spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:', '--requirement', PINS], { encoding: 'utf8' });
  if (installed.status === 0) {
    mkdirSync(`${done}.new`);
    renameSync(`${done}.new`, done);
    return { python, bin };
  }
  if (UNREACHABLE.test(installed.stderr)) return { missing: `the package registry cannot be reached, so the real backends are not here:\n${installed.stderr.trim()}` };
  throw new Error(`pip could not install ${PINS}:\n${installed.stdout}${installed.stderr}`);
}
