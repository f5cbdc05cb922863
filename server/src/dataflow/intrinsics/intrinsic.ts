/** What an intrinsic is: the meaning of a library function that the interpreter knows exactly, not only as a summary. */
import { abstract, type Exact, exactOf } from '../exact/values';
import type { Machine } from '../machine';
import type { Point } from '../source';
import { joinTaints } from '../taint';
import { type Argument, type Arguments, type Shape, type TextShape, unknown, type Value, valueOf } from '../value';

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

/** Exact operands in, the result out: exact, or an abstract value; undefined where Python raises or we do not know. */
export type Operation = (...operands: (Exact | undefined)[]) => Exact | Value | undefined;

/** More combinations of alternatives are not computed one by one. */
const MOST_COMBINATIONS = 16;

/** Computes with what the operands certainly are, alternative by alternative; operands that are absent stay undefined. */
export function fold(operands: readonly (Value | undefined)[], operation: Operation): Value | undefined {
  let combinations: Value[][] = [[]];
  for (const operand of operands) {
    const alternatives = operand ? operand.shapes.map((shape) => valueOf(shape)) : [unknown];
    if (combinations.length * alternatives.length > MOST_COMBINATIONS) return undefined;
    combinations = combinations.flatMap((before) => alternatives.map((one) => [...before, one]));
  }
  let taints = operands.reduce<Value['taints']>((all, operand) => joinTaints(all, operand?.taints ?? []), []);
  const shapes: Shape[] = [];
  for (const combination of combinations) {
    const exact = combination.map((value, i) => (operands[i] ? exactOf(value) : undefined));
    const known = exact.every((value, i) => value !== undefined || !operands[i]);
    const result = known ? operation(...exact) : undefined;
    const value = result === undefined ? unknown : isValue(result) ? result : abstract(result);
    shapes.push(...value.shapes);
    taints = joinTaints(taints, value.taints);
  }
  return shapes.every((shape) => shape.kind === 'any') ? undefined : { shapes, taints };
}

const isValue = (result: Exact | Value): result is Value => typeof result === 'object' && result !== null && 'shapes' in result;

/**
 * An intrinsic on exact values. `names` lists its parameters: `self` is the receiver, `/` closes those without a keyword,
 * as in `self, width, fillchar, /`.
 */
export function exactly(names: string, operation: Operation): Intrinsic {
  const all = names.split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== '/');
  const parameters = all.filter((name) => name !== 'self');
  return ({ self, args }) => {
    if (args.rest || args.restKeywords || args.positional.length > parameters.length) return undefined;
    if ([...args.keywords.keys()].some((name) => !parameters.includes(name))) return undefined;
    const given = parameters.map((name, i) => argument(args, i, name));
    return fold(all[0] === 'self' ? [self, ...given] : given, operation);
  };
}
