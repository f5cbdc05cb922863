/**
 * Taint: where a value came from, with breadcrumbs. A taint is a source plus the steps its data took, as a shared linked list
 * (newest first), so that passing a value on costs one cell.
 */
import type { SinkKind, SourceKind } from '../catalog/model';
import { type Point, pointKey } from './source';

export interface Step {
  readonly point: Point;
  readonly label: string;
}

/**
 * What was proved of data: a sink that it cannot harm any more; `hashed`: this is a digest of it; `pinned`: its digest was compared
 * with a known one; `resolved`: as a path it holds no `..` and no links.
 */
export type Proof = SinkKind | 'hashed' | 'pinned' | 'resolved';

export interface Trail {
  readonly step: Step;
  readonly length: number;
  readonly previous?: Trail;
  /** Here the value entered a function: what follows does not depend on the way it took before (recall.ts). */
  readonly entry?: boolean;
  /** The cell that this one says again, as an entry. */
  readonly repeats?: Trail;
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
  /** Sinks that a check or a conversion on the way made it harmless for, and other facts that were proved of it. */
  readonly proved?: readonly Proof[];
  /** Of decoded data: how many decoders it went through. */
  readonly depth?: number;
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
    // Two steps at one place tell the reader nothing more.
    const same = taint.trail.entry !== true && samePlace(taint.trail.step, step);
    if (same || taint.trail.length >= LONGEST_TRAIL) return taint;
    return { ...taint, trail: { step, length: taint.trail.length + 1, previous: taint.trail } };
  });
}

const samePlace = ({ point: a }: Step, { point: b }: Step): boolean => a.start === b.start && a.end === b.end && a.unit === b.unit;

/** The taints of a value that enters a function, with a step that says so. */
export function entering(taints: readonly Taint[], step: Step | undefined): readonly Taint[] {
  if (taints.length === 0) return taints;
  return taints.map((taint) => {
    const { trail } = taint;
    const silent = step === undefined || trail.length >= LONGEST_TRAIL || samePlace(trail.step, step);
    return { ...taint, trail: silent ? { ...trail, entry: true, repeats: trail } : { step, length: trail.length + 1, previous: trail, entry: true } };
  });
}

export function joinTaints(a: readonly Taint[], b: readonly Taint[]): readonly Taint[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  const result = [...a];
  let changed = false;
  for (const taint of b) {
    const at = result.findIndex((other) => other.key === taint.key);
    if (at === -1) {
      if (result.length >= MOST_TAINTS) continue;
      result.push(taint);
      changed = true;
    } else {
      const weaker = weakest(result[at]!, taint);
      changed ||= weaker !== result[at];
      result[at] = weaker;
    }
  }
  return changed ? result : a;
}

/** Of data that came by two roads only that is proved which both proved. */
function weakest(a: Taint, b: Taint): Taint {
  const proved = a.proved?.filter((one) => b.proved?.includes(one)) ?? [];
  if (proved.length === (a.proved?.length ?? 0) && (!a.numeric || b.numeric) && (a.bound === undefined || a.bound === b.bound)) return a;
  const { proved: _proved, numeric: _numeric, bound: _bound, ...rest } = a;
  return { ...rest, ...(proved.length > 0 && { proved }), ...(a.numeric && b.numeric && { numeric: true }), ...(a.bound !== undefined && a.bound === b.bound && { bound: a.bound }) };
}

/** Of the whole environment, one variable is left: the taints of a member that was asked for by name. */
export function ofOneVariable(taints: readonly Taint[], name: string | undefined, point: Point): readonly Taint[] {
  if (name === undefined || !taints.some((taint) => taint.kind === 'whole-environment')) return taints;
  const others = taints.filter((taint) => taint.kind !== 'whole-environment');
  return joinTaints([taintFrom('environment', name, { point, label: `read from the environment variable ${name}` })], others);
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

/** The taints of data of which more was proved. */
export const withProof = (taints: readonly Taint[], proofs: readonly Proof[]): readonly Taint[] =>
  proofs.length === 0 ? taints : taints.map((taint) => (proofs.every((one) => taint.proved?.includes(one)) ? taint : { ...taint, proved: [...new Set([...(taint.proved ?? []), ...proofs])] }));

/** The taints of data that went through something unknown: what was proved before need not hold any more. */
export const unproved = (taints: readonly Taint[]): readonly Taint[] =>
  taints.map((taint) => {
    if (!taint.proved) return taint;
    const { proved: _, ...rest } = taint;
    return rest;
  });

export const isProved = (taint: Taint, proof: Proof): boolean => taint.proved?.includes(proof) === true;
