/**
 * The order in which classes are searched for attributes: C3, as Python computes it (https://docs.python.org/3/howto/mro.html). Classes
 * of libraries are left out. An order that Python would refuse is replaced by the search from left to right, in depth first.
 */
import type { ClassShape } from './value';

const MOST_CLASSES = 50;
const known = new WeakMap<ClassShape, readonly ClassShape[]>();

export function resolutionOrder(cls: ClassShape): readonly ClassShape[] {
  let order = known.get(cls);
  if (!order) {
    order = linearize(cls, []) ?? depthFirst(cls);
    known.set(cls, order);
  }
  return order;
}

const basesOf = (cls: ClassShape): ClassShape[] => cls.bases.flatMap((base) => base.shapes.filter((shape) => shape.kind === 'class'));

function linearize(cls: ClassShape, below: readonly ClassShape[]): readonly ClassShape[] | undefined {
  if (below.includes(cls) || below.length > MOST_CLASSES) return undefined;
  const bases = [...new Set(basesOf(cls))];
  const orders = bases.map((base) => known.get(base) ?? linearize(base, [...below, cls]));
  if (orders.some((order) => order === undefined)) return undefined;
  let lists = [...(orders as (readonly ClassShape[])[]), bases].filter((list) => list.length > 0);
  const result = [cls];
  while (lists.length > 0) {
    const next = lists.map((list) => list[0]!).find((head) => !lists.some((list) => list.indexOf(head) > 0));
    if (!next || result.length > MOST_CLASSES) return undefined;
    result.push(next);
    lists = lists.map((list) => (list[0] === next ? list.slice(1) : list)).filter((list) => list.length > 0);
  }
  return result;
}

function depthFirst(cls: ClassShape): readonly ClassShape[] {
  const order: ClassShape[] = [];
  const visit = (current: ClassShape): void => {
    if (order.includes(current) || order.length > MOST_CLASSES) return;
    order.push(current);
    for (const base of basesOf(current)) visit(base);
  };
  visit(cls);
  return order;
}
