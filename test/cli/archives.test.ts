/** Source distributions as projects: read in memory, within limits, with a word on everything that is odd about them. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { withArchives } from '../../server/src/platform/node-archives';
import { nodeFiles } from '../../server/src/platform/node-files';
import { createProject } from '../../server/src/analysis/create';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Surroundings } from './cli';
import { validateReport } from '../report/schema';
import { emptyFile, type Member, tarGzOf, tarOf, zipOf } from './archives';
import { cli } from './cli';
import { folderOf, removeFolders } from './folder';

const SETUP = 'exec(x)\n';
const SDIST: readonly Member[] = [{ name: 'pkg-1.0/PKG-INFO', content: 'Name: pkg\n' }, { name: 'pkg-1.0/setup.py', content: SETUP }, { name: 'pkg-1.0/pkg/__init__.py' }];

interface Entry { project: string; error?: string; problems?: string[]; files?: { path: string }[]; findings?: { path: string; message: string; rule: string }[] }

/** Scans one archive; nothing else may be in its folder afterwards. */
async function scanned(name: string, bytes: Uint8Array, around: Surroundings = {}): Promise<Entry & { status: number }> {
  const folder = folderOf({ [name]: bytes });
  const { status, stdout, stderr } = await cli(['scan', name, '--format', 'json'], { folder, ...around });
  assert.deepEqual(readdirSync(folder), [name], 'nothing is written');
  assert.doesNotMatch(stderr, /\n\s+at /);
  const report = JSON.parse(stdout) as { projects: Entry[] };
  assert.deepEqual(validateReport(report), []);
  assert.equal(report.projects.length, 1);
  return { ...report.projects[0]!, status };
}

/** A file system whose archives hold these bytes, for what needs no disk. */
const inMemory = (bytes: Uint8Array) => withArchives({ ...nodeFiles, readFile: async () => bytes, join: (folder, relative) => `${folder}/${relative}` });

describe('archives', () => {
  afterEach(removeFolders);

  describe('are projects', () => {
    for (const [name, make] of [['pkg-1.0.tar.gz', tarGzOf], ['pkg-1.0.tgz', tarGzOf], ['pkg-1.0.tar', tarOf], ['pkg-1.0.zip', async (members: readonly Member[]) => zipOf(members)]] as const) {
      it(`as ${name}`, async () => {
        const { status, project, findings, problems } = await scanned(name, await make(SDIST));
        assert.deepEqual([status, project, findings?.map((one) => one.path), problems], [1, name, ['setup.py'], undefined]);
      });
    }

    // Made with tarfile of Python: the very three entries above.
    for (const name of ['pkg-1.0.tar.bz2', 'pkg-1.0.tar.xz']) {
      it(`as ${name}`, async () => {
        const { status, findings, problems } = await scanned(name, readFileSync(path.join(__dirname, 'fixtures', name)));
        assert.deepEqual([status, findings?.map((one) => one.path), problems], [1, ['setup.py'], undefined]);
      });
    }

    it('whose one folder around everything is left out, as installers do, and only then', async () => {
      const { findings } = await scanned('p.tar.gz', await tarGzOf([{ name: 'setup.py', content: SETUP }, { name: 'a/setup.py', content: SETUP }]));
      assert.deepEqual(findings?.map((one) => one.path), ['a/setup.py', 'setup.py']);
    });

    it('whatever their names say: the bytes do', async () => {
      assert.equal((await scanned('p.tar.gz', zipOf(SDIST))).status, 1);
      assert.equal((await scanned('p.zip', await tarGzOf(SDIST))).status, 1);
    });

    it('beside folders, in lists and under the names that were typed', async () => {
      const folder = folderOf({ 'a/setup.py': '', 'd/p.zip': zipOf(SDIST), 'list.txt': 'd/p.zip\n' });
      const { stdout } = await cli(['scan', 'a', '--paths-from', 'list.txt', '--format', 'json'], { folder });
      assert.deepEqual((JSON.parse(stdout) as { projects: Entry[] }).projects.map((one) => one.project), ['a', 'd/p.zip']);
    });

    it('and other files with such names inside folders stay files', async () => {
      const folder = folderOf({ 'p/setup.py': SETUP, 'p/data.zip': zipOf(SDIST) });
      const { stdout } = await cli(['scan', 'p', '--format', 'json'], { folder });
      assert.deepEqual((JSON.parse(stdout) as { projects: Entry[] }).projects.flatMap((one) => one.findings?.map((finding) => finding.path)), ['setup.py']);
    });

    it('read beyond what is kept in the first pass', async () => {
      const long = `${'#'.repeat(3 << 20)}\nexec(x)\n`;
      const { findings } = await scanned('p.tar.gz', await tarGzOf([{ name: 'p/setup.py', content: 'import long\nimport other\n' }, { name: 'p/long.py', content: long }, { name: 'p/other.py', content: long }]));
      assert.deepEqual(findings?.map((one) => one.path), ['long.py', 'other.py']);
    });
  });

  describe('that are bad', () => {
    const LONG = 'n'.repeat(10_000);
    const told = async (members: readonly Member[], make: (members: readonly Member[]) => Promise<Buffer> | Buffer = tarGzOf): Promise<readonly string[]> => (await scanned('p.tar.gz', await make(members))).problems ?? [];

    it('have names that lead outside', async () => {
      assert.deepEqual(await told([...SDIST, { name: 'pkg-1.0/../../x.py' }, { name: 'C:\\y.py' }]), ['a name leads outside the archive; it was left out (pkg-1.0/../../x.py, C:\\y.py)']);
      assert.deepEqual(await told([...SDIST, { name: '/etc/x.py' }], zipOf), ['a name leads outside the archive; it was left out (/etc/x.py)']);
    });

    it('have names that no file can have', async () => {
      assert.deepEqual(await told([...SDIST, { name: `pkg-1.0/${LONG}` }], zipOf), [`a name is one that no file can have; it was left out (pkg-1.0/${'n'.repeat(71)}…)`]);
      assert.deepEqual(await told([...SDIST, { name: 'pkg-1.0/a\0b.py' }], zipOf), ['a name holds control characters (pkg-1.0/a\0b.py)', 'a name is one that no file can have; it was left out (pkg-1.0/a\0b.py)']);
    });

    it('have names with control characters', async () => {
      assert.deepEqual(await told([...SDIST, { name: 'pkg-1.0/a\x1b[2Jb.py' }]), ['a name holds control characters (pkg-1.0/a\x1b[2Jb.py)']);
    });

    it('hold a name twice: the last one counts, as for installers', async () => {
      for (const make of [tarGzOf, zipOf]) {
        const { status, problems } = await scanned('p.tar.gz', await make([{ name: 'p/setup.py', content: 'setup()\n' }, { name: 'p/setup.py', content: SETUP }]));
        assert.deepEqual([status, problems], [2, ['a name stands in it more than once; the last one counts (p/setup.py)']]);
      }
      assert.deepEqual(await told([{ name: 'p/setup.py', content: SETUP }, { name: 'p/./setup.py', content: '' }]), ['a name stands in it more than once; the last one counts (p/setup.py)']);
    });

    it('hold a name that is a file and a folder', async () => {
      assert.deepEqual(await told([{ name: 'p/a', content: '' }, { name: 'p/a/setup.py', content: SETUP }]), ['a name is both a file and a folder; the folder counts (a)']);
    });

    it('hold links: those inside are followed, those to the outside are told', async () => {
      const { findings, problems } = await scanned('p.tar.gz', await tarGzOf([
        { name: 'p/setup.py', type: 'symlink', linkname: 'tools/../tools/real.py' }, { name: 'p/tools/real.py', content: SETUP }, { name: 'p/out.py', type: 'symlink', linkname: '../../etc/passwd' },
        { name: 'p/hard/setup.py', type: 'link', linkname: 'p/tools/real.py' }, { name: 'p/loop', type: 'symlink', linkname: 'loop' },
      ]));
      assert.deepEqual(findings?.map((one) => one.path), ['hard/setup.py', 'setup.py']);
      assert.deepEqual(problems, ['a link leads outside the archive (p/out.py → ../../etc/passwd)']);
    });

    it('hold devices', async () => {
      assert.deepEqual(await told([...SDIST, { name: 'pkg-1.0/null', type: 'character-device' }, { name: 'pkg-1.0/pipe', type: 'fifo' }]),
        ['an entry is neither a file nor a folder nor a link (pkg-1.0/null, pkg-1.0/pipe)']);
    });

    it('are encrypted', async () => {
      const { findings } = await scanned('p.zip', zipOf(SDIST, 0x801));
      assert.deepEqual(findings?.map((one) => [one.path, one.message]), [['setup.py', 'Not analysed: it is encrypted']]);
    });

    it('have metadata that is no text: what can be read of it is, and that is told', async () => {
      const folder = folderOf({ 'p.tar.gz': await tarGzOf([{ name: 'p/PKG-INFO', content: Buffer.from('Name: t\xefdes\nVersion: 1\n', 'latin1') }, { name: 'p/setup.py', content: 'from setuptools import setup\nsetup()\n' }]) });
      const parsers = await loadParsers();
      const { stdout } = await cli(['scan', 'p.tar.gz', '--format', 'jsonl'], { folder, openProject: async (settings) => createProject(parsers, settings) });
      const { findings, package: named } = JSON.parse(stdout) as Entry & { package: object };
      assert.deepEqual([findings?.map(({ path: at, rule }) => [at, rule]), named], [[['PKG-INFO', 'unusual-encoding']], { name: 'tïdes', version: '1' }]);
    });

    it('are cut short: what is there is read, the rest is told', async () => {
      // Noise, so that half of the bytes are about half of the entries.
      const noise = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * i * 7919 + i * 104_729) >> 7));
      const whole = await tarGzOf([{ name: 'p/setup.py', content: SETUP }, { name: 'p/noise', content: noise }, { name: 'p/more', content: noise }]);
      const { status, findings, problems } = await scanned('p.tar.gz', whole.subarray(0, whole.length / 2));
      assert.deepEqual([status, findings?.length], [2, 1]);
      assert.match(problems?.join('\n') ?? '', /^it is broken after \d entries: the rest was not read \(unexpected end of file\)$/);
    });

    it('are cut short within xz: the library knows a number, people get words', async () => {
      const whole = readFileSync(path.join(__dirname, 'fixtures/pkg-1.0.tar.xz'));
      const { problems } = await scanned('p.tar.xz', whole.subarray(0, -40));
      assert.deepEqual(problems, ['it is broken after 3 entries: the rest was not read (it ends in the middle)']);
      const damaged = Buffer.from(whole);
      damaged[80]! ^= 0xff;
      assert.match((await scanned('d.tar.xz', damaged)).error ?? '', /\(its data are damaged\)\.$/);
    });

    it('are no archives at all', async () => {
      for (const bytes of ['', 'hello', 'x'.repeat(5000), '\x1f\x8b', 'PK\x03\x04', 'PK\x05\x06', 'BZh9', '\xfd7zXZ\0']) {
        for (const name of ['p.tar.gz', 'p.whl']) {
          const { status, error } = await scanned(name, Buffer.from(bytes, 'latin1'));
          assert.equal(status, 2);
          assert.match(error ?? '', /^p\.\S+ (?:is no archive that can be read \(.+\)|holds nothing)\.$/, JSON.stringify([bytes, error]));
        }
      }
    });

    it('unfold to far more than they are', async () => {
      const bomb = gzipSync(Buffer.concat([(await tarOf([{ name: 'p/setup.py', content: SETUP }])).subarray(0, 1024), Buffer.alloc(1 << 27)]), { level: 9 });
      const { findings, problems } = await scanned('p.tar.gz', bomb);
      assert.deepEqual([findings?.length, problems], [1, ['it unfolds to more than 200 times its size: the rest was not read']]);
    });

    it('unfold to far more than they are, entry by entry', async () => {
      const zeros = '\0'.repeat(1 << 25);
      const { findings, problems } = await scanned('p.zip', zipOf([{ name: 'p/setup.py', content: 'import a\nimport b\nimport c\nimport d\nexec(x)\n' }, ...['a', 'b', 'c', 'd'].map((name) => ({ name: `p/${name}.py`, content: zeros }))]));
      assert.deepEqual(findings?.filter((one) => one.path === 'setup.py').length, 1);
      assert.deepEqual([problems, findings?.filter((one) => one.rule === 'not-analysed').map((one) => one.message)], [undefined, ['a', 'b', 'c', 'd'].map(() => 'Not analysed: it is larger than 8 MiB')]);
    });

    it('hold a hundred thousand entries: all are listed', async () => {
      const bytes = Buffer.concat([...Array.from({ length: 100_000 }, (_, i) => emptyFile(`pkg-1.0/d/${i}.txt`)), await tarOf(SDIST)]);
      const files = inMemory(bytes);
      const root = files.insideOf!('p.tar');
      assert.deepEqual([(await files.readFolder(`${root}/d`))?.length, await files.problems!(root)], [100_000, []]);
    }).timeout(60_000);

    it('have more entries than are listed, or many', async () => {
      const many = await tarGzOf([...SDIST, ...Array.from({ length: 5000 }, (_, i) => ({ name: `pkg-1.0/d/${i}.txt` }))]);
      const { findings, problems } = await scanned('p.tar.gz', many);
      assert.deepEqual([findings?.length, problems], [1, undefined]);
    }).timeout(60_000);
  });

  it('are never a reason to fail, however they are broken', async () => {
    const good = [await tarGzOf(SDIST), await tarOf(SDIST), zipOf(SDIST), readFileSync(path.join(__dirname, 'fixtures/pkg-1.0.tar.bz2')), readFileSync(path.join(__dirname, 'fixtures/pkg-1.0.tar.xz'))];
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255), drop: fc.nat(3) });
    await fc.assert(fc.asyncProperty(fc.constantFrom(...good), fc.array(change, { minLength: 1, maxLength: 6 }), fc.option(fc.nat()), async (bytes, changes, cut) => {
      let broken = Buffer.from(bytes);
      for (const { at, byte, drop } of changes) {
        const place = at % Math.max(1, broken.length);
        broken[place] = byte;
        if (drop > 0) broken = Buffer.concat([broken.subarray(0, place), broken.subarray(place + drop)]);
      }
      if (cut !== null) broken = broken.subarray(0, cut % Math.max(1, broken.length));
      const files = inMemory(broken);
      const root = files.insideOf!('p');
      const pending = [''];
      for (const folder of pending) {
        for (const entry of (await files.readFolder(`${root}/${folder}`)) ?? []) {
          const inner = folder === '' ? entry.name : `${folder}/${entry.name}`;
          assert.doesNotMatch(inner, /(?:^|\/)\.\.(?:\/|$)|^\/|\0/);
          if (entry.kind === 'folder') pending.push(inner);
          else {
            const content = await files.readFile(`${root}/${inner}`, 1 << 20);
            assert.ok(content instanceof Uint8Array ? content.length <= 1 << 20 : content.reason !== '');
          }
        }
      }
      assert.equal(typeof (await files.kind(root)), 'string');
      for (const problem of await files.problems!(root)) assert.doesNotMatch(problem, /\n\s+at /);
    }), { numRuns: 200 });
  }).timeout(60_000);

  it('hold any names: each is listed, or told, or inside something that is', async () => {
    const part = fc.constantFrom('a', 'b', '..', '.', '', 'c.py', 'x\0', '\x07', 'A', 'setup.py', 'n'.repeat(300));
    const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')).filter((text) => text !== '');
    await fc.assert(fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 8 }), async (names) => {
      const files = inMemory(zipOf(names.map((one) => ({ name: one, content: 'x' }))));
      const root = files.insideOf!('p.whl');
      const problems = (await files.problems!(root)).join('\n');
      for (const one of names) {
        const inner = one.split('/').filter((piece) => piece !== '' && piece !== '.').join('/');
        if ((await files.kind(`${root}/${inner}`)) === 'missing') assert.match(problems, /left out/, JSON.stringify(one));
      }
    }), { numRuns: 150 });
  });

  it('are read by runs and layer as well, which say what is wrong with them', async () => {
    const folder = folderOf({ 'p.zip': zipOf(SDIST), 'bad.zip': 'PK' });
    assert.equal((await cli(['runs', 'p.zip'], { folder })).status, 0);
    assert.equal((await cli(['layer', 'p.zip'], { folder })).status, 0);
    for (const command of ['runs', 'layer']) {
      const { status, stderr } = await cli([command, 'bad.zip'], { folder });
      assert.deepEqual([status, stderr], [2, 'buildglass: bad.zip is no archive that can be read (Unexpected end of data).\n']);
    }
  });

  it('that do not exist are told like any path', async () => {
    const { status, stderr } = await cli(['scan', 'gone.tar.gz'], { folder: folderOf({}) });
    assert.deepEqual([status, stderr, existsSync('gone.tar.gz')], [2, 'buildglass: gone.tar.gz does not exist.\n', false]);
  });
});
