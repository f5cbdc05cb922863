/**
 * Taint: where a value came from, with breadcrumbs. A taint is a source plus the steps its data took, as a shared linked list
 * (newest first), so that passing a value on costs one cell.
 */
import type { SourceKind } from '../catalog/model';
import { type Point, pointKey } from './source';

export interface Step {
  readonly point: Point;
  readonly label: string;
}

export interface Trail {
  readonly step: Step;
  readonly length: number;
  readonly previous?: Trail;
}

export interface Taint {
  readonly kind: SourceKind;
  /** What exactly: the variable's name, the parameter's name. */
  readonly detail: string;
  readonly source: Step;
  readonly trail: Trail;
  /** Set when the value has become a number: harmless to run or to import, not harmless as a bound. */
  readonly numeric?: boolean;
  /** The one side on which the number was bounded. */
  readonly bound?: 'min' | 'max';
  /** Identity for joins: kind and place of the source. */
  readonly key: string;
}

/** Longer trails are cut in the middle of their growth: nobody reads more. */
const LONGEST_TRAIL = 24;

/** Values remember this many sources; more add nothing a reader could use. */
const MOST_TAINTS = 6;

export function taintFrom(kind: SourceKind, detail: string, source: Step): Taint {
  return { kind, detail, source, trail: { step: source, length: 1 }, key: `${kind}@${pointKey(source.point)}` };
}

/** The taints after one more step. */
export function withStep(taints: readonly Taint[], step: Step): readonly Taint[] {
  if (taints.length === 0) return taints;
  return taints.map((taint) => {
    const last = taint.trail.step;
    // Two steps at one place tell the reader nothing more.
    const same = last.point.start === step.point.start && last.point.end === step.point.end && last.point.unit === step.point.unit;
    if (same || taint.trail.length >= LONGEST_TRAIL) return taint;
    return { ...taint, trail: { step, length: taint.trail.length + 1, previous: taint.trail } };
  });
}

export function joinTaints(a: readonly Taint[], b: readonly Taint[]): readonly Taint[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  const result = [...a];
  for (const taint of b) {
    if (result.length >= MOST_TAINTS) break;
    if (!result.some((other) => other.key === taint.key)) result.push(taint);
  }
  return result.length === a.length ? a : result;
}

/** The steps from source to here, oldest first. */
export function stepsOf(taint: Taint): Step[] {
  const steps: Step[] = [];
  for (let trail: Trail | undefined = taint.trail; trail; trail = trail.previous) steps.push(trail.step);
  return steps.reverse();
}

/** The taints of a value that was turned into a number. */
export const asNumber = (taints: readonly Taint[]): readonly Taint[] => taints.map((taint) => (taint.numeric ? taint : { ...taint, numeric: true }));

/** The taints of a number that was bounded on one side; a number that has both bounds is free of them. */
export const bounded = (taints: readonly Taint[], side: 'min' | 'max'): readonly Taint[] =>
  taints.flatMap((taint) => (!taint.numeric || taint.bound === undefined ? [{ ...taint, bound: side }] : taint.bound === side ? [taint] : []));
