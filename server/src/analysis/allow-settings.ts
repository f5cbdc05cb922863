/** The user's own allow-lists, as editors and the command line hand them in. */
import { ALLOW_FIELDS, type AllowField, MOST_NAMES } from '../project/allow-fields';

type Setting = AllowField['setting'];

export type AllowReading = { readonly names: readonly string[] } | { readonly problem: string };

/** `problem` goes without a full stop. A list with a mistake is none: names that allow nothing would be believed to. */
export function readAllowSetting(setting: Setting, value: unknown): AllowReading {
  const field = Object.values(ALLOW_FIELDS).find((one) => one.setting === setting)!;
  if (!Array.isArray(value) || value.length > MOST_NAMES) return { problem: `it has to be a list of at most ${MOST_NAMES} names` };
  for (const name of value as unknown[]) {
    if (typeof name !== 'string') return { problem: `${JSON.stringify(name)?.slice(0, 80)} is not the name of ${field.names}` };
    const problem = field.problem(name);
    if (problem !== undefined) return { problem: `${JSON.stringify(name).slice(0, 80)}: ${problem}` };
  }
  return { names: value as string[] };
}
