/**
 * Work for several threads: jobs go out one at a time to whoever is free, answers come back in the order of the jobs or as they are
 * done. What waits is bounded, so that memory does not grow with the number of jobs; a thread that dies costs its job and no other.
 *
 *     jobs      0 1 2 3 4 5 6 …            two threads, in order
 *     going out     2 3                    0 is done and delivered, 1 is done, 2 and 3 are being worked on
 *     delivered 0 1                        4 goes out as soon as a thread is free
 */

/** Another thread, which answers one question at a time. */
export interface Helper {
  /** Rejects with an error in plain words ("needed more than 2048 MiB of memory") when the thread ended instead of answering; it is of no use any more then. */
  ask(question: unknown): Promise<unknown>;
  stop(): void;
}

export interface PoolOptions<Answer> {
  /** How many threads at most. */
  readonly helpers: number;
  readonly start: () => Helper;
  /** Told each answer, with the number of its job from 0. */
  readonly deliver: (answer: Answer, index: number) => void;
  /** The answer for a job whose thread ended. */
  readonly lost: (index: number, reason: string) => Answer;
  /** Whether answers are delivered in the order of the jobs. */
  readonly ordered: boolean;
  /** Jobs that may be done before the oldest one is: only then do answers wait. */
  readonly window?: number;
  /** Once aborted, all threads are stopped, and what is not done is never delivered. */
  readonly signal?: AbortSignal;
}

const WINDOW = 64;

/** Resolves when all jobs are done, or when it was aborted. Rejects with what `deliver` throws. */
export async function inParallel<Job, Answer>(jobs: readonly Job[], options: PoolOptions<Answer>): Promise<void> {
  const { deliver, lost, ordered, window = WINDOW, signal } = options;
  const waiting = new Map<number, Answer>();
  const running = new Set<Helper>();
  let next = 0;
  let delivered = 0;
  let stalled: (() => void)[] = [];
  let ended = signal?.aborted === true;

  const wake = (): void => {
    for (const go of stalled) go();
    stalled = [];
  };
  const end = (): void => {
    ended = true;
    for (const helper of running) helper.stop();
    running.clear();
    wake();
  };
  signal?.addEventListener('abort', end, { once: true });

  const done = (index: number, answer: Answer): void => {
    if (!ordered) return deliver(answer, index);
    waiting.set(index, answer);
    for (let one = waiting.get(delivered); one !== undefined; one = waiting.get(delivered)) {
      waiting.delete(delivered);
      deliver(one, delivered++);
    }
    wake();
  };

  const work = async (): Promise<void> => {
    let helper: Helper | undefined;
    while (next < jobs.length && !ended) {
      if (ordered && next - delivered >= window) {
        await new Promise<void>((resolve) => stalled.push(resolve));
        continue;
      }
      const index = next++;
      if (helper === undefined) running.add(helper = options.start());
      let answer: Answer;
      try {
        answer = await helper.ask(jobs[index]) as Answer;
      } catch (error) {
        if (running.delete(helper)) helper.stop();
        helper = undefined;
        answer = lost(index, error instanceof Error ? error.message : String(error));
      }
      if (!ended) done(index, answer);
    }
    if (helper !== undefined && running.delete(helper)) helper.stop();
  };
  try {
    await Promise.all(Array.from({ length: Math.max(1, Math.min(options.helpers, jobs.length)) }, work));
  } finally {
    end();
    signal?.removeEventListener('abort', end);
  }
}
