/** A time limit for requests that have none, and bounds for a limit that is read from outside. */
import type { Point } from '../../dataflow/source';
import { spanInProgram } from '../../dataflow/source';
import type { DraftFix, Site } from '../rule';
import { addArgument, callSource } from './source';

/** Seconds without an answer after which a build may give up. */
const PATIENCE = 60;
const LONGEST = 3600;

export function timeLimitFix(site: Site): DraftFix[] {
  const source = callSource(site.point);
  return source ? [{ title: `Give up after ${PATIENCE} seconds of silence`, applicability: 'unsafe', edits: [addArgument(source, `timeout=${PATIENCE}`)] }] : [];
}

/** `int(os.environ["T"])` → `max(1, min(int(os.environ["T"]), 3600))`. `conversion`: the call that makes a number of it. */
export function boundedNumberFix(conversion: Point): DraftFix[] {
  const source = callSource(conversion);
  if (!source || source.call.func.kind !== 'Name' || !['int', 'float'].includes(source.call.func.id)) return [];
  const { start, end } = spanInProgram(conversion);
  // A default that is longer is meant to be allowed.
  const longest = Math.max(LONGEST, ...[...source.text(source.call).matchAll(/\b\d{1,9}\b/g)].map(([digits]) => Number(digits)));
  return [{
    title: `Keep it between 1 and ${longest} seconds`, applicability: 'unsafe',
    edits: [{ span: { start, end: start }, newText: 'max(1, min(' }, { span: { start: end, end }, newText: `, ${longest}))` }],
  }];
}
