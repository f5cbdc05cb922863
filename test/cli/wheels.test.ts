/** Wheels as projects: nothing is built, and every file is the one that their own list names. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { createProject } from '../../server/src/analysis/create';
import { withArchives } from '../../server/src/platform/node-archives';
import { nodeFiles } from '../../server/src/platform/node-files';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { type Member, zipOf } from './archives';
import { cli } from './cli';
import { folderOf, removeFolders } from './folder';

const RECORD = 'pkg-1.0.dist-info/RECORD';

const FILES: readonly Member[] = [
  { name: 'pkg/__init__.py' }, { name: 'setup.py', content: 'import os\nos.system("x")\n' }, { name: 'pkg.pth', content: 'import os; os.system(os.environ["X"])\n' }, { name: 'pkg/a, "b".py', content: 'x = 1\n' },
  { name: 'pkg-1.0.dist-info/METADATA', content: 'Metadata-Version: 2.1\nName: pkg\nVersion: 1.0\n\nName: other\n' },
  { name: 'pkg-1.0.dist-info/WHEEL', content: 'Wheel-Version: 1.0\n' }, { name: 'pkg-1.0.dist-info/entry_points.txt', content: '[console_scripts]\nrun = pkg:main\n\n[pytest11]\nx = pkg.plugin\n' },
];

const rowOf = ({ name, content = '' }: Member, hash = 'sha256'): string =>
  `${/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name},${hash}=${createHash(hash).update(content).digest('base64url')},${Buffer.byteLength(content as string)}`;

const record = (rows: readonly string[]): Member => ({ name: RECORD, content: [...rows, `${RECORD},,`, ''].join('\r\n') });
const wheelOf = (members: readonly Member[]): readonly Member[] => [...members, record(members.map((one) => rowOf(one)))];

/** What is odd about a wheel of these members. */
async function oddities(members: readonly Member[]): Promise<readonly string[]> {
  const files = withArchives({ ...nodeFiles, readFile: async () => zipOf(members), join: (folder, relative) => `${folder}/${relative}` });
  return files.problems!(files.insideOf!('pkg-1.0-py3-none-any.whl'));
}

describe('wheels', () => {
  afterEach(removeFolders);

  const real = async (args: readonly string[], folder: string) => {
    const parsers = await loadParsers();
    return cli(args, { folder, openProject: async (settings) => createProject(parsers, settings) });
  };

  it('build nothing: what runs is what the interpreter, tools and users start', async () => {
    const folder = folderOf({ 'pkg-1.0-py3-none-any.whl': zipOf(wheelOf(FILES)) });
    const { stdout } = await real(['runs', 'pkg-1.0-py3-none-any.whl'], folder);
    assert.match(stdout, /a wheel is installed without a build/);
    for (const line of ['executes import os; os.system(os.environ["X"])', 'imports pkg.plugin', 'calls pkg:main']) assert.ok(stdout.includes(line), stdout);
    assert.doesNotMatch(stdout, /setup\.py|pip install/);
    const scan = await real(['scan', 'pkg-1.0-py3-none-any.whl', '--format', 'jsonl'], folder);
    const entry = JSON.parse(scan.stdout) as { findings: { path: string }[]; package: object };
    assert.deepEqual([...new Set(entry.findings.map((one) => one.path))], ['pkg.pth']);
    assert.deepEqual(entry.package, { name: 'pkg', version: '1.0' });
  });

  it('are wheels by what they are, not by what they hold', async () => {
    const folder = folderOf({ 'pkg-1.0.zip': zipOf(FILES) });
    assert.match((await real(['runs', 'pkg-1.0.zip'], folder)).stdout, /executes setup\.py/);
  });

  describe('whose RECORD', () => {
    it('lists every file with its hash and size are not odd', async () => assert.deepEqual(await oddities(wheelOf(FILES)), []));

    it('may be signed, and may use a better hash', async () => {
      assert.deepEqual(await oddities([...wheelOf(FILES.slice(1)), { name: 'pkg-1.0.dist-info/RECORD.jws', content: '{}' }]), []);
      assert.deepEqual(await oddities([FILES[1]!, record([rowOf(FILES[1]!, 'sha512')])]), []);
    });

    for (const [what, members, told] of [
      ['is missing', FILES, 'it has no RECORD of its files'],
      ['says another hash', [{ ...FILES[0]!, content: 'y' }, record([rowOf({ ...FILES[0]!, content: 'x' })])], 'a file is not the one whose hash stands in RECORD (pkg/__init__.py)'],
      ['says another size', [{ ...FILES[0]!, content: 'xy' }, record([rowOf({ ...FILES[0]!, content: 'x' })])], 'a file has another size than RECORD says (pkg/__init__.py)'],
      ['leaves a file out', [FILES[0]!, FILES[1]!, record([rowOf(FILES[0]!)])], 'a file is not listed in RECORD (setup.py)'],
      ['lists what is not there', [FILES[0]!, record([rowOf(FILES[0]!), rowOf(FILES[1]!)])], 'RECORD lists a file that is not there (setup.py)'],
      ['lists a file twice', [FILES[0]!, record([rowOf(FILES[0]!), rowOf(FILES[0]!)])], 'RECORD lists a file more than once (pkg/__init__.py)'],
      ['has no hash', [FILES[0]!, record(['pkg/__init__.py,,'])], 'RECORD has no hash of a file (pkg/__init__.py)'],
      ['has a weak hash', [FILES[0]!, record([rowOf(FILES[0]!, 'md5')])], 'RECORD has a hash of a file that proves nothing (pkg/__init__.py)'],
    ] as const) it(`${what} are told`, async () => assert.deepEqual(await oddities(members), [told]));

    it('speaks of the last of several files with one name, as installers do', async () => {
      const [first, last] = [{ name: 'setup.py', content: 'a' }, { name: 'setup.py', content: 'b' }];
      assert.deepEqual(await oddities([first, last, record([rowOf(last)])]), ['a name stands in it more than once; the last one counts (setup.py)']);
      assert.deepEqual((await oddities([first, last, record([rowOf(first)])])).length, 2);
    });

    it('is read whatever stands in it', async () => {
      const line = fc.array(fc.constantFrom(',', '"', 'pkg/__init__.py', 'sha256=', 'x', '\n', '\0', '0'), { maxLength: 12 }).map((parts) => parts.join(''));
      await fc.assert(fc.asyncProperty(line, async (content) => {
        for (const problem of await oddities([FILES[0]!, { name: RECORD, content }])) assert.doesNotMatch(problem, /\n\s+at /);
      }), { numRuns: 100 });
    });
  });
});
