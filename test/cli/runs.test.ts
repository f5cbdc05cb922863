/** `buildglass runs` on real folders with the real analyser: projects kept apart, commands, formats, exit statuses. */
import assert from 'node:assert/strict';
import { createProject } from '../../server/src/analysis/create';
import { nodeFiles } from '../../server/src/platform/node-files';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Parsers } from '../../server/src/syntax/parser';
import { validateRuns } from '../report/schema';
import { cli, type Result, type Surroundings } from './cli';
import { folderOf, removeFolders } from './folder';

interface Line { readonly project: string; readonly backend?: string; readonly error?: string; readonly edges: readonly { readonly command: string; readonly hook: string; readonly via: { readonly path: string }; readonly target: string }[] }

describe('buildglass runs', () => {
  let parsers: Parsers;
  before(async () => {
    parsers = await loadParsers();
  });
  afterEach(removeFolders);

  const runs = (args: readonly string[], around: Surroundings): Promise<Result> => cli(['runs', ...args], { openProject: async (settings) => createProject(parsers, settings), ...around });
  const lines = ({ stdout }: Result): Line[] => stdout.split('\n').slice(0, -1).map((line) => {
    const value = JSON.parse(line) as Line;
    assert.deepEqual(validateRuns(value), []);
    return value;
  });
  const json = async (args: readonly string[], folder: string): Promise<Line[]> => lines(await runs([...args, '--format', 'json'], { folder }));

  it('prints a tree and leaves 0', async () => {
    const result = await runs(['p'], { folder: folderOf({ 'p/setup.py': 'import os\nos.system(os.environ["X"])\n' }) });
    assert.deepEqual([result.status, result.stderr], [0, '']);
    assert.match(result.stdout, /^p {2}setuptools\.build_meta:__legacy__\n\npip download\n└─ get_requires_for_build_wheel, prepare_metadata_for_build_wheel\n {3}└─ setup\.py\n {6}executes setup\.py\n/);
  });

  it('keeps the projects of a workspace apart, those inside others too', async () => {
    const folder = folderOf({ 'setup.py': '', 'conftest.py': '', 'packages/a/pyproject.toml': '', 'packages/a/setup.py': '', 'packages/a/tests/conftest.py': '', 'packages/ab/conftest.py': '' });
    const found = await json(['.'], folder);
    assert.deepEqual(found.map(({ project, edges }) => [project, [...new Set(edges.map(({ via }) => via.path))]]), [['.', ['setup.py', 'conftest.py', 'packages/ab/conftest.py']], ['packages/a', ['setup.py', 'tests/conftest.py']]]);
  });

  it('tells of a file what passes it', async () => {
    const folder = folderOf({ 'setup.py': '', 'tests/conftest.py': '' });
    const [only, ...rest] = await json(['tests/conftest.py'], folder);
    assert.deepEqual([rest, only?.edges.map(({ command, target }) => `${command} ${target}`)], [[], ['pytest tests/conftest.py']]);
  });

  it('keeps to one command', async () => {
    const folder = folderOf({ 'a/setup.py': '', 'b/conftest.py': '', 'b/setup.cfg': '' });
    const found = await json(['.', '--command', 'python3 -m pip download ./a'], folder);
    assert.deepEqual(found.map(({ edges }) => edges.map(({ command, hook }) => `${command} ${hook}`)), [['pip download get_requires_for_build_wheel', 'pip download prepare_metadata_for_build_wheel'], []]);
    assert.match((await runs(['b', '--command', 'pip install b'], { folder })).stdout, /`pip install b` is not known to run anything of this project\./);
  });

  it('leaves 2 for what it cannot do, with one sentence', async () => {
    const folder = folderOf({ 'setup.py': '', 'x/': '' });
    for (const [args, words] of [[['gone'], /gone does not exist/], [['.', '--command', 'make'], /Nothing is known of the command "make"; known are pip download, /], [['.', '--output', 'missing/x'], /cannot be written/], [[], /argument/], [['.', '--format', 'xml'], /xml/]] as const) {
      const { status, stderr } = await runs(args, { folder });
      assert.equal(status, 2);
      assert.match(stderr, words);
      assert.match(stderr, /^buildglass: [^\n]+\n$/);
    }
  });

  it('goes on after a project that cannot be read', async () => {
    const folder = folderOf({ 'a/setup.py': '', 'a/closed/': '', 'b/setup.py': '' });
    const result = await runs(['a', 'gone', 'b', '--format', 'json'], { folder, files: { readFolder: async (location) => (location.endsWith('closed') ? undefined : nodeFiles.readFolder(location)) } });
    assert.equal(result.status, 2);
    assert.deepEqual(lines(result).map(({ project, error }) => [project, error]), [['a', undefined], ['gone', 'gone does not exist.'], ['b', undefined]]);
    assert.match(result.stderr, /In a: the folder closed cannot be read\./);
  });

  it('writes to a file, and prints hostile names harmlessly', async () => {
    const folder = folderOf({ 'a\x1b[2J/setup.py': '', 'a\x1b[2J/t\x1b[31m/conftest.py': '' });
    assert.doesNotMatch((await runs(['.'], { folder })).stdout, /\x1b/);
    const { stdout, written } = await runs(['.', '--output', 'map.json', '--format', 'json'], { folder });
    assert.deepEqual([stdout, written.size], ['', 1]);
  });

  it('reads only what the map needs', async () => {
    const folder = folderOf({ 'setup.py': 'import pkg.helper\nfrom pkg import x\n', 'pkg/helper.py': '', 'pkg/__init__.py': '' });
    const read: string[] = [];
    const readFile: typeof nodeFiles.readFile = async (location, most) => {
      read.push(location.slice(folder.length + 1));
      return nodeFiles.readFile(location, most);
    };
    await runs(['.'], { folder, files: { readFile } });
    assert.deepEqual(read, ['setup.py']);
  });
});
