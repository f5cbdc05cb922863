/** Writes marker projects into a temporary folder, calls their hooks with the real backends, and tells what ran. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BackendChoice } from '../../server/src/project/backend';
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
  /** What a hook asks for, of those that do. */
  readonly requires?: readonly string[];
  /** METADATA, as the hooks that prepare it wrote it. */
  readonly metadata?: string;
}

/** The hooks that are asked first what the others need. */
const ASKS: Readonly<Partial<Record<Called, BuildHook>>> = { MW: 'RW', 'MW in pip': 'RW', ME: 'RE', S: 'RS', W: 'RW', E: 'RE' };

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
}

/** The driver, a Python program that calls hooks, each in a process of its own. */
export class Driver {
  private readonly scratch = mkdtempSync(join(tmpdir(), 'buildglass-hooks-'));
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private errors = '';

  constructor(python: string) {
    this.child = spawn(python, ['-I', join(__dirname, 'drive.py')], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stderr!.on('data', (chunk) => { this.errors += chunk; });
    createInterface(this.child.stdout!).on('line', (line) => {
      const answer = JSON.parse(line) as Answer & { readonly id: number };
      this.waiting.get(answer.id)!.resolve(answer);
      this.waiting.delete(answer.id);
    });
    this.child.once('error', (error) => { this.fail(error); });
    this.child.once('close', (status) => { this.fail(new Error(`the driver ended with ${status}:\n${this.errors}`)); });
  }

  /** The answers of one project, by hook. `choice`: what frontends read in its pyproject.toml; `wanted`: which hooks, with those that they ask first. Rejects when the driver itself fails. */
  async call(project: Project, choice: BackendChoice, wanted: readonly Called[] = CALLED): Promise<ReadonlyMap<Called, Answer>> {
    const folder = mkdtempSync(join(this.scratch, 'project-'));
    write(folder, project);
    const answers = new Map<Called, Answer>();
    const call = async (called: Called): Promise<void> => {
      const asked = ASKS[called];
      answers.set(called, await this.ask({
        scratch: this.scratch, folder, hook: called === 'MW in pip' ? 'MW' : called, fallback: called === 'MW in pip',
        backend: choice.object === '' ? choice.name : `${choice.name}:${choice.object}`, backendPath: choice.backendPath.map(({ value }) => value),
        requires: [...choice.requires.map(({ text }) => text), ...(asked === undefined ? [] : answers.get(asked)!.requires ?? [])],
        env: { ...project.env, ...(called === 'MW in pip' ? { PIP_BUILD_TRACKER: this.scratch } : {}) },
      }));
    };
    await Promise.all(wanted.filter((called) => ASKS[called] === undefined).map(call));
    await Promise.all(wanted.filter((called) => ASKS[called] !== undefined).map(call));
    return answers;
  }

  /** Ends the driver and removes what it left. */
  async end(): Promise<void> {
    const closed = new Promise((resolve) => { this.child.once('close', resolve); });
    if (this.child.exitCode === null) {
      this.child.stdin!.end();
      await closed;
    }
    rmSync(this.scratch, { recursive: true, force: true });
  }

  private ask(job: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const id = this.asked++;
      this.waiting.set(id, { resolve, reject });
      this.child.stdin!.write(`${JSON.stringify({ id, ...job })}\n`);
    });
  }

  private fail(reason: Error): void {
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }
}

function write(folder: string, { files, git }: Project): void {
  const ofGit = (path: string): boolean => path.startsWith('.git/');
  const writeAll = (wanted: (path: string) => boolean): void => {
    for (const [path, text] of Object.entries(files).filter(([one]) => wanted(one))) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, text);
      if (text.startsWith('#!')) chmodSync(file, 0o755);
    }
  };
  writeAll((path) => !ofGit(path));
  if (!git) return;
  const who = ['-c', 'user.name=Marker', '-c', 'user.email=marker@example.invalid', '-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null'];
  for (const args of [['init', '--quiet'], ['add', '--all'], [...who, 'commit', '--quiet', '--message', 'Marker'], [...who, 'tag', 'v1.0']]) {
    const done = spawnSync('git', args, { cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' } });
    if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
  }
  // What git's own folder starts is for the hooks to start.
  writeAll(ofGit);
}
