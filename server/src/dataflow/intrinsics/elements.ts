/** What comes out of a value when it is iterated over, for functions that take iterables. */
import { type SequenceShape, joinAll, unknown, type Value, valueOf } from '../value';
import { type SequenceType, nothing } from '../value';
import type { IntrinsicCall } from './intrinsic';

export interface Elements {
  readonly elements: Value[];
  /** Further elements, unknown in number. */
  readonly rest?: Value;
  /** Further elements without end, by position. */
  readonly endless?: (position: number) => Value;
  readonly taints: Value['taints'];
}

/** The elements in order; undefined when nothing is known of them. Elements of a set come in an order nobody knows. */
export function elementsIn(call: Pick<IntrinsicCall, 'machine' | 'point'>, given: Value | undefined): Elements | undefined {
  if (!given) return undefined;
  const value = call.machine.iterated(given, call.point);
  const only = value.shapes.length === 1 ? value.shapes[0]! : undefined;
  if (only?.kind === 'sequence') {
    if (only.type === 'set' && only.elements.length > 1) return { elements: [], rest: joinAll([...only.elements, ...(only.rest ? [only.rest] : [])]), taints: value.taints };
    return { elements: [...only.elements], ...(only.rest && { rest: only.rest }), ...(only.endless && { endless: only.endless }), taints: value.taints };
  }
  if (only?.kind === 'dict') return { elements: [...only.entries.values()].map(({ key }) => key), ...(only.rest && { rest: unknown }), taints: value.taints };
  const known = call.machine.elementsOf(value);
  return known && { elements: known, taints: value.taints };
}

/** All elements when they are known and come to an end. */
export function knownElements(call: Pick<IntrinsicCall, 'machine' | 'point'>, given: Value | undefined): Value[] | undefined {
  const found = elementsIn(call, given);
  return !found || found.rest ? undefined : found.elements;
}

/** A sequence of these elements. */
export const sequenceOf = (type: SequenceType, { elements, rest, endless, taints }: Elements): Value => ({ shapes: [{ kind: 'sequence', type, elements, ...(rest && { rest }), ...(endless && { endless }) }], taints });

/** Any of them. */
export const anyElement = ({ elements, rest }: Elements): Value => (elements.length > 0 || rest ? joinAll([...elements, ...(rest ? [rest] : [])]) : nothing);

export const iterator = (elements: Value[], taints: Value['taints'] = []): Value => valueOf({ kind: 'sequence', type: 'iterator', elements }, taints);

export const isEndless = (shape: SequenceShape): boolean => shape.endless !== undefined;
