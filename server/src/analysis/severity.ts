/**
 * Severity follows reach: what a build, an install or a test runs by itself keeps the severity of its rule; what only runs when
 * somebody calls it is a step lower, and the execution says so. Signs of intent stay: nobody writes a stealer by mistake, called or not.
 */
import type { Execution } from '../findings/finding';
import { runsByItself } from '../findings/reach';
import { SEVERITIES, type Severity } from '../findings/rule';

export interface Rated {
  readonly severity: Severity;
  /** The rule's own, when it was lowered. */
  readonly ruleSeverity?: Severity;
  readonly execution: Execution;
}

export function ratedByReach(severity: Severity, execution: Execution, isIntent: boolean): Rated {
  const lower = SEVERITIES[SEVERITIES.indexOf(severity) + 1];
  if (isIntent || runsByItself(execution.reach) || lower === undefined) return { severity, execution };
  return { severity: lower, ruleSeverity: severity, execution: { ...execution, when: `${execution.when} For that it is rated ${lower}, not ${severity}.` } };
}
