/** Threads of Node under the pool: what becomes of jobs whose thread throws, leaves or answers what cannot be copied. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { inParallel } from '../../server/src/cli/pool';
import { helpersFrom } from '../../server/src/platform/node-workers';
import { folderOf, removeFolders } from './folder';

const THREAD = `const { parentPort, workerData } = require('node:worker_threads');
parentPort.on('message', (job) => {
  if (job === 'throw') throw new Error('the stars are wrong');
  if (job === 'leave') process.exit(3);
  parentPort.postMessage(workerData + job);
});
`;

describe('threads', () => {
  afterEach(removeFolders);

  it('that end cost their job and no other, and say how they ended', async () => {
    const folder = folderOf({ 'thread.js': THREAD });
    const delivered: string[] = [];
    await inParallel(['a', 'throw', 'b', 'leave', 'c'], {
      helpers: 2, start: helpersFrom(path.join(folder, 'thread.js'))(2, 'did '), ordered: true, lost: (index, reason) => `${index} ${reason}`, deliver: (answer: string) => void delivered.push(answer),
    });
    assert.deepEqual(delivered, ['did a', '1 ended with an error (the stars are wrong)', 'did b', '3 ended by itself with status 3', 'did c']);
  });

  it('that cannot be started are lost jobs', async () => {
    const folder = folderOf({});
    const delivered: string[] = [];
    await inParallel(['a'], { helpers: 1, start: helpersFrom(path.join(folder, 'gone.js'))(1, ''), ordered: true, lost: (_index, reason) => reason, deliver: (answer: string) => void delivered.push(answer) });
    assert.equal(delivered.length, 1);
    assert.match(delivered[0]!, /^ended with an error \(Cannot find module /);
  });
});
