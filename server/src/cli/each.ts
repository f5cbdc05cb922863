/**
 * Many projects: one after the other in this thread, or several at once in others. Threads are worth their start for more than one
 * project only; there, a project that brings its thread down is an error and the rest go on.
 */
import { UsageError, type CliParts } from './parts';
import { type Helper, inParallel } from './pool';
import type { Target, Unreadable } from './targets';
import type { Answer, Question, Task } from './thread';

/** `Packed`: what comes of a project, as plain data. */
export interface EachOptions<Packed> {
  /** Threads at most; undefined: as many as the machine runs at once. */
  readonly jobs: number | undefined;
  /** Whether what comes of them is told in the order of the targets. */
  readonly ordered: boolean;
  /** What threads do with each. */
  readonly task: Task;
  /** The same in this thread. */
  readonly here: (target: Target, index: number) => Promise<Packed>;
  /** Of what is no project, or was lost. */
  readonly failed: (shown: string, error: string, index: number) => Packed;
  readonly complain: (sentence: string) => void;
  readonly deliver: (packed: Packed, target: Target | Unreadable, index: number) => void;
}

/** Throws `UsageError` when nothing can be analysed at all, and what `deliver` throws. */
export async function eachTarget<Packed>(targets: readonly (Target | Unreadable)[], options: EachOptions<Packed>, { console, threads }: CliParts): Promise<'done' | 'interrupted'> {
  const { here, failed, complain, deliver } = options;
  if (threads === undefined || targets.length < 2) {
    for (const [index, target] of targets.entries()) deliver('error' in target ? failed(target.shown, target.error, index) : await here(target, index), target, index);
    return 'done';
  }
  const helpers = Math.min(options.jobs ?? threads.available, targets.length);
  const start = threads.start(helpers, options.task);
  const interrupt = new AbortController();
  const forget = console.onInterrupt(() => interrupt.abort());
  const questions = targets.map((target, index) => ({ target, index }));
  try {
    await inParallel(questions, {
      helpers, ordered: options.ordered, signal: interrupt.signal,
      start: () => {
        let helper: Helper | undefined;
        return {
          ask: async (asked) => {
            const { target, index } = asked as (typeof questions)[number];
            // What is no project needs no thread.
            if ('error' in target) return { packed: failed(target.shown, target.error, index), complaints: [] };
            return (helper ??= start()).ask({ target, index } satisfies Question);
          },
          stop: () => helper?.stop(),
        };
      },
      lost: (index, reason): Answer => {
        const { shown } = targets[index]!;
        return { packed: failed(shown, `${shown}: the analysis ${reason}.`, index), complaints: [] };
      },
      deliver: (answer: Answer, index) => {
        if ('usage' in answer) throw new UsageError(answer.usage);
        answer.complaints.forEach(complain);
        deliver(answer.packed as Packed, targets[index]!, index);
      },
    });
  } finally {
    forget();
  }
  return interrupt.signal.aborted ? 'interrupted' : 'done';
}
