/**
 * Threads of Node: the program's own file is started again in a worker, with a heap limit of its own, and answers one question at a
 * time. Questions and answers are copied, so they must be plain data.
 */
import { availableParallelism, totalmem } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** Of the machine's memory, what all threads together may fill; and how much one gets, in MiB. */
const SHARE = 0.75;
const LEAST_MEMORY = 512;
const MOST_MEMORY = 4096;

/** How many threads run at once on this machine. */
export const parallelism = (): number => availableParallelism();

/** Satisfies `StartHelpers` of cli/parts.ts. `common` is handed to each thread once, when it starts. */
export function helpersFrom(file: string) {
  return (helpers: number, common: unknown) => {
    const memory = Math.round(Math.max(LEAST_MEMORY, Math.min(MOST_MEMORY, (totalmem() / 2 ** 20) * SHARE / helpers)));
    return () => startHelper(file, common, memory);
  };
}

function startHelper(file: string, common: unknown, memory: number) {
  const worker = new Worker(file, { workerData: common, resourceLimits: { maxOldGenerationSizeMb: memory } });
  let settle: { resolve(answer: unknown): void; reject(error: Error): void } | undefined;
  let ended: Error | undefined;
  const end = (reason: string): void => {
    ended ??= new Error(reason);
    settle?.reject(ended);
    settle = undefined;
  };
  worker.on('message', (answer) => {
    const { resolve } = settle ?? {};
    settle = undefined;
    resolve?.(answer);
  });
  worker.on('messageerror', () => end('gave an answer that cannot be copied'));
  worker.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? `needed more than ${memory} MiB of memory` : `ended with an error (${String(error.message ?? error).split('\n')[0]})`));
  worker.on('exit', (status) => end(`ended by itself with status ${status}`));
  return {
    ask: (question: unknown): Promise<unknown> => new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      settle = { resolve, reject };
      worker.postMessage(question);
    }),
    stop: (): void => void worker.terminate(),
  };
}

/** Whether this is the program itself and not one of its threads. */
export const isProgram = isMainThread;

/** In a thread: answers what the program asks, one question after the other. An answer that fails ends the thread. */
export function serve(answering: (common: unknown) => (question: unknown) => Promise<unknown>): void {
  const answer = answering(workerData);
  parentPort!.on('message', (question: unknown) => {
    void answer(question).then((result) => parentPort!.postMessage(result));
  });
}
