/** Writes marker projects into a temporary folder, calls their hooks with the real backends, and tells what ran. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BUILD_HOOKS, type BuildHook } from '../../server/src/project/hooks';
import type { Project } from './project';

/** A build hook as any frontend calls it; `MW in pip`: as pip does, which builds the wheel where a backend says that it has no such hook. */
export type Called = BuildHook | 'MW in pip';

export const CALLED: readonly Called[] = [...BUILD_HOOKS, 'MW in pip'];

export interface Answer {
  readonly marks: readonly string[];
  /** The backend does not have the hook. */
  readonly missing?: true;
  readonly error?: string;
}

/** What a frontend is to be told of the project: the backend's name and where it is looked for. */
export interface Choice {
  readonly backend: string;
  readonly backendPath: readonly string[];
}

/** Answers for each project, in order, by hook. Rejects when the driver itself fails. */
export async function callHooks(python: string, projects: readonly (Project & Choice)[]): Promise<readonly ReadonlyMap<Called, Answer>[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'buildglass-hooks-'));
  try {
    const jobs = projects.flatMap((project, id) => {
      const folder = join(scratch, `project-${id}`);
      write(folder, project);
      return CALLED.map((called) => ({
        id, scratch, folder, backend: project.backend, backendPath: project.backendPath, hook: called === 'MW in pip' ? 'MW' : called, fallback: called === 'MW in pip',
        env: { ...project.env, ...(called === 'MW in pip' ? { PIP_BUILD_TRACKER: scratch } : {}) },
      }));
    });
    const lines = (await drive(python, JSON.stringify(jobs))).trim().split('\n').map((line) => JSON.parse(line) as Answer);
    return projects.map((_, id) => new Map(CALLED.map((called, index) => [called, lines[id * CALLED.length + index]!])));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function drive(python: string, input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ['-I', join(__dirname, 'drive.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.stderr.on('data', (chunk) => { errors += chunk; });
    child.once('error', reject);
    child.once('close', (status) => { if (status === 0) resolve(output); else reject(new Error(`the driver ended with ${status}:\n${errors}`)); });
    child.stdin.end(input);
  });
}

function write(folder: string, { files, git }: Project): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    if (text.startsWith('#!')) chmodSync(file, 0o755);
  }
  if (!git) return;
  const who = ['-c', 'user.name=Marker', '-c', 'user.email=marker@example.invalid', '-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null'];
  for (const args of [['init', '--quiet'], ['add', '--all'], [...who, 'commit', '--quiet', '--message', 'Marker'], [...who, 'tag', 'v1.0']]) {
    const done = spawnSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' } });
    if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
  }
}
