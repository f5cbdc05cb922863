/** What a thread does: takes one target after the other, answers with what comes of it as plain data. */
import { analyseTarget, packed, type AnalysisOptions } from './analyse';
import { UsageError } from './parts';
import { recordTarget, type RecordParts, type RecordTask } from './records';
import type { Target } from './targets';

/** What to do with each target; plain data. */
export type Task = { readonly kind: 'scan'; readonly analysis: AnalysisOptions } | RecordTask;

export interface Question {
  readonly target: Target;
  readonly index: number;
}

/** `usage`: nothing can be analysed at all; the sentence says why. */
export type Answer = { readonly packed: unknown; readonly complaints: readonly string[] } | { readonly usage: string };

export const answering = (parts: RecordParts) => (common: unknown) => async (question: unknown): Promise<Answer> => {
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
