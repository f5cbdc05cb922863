/**
 * Bytes out of numbers and back: `bytes`, `bytearray`, `str`, `struct`.
 * Meaning: https://docs.python.org/3/library/stdtypes.html#binary-sequence-types-bytes-bytearray-memoryview and
 * https://docs.python.org/3/library/struct.html#format-characters
 */
import { Bytes, type Exact, exactOf, integerOf, Sequence } from '../exact/values';
import { encodeCharset } from '../exact/charsets';
import { joinTaints, type Taint, taintFrom } from '../taint';
import { textShape } from '../texts';
import { constantText, joinAll, number, tainted, text, tuple, unknown, type Value, valueOf } from '../value';
import { elementsIn } from './elements';
import { argument, exactly, fold, type Intrinsic, type IntrinsicCall } from './intrinsic';
import { asText } from './formatting';
import { codesOf } from './numbers';
import { decodeMethod } from './strings';

/** Longer byte arrays are kept as text that does not change. */
const LONGEST_ARRAY = 65_536;

const spelled = (call: IntrinsicCall, value: Value, detail: string): Value => tainted(value, [taintFrom('decoded', detail, { point: call.point, label: 'built from numbers' })]);

/** Numbers that are made into text again are what they were before. */
const spelledOut = (taints: readonly Taint[]): readonly Taint[] => taints.map(({ numeric: _numeric, bound: _bound, ...taint }) => taint);

/** `bytes([79, 83])` spells text in numbers; `bytes(b"…")` and `bytes("…", "utf-8")` copy it. */
const bytesFrom: Intrinsic = (call) => {
  const given = argument(call.args, 0);
  if (!given) return call.args.rest ? undefined : text('', true);
  const only = given.shapes.length === 1 ? given.shapes[0]! : undefined;
  if (only?.kind === 'text') {
    if (only.bytes) return given;
    const charset = constantText(argument(call.args, 1, 'encoding') ?? unknown);
    return charset === undefined ? undefined : fold([given], (value) => {
      const encoded = typeof value === 'string' ? encodeCharset(value, charset) : undefined;
      if (encoded === undefined) return undefined;
      return encoded === value ? valueOf({ ...only, bytes: true }) : new Bytes(encoded);
    });
  }
  const size = integerOf(exactOf(given));
  if (size !== undefined) return size < 0n || size > BigInt(LONGEST_ARRAY) ? undefined : text('\0'.repeat(Number(size)), true);
  const found = elementsIn(call, given);
  const values = found?.rest ? undefined : found?.elements.map((element) => exactOf(element));
  const codes = values?.includes(undefined) || !values ? undefined : codesOf(new Sequence('list', values as Exact[]));
  if (codes === undefined) {
    const parts = joinAll([given, ...(found?.elements ?? []), ...(found?.rest ? [found.rest] : [])]).taints;
    return parts.some(({ numeric }) => numeric) ? { shapes: unknown.shapes, taints: spelledOut(parts) } : undefined;
  }
  const result: Value = { shapes: [textShape([{ text: codes }], true)], taints: joinTaints(given.taints, found!.elements.reduce<Value['taints']>((taints, element) => joinTaints(taints, element.taints), [])) };
  return codes === '' ? result : spelled(call, result, 'bytes');
};

/** A byte array changes in place, so it is a list of numbers. */
const byteArray: Intrinsic = (call) => {
  const bytes = bytesFrom(call);
  const known = exactOf(bytes);
  if (!(known instanceof Bytes) || known.data.length > LONGEST_ARRAY) return bytes;
  return { shapes: [{ kind: 'sequence', type: 'bytearray', elements: known.data.split('').map((c) => number(BigInt(c.charCodeAt(0)))) }], taints: argument(call.args, 0)?.taints ?? [] };
};

/** The text behind a byte array, for methods of text. */
export function textOfArray(call: IntrinsicCall): Value | undefined {
  return bytesFrom({ ...call, args: { positional: [{ value: call.self, point: call.point }], keywords: new Map() } });
}

const CODES: Readonly<Record<string, { size: number; signed?: boolean; float?: boolean }>> = {
  b: { size: 1, signed: true }, B: { size: 1 }, h: { size: 2, signed: true }, H: { size: 2 }, i: { size: 4, signed: true }, I: { size: 4 }, l: { size: 4, signed: true }, L: { size: 4 },
  q: { size: 8, signed: true }, Q: { size: 8 }, f: { size: 4, float: true }, d: { size: 8, float: true },
};

interface Field { readonly code: string; readonly count: number }

/** The fields of a format; undefined for native alignment, where sizes differ between machines. */
function fieldsOf(format: Exact | undefined): { fields: Field[]; little: boolean } | undefined {
  const source = format instanceof Bytes ? format.data : format;
  if (typeof source !== 'string' || !/^[<>=!@]?(?:\s*\d*[xcbB?hHiIlLqQfdsp])*\s*$/.test(source)) return undefined;
  const native = !/^[<>!=]/.test(source);
  const fields = [...source.matchAll(/(\d*)([xcbB?hHiIlLqQfds])/g)].map(([, count, code]) => ({ code: code!, count: count === '' ? 1 : Number(count) }));
  // Without alignment native and standard sizes agree for single bytes and for equal fields, save for `l`.
  if (native && (fields.some(({ code }) => 'lL'.includes(code)) || new Set(fields.map(({ code }) => CODES[code]?.size ?? 1)).size > 1)) return undefined;
  if (source.includes('p') || fields.some(({ count }) => count > 100_000)) return undefined;
  return { fields, little: !/^[>!]/.test(source) };
}

const widthOf = ({ code, count }: Field): number => (CODES[code]?.size ?? 1) * count;

function pack(format: Exact | undefined, values: readonly (Exact | undefined)[]): Bytes | undefined {
  const parsed = fieldsOf(format);
  if (!parsed) return undefined;
  const result: string[] = [];
  const rest = [...values];
  for (const { code, count } of parsed.fields) {
    if (code === 'x') result.push('\0'.repeat(count));
    else if (code === 's') {
      const value = rest.shift();
      if (!(value instanceof Bytes)) return undefined;
      result.push(value.data.slice(0, count).padEnd(count, '\0'));
    } else {
      for (let i = 0; i < count; i++) {
        const one = packOne(code, rest.shift(), parsed.little);
        if (one === undefined) return undefined;
        result.push(one);
      }
    }
  }
  return rest.length > 0 ? undefined : new Bytes(result.join(''));
}

function packOne(code: string, value: Exact | undefined, little: boolean): string | undefined {
  if (code === 'c') return value instanceof Bytes && value.data.length === 1 ? value.data : undefined;
  if (code === '?') return typeof value === 'boolean' ? (value ? '\x01' : '\0') : undefined;
  const { size, signed, float } = CODES[code]!;
  const view = new DataView(new ArrayBuffer(size));
  if (float) {
    const known = typeof value === 'number' ? value : integerOf(value) === undefined ? undefined : Number(integerOf(value));
    if (known === undefined || (size === 4 && Number.isFinite(known) && !Number.isFinite(Math.fround(known)))) return undefined;
    if (size === 4) view.setFloat32(0, known, little);
    else view.setFloat64(0, known, little);
  } else {
    const whole = integerOf(value);
    const limit = 1n << BigInt(size * 8);
    if (whole === undefined || (signed ? whole < -limit / 2n || whole >= limit / 2n : whole < 0n || whole >= limit)) return undefined;
    for (let i = 0; i < size; i++) view.setUint8(little ? i : size - 1 - i, Number((whole >> BigInt(8 * i)) & 0xffn));
  }
  return String.fromCharCode(...new Uint8Array(view.buffer));
}

function unpack(format: Exact | undefined, data: Exact | undefined, exactLength: boolean, offset = 0): Value[] | undefined {
  const parsed = fieldsOf(format);
  const bytes = codesOf(data);
  if (!parsed || bytes === undefined) return undefined;
  const total = parsed.fields.reduce((sum, field) => sum + widthOf(field), 0);
  if (exactLength ? bytes.length !== total : bytes.length < offset + total) return undefined;
  const result: Value[] = [];
  let at = offset;
  for (const field of parsed.fields) {
    const part = bytes.slice(at, at + widthOf(field));
    at += widthOf(field);
    if (field.code === 's') result.push(text(part, true));
    else if (field.code !== 'x') for (let i = 0; i < field.count; i++) result.push(unpackOne(field.code, part.slice(i * (part.length / field.count), (i + 1) * (part.length / field.count)), parsed.little));
  }
  return result;
}

function unpackOne(code: string, bytes: string, little: boolean): Value {
  if (code === 'c') return text(bytes, true);
  if (code === '?') return valueOf({ kind: 'constant', value: bytes === '\0' ? 'False' : 'True' });
  const { size, signed, float } = CODES[code]!;
  const view = new DataView(Uint8Array.from(bytes, (c) => c.charCodeAt(0)).buffer);
  if (float) return number(size === 4 ? view.getFloat32(0, little) : view.getFloat64(0, little));
  let whole = 0n;
  for (let i = 0; i < size; i++) whole |= BigInt(view.getUint8(little ? i : size - 1 - i)) << BigInt(8 * i);
  return number(signed ? BigInt.asIntN(size * 8, whole) : whole);
}

const unpacking = (exactLength: boolean): Intrinsic => ({ args }) => fold([argument(args, 0), argument(args, 1), argument(args, 2, 'offset')], (format, data, offset) => {
  const values = unpack(format, data, exactLength, Number(integerOf(offset) ?? 0n));
  return values && tuple(values);
});

/** `array.array("B", …)`: an array of bytes is bytes; of larger numbers it depends on the machine. */
const byteArrayOf: Intrinsic = (call) => {
  const code = constantText(argument(call.args, 0) ?? unknown);
  return code === 'B' || code === 'b' ? bytesFrom({ ...call, args: { ...call.args, positional: call.args.positional.slice(1) } }) : undefined;
};

export const BYTES_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'array.array': byteArrayOf,
  // Of memory views and arrays.
  'str.tobytes': ({ self }) => self, 'str.tostring': ({ self }) => self,
  'builtins.bytes': bytesFrom, 'builtins.bytearray': byteArray, 'builtins.memoryview': bytesFrom,
  'builtins.str': (call) => {
    const given = argument(call.args, 0, 'object');
    if (!given) return text('');
    const charset = argument(call.args, 1, 'encoding');
    if (!charset) return { shapes: [asText(call.machine.printed(given, call.point))], taints: given.taints };
    const bytes = given.shapes[0]?.kind === 'sequence' ? textOfArray({ ...call, self: given }) : given;
    return bytes && decodeMethod({ ...call, self: bytes, args: { positional: call.args.positional.slice(1), keywords: call.args.keywords } });
  },
  'struct.pack': (call) => {
    if (call.args.rest) return undefined;
    const packed = fold(call.args.positional.map(({ value }) => value), (format, ...values) => pack(format, values));
    return packed && spelled(call, packed, 'struct.pack');
  },
  'struct.unpack': unpacking(true), 'struct.unpack_from': unpacking(false),
  'struct.calcsize': exactly('format, /', (format) => {
    const parsed = fieldsOf(format);
    return parsed && BigInt(parsed.fields.reduce((sum, field) => sum + widthOf(field), 0));
  }),
  'struct.iter_unpack': ({ args }) => fold([argument(args, 0), argument(args, 1)], (format, data) => {
    const parsed = fieldsOf(format);
    const bytes = codesOf(data);
    const size = parsed?.fields.reduce((sum, field) => sum + widthOf(field), 0) ?? 0;
    if (bytes === undefined || size === 0 || bytes.length % size !== 0) return undefined;
    const rows = Array.from({ length: bytes.length / size }, (_, i) => unpack(format, new Bytes(bytes.slice(i * size, (i + 1) * size)), true));
    return rows.includes(undefined) ? undefined : valueOf({ kind: 'sequence', type: 'iterator', elements: rows.map((row) => tuple(row!)) });
  }),
};
