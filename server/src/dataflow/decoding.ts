/**
 * What decoders yield, as values: the decoded text where data and key are known, and in any case something that was hidden. A row of
 * the catalog names the decoder; the call's other arguments, and those of the calls that made its receiver, say how to decode:
 *
 *     AES.new(b"…", AES.MODE_CBC, iv=b"…").decrypt(b"…")      key, mode, iv: given to the maker
 *     gzip.GzipFile(fileobj=io.BytesIO(b"…")).read()          the data is what the file in memory holds
 *
 * Limits of one decoder stand in decoders/bytes.ts; here are those of all of them together.
 */
import type { DecoderName, Model } from '../catalog/model';
import { decoderOfCodec, decodeWithin, type Settings } from './decoders';
import { codesIn, readMarshal, textsIn } from './decoders/marshal';
import type { BoundArgument } from './events';
import { decodeCharset } from './exact/charsets';
import type { Point } from './source';
import { joinTaints, type Taint, taintFrom, withStep } from './taint';
import { textShape } from './texts';
import { external, literalText, type Shape, tainted, type TextShape, unknown, type Value } from './value';

/** Decoded over and over: a loop, or a toy. */
const DEEPEST = 64;
/** Characters that all decoders of one program may read and write together. */
const MOST_IN_ALL = 256 * 1024 * 1024;

/** Data that the program around it reads from disk in that form hides nothing that the file does not show. */
const FORMATS: ReadonlySet<DecoderName> = new Set(['opaque', 'marshal']);

const NOTATIONS_OF_ADDRESSES: ReadonlySet<DecoderName> = new Set(['percent', 'percent-plus']);

/** Who is told what comes to light. */
export interface DecodingListener {
  gap(point: Point, reason: string): void;
  /** Compiled code with these names and texts. */
  compiled(point: Point, names: readonly string[], texts: readonly string[]): void;
}

export class Decoding {
  private work = 0;

  constructor(private readonly machine: DecodingListener) {}

  /** The result of a decoder's call, or of one that opens a file in memory. `otherwise`: what is known without decoding. */
  apply(path: string, model: Model, bound: ReadonlyMap<string, BoundArgument>, members: ReadonlyMap<string, Value> | undefined, otherwise: Value, point: Point): Value {
    const result = model.result ?? `${path}()`;
    if (model.reads !== undefined) {
      const file = bound.get(model.reads)?.value;
      // Something on disk, by its name.
      if (!file) return tainted(external(result), otherwise.taints);
      const data = payloadOf(file);
      const payload = data && (model.decodes ? this.decoded(model.decodes, path, data, settingsOf(bound, members), point) : data);
      return tainted(external(result, payload ? new Map([['payload', payload]]) : new Map([['subject', file]])), otherwise.taints);
    }
    const given = (model.returns ?? []).map((name) => (name === 'self' ? members?.get('payload') : bound.get(name)?.value)).find((value) => value !== undefined);
    const decoded = this.decoded(model.decodes!, path, given ?? unknown, settingsOf(bound, members), point);
    return model.result === undefined ? decoded : tainted(external(result, new Map([['payload', decoded]])), decoded.taints);
  }

  decoded(name: DecoderName, path: string, input: Value, settings: Settings, point: Point): Value {
    const encoding = typeof settings['encoding'] === 'string' ? settings['encoding'] : undefined;
    const codec = name === 'codec' ? decoderOfCodec(encoding ?? '') : name;
    // A character set hides nothing.
    if (codec === undefined) return { shapes: input.shapes.flatMap((shape) => inCharset(shape, encoding ?? 'utf-8')), taints: input.taints };
    const label = `decoded by \`${path.replace(/\(\)/g, '')}\``;
    const taints = withStep(input.taints, { point, label });
    if (FORMATS.has(codec) && input.taints.some((taint) => taint.kind === 'file')) return { shapes: unknown.shapes, taints };
    const depth = 1 + Math.max(0, ...input.taints.map((taint) => taint.depth ?? 0));
    const shapes = input.shapes.flatMap((shape) => (shape.kind === 'text' ? this.decodeText(codec, shape, settings, depth, point) : unknown.shapes));
    // Python refuses what is not valid: the statement ends in an error, and nothing comes out.
    if (REFUSING.has(codec) && input.shapes.every((shape) => shape.kind === 'text' && literalText(shape) !== undefined && decodeWithin(codec, literalText(shape)!, settings).kind === 'unknown')) return { shapes: unknown.shapes, taints };
    // Addresses are written that way; what somebody else gives is not hidden in the program.
    if (NOTATIONS_OF_ADDRESSES.has(codec) && shapes.every((shape) => shape.kind !== 'text')) return { shapes: unknown.shapes, taints };
    const hidden: Taint = { ...taintFrom('decoded', path, { point, label }), depth };
    return { shapes: shapes.length > 0 ? shapes : unknown.shapes, taints: joinTaints([hidden], taints) };
  }

  private decodeText(codec: DecoderName, shape: TextShape, settings: Settings, depth: number, point: Point): readonly Shape[] {
    const text = literalText(shape);
    if (text === undefined) return unknown.shapes;
    if (depth > DEEPEST || this.work > MOST_IN_ALL) {
      this.machine.gap(point, depth > DEEPEST ? `data is decoded more than ${DEEPEST} times over` : `more than ${MOST_IN_ALL / 1024 / 1024} MiB of data are decoded here in all`);
      return unknown.shapes;
    }
    if (codec === 'marshal') return this.unmarshalled(text, point);
    const outcome = decodeWithin(codec, text, settings);
    this.work += text.length + (outcome.kind === 'decoded' ? outcome.output.length : 0);
    if (outcome.kind === 'limited') this.machine.gap(point, `what is decoded here was not unfolded: ${outcome.reason}`);
    return outcome.kind === 'decoded' ? [textShape([{ text: outcome.output }], !outcome.isText)] : unknown.shapes;
  }

  /** A marshalled text is a text. Of code, names and texts are told, and it stays unknown what it does. */
  private unmarshalled(data: string, point: Point): readonly Shape[] {
    this.work += data.length;
    const item = readMarshal(data);
    if (item?.kind === 'text' || item?.kind === 'bytes') return [textShape([{ text: item.text }], item.kind === 'bytes')];
    if (item && codesIn(item).length > 0) this.machine.compiled(point, [...new Set(codesIn(item).flatMap((code) => code.names))], textsIn(item));
    return unknown.shapes;
  }
}

/** Encodings whose valid input we read whole, so that what we cannot read is not valid. */
const REFUSING: ReadonlySet<DecoderName> = new Set(['base64', 'urlsafe-base64', 'base32', 'base16', 'hex']);

/** ASCII is the same in nearly every character set, and keeps its places in the source. */
function inCharset(shape: Shape, charset: string): readonly Shape[] {
  const text = shape.kind === 'text' ? literalText(shape) : undefined;
  if (shape.kind !== 'text' || text === undefined) return unknown.shapes;
  if (/^[\0-\x7f]*$/.test(text) && !/^utf-?(?:16|32)/i.test(charset)) return [{ ...shape, bytes: false }];
  const output = decodeCharset(text, charset);
  return output === undefined ? unknown.shapes : [textShape([{ text: output }])];
}

/** What a file in memory holds. */
function payloadOf(value: Value): Value | undefined {
  for (const shape of value.shapes) if (shape.kind === 'external' && shape.members?.has('payload')) return shape.members.get('payload');
  return undefined;
}

export const hasPayload = (value: Value): boolean => payloadOf(value) !== undefined;

/** The known arguments of a call and of the calls that made its receiver. */
function settingsOf(bound: ReadonlyMap<string, BoundArgument>, members: ReadonlyMap<string, Value> | undefined): Settings {
  const settings: Record<string, string | number | boolean | undefined> = {};
  for (const [name, value] of members ?? []) if (name.startsWith('given:')) collect(settings, name.slice('given:'.length), value, 3);
  for (const [name, { value }] of bound) if (name !== 'self') collect(settings, name, value, 3);
  return settings;
}

function collect(settings: Record<string, string | number | boolean | undefined>, name: string, value: Value, depth: number): void {
  const [only] = value.shapes;
  if (value.shapes.length !== 1 || !only || depth === 0) return;
  if (only.kind === 'text') settings[name] = literalText(only);
  else if (only.kind === 'number') settings[name] = Number(only.value);
  else if (only.kind === 'constant' && (only.value === 'True' || only.value === 'False')) settings[name] = only.value === 'True';
  else if (only.kind === 'external') {
    settings[name] = only.path;
    for (const [inner, held] of only.members ?? []) if (inner.startsWith('given:')) collect(settings, inner.slice('given:'.length), held, depth - 1);
  }
}
