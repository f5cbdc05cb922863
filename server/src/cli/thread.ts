/** What a thread does: takes one target after the other, answers with what comes of it as plain data. */
import { analyseTarget, packed, type AnalysisOptions } from './analyse';
import type { Console } from './console';
import { UsageError, type CliParts } from './parts';
import { recordTarget, type RecordTask } from './records';
import type { Target } from './targets';

/** What to do with each target; plain data. */
export type Task = { readonly kind: 'scan'; readonly analysis: AnalysisOptions } | RecordTask;

export interface Question {
  readonly target: Target;
  readonly index: number;
}

/** `usage`: nothing can be analysed at all; the sentence says why. */
export type Answer = { readonly packed: unknown; readonly complaints: readonly string[] } | { readonly usage: string };

export type ThreadParts = Pick<CliParts, 'openProject' | 'rules' | 'version'> & { readonly console: Pick<Console, 'files'> };

export const answering = (parts: ThreadParts) => (common: unknown) => async (question: unknown): Promise<Answer> => {
  const complaints: string[] = [];
  const listener = { read: () => undefined, complain: (sentence: string) => void complaints.push(sentence) };
  const task = common as Task;
  const { target, index } = question as Question;
  try {
    const answer = task.kind === 'scan' ? packed(await analyseTarget(target, task.analysis, parts, listener)) : await recordTarget(target, index, task, parts, listener);
    return { packed: answer, complaints };
  } catch (error) {
    if (error instanceof UsageError) return { usage: error.message };
    throw error;
  }
};
