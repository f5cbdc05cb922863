/**
 * Exact values: Python objects that are known to the last character. Abstract values that are exact can be computed with as Python
 * would; what comes out is an abstract value again.
 *
 * Text is a JS string of code units; operations that count characters count code points, as Python does.
 */
import { literalText, type SequenceType, text, type Value, valueOf } from '../value';

/** int is bigint, float is number, str is string. */
export type Exact = null | boolean | bigint | number | string | Bytes | Sequence | Dict;

/** Code units 0–255. */
export class Bytes {
  constructor(readonly data: string) {}
}

export class Sequence {
  constructor(readonly type: SequenceType, readonly items: readonly Exact[]) {}
}

export class Dict {
  constructor(readonly entries: readonly (readonly [Exact, Exact])[]) {}
}

/** Larger containers are not computed with. */
const MOST_ITEMS = 100_000;

/** The one object a value certainly is; undefined when anything about it is unknown. */
export function exactOf(value: Value | undefined, depth = 12): Exact | undefined {
  const shape = value?.shapes.length === 1 ? value.shapes[0]! : undefined;
  if (!shape || depth === 0) return undefined;
  switch (shape.kind) {
    case 'text': {
      const known = literalText(shape);
      return known !== undefined && shape.bytes ? new Bytes(known) : known;
    }
    case 'number': return shape.value;
    case 'constant': return shape.value === 'None' ? null : shape.value === 'Ellipsis' ? undefined : shape.value === 'True';
    case 'sequence': {
      const items = shape.rest || shape.elements.length > MOST_ITEMS ? undefined : allExact(shape.elements, depth - 1);
      return items && new Sequence(shape.type, items);
    }
    case 'dict': {
      if (shape.rest || shape.entries.size > MOST_ITEMS) return undefined;
      const entries: [Exact, Exact][] = [];
      for (const entry of shape.entries.values()) {
        const [key, item] = [exactOf(entry.key, depth - 1), exactOf(entry.value, depth - 1)];
        if (key === undefined || item === undefined) return undefined;
        entries.push([key, item]);
      }
      return new Dict(entries);
    }
    default: return undefined;
  }
}

/** All of them, or undefined. */
export function allExact(values: readonly Value[], depth = 12): Exact[] | undefined {
  const result: Exact[] = [];
  for (const value of values) {
    const exact = exactOf(value, depth);
    if (exact === undefined) return undefined;
    result.push(exact);
  }
  return result;
}

/** The abstract value of an exact one. */
export function abstract(exact: Exact): Value {
  if (exact === null) return valueOf({ kind: 'constant', value: 'None' });
  if (typeof exact === 'boolean') return valueOf({ kind: 'constant', value: exact ? 'True' : 'False' });
  if (typeof exact === 'bigint' || typeof exact === 'number') return valueOf({ kind: 'number', value: exact });
  if (typeof exact === 'string') return text(exact);
  if (exact instanceof Bytes) return text(exact.data, true);
  if (exact instanceof Sequence) return valueOf({ kind: 'sequence', type: exact.type, elements: exact.items.map(abstract) });
  return valueOf({ kind: 'dict', entries: new Map(exact.entries.map(([key, value]) => [hashKey(key) ?? '', { key: abstract(key), value: abstract(value) }])) });
}

/** A string that is equal for keys that Python's `==` calls equal, and keeps types apart: `"1"` and `1`; undefined for what has no hash. */
export function hashKey(key: Exact): string | undefined {
  if (key === null) return 'cNone';
  if (typeof key === 'boolean') return key ? 'n1' : 'n0';
  if (typeof key === 'number') return Number.isInteger(key) ? `n${BigInt(key)}` : `n${key}`;
  if (typeof key === 'bigint') return `n${key}`;
  if (typeof key === 'string') return `t${key}`;
  if (key instanceof Bytes) return `b${key.data}`;
  if (!(key instanceof Sequence) || key.type !== 'tuple') return undefined;
  const parts = key.items.map(hashKey);
  return parts.includes(undefined) ? undefined : `(${parts.map((part) => `${part!.length}:${part!}`).join(',')})`;
}

/** The key an abstract value is in a dict or set; undefined when it is not known. */
export function keyOf(value: Value): string | undefined {
  const exact = exactOf(value);
  return exact === undefined ? undefined : hashKey(exact);
}

/** int, where bool is one too. */
export const integerOf = (value: Exact | undefined): bigint | undefined => (typeof value === 'bigint' ? value : typeof value === 'boolean' ? BigInt(value) : undefined);

export const isNumber = (value: Exact | undefined): value is bigint | number | boolean => typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean';

export const truthOfExact = (value: Exact): boolean | undefined => {
  if (value instanceof Bytes) return value.data !== '';
  if (value instanceof Sequence) return value.type === 'iterator' ? true : value.items.length > 0;
  if (value instanceof Dict) return value.entries.length > 0;
  return Boolean(value);
};

/** Whether text has characters outside the basic plane: then code units and characters differ in number. */
export const hasAstral = (value: string): boolean => /[\ud800-\udfff]/.test(value);

/** The characters of a text, as Python counts them. */
export const characters = (value: string): string[] => (hasAstral(value) ? [...value] : value.split(''));
