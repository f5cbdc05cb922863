/** Files that reports are written to: whole or not at all, or line by line; on a real disk. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { NodeOutput, openOutput } from '../../server/src/platform/node-output';
import { nodeConsole } from '../../server/src/platform/node-console';
import { folderOf, removeFolders } from './folder';

async function opened(location: string, whole: boolean): Promise<NodeOutput> {
  const output = await openOutput(location, { whole });
  assert.ok(output instanceof NodeOutput, JSON.stringify(output));
  return output;
}

describe('a file that a report is written to', () => {
  afterEach(removeFolders);
  const before = process.listenerCount('SIGINT');
  afterEach(() => assert.equal(process.listenerCount('SIGINT'), before));

  it('is as it was until a document is whole, with its mode, also behind a link', async () => {
    const folder = folderOf({ 'real/r.json': 'old' });
    const real = path.join(folder, 'real/r.json');
    if (process.platform !== 'win32') {
      chmodSync(real, 0o640);
      symlinkSync('real/r.json', path.join(folder, 'link.json'));
    }
    const named = process.platform === 'win32' ? real : path.join(folder, 'link.json');
    const output = await opened(named, true);
    assert.equal(output.write('new ü'), undefined);
    assert.equal(readFileSync(real, 'utf8'), 'old');
    assert.equal(output.close(), undefined);
    output.discard();
    assert.equal(readFileSync(real, 'utf8'), 'new ü');
    assert.deepEqual(readdirSync(path.join(folder, 'real')), ['r.json']);
    if (process.platform !== 'win32') assert.equal(statSync(real).mode & 0o777, 0o640);
  });

  it('stays as it was when the document is given up, or is not made at all', async () => {
    const folder = folderOf({ 'r.json': 'old' });
    for (const name of ['r.json', 'new.json']) {
      const output = await opened(path.join(folder, name), true);
      output.write('half');
      output.discard();
      assert.equal(output.write('more'), undefined);
    }
    assert.deepEqual([readdirSync(folder), readFileSync(path.join(folder, 'r.json'), 'utf8')], [['r.json'], 'old']);
  });

  it('grows line by line when lines stand for themselves', async () => {
    const location = path.join(folderOf({ 'r.jsonl': 'old and longer' }), 'r.jsonl');
    const output = await opened(location, false);
    output.write('{}\n');
    assert.equal(readFileSync(location, 'utf8'), '{}\n');
    output.discard();
    assert.equal(readFileSync(location, 'utf8'), '{}\n');
  });

  it('says in plain words why it cannot be written', async () => {
    const folder = folderOf({ 'a/': '', file: '' });
    mkdirSync(path.join(folder, 'b'));
    assert.deepEqual(await openOutput(path.join(folder, 'b'), { whole: true }), { reason: 'it is a folder' });
    assert.deepEqual(await openOutput(path.join(folder, 'gone/x'), { whole: true }), { reason: 'its folder does not exist' });
    assert.deepEqual(await openOutput(path.join(folder, 'file/x'), { whole: false }), { reason: 'its folder does not exist' });
  });

  it('may be a device', async function () {
    if (process.platform === 'win32') return this.skip();
    const output = await opened('/dev/null', true);
    assert.deepEqual([output.write('x'), output.close()], [undefined, undefined]);
    if (process.platform !== 'linux') return;
    const full = await opened('/dev/full', true);
    assert.deepEqual([full.write('x'), full.write('y'), full.close()], ['the disk is full', 'the disk is full', 'the disk is full']);
  });
});

describe('a list that is read from anywhere', () => {
  afterEach(removeFolders);

  it('has an end, and a limit', async () => {
    const { readAll } = nodeConsole();
    const location = path.join(folderOf({ list: 'a\nb\n' }), 'list');
    assert.equal(Buffer.from(await readAll(location, 4) as Uint8Array).toString(), 'a\nb\n');
    assert.deepEqual(await readAll(location, 3), { reason: 'is larger than 3 bytes' });
    assert.deepEqual(await readAll(path.dirname(location), 3), { reason: 'is a folder, not a file' });
    assert.deepEqual(await readAll(`${location}s`, 3), { reason: 'does not exist' });
    if (process.platform !== 'win32') assert.deepEqual(await readAll('/dev/zero', 1 << 20), { reason: 'is larger than 1 MiB' });
  });
});
