/** What an intrinsic is: the meaning of a library function that the interpreter knows exactly, not only as a summary. */
import type { Machine } from '../machine';
import type { Point } from '../source';
import { joinTaints } from '../taint';
import { type Argument, type Arguments, type TextShape, unknown, type Value } from '../value';

/** Gives the result, or undefined when it does not apply to these arguments: then the catalog decides. */
export type Intrinsic = (call: IntrinsicCall) => Value | undefined;

export interface IntrinsicCall {
  readonly machine: Machine;
  readonly args: Arguments;
  readonly point: Point;
  /** The receiver of a method. */
  readonly self: Value;
}

/** The argument at a position or under a name. */
export const argument = (args: Arguments, position: number, name?: string): Value | undefined =>
  (args.positional[position] ?? (name === undefined ? undefined : args.keywords.get(name)))?.value;

export const allArguments = (args: Arguments): readonly Argument[] =>
  [...args.positional, ...args.keywords.values(), ...(args.rest ? [args.rest] : []), ...(args.restKeywords ? [args.restKeywords] : [])];

/** Applies an operation to every text a value may be; undefined when one of them is no text or the operation gives up. */
export function onTexts(value: Value, operation: (shape: TextShape) => Value | undefined): Value | undefined {
  const results = value.shapes.map((shape) => (shape.kind === 'text' ? operation(shape) : undefined));
  // Where one alternative is not known, the result is not known either, besides what the others give.
  const shapes = results.flatMap((result) => (result ?? unknown).shapes);
  if (shapes.length === 0 || shapes.every((shape) => shape.kind === 'any')) return undefined;
  return { shapes, taints: results.reduce((taints, result) => joinTaints(taints, result?.taints ?? []), value.taints) };
}
