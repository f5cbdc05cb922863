/**
 * What a library hands to a function it is given: the rest of its own arguments (`submit(work, path)`), a list and a dictionary of them
 * (`Thread(target=work, args=(path,))`), or one element of a sequence at a time (`pool.map(work, paths)`).
 */
import { type Model, parametersOf } from '../catalog/model';
import type { BoundArgument } from './events';
import type { Point } from './source';
import { type Argument, type Arguments, constantText, joinAll, tainted, unknown, type Value } from './value';

/** Elements of a sequence that are handed over one by one; of longer ones any element stands for all. */
const MOST_CALLS = 32;

/** The calls the library will make; undefined when the row does not say what it passes. `given`: its own arguments. */
export function handedOver(model: Model, bound: ReadonlyMap<string, BoundArgument>, given: Arguments, point: Point): Arguments[] | undefined {
  const called = model.calls ?? model.callsLater;
  if (model.each !== undefined) return eachOf(bound.get(model.each)?.value ?? unknown, model.spreads === true, point);
  if (model.passes !== undefined || model.passesNamed !== undefined) {
    const { elements, rest } = sequenceOf(model.passes === undefined ? undefined : bound.get(model.passes)?.value);
    return [{ positional: elements.map((value) => ({ value, point })), keywords: named(model.passesNamed === undefined ? undefined : bound.get(model.passesNamed)?.value, point), ...(rest && { rest: { value: rest, point } }) }];
  }
  const surplus = parametersOf(model).find((parameter) => parameter.rest)?.name;
  if (surplus === undefined) return undefined;
  const { elements, rest } = sequenceOf(bound.get(surplus)?.value);
  const own = new Set(parametersOf(model).map(({ name }) => name));
  return [{
    positional: elements.map((value) => ({ value, point })), keywords: new Map([...given.keywords].filter(([name]) => name !== called && !own.has(name))),
    ...(rest && { rest: { value: rest, point } }), ...(given.restKeywords && { restKeywords: given.restKeywords }),
  }];
}

function eachOf(value: Value, spreads: boolean, point: Point): Arguments[] {
  const { elements, rest } = sequenceOf(value);
  const one = elements.length > MOST_CALLS ? [joinAll(elements)] : elements;
  return [...one, ...(rest ? [rest] : [])].map((element) => {
    const parts = spreads ? sequenceOf(element) : { elements: [element], rest: undefined };
    return { positional: parts.elements.map((part): Argument => ({ value: part, point })), keywords: new Map(), ...(parts.rest && { rest: { value: parts.rest, point } }) };
  });
}

/** Elements in order and what else may follow; of something unknown, anything may. */
function sequenceOf(value: Value | undefined): { elements: readonly Value[]; rest: Value | undefined } {
  if (!value) return { elements: [], rest: undefined };
  const [only] = value.shapes;
  if (value.shapes.length === 1 && only!.kind === 'sequence') return { elements: only.elements, rest: only.rest };
  if (value.shapes.every((shape) => shape.kind === 'constant')) return { elements: [], rest: undefined };
  const inside = value.shapes.flatMap((shape) => (shape.kind === 'sequence' ? [...shape.elements, ...(shape.rest ? [shape.rest] : [])] : [unknown]));
  return { elements: [], rest: tainted(joinAll(inside), value.taints) };
}

function named(value: Value | undefined, point: Point): Map<string, Argument> {
  return new Map((value?.shapes ?? []).flatMap((shape) => (shape.kind === 'dict' ? [...shape.entries.values()] : [])).flatMap(({ key, value: one }) => {
    const name = constantText(key);
    return name === undefined ? [] : [[name, { value: one, point }] as const];
  }));
}
