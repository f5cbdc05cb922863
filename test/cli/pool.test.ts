/** Work for several threads, with threads that tests hold in their hands: order, bounds, loss and ends. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Helper, inParallel } from '../../server/src/cli/pool';

/** Threads whose questions wait until the test answers them. */
class Threads {
  readonly asked: { readonly job: number; readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void }[] = [];
  started = 0;
  stopped = 0;

  readonly start = (): Helper => {
    this.started++;
    let reject: ((error: Error) => void) | undefined;
    return {
      ask: (question) => new Promise((resolve, fail) => {
        reject = fail;
        this.asked.push({ job: question as number, resolve, reject: fail });
      }),
      stop: () => {
        this.stopped++;
        reject?.(new Error('was stopped'));
      },
    };
  };

  /** Lets everything that waits for answers run on. */
  static async settle(): Promise<void> {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  }
}

const jobs = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('work for several threads', () => {
  it('comes back in the order of the jobs, or as it is done, whatever is done first', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(30), fc.integer({ min: 1, max: 5 }), fc.boolean(), fc.infiniteStream(fc.nat()), async (count, helpers, ordered, choices) => {
      const threads = new Threads();
      const delivered: [string, number][] = [];
      const done = inParallel(jobs(count), { helpers, start: threads.start, ordered, window: 4, lost: (index) => `lost ${index}`, deliver: (answer, index) => delivered.push([answer, index]) });
      const finished: string[] = [];
      for (let answered = 0; answered < count; answered++) {
        await Threads.settle();
        assert.ok(threads.asked.length > 0 && threads.asked.length <= helpers);
        if (ordered) assert.ok(Math.max(...threads.asked.map(({ job }) => job)) < delivered.length + 4, 'no more than the window is out');
        const [one] = threads.asked.splice(choices.next().value! % threads.asked.length, 1);
        const dies = choices.next().value! % 4 === 0;
        finished.push(dies ? `lost ${one!.job}` : `done ${one!.job}`);
        if (dies) one!.reject(new Error('gone'));
        else one!.resolve(`done ${one!.job}`);
      }
      await done;
      const byJob = (text: string): number => Number(text.split(' ')[1]);
      assert.deepEqual(delivered.map(([answer]) => answer), ordered ? finished.sort((a, b) => byJob(a) - byJob(b)) : finished);
      for (const [answer, index] of delivered) assert.equal(byJob(answer), index);
      assert.equal(threads.stopped, threads.started, 'no thread is left');
    }), { numRuns: 150 });
  });

  it('starts a new thread for one that died, and says why it did', async () => {
    const threads = new Threads();
    const delivered: string[] = [];
    const done = inParallel(jobs(2), { helpers: 1, start: threads.start, ordered: true, lost: (index, reason) => `${index} ${reason}`, deliver: (answer: string) => void delivered.push(answer) });
    await Threads.settle();
    threads.asked.pop()!.reject(new Error('needed more than 512 MiB of memory'));
    await Threads.settle();
    threads.asked.pop()!.resolve('1 done');
    await done;
    assert.deepEqual([delivered, threads.started], [['0 needed more than 512 MiB of memory', '1 done'], 2]);
  });

  it('stops all threads and delivers nothing more once it is aborted', async () => {
    const threads = new Threads();
    const delivered: unknown[] = [];
    const interrupt = new AbortController();
    const done = inParallel(jobs(9), { helpers: 3, start: threads.start, ordered: false, signal: interrupt.signal, lost: () => 'lost', deliver: (answer) => delivered.push(answer) });
    await Threads.settle();
    threads.asked.shift()!.resolve('first');
    await Threads.settle();
    interrupt.abort();
    await done;
    assert.deepEqual([delivered, threads.stopped], [['first'], threads.started]);
  });

  it('ends when an answer cannot be delivered', async () => {
    const threads = new Threads();
    const done = inParallel(jobs(9), { helpers: 2, start: threads.start, ordered: true, lost: () => 'lost', deliver: () => { throw new Error('the disk is full'); } });
    await Threads.settle();
    threads.asked[0]!.resolve('x');
    await assert.rejects(done, /the disk is full/);
    assert.equal(threads.stopped, threads.started);
  });
});
