/** The command line as a process of its own: real statuses, real streams, the real analyser. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { validateLine, validateReport } from '../report/schema';
import { folderOf, removeFolders } from './folder';

const repository = path.join(__dirname, '../..');
// Threads of the program know no loaders that are imported, only those that are required.
const tsx = path.join(repository, 'node_modules/tsx/dist/cjs/index.cjs');

interface Outcome { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** `hangUp`: closes the reading end of standard output at once, as `| head` does. `signal`: sent after the first output. */
function run(args: readonly string[], folder: string, input = '', hangUp = false, signal?: NodeJS.Signals): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--require', tsx, path.join(repository, 'server/src/main.cli.ts'), ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => { stdout += data; });
    if (signal !== undefined) for (const stream of [child.stdout, child.stderr]) stream.once('data', () => child.kill(signal));
    child.stderr.on('data', (data) => { stderr += data; });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.end(input);
    if (hangUp) child.stdout.destroy();
  });
}

describe('the process', function () {
  this.timeout(120_000);
  afterEach(removeFolders);

  const DANGEROUS = 'import os\nfrom setuptools import setup\nos.system(os.environ["COMMAND"])\nsetup()\n';

  it('prints findings and leaves 1', async () => {
    const folder = folderOf({ 'pkg/setup.py': DANGEROUS });
    const { status, stdout, stderr } = await run(['scan', 'pkg', '--persona', 'auditor', '--fail-on', 'hint'], folder);
    assert.deepEqual([status, stderr], [1, '']);
    assert.match(stdout, /pkg\/setup\.py:3:1/);
    assert.match(stdout, / 3 │ os\.system\(os\.environ\["COMMAND"\]\)/);
  });

  it('writes JSON that its schema accepts, and leaves 0 for a clean project', async () => {
    const folder = folderOf({ 'pkg/setup.py': 'from setuptools import setup\nsetup(name="x")\n', 'bad/setup.py': DANGEROUS });
    const clean = await run(['scan', 'pkg', '--format', 'json'], folder);
    assert.deepEqual([clean.status, clean.stderr], [0, '']);
    assert.deepEqual(validateReport(JSON.parse(clean.stdout)), []);
    const bad = await run(['scan', 'bad', '--format', 'json', '--persona', 'auditor'], folder);
    assert.deepEqual(validateReport(JSON.parse(bad.stdout)), []);
  });

  it('leaves 2 and one sentence for what cannot be read', async () => {
    const { status, stdout, stderr } = await run(['scan', 'gone', '--quiet'], folderOf({}));
    assert.deepEqual([status, stdout, stderr], [2, '', 'buildglass: gone does not exist.\n']);
  });

  it('reads paths from standard input', async () => {
    const folder = folderOf({ 'a/setup.py': '', 'b/setup.py': '' });
    const { status, stdout } = await run(['scan', '--paths-from', '-', '--format', 'jsonl'], folder, 'a\nb\n');
    assert.equal(status, 0);
    assert.deepEqual(stdout.trim().split('\n').map((line) => (JSON.parse(line) as { project: string }).project).sort(), ['a', 'b']);
  });

  describe('--scope', () => {
    // Decoded from who knows where: what is known would speak for itself.
    const HIDDEN = 'import base64\nexec(base64.b64decode(input()))\n';
    const rulesAt = (line: string): string[] => {
      const { findings } = JSON.parse(line) as { findings: { path: string; rule: string }[] };
      return findings.map(({ path: at, rule }) => `${at} ${rule}`);
    };

    it('looks at what an import runs unless asked not to, and tells only what is hostile there', async () => {
      const folder = folderOf({ 'p/setup.py': 'from setuptools import setup\nsetup(name="x")\n', 'p/pkg/__init__.py': HIDDEN, 'p/pkg/plain.py': DANGEROUS });
      for (const scope of [[], ['--scope', 'package']]) {
        const { status, stdout } = await run(['scan', 'p', '--format', 'jsonl', ...scope], folder);
        assert.deepEqual([status, rulesAt(stdout)], [1, ['pkg/__init__.py dynamic-exec']]);
      }
      const { status, stdout } = await run(['scan', 'p', '--format', 'jsonl', '--scope', 'build'], folder);
      assert.deepEqual([status, rulesAt(stdout)], [0, []]);
    });

    it('refuses a scope that does not exist', async () => {
      const { status, stdout, stderr } = await run(['scan', '.', '--scope', 'world'], folderOf({ 'setup.py': '' }));
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /^buildglass: .*world.*build, package/);
    });

    it('takes each folder of a list as one project under the name given, markers or not', async () => {
      const folder = folderOf({ 'all/loose/pkg/__init__.py': HIDDEN, 'all/loose/inner/setup.py': '' });
      const { status, stdout } = await run(['scan', '--paths-from', '-', '--format', 'jsonl'], folder, 'all/loose\n');
      const lines = stdout.trim().split('\n');
      assert.deepEqual([status, lines.map((line) => (JSON.parse(line) as { project: string }).project), lines.flatMap(rulesAt)], [1, ['all/loose'], ['pkg/__init__.py dynamic-exec']]);
    });
  });

  describe('--jobs', () => {
    const projects = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`p${i}/setup.py`, i % 2 === 0 ? DANGEROUS : 'from setuptools import setup\nsetup()\n']));

    it('gives the same report, in the order of the paths', async () => {
      const folder = folderOf(projects);
      for (const format of ['json', 'terminal']) {
        const [one, two] = await Promise.all(['1', '2'].map((jobs) => run(['scan', '.', '--persona', 'auditor', '--format', format, '--jobs', jobs], folder)));
        assert.deepEqual([one!.status, one!.stderr, one!.stdout], [1, '', two!.stdout]);
        assert.match(one!.stdout, format === 'json' ? /"project": "p0"[^]*"project": "p5"/ : /p0\/setup\.py:3:1[^]*p4\/setup\.py:3:1/);
      }
    });

    it('gives one JSON line for each project, whichever is done first', async () => {
      const folder = folderOf(projects);
      const { stdout } = await run(['scan', '.', 'gone', '--format', 'jsonl', '--jobs', '3'], folder);
      const lines = stdout.trim().split('\n').map((line) => JSON.parse(line) as { project: string });
      assert.deepEqual(lines.map(({ project }) => project).sort(), ['gone', 'p0', 'p1', 'p2', 'p3', 'p4', 'p5']);
      assert.deepEqual(lines.flatMap(validateLine), []);
    });

    it('leaves 130 and whole lines when it is interrupted', async () => {
      const folder = folderOf(Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`p${i}/setup.py`, DANGEROUS.repeat(20)])));
      const { status, stdout, stderr } = await run(['scan', '.', '--format', 'jsonl', '--jobs', '2'], folder, '', false, 'SIGINT');
      assert.deepEqual([status, stderr], [130, '']);
      const lines = stdout.split('\n');
      assert.equal(lines.pop(), '');
      assert.ok(lines.length > 0 && lines.length < 400, String(lines.length));
      assert.deepEqual(lines.map((line) => JSON.parse(line) as object).flatMap(validateLine), []);
    });
  });

  describe('--output', () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`p${i}/setup.py`, DANGEROUS.repeat(20)]));

    it('leaves an earlier document as it was, and nothing beside it, when it is interrupted', async () => {
      const folder = folderOf({ ...many, 'out.sarif': 'earlier' });
      // The first words on standard error say that the report is under way.
      const { status } = await run(['scan', 'gone', '.', '--format', 'sarif', '--jobs', '2', '--output', 'out.sarif'], folder, '', false, 'SIGINT');
      assert.equal(status, 130);
      assert.equal(readFileSync(path.join(folder, 'out.sarif'), 'utf8'), 'earlier');
      assert.deepEqual(readdirSync(folder).filter((name) => !/^p\d+$/.test(name)), ['out.sarif']);
    });

    it('leaves whole lines of JSON when it is interrupted', async () => {
      const folder = folderOf(many);
      assert.equal((await run(['scan', 'gone', '.', '--format', 'jsonl', '--jobs', '2', '--output', 'out.jsonl'], folder, '', false, 'SIGINT')).status, 130);
      const lines = readFileSync(path.join(folder, 'out.jsonl'), 'utf8').split('\n');
      assert.equal(lines.pop(), '');
      assert.ok(lines.length < 400, String(lines.length));
      assert.deepEqual(lines.map((line) => JSON.parse(line) as object).flatMap(validateLine), []);
    });
  });

  it('writes the same records in one thread and in several, in the order of the paths', async () => {
    const folder = folderOf({ 'a/setup.py': DANGEROUS, 'b/setup.py': 'from setuptools import setup\nsetup()\n', 'c/setup.py': DANGEROUS });
    const [one, two] = await Promise.all(['1', '3'].map((jobs) => run(['report', 'a', 'gone', 'b', 'c', '--format', 'html', '--jobs', jobs], folder)));
    assert.deepEqual([one!.status, one!.stdout], [2, two!.stdout]);
    assert.match(one!.stdout, /<title>Buildglass: 4 packages<[^]*gone does not exist/);
  });

  it('reads paths from a pipe with a name', async function () {
    if (process.platform === 'win32') return this.skip();
    const folder = folderOf({ 'a/setup.py': '', 'b/setup.py': '' });
    execFileSync('mkfifo', [path.join(folder, 'list')]);
    const [{ status, stdout }] = await Promise.all([run(['scan', '--paths-from', 'list', '--format', 'jsonl'], folder), writeFile(path.join(folder, 'list'), 'a\nb\n')]);
    assert.deepEqual([status, stdout.trim().split('\n').length], [0, 2]);
    const refused = await run(['scan', '--paths-from', 'a'], folder);
    assert.deepEqual([refused.status, refused.stderr], [2, 'buildglass: The list of paths a is a folder, not a file.\n']);
  });

  it('is quiet when its reader goes away', async () => {
    const folder = folderOf(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`p${i}/setup.py`, DANGEROUS.repeat(50)])));
    const { stderr } = await run(['scan', '.', '--persona', 'auditor'], folder, '', true);
    assert.equal(stderr, '');
  });
});
