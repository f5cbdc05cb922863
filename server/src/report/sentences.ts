/** Phrases of findings that several reports share. */
import type { Finding } from '../findings/finding';

export function whenOf({ execution }: Finding): string {
  if (execution.when !== '') return execution.when;
  return execution.runs.length > 0 ? `Runs at ${execution.runs.join(', ')}.` : 'No build command reaches it.';
}

/** With a full stop at its end. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
