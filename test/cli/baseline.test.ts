/** `buildglass scan --baseline`: statuses, the file, several projects and parts of projects. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, type Result } from './cli';
import { folderOf, removeFolders } from './folder';

/** The rows of a written baseline, as "project path message". */
const rowsOf = (text: string): string[] => (JSON.parse(text) as { findings: { project: string; path: string }[] }).findings.map(({ project, path: file }) => `${project} ${file}`);

describe('buildglass scan --baseline', () => {
  afterEach(removeFolders);

  /** Scans and keeps what was written, as the real console would. */
  async function scan(folder: string, ...args: string[]): Promise<Result> {
    const result = await cli(['scan', ...args, '--baseline', 'known.json'], { folder });
    for (const [location, text] of result.written) writeFileSync(location, text);
    return result;
  }
  const written = (result: Result): string => [...result.written.values()][0]!;

  it('is clean for what is known, and not for what is new', async () => {
    const folder = folderOf({ 'a/setup.py': 'exec(x)\n' });
    const first = await scan(folder, 'a', '--update-baseline');
    assert.equal(first.status, 0);
    assert.equal(first.stderr, 'buildglass: The baseline known.json holds 1 finding: 1 new, 0 gone.\n');
    assert.deepEqual(rowsOf(written(first)), ['a setup.py']);
    assert.equal((await scan(folder, 'a')).status, 0);
    writeFileSync(path.join(folder, 'a/setup.py'), '# moved\n\nexec(x)\n');
    assert.equal((await scan(folder, 'a')).status, 0);
    writeFileSync(path.join(folder, 'a/setup.py'), 'exec(x)\nexec(y)\n');
    const later = await scan(folder, 'a');
    assert.equal(later.status, 1);
    assert.match(later.stdout, /known +1 /);
    assert.equal(later.written.size, 0, 'only --update-baseline writes');
  });

  it('forgets what is gone, and keeps what it was not asked about', async () => {
    const folder = folderOf({ 'a/setup.py': 'exec(x)\nimport helper\n', 'a/helper.py': 'exec(z)\n', 'b/setup.py': 'exec(y)\n' });
    assert.deepEqual(rowsOf(written(await scan(folder, 'a', 'b', '--update-baseline'))), ['a helper.py', 'a setup.py', 'b setup.py']);
    writeFileSync(path.join(folder, 'a/setup.py'), 'import helper\n');
    const gone = await scan(folder, 'a');
    assert.equal(gone.status, 0);
    assert.match(gone.stdout, /^gone dynamic-execution /m);
    assert.doesNotMatch((await scan(folder, 'a/helper.py')).stdout, /^gone /m, 'the other file was not asked about');
    const update = await scan(folder, 'a', '--update-baseline');
    assert.equal(update.stderr, 'buildglass: The baseline known.json holds 2 findings: 0 new, 1 gone.\n');
    assert.deepEqual(rowsOf(written(update)), ['a helper.py', 'b setup.py']);
  });

  it('does not depend on the folder it is used from', async () => {
    const folder = folderOf({ 'a/setup.py': 'exec(x)\n' });
    await scan(folder, 'a', '--update-baseline');
    assert.equal((await cli(['scan', '.', '--baseline', '../known.json'], { folder: path.join(folder, 'a') })).status, 0);
  });

  it('is wrong usage, in one sentence, when it cannot be used', async () => {
    const folder = folderOf({ 'a/setup.py': 'exec(x)\n', 'known.json': '{' });
    mkdirSync(path.join(folder, 'folder'));
    for (const [args, sentence] of [
      [['--baseline', 'gone.json'], 'The baseline gone.json does not exist.'], [['--baseline', 'known.json'], 'The baseline known.json cannot be used: it is not JSON.'],
      [['--update-baseline'], '--update-baseline needs --baseline with the file to write.'],
      [['--baseline', 'missing/known.json', '--update-baseline'], 'The baseline cannot be written to missing/known.json: its folder does not exist.'],
    ] as const) {
      const result = await cli(['scan', 'a', ...args], { folder });
      assert.equal(result.status, 2);
      assert.equal(result.stderr, `buildglass: ${sentence}\n`);
    }
    assert.equal((await scan(folder, 'a', '--update-baseline')).status, 0, 'a broken one is written anew');
  });

  it('says the exit status of what could not be read, whatever the baseline knows', async () => {
    const folder = folderOf({ 'a/setup.py': 'exec(x)\n' });
    assert.equal((await scan(folder, 'a', 'gone', '--update-baseline')).status, 2);
  });
});
