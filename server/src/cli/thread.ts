/** What a thread of a scan does: takes one target after the other, answers with entries as plain data. */
import { analyseTarget, packed, type AnalysisOptions, type PackedEntry } from './analyse';
import type { Console } from './console';
import { UsageError, type CliParts } from './parts';
import type { Target } from './targets';

/** `usage`: nothing can be analysed at all; the sentence says why. */
export type Answer = { readonly entry: PackedEntry; readonly complaints: readonly string[] } | { readonly usage: string };

export const answering = (parts: Pick<CliParts, 'openProject'> & { readonly console: Pick<Console, 'files'> }) => (common: unknown) => async (question: unknown): Promise<Answer> => {
  const complaints: string[] = [];
  try {
    const entry = await analyseTarget(question as Target, common as AnalysisOptions, parts, { read: () => undefined, complain: (sentence) => complaints.push(sentence) });
    return { entry: packed(entry), complaints };
  } catch (error) {
    if (error instanceof UsageError) return { usage: error.message };
    throw error;
  }
};
