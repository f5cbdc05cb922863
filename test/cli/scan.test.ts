/** `buildglass scan` on real folders with the stand-in analyser: statuses, formats, what becomes a project. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import type { Project } from '../../server/src/analysis/host';
import type { Settings } from '../../server/src/analysis/settings';
import { nodeFiles } from '../../server/src/platform/node-files';
import { FORMATS } from '../../server/src/report/formats';
import { validateLine, validateReport } from '../report/schema';
import { cli, type Result } from './cli';
import { fakeProject } from './fake-project';
import { folderOf, removeFolders } from './folder';

interface Entry { project: string; error?: string; files: { path: string }[]; findings: { path: string; rule: string; message: string }[]; problems?: string[] }

/** The projects of a JSON report, after checking it against the schema. */
function projectsOf(result: Result): Entry[] {
  const report = JSON.parse(result.stdout) as { projects: Entry[] };
  assert.deepEqual(validateReport(report), []);
  return report.projects;
}

/** One line, no trace. */
function assertOneSentence(stderr: string): void {
  assert.match(stderr, /^buildglass: [^\n]+[.)]\n$/);
  assert.doesNotMatch(stderr, /\n\s+at /);
}

describe('buildglass scan', () => {
  afterEach(removeFolders);

  describe('exit status', () => {
    it('is 0 without findings, 1 with, whatever the format', async () => {
      const folder = folderOf({ 'clean/setup.py': 'setup()\n', 'bad/setup.py': 'exec(x)\n' });
      for (const format of Object.keys(FORMATS)) {
        assert.equal((await cli(['scan', 'clean', '--format', format], { folder })).status, 0);
        assert.equal((await cli(['scan', 'bad', '--format', format], { folder })).status, 1);
      }
    });

    it('follows --fail-on', async () => {
      const folder = folderOf({ 'error/setup.py': 'exec(x)\n', 'warning/setup.py/': '' });
      const status = async (project: string, failOn: string): Promise<number> => (await cli(['scan', project, '--fail-on', failOn], { folder })).status;
      assert.deepEqual(await Promise.all(['error', 'warning', 'information', 'hint', 'never'].map((failOn) => status('error', failOn))), [1, 1, 1, 1, 0]);
      assert.deepEqual(await Promise.all(['error', 'warning', 'information', 'hint', 'never'].map((failOn) => status('warning', failOn))), [0, 1, 1, 1, 0]);
    });

    it('is 2 with one sentence for a path that does not exist, and the rest go on', async () => {
      const folder = folderOf({ 'bad/setup.py': 'exec(x)\n' });
      const result = await cli(['scan', 'gone', 'bad', '--format', 'json'], { folder });
      assert.equal(result.status, 2);
      assertOneSentence(result.stderr);
      const [gone, bad] = projectsOf(result);
      assert.equal(gone?.error, 'gone does not exist.');
      assert.equal(bad?.findings.length, 1);
    });

    it('is 2 with one sentence for wrong usage', async () => {
      const folder = folderOf({ 'setup.py': '' });
      for (const args of [['scan'], ['scan', '.', '--persona', 'boss'], ['scan', '.', '--format', 'xml'], ['scan', '.', '--fail-on', 'x'], ['scan', '.', '--unknown'], ['scan', '.', '--output'], ['scan', '.', '--jobs', '0'], ['scan', '.', '--jobs', 'all'],
        ['scan', '.', '--output', 'missing/report'], ['scan', '--paths-from', 'gone.txt'], ['scan', '.', '--catalog', 'gone.json'], ['explode'], ['explain', 'nothing'], ['explain']]) {
        const result = await cli(args, { folder });
        assert.equal(result.status, 2, args.join(' '));
        assertOneSentence(result.stderr);
      }
    });

    it('is 2 with one sentence for a catalog that is not understood', async () => {
      const row = { call: 'tools.run', signature: 'command', sinks: { shell: 'cmd' }, facts: 'https://example.org/' };
      const folder = folderOf({ 'setup.py': '', 'text.json': 'rows', 'list.json': '[]', 'row.json': JSON.stringify({ models: [row] }) });
      for (const [file, reason] of [['text.json', 'it is not JSON'], ['list.json', 'it has no "models"'], ['row.json', 'tools.run: no parameter "cmd" in its signature']] as const) {
        const result = await cli(['scan', '.', '--catalog', file], { folder });
        assert.equal(result.status, 2);
        assert.equal(result.stderr, `buildglass: The catalog ${file} cannot be used: ${reason}.\n`);
        assert.equal(result.opened.length, 0, 'nothing is analysed');
      }
    });

    it('is 2 when the analyser fails: one sentence, the trace only with --debug, and the rest go on', async () => {
      const folder = folderOf({ 'a/setup.py': '# crash\n', 'b/setup.py': 'exec(x)\n' });
      const result = await cli(['scan', 'a', 'b', '--format', 'json'], { folder });
      assert.equal(result.status, 2);
      assertOneSentence(result.stderr);
      assert.match(result.stderr, /a: Buildglass itself failed \(cannot read the stars\); please report it/);
      assert.deepEqual(projectsOf(result).map(({ error, findings }) => [error !== undefined, findings?.length]), [[true, undefined], [false, 1]]);
      assert.match((await cli(['scan', 'a', '--debug'], { folder })).stderr, /at .*fake-project/);
    });

    it('is 2 when part of a project cannot be read, and says which', async () => {
      const folder = folderOf({ 'pkg/setup.py': '', 'pkg/closed/': '' });
      const readFolder: typeof nodeFiles.readFolder = async (location) => (path.basename(location) === 'closed' ? undefined : nodeFiles.readFolder(location));
      const result = await cli(['scan', 'pkg', '--format', 'json'], { folder, files: { readFolder } });
      assert.deepEqual([result.status, result.stderr], [2, 'buildglass: In pkg: the folder closed cannot be read.\n']);
      assert.deepEqual(projectsOf(result)[0]?.problems, ['the folder closed cannot be read']);
    });

    it('is 2 when the analyser cannot be loaded', async () => {
      const folder = folderOf({ 'setup.py': '' });
      const result = await cli(['scan', '.'], { folder, openProject: () => Promise.reject(new Error('The parser files are missing.')) });
      assert.equal(result.status, 2);
      assert.equal(result.stderr, 'buildglass: The parser files are missing.\n');
    });
  });

  describe('what becomes a project', () => {
    it('takes a folder with a marker as one project, nested ones included', async () => {
      const folder = folderOf({ 'pkg/setup.py': '', 'pkg/vendor/x/setup.py': 'exec(x)\n' });
      const [pkg, ...rest] = projectsOf(await cli(['scan', 'pkg/', '--format', 'json'], { folder }));
      assert.deepEqual(rest, []);
      assert.deepEqual([pkg?.project, pkg?.findings[0]?.path], ['pkg', 'vendor/x/setup.py']);
    });

    it('searches a folder without a marker for the outermost projects below it', async () => {
      const folder = folderOf({ 'all/b/pyproject.toml': '', 'all/b/inner/setup.py': '', 'all/a/setup.py': '', 'all/c/d/setup.cfg': '', 'all/bb/setup.py': '' });
      const result = await cli(['scan', 'all', '--format', 'json'], { folder });
      assert.deepEqual(projectsOf(result).map(({ project }) => project), ['all/a', 'all/b', 'all/bb', 'all/c/d']);
    });

    it('accepts an empty folder, and says that there is nothing', async () => {
      const folder = folderOf({ 'empty/': '' });
      const result = await cli(['scan', 'empty'], { folder });
      assert.equal(result.status, 0);
      assert.match(result.stdout, /files analysed +0 +no Python build files found/);
      assert.deepEqual(projectsOf(await cli(['scan', 'empty', '--format', 'json'], { folder })).map(({ files }) => files), [[]]);
    });

    it('reads the project around a file and reports on the file alone, whatever its name', async () => {
      const folder = folderOf({ 'pkg/setup.py': 'exec(x)\n', 'pkg/tools/odd.txt': 'exec(x)\nexec(y)\n' });
      const result = await cli(['scan', 'pkg/tools/odd.txt', '--format', 'json'], { folder });
      assert.equal(result.status, 1);
      const [entry] = projectsOf(result);
      assert.deepEqual([entry?.project, entry?.files.map((file) => file.path), entry?.findings.length], ['pkg', ['tools/odd.txt'], 2]);
      assert.equal(result.opened[0]?.files.get('setup.py')?.kind, 'text');
    });

    it('takes the folder of a file that is in no project', async () => {
      const folder = folderOf({ 'odd.py': 'exec(x)\n' });
      assert.equal(projectsOf(await cli(['scan', 'odd.py', '--format', 'json'], { folder }))[0]?.project, '.');
    });

    it('looks only at the neighbours of a file that is in no project', async () => {
      const folder = folderOf({ 'odd.py': '', 'near.py': '' });
      const many = Array.from({ length: 9_000 }, (_, i) => ({ name: `x${i}.txt`, kind: 'file' as const }));
      const readFolder: typeof nodeFiles.readFolder = async (location) => [...((await nodeFiles.readFolder(location)) ?? []), ...many];
      const result = await cli(['scan', 'odd.py'], { folder, files: { readFolder } });
      assert.deepEqual([result.status, result.stderr, result.opened[0]!.files.size], [0, '', 5_000]);
    });

    it('scans a project once, however often it is named', async () => {
      const folder = folderOf({ 'pkg/setup.py': 'exec(x)\n', 'pkg/a.py': 'exec(x)\n', 'pkg/b.py': '' });
      const files = projectsOf(await cli(['scan', 'pkg/a.py', 'pkg/b.py', '--format', 'json'], { folder }));
      assert.deepEqual(files.map((entry) => entry.files.map((file) => file.path)), [['a.py', 'b.py']]);
      const whole = projectsOf(await cli(['scan', 'pkg/a.py', 'pkg', path.join(folder, 'pkg'), '--format', 'json'], { folder }));
      assert.deepEqual(whole.map((entry) => entry.files.map((file) => file.path)), [['a.py', 'setup.py']]);
    });

    it('shows absolute paths for absolute paths', async () => {
      const folder = folderOf({ 'pkg/setup.py': '' });
      const location = path.join(folder, 'pkg');
      assert.equal(projectsOf(await cli(['scan', location, '--format', 'json'], { folder }))[0]?.project, location);
    });
  });

  describe('bad input', () => {
    it('says that a folder named setup.py was not analysed', async () => {
      const folder = folderOf({ 'setup.py/': '', 'pyproject.toml': '' });
      const [entry] = projectsOf(await cli(['scan', '.', '--format', 'json'], { folder }));
      assert.deepEqual(entry?.findings.map(({ path: at, message }) => [at, message]), [['setup.py', 'Not analysed: it is a folder, not a file']]);
    });

    it('ends on symlink loops and does not follow links to folders', async () => {
      const folder = folderOf({ 'setup.py': 'exec(x)\n', 'sub/': '' });
      symlinkSync('..', path.join(folder, 'sub/up'));
      symlinkSync('loop', path.join(folder, 'loop'));
      const result = await cli(['scan', '.', '--format', 'json'], { folder });
      assert.equal(result.status, 1);
      assert.equal(projectsOf(result)[0]?.findings.length, 1);
      assert.equal(result.opened[0]?.files.get('sub/up')?.kind, 'unreadable');
      assertOneSentence((await cli(['scan', 'loop'], { folder })).stderr);
    });

    it('refuses a file that is too large', async () => {
      const folder = folderOf({ 'big.py': new Uint8Array(8 * 1024 * 1024 + 1).fill(32), 'setup.py': '' });
      const result = await cli(['scan', 'big.py'], { folder });
      assert.deepEqual([result.status, result.stderr], [2, 'buildglass: big.py is larger than 8 MiB.\n']);
    });

    it('prints hostile names harmlessly', async () => {
      const folder = folderOf({ 'a\x1b[2J/setup.py': 'exec(x)\n' });
      const result = await cli(['scan', 'a\x1b[2J', 'b\x1b[2J\nx'], { folder });
      assert.doesNotMatch(result.stdout + result.stderr, /\x1b/);
      assertOneSentence(result.stderr);
    });
  });

  describe('--allow-import and --allow-command', () => {
    it('hand the names to every project, and are refused whole with one mistake', async () => {
      const folder = folderOf({ 'setup.py': '' });
      const given: Pick<Settings, 'allowImports' | 'allowCommands'>[] = [];
      const openProject = async ({ allowImports, allowCommands }: Settings): Promise<Project> => {
        given.push({ allowImports, allowCommands });
        return fakeProject();
      };
      const args = ['--allow-import', 'tides.*', '--allow-command', 'git', '--allow-import', 'json'];
      assert.equal((await cli(['scan', '.', ...args], { folder, openProject })).status, 0);
      assert.equal((await cli(['scan', '.'], { folder, openProject })).status, 0);
      assert.deepEqual(given, [{ allowImports: ['tides.*', 'json'], allowCommands: ['git'] }, { allowImports: [], allowCommands: [] }]);
      const refused = await cli(['scan', '.', ...args, '--allow-import', 'tides*'], { folder, openProject });
      assert.deepEqual([refused.status, refused.stderr, given.length], [2, 'buildglass: --allow-import cannot be used: "tides*": `*` stands for a whole part between dots.\n', 2]);
    });
  });

  describe('--catalog', () => {
    it('hands the rows to every project', async () => {
      const row = { call: 'tools.run', signature: 'command', sinks: { shell: 'command' }, facts: 'https://example.org/' };
      const folder = folderOf({ 'a/setup.py': '', 'b/setup.py': '', 'catalog.json': JSON.stringify({ models: [row] }) });
      const given: unknown[] = [];
      const openProject = async (settings: Settings): Promise<Project> => {
        given.push(settings.catalog);
        return fakeProject();
      };
      assert.equal((await cli(['scan', 'a', 'b', '--catalog', 'catalog.json'], { folder, openProject })).status, 0);
      assert.deepEqual(given, [[row], [row]]);
      assert.equal(given[0], given[1]);
    });

    it('is not looked for in the project', async () => {
      const folder = folderOf({ 'setup.py': '', 'catalog.json': '{', 'buildglass.json': '{' });
      assert.equal((await cli(['scan', '.'], { folder })).status, 0);
    });
  });

  describe('--paths-from', () => {
    it('reads paths from a file; a broken line is an entry with an error', async () => {
      const folder = folderOf({ 'a/setup.py': '', 'b b/setup.py': 'exec(x)\n', 'list.txt': 'a\r\n\nno\0such\nb b\n' });
      const result = await cli(['scan', '--paths-from', 'list.txt', '--format', 'jsonl'], { folder });
      assert.equal(result.status, 2);
      const entries = result.stdout.trim().split('\n').map((line) => JSON.parse(line) as Entry);
      for (const entry of entries) assert.deepEqual(validateLine(entry), []);
      assert.deepEqual(entries.map(({ project, error }) => [project, error !== undefined]), [['a', false], ['no\0such', true], ['b b', false]]);
      assertOneSentence(result.stderr);
    });

    it('finds the project in a folder that holds one, under the name of the folder', async () => {
      const folder = folderOf({ 'a/inner/setup.py': 'exec(x)\n', 'a/README': '', 'a/a.egg-info/PKG-INFO': '', 'b/one/setup.py': '', 'b/two/setup.py': '' });
      const [a, b] = projectsOf(await cli(['scan', '--paths-from', '-', '--format', 'json'], { folder, input: 'a\nb\n' }));
      assert.deepEqual([a!.project, a!.findings.length > 0, b!.project], ['a', true, 'b']);
    });

    it('reads standard input, beside named paths', async () => {
      const folder = folderOf({ 'a/setup.py': '', 'b/setup.py': '' });
      const result = await cli(['scan', 'b', '--paths-from', '-', '--format', 'json'], { folder, input: 'a\n' });
      assert.deepEqual(projectsOf(result).map(({ project }) => project), ['b', 'a']);
    });

    it('accepts an empty list', async () => {
      const result = await cli(['scan', '--paths-from', '-', '--format', 'json'], { input: '\n' });
      assert.deepEqual([result.status, projectsOf(result)], [0, []]);
    });
  });

  describe('output', () => {
    it('goes to a file with --output', async () => {
      const folder = folderOf({ 'setup.py': 'exec(x)\n' });
      const result = await cli(['scan', '.', '--output', 'report.txt'], { folder, terminal: true });
      assert.equal(result.stdout, '');
      assert.match(result.written.get(path.join(folder, 'report.txt')) ?? '', /^error dynamic-execution/);
    });

    it('has no summary with --quiet', async () => {
      const folder = folderOf({ 'setup.py': 'exec(x)\n' });
      assert.match((await cli(['scan', '.'], { folder })).stdout, /Summary/);
      assert.doesNotMatch((await cli(['scan', '.', '--quiet'], { folder })).stdout, /Summary/);
    });

    it('is coloured on a terminal, and as NO_COLOR, FORCE_COLOR and --no-color say', async () => {
      const folder = folderOf({ 'setup.py': 'exec(x)\n' });
      const isColoured = async (args: readonly string[], terminal: boolean, environment: Record<string, string>): Promise<boolean> =>
        (await cli(['scan', '.', ...args], { folder, terminal, environment })).stdout.includes('\x1b[');
      assert.equal(await isColoured([], true, {}), true);
      assert.equal(await isColoured([], false, {}), false);
      assert.equal(await isColoured([], true, { TERM: 'dumb' }), false);
      assert.equal(await isColoured([], true, { NO_COLOR: '1' }), false);
      assert.equal(await isColoured([], true, { NO_COLOR: '' }), true);
      assert.equal(await isColoured([], false, { FORCE_COLOR: '1' }), true);
      assert.equal(await isColoured([], true, { FORCE_COLOR: '0' }), false);
      assert.equal(await isColoured(['--no-color'], false, { FORCE_COLOR: '1' }), false);
    });

    it('has a progress bar only on a terminal and only when it takes long', async () => {
      const folder = folderOf({ 'a/setup.py': '', 'b/setup.py': '' });
      const bar = /Scanning/;
      assert.match((await cli(['scan', 'a', 'b'], { folder, terminal: true, tick: 600 })).stderr, bar);
      assert.equal((await cli(['scan', 'a', 'b'], { folder, terminal: true })).stderr, '');
      assert.equal((await cli(['scan', 'a', 'b'], { folder, tick: 600 })).stderr, '');
      assert.equal((await cli(['scan', 'a', 'b', '--quiet'], { folder, terminal: true, tick: 600 })).stderr, '');
    });

    it('is the same in every run', async () => {
      const folder = folderOf({ 'a/setup.py': 'exec(x)\nimport m\n', 'a/m.py': 'exec(y)\n', 'b/setup.py': 'exec(x)\n' });
      for (const format of Object.keys(FORMATS)) {
        const [first, second] = [await cli(['scan', '.', '--format', format], { folder }), await cli(['scan', '.', '--format', format], { folder })];
        assert.equal(first.stdout, second.stdout);
      }
    });
  });
});

describe('buildglass', () => {
  it('prints its version and its help with status 0', async () => {
    assert.deepEqual(await cli(['--version']).then(({ status, stdout }) => [status, stdout]), [0, '1.2.3\n']);
    for (const args of [['--help'], ['scan', '--help'], ['help', 'scan']]) {
      const result = await cli(args);
      assert.deepEqual([result.status, result.stderr], [0, ''], args.join(' '));
      assert.match(result.stdout, /Usage: buildglass/);
    }
    assert.match((await cli(['scan', '--help'])).stdout, /outermost\s+projects/);
  });

  it('prints help on standard error with status 2 when called without arguments', async () => {
    const result = await cli([]);
    assert.deepEqual([result.status, result.stdout], [2, '']);
    assert.match(result.stderr, /Usage: buildglass/);
  });

  it('lists and explains rules', async () => {
    assert.equal((await cli(['rules'])).stdout, 'dynamic-execution  Dynamic execution\n');
    const { status, stdout } = await cli(['explain', 'dynamic-execution']);
    assert.equal(status, 0);
    for (const part of ['It runs text.', 'Import it.', '    exec(text)', '    import module', 'CWE-94']) assert.ok(stdout.includes(part), part);
  });
});
