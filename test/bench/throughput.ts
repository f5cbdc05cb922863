/**
 * `npm run bench:throughput -- LIST [--tools buildglass,bandit,guarddog]`: projects per second of `buildglass scan --paths-from` beside
 * Bandit and GuardDog, on the same list of folders, one after the other on the same machine. The two come from PyPI, pinned, into a
 * virtual environment that is thrown away. Prints a Markdown table with wall time, processor time and memory; decides nothing, because
 * machines differ: ratios of processor time travel best, above all from a machine that does other things as well.
 *
 * Each tool does what its users let it do: Bandit looks at all Python files for any weakness, GuardDog at the source with its rules for
 * PyPI, Buildglass at what builds and imports run.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const REQUIREMENTS = ['bandit==1.9.4', 'guarddog==3.2.0'];
const root = path.join(__dirname, '../..');
const python = process.platform === 'win32' ? 'python' : 'python3';

/** Runs the command after it, and prints on the last line of standard error: seconds of wall and processor time, bytes of the largest process, and its status. */
const RUNNER = `
import json, resource, subprocess, sys, time
start = time.monotonic()
status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps([time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * unit, status]))
`;

interface Run {
  readonly wall: number;
  readonly processor: number;
  readonly memory: number;
  readonly statuses: ReadonlySet<number>;
}

function run(command: readonly string[]): Run {
  const { stdout, stderr, error } = spawnSync(python, ['-c', RUNNER, ...command], { encoding: 'utf8', maxBuffer: 1 << 20 });
  if (error) throw error;
  if (stdout === '') throw new Error(`${command[0]} could not be measured: ${stderr}`);
  const [wall, processor, memory, status] = JSON.parse(stdout) as [number, number, number, number];
  return { wall, processor, memory, statuses: new Set([status]) };
}

const inTurn = (runs: readonly Run[]): Run => ({
  wall: runs.reduce((sum, one) => sum + one.wall, 0), processor: runs.reduce((sum, one) => sum + one.processor, 0), memory: Math.max(...runs.map((one) => one.memory)),
  statuses: new Set(runs.flatMap((one) => [...one.statuses])),
});

function main(args: readonly string[]): void {
  const [list, ...rest] = args;
  if (list === undefined) throw new Error('Name a file with one project folder a line.');
  const tools = new Set((rest[0] === '--tools' ? rest[1]! : 'buildglass,bandit,guarddog').split(','));
  const projects = readFileSync(list, 'utf8').split('\n').filter((line) => line.trim() !== '');
  const folder = mkdtempSync(path.join(tmpdir(), 'buildglass-bench-'));
  try {
    const results: [string, Run][] = [];
    const program = (name: string): string => path.join(folder, process.platform === 'win32' ? `Scripts/${name}.exe` : `bin/${name}`);
    if (tools.has('buildglass')) {
      for (const jobs of ['1', '2']) {
        results.push([`Buildglass, ${jobs} ${jobs === '1' ? 'job' : 'jobs'}`, run([process.execPath, path.join(root, 'dist/cli.js'), 'scan', '--paths-from', list, '--format', 'jsonl', '--fail-on', 'never', '--jobs', jobs])]);
      }
    }
    if (tools.has('bandit') || tools.has('guarddog')) {
      execFileSync(python, ['-m', 'venv', folder], { stdio: 'inherit' });
      execFileSync(program('pip'), ['install', '--quiet', '--disable-pip-version-check', ...REQUIREMENTS.filter((one) => tools.has(one.split('==')[0]!))], { stdio: 'inherit' });
    }
    // Its status is 1 when it finds something. One process for all is the quickest way to use it; one for each tells which project is meant.
    if (tools.has('bandit')) {
      const bandit = (...folders: string[]): Run => run([program('bandit'), '--quiet', '--recursive', '--format', 'json', ...folders]);
      results.push(['Bandit, all at once', bandit(...projects)], ['Bandit, one at a time', inTurn(projects.map((project) => bandit(project)))]);
    }
    // It takes one project at a time, and asks the network for lists of names first where it can.
    if (tools.has('guarddog')) results.push(['GuardDog', inTurn(projects.map((project) => run([program('guarddog'), 'pypi', 'scan', project, '--output-format', 'json'])))]);
    print(results, projects.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(results: readonly (readonly [string, Run])[], projects: number): void {
  const base = results[0]![1];
  console.log(`| ${projects} projects | wall s | processor s | projects a second | largest process MiB | processor time, times the first | exit status |\n|---|---:|---:|---:|---:|---:|---|`);
  for (const [name, { wall, processor, memory, statuses }] of results) {
    console.log(`| ${name} | ${wall.toFixed(1)} | ${processor.toFixed(1)} | ${(projects / wall).toFixed(2)} | ${Math.round(memory / 2 ** 20)} | ${(processor / base.processor).toFixed(2)} | ${[...statuses].sort().join(', ')} |`);
  }
}

main(process.argv.slice(2));
