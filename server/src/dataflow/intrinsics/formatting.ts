/** Values put into texts: `str.format`, `%`, `format()`, the holes of f-strings. Known parts are filled in, the rest are holes. */
import { formatConversion, formatSpec } from '../exact/format';
import { asciiOf, reprOf, strOf } from '../exact/repr';
import { type Exact, exactOf, integerOf } from '../exact/values';
import { subscript } from '../subscripts';
import { concat, hole, slice, textShape } from '../texts';
import { constantText, literalText, number, text, type TextShape, unknown, type Value } from '../value';

/** What `str(value)` reads as inside another text. */
export function asText(value: Value | undefined): TextShape {
  const only = value?.shapes.length === 1 ? value.shapes[0]! : undefined;
  if (only?.kind === 'text' && !only.bytes) return only;
  const exact = exactOf(value);
  const known = exact === undefined ? undefined : strOf(exact);
  return known === undefined ? hole(value ?? unknown) : textShape([{ text: known }]);
}

const CONVERSIONS: Readonly<Record<string, (value: Exact) => string | undefined>> = { r: reprOf, s: strOf, a: asciiOf };

/** One field: conversion (`!r`), then specification. */
export function formatField(value: Value | undefined, conversion: string | undefined, spec: string | undefined): TextShape {
  if (conversion === undefined && spec === '') return asText(value);
  const exact = exactOf(value);
  if (exact === undefined || spec === undefined) return hole(value ?? unknown);
  const converted = conversion === undefined ? exact : CONVERSIONS[conversion]?.(exact);
  const formatted = converted === undefined ? undefined : formatSpec(converted, spec);
  return formatted === undefined ? hole(value!) : textShape([{ text: formatted }]);
}

/** `template.format(…)`; undefined when the template is not known or broken. */
export function formatBraces(shape: TextShape, positional: readonly Value[], keywords: ReadonlyMap<string, Value>): TextShape | undefined {
  const template = literalText(shape);
  if (template === undefined) return undefined;
  const state = { next: 0 };
  const parts: TextShape[] = [];
  let at = 0;
  for (let i = 0; i < template.length; i++) {
    const c = template[i]!;
    if (c !== '{' && c !== '}') continue;
    parts.push(slice(shape, at, i)!);
    if (template[i + 1] === c) {
      parts.push(slice(shape, i, i + 1)!);
      at = ++i + 1;
      continue;
    }
    const end = c === '{' ? endOfField(template, i) : -1;
    if (end === -1) return undefined;
    parts.push(field(template.slice(i + 1, end), positional, keywords, state));
    i = end;
    at = end + 1;
  }
  parts.push(slice(shape, at, template.length)!);
  return concat(...parts);
}

function endOfField(template: string, start: number): number {
  let depth = 0;
  for (let i = start; i < template.length; i++) {
    if (template[i] === '{') depth++;
    else if (template[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

function field(source: string, positional: readonly Value[], keywords: ReadonlyMap<string, Value>, state: { next: number }): TextShape {
  const hit = /^([^!:.[]*)((?:\.\w+|\[[^\]]*\])*)(?:!([rsa]))?(?::([\s\S]*))?$/.exec(source);
  if (!hit) return hole(unknown);
  const [, name = '', path = '', conversion, given] = hit;
  let value = name === '' ? positional[state.next++] : /^\d+$/.test(name) ? positional[Number(name)] : keywords.get(name);
  for (const [, attribute, key] of path.matchAll(/\.(\w+)|\[([^\]]*)\]/g)) {
    // Attributes are looked up by code of the program; what they give is not known here.
    value = attribute !== undefined || !value ? unknown : subscript(value, /^\d+$/.test(key!) ? number(BigInt(key!)) : text(key!));
  }
  return formatField(value, conversion, given === undefined ? '' : given.includes('{') ? nested(given, positional, keywords, state) : given);
}

/** A specification with fields of its own: `{:{width}}`. They count on where the field itself left off. */
function nested(given: string, positional: readonly Value[], keywords: ReadonlyMap<string, Value>, state: { next: number }): string | undefined {
  const filled = given.replace(/\{([^{}]*)\}/g, (_, inner: string) => literalText(field(inner, positional, keywords, state)) ?? '\0');
  return filled.includes('\0') ? undefined : filled;
}

const CONVERSION = /%(?:\(([^)]*)\))?([-#0 +]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?([%a-zA-Z])/g;

/** `template % argument`; undefined when the template is not known. */
export function formatPercent(shape: TextShape, argument: Value): TextShape | undefined {
  const template = literalText(shape);
  if (template === undefined) return undefined;
  const only = argument.shapes.length === 1 ? argument.shapes[0]! : undefined;
  const positional = only?.kind === 'sequence' && only.type === 'tuple' && !only.rest ? only.elements : [argument];
  const named = only?.kind === 'dict' ? only : undefined;
  const parts: TextShape[] = [];
  let at = 0;
  let next = 0;
  const sizeOf = (written: string | undefined): number | undefined => {
    if (written !== '*') return written === undefined ? undefined : Number(written);
    const size = integerOf(exactOf(positional[next++]));
    return size === undefined ? NaN : Number(size);
  };
  for (const hit of template.matchAll(CONVERSION)) {
    parts.push(slice(shape, at, hit.index)!);
    at = hit.index + hit[0].length;
    const [, name, flags = '', widthText, precisionText, letter] = hit;
    if (letter === '%') {
      parts.push(slice(shape, at - 1, at)!);
      continue;
    }
    const width = sizeOf(widthText);
    const precision = sizeOf(precisionText);
    const value = name === undefined ? positional[next++] : named?.entries.get(`${shape.bytes ? 'b' : 't'}${name}`)?.value ?? named?.rest;
    parts.push(conversion(value, flags, width, precision, letter!, shape.bytes));
  }
  parts.push(slice(shape, at, template.length)!);
  return textShape(parts.flatMap((part) => part.parts), shape.bytes);
}

function conversion(value: Value | undefined, flags: string, width: number | undefined, precision: number | undefined, letter: string, bytes: boolean): TextShape {
  if (letter === 's' && width === undefined && precision === undefined) {
    const only = value?.shapes.length === 1 ? value.shapes[0]! : undefined;
    if (only?.kind === 'text' && only.bytes === bytes) return only;
  }
  const exact = exactOf(value);
  const left = width !== undefined && width < 0;
  const known = exact === undefined || Number.isNaN(width) || Number.isNaN(precision) ? undefined
    : formatConversion(exact, left ? `${flags}-` : flags, left ? -width : width, precision, letter, bytes);
  return known === undefined ? hole(value ?? unknown) : textShape([{ text: known }], bytes);
}

/** `format(value, spec)`. */
export const formatCall = (value: Value | undefined, spec: Value | undefined): TextShape => formatField(value, undefined, spec === undefined ? '' : constantText(spec));
