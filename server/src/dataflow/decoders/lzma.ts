/**
 * LZMA in its three dresses: `.xz` (https://tukaani.org/xz/xz-file-format.txt), the older `.lzma`, and LZMA2 chunks inside the former.
 * Written after the published specification (https://www.7-zip.org/sdk.html, lzma-specification.txt), since no library at hand
 * decodes LZMA2 synchronously and bounds its memory: here the window is the output, which has a limit. Checksums are not looked at.
 */
import { bytesOf, Output } from './bytes';

/** `.xz` or `.lzma`, whichever it is; undefined when it is neither, or broken. */
export function fromLzma(input: string): string | undefined {
  const bytes = bytesOf(input);
  const output = new Output(input.length);
  const valid = input.startsWith('\xfd7zXZ\0') ? readXz(bytes, output) : readAlone(bytes, output);
  return valid ? output.toString() : undefined;
}

function readAlone(bytes: Uint8Array, output: Output): boolean {
  const properties = bytes[0];
  if (properties === undefined || properties >= 225 || bytes.length < 18) return false;
  const size = bytes.subarray(5, 13).reduceRight((sum, byte) => sum * 256 + byte, 0);
  const known = !bytes.subarray(5, 13).every((byte) => byte === 0xff);
  return new Lzma(output, properties).decode(new RangeDecoder(bytes, 13, bytes.length), known ? size : undefined);
}

const LZMA2 = 0x21;

function readXz(bytes: Uint8Array, output: Output): boolean {
  const checkSize = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64][bytes[7]! & 15] ?? 0;
  let at = 12;
  for (;;) {
    const size = bytes[at];
    // A size of zero is the index: all blocks were read.
    if (size === 0) return true;
    if (size === undefined) return false;
    const flags = bytes[at + 1] ?? 0;
    let field = at + 2;
    const integer = (): number => {
      let value = 0;
      for (let shift = 1; ; shift *= 128) {
        const byte = bytes[field++] ?? 0;
        value += (byte & 0x7f) * shift;
        if ((byte & 0x80) === 0 || shift > 2 ** 49) return value;
      }
    };
    if (flags & 0x40) integer();
    if (flags & 0x80) integer();
    // One filter, LZMA2; machine code filters make no programs that one can read.
    if ((flags & 3) !== 0 || integer() !== LZMA2) return false;
    const end = readLzma2(bytes, at + (size + 1) * 4, output);
    if (end === undefined) return false;
    at = Math.ceil((end - at) / 4) * 4 + at + checkSize;
  }
}

/** Where the chunks end; undefined when they are broken. */
function readLzma2(bytes: Uint8Array, from: number, output: Output): number | undefined {
  let lzma: Lzma | undefined;
  for (let at = from; ;) {
    const control = bytes[at];
    if (control === 0) return at + 1;
    if (control === undefined || (control > 2 && control < 0x80)) return undefined;
    const short = (offset: number): number => ((bytes[at + offset] ?? 0) << 8) | (bytes[at + offset + 1] ?? 0);
    if (control < 0x80) {
      const end = at + 3 + short(1) + 1;
      if (end > bytes.length) return undefined;
      for (let i = at + 3; i < end; i++) output.push(bytes[i]!);
      at = end;
      continue;
    }
    const unpacked = ((control & 0x1f) << 16) + short(1) + 1;
    const packed = short(3) + 1;
    const reset = (control >> 5) & 3;
    const properties = reset >= 2 ? bytes[at + 5] : undefined;
    const start = at + (reset >= 2 ? 6 : 5);
    if (properties !== undefined && properties < 225) lzma = new Lzma(output, properties);
    else if (reset === 1) lzma?.reset();
    if (!lzma || start + packed > bytes.length || !lzma.decode(new RangeDecoder(bytes, start, start + packed), unpacked)) return undefined;
    at = start + packed;
  }
}

class RangeDecoder {
  private range = 0xffffffff;
  private code = 0;

  constructor(private readonly bytes: Uint8Array, private at: number, private readonly end: number) {
    this.at++;
    for (let i = 0; i < 4; i++) this.code = ((this.code << 8) | this.next()) >>> 0;
  }

  /** More was asked for than there is. */
  get exhausted(): boolean {
    return this.at > this.end + 4;
  }

  private next(): number {
    const byte = this.at < this.end ? this.bytes[this.at]! : 0;
    this.at++;
    return byte;
  }

  private normalize(): void {
    if (this.range >= 0x1000000) return;
    this.range = (this.range << 8) >>> 0;
    this.code = ((this.code << 8) | this.next()) >>> 0;
  }

  bit(probabilities: Uint16Array, index: number): number {
    const probability = probabilities[index]!;
    const bound = (this.range >>> 11) * probability;
    const bit = this.code < bound ? 0 : 1;
    if (bit === 0) {
      this.range = bound;
      probabilities[index] = probability + ((2048 - probability) >>> 5);
    } else {
      this.range = (this.range - bound) >>> 0;
      this.code = (this.code - bound) >>> 0;
      probabilities[index] = probability - (probability >>> 5);
    }
    this.normalize();
    return bit;
  }

  direct(count: number): number {
    let result = 0;
    for (let i = 0; i < count; i++) {
      this.range >>>= 1;
      const bit = this.code >= this.range ? 1 : 0;
      if (bit === 1) this.code = (this.code - this.range) >>> 0;
      result = result * 2 + bit;
      this.normalize();
    }
    return result;
  }

  tree(probabilities: Uint16Array, base: number, bits: number): number {
    let symbol = 1;
    for (let i = 0; i < bits; i++) symbol = symbol * 2 + this.bit(probabilities, base + symbol);
    return symbol - (1 << bits);
  }

  reverseTree(probabilities: Uint16Array, base: number, bits: number): number {
    let symbol = 1;
    let result = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(probabilities, base + symbol);
      symbol = symbol * 2 + bit;
      result |= bit << i;
    }
    return result;
  }
}

const probabilities = (count: number): Uint16Array => new Uint16Array(count).fill(1024);

/** Lengths of matches: choice, choice 2, low (16 × 8), middle (16 × 8), high (256). */
class Lengths {
  private readonly choice = probabilities(2);
  private readonly low = probabilities(16 * 8);
  private readonly middle = probabilities(16 * 8);
  private readonly high = probabilities(256);

  decode(range: RangeDecoder, position: number): number {
    if (range.bit(this.choice, 0) === 0) return 2 + range.tree(this.low, position * 8, 3);
    if (range.bit(this.choice, 1) === 0) return 10 + range.tree(this.middle, position * 8, 3);
    return 18 + range.tree(this.high, 0, 8);
  }
}

/** What is learnt while decoding. */
class Model {
  readonly match = probabilities(12 * 16);
  readonly repeat = probabilities(12);
  readonly repeat0 = probabilities(12);
  readonly repeat0Long = probabilities(12 * 16);
  readonly repeat1 = probabilities(12);
  readonly repeat2 = probabilities(12);
  readonly slots = probabilities(4 * 64);
  readonly distances = probabilities(1 + 128 - 14);
  readonly align = probabilities(16);
  readonly lengths = new Lengths();
  readonly repeatLengths = new Lengths();
  readonly literals: Uint16Array;

  constructor(literalBits: number) {
    this.literals = probabilities(0x300 << literalBits);
  }
}

class Lzma {
  private readonly contextBits: number;
  private readonly literalPositionMask: number;
  private readonly positionMask: number;
  private model: Model;
  private state = 0;
  private repeats: [number, number, number, number] = [0, 0, 0, 0];

  constructor(private readonly output: Output, properties: number) {
    this.contextBits = properties % 9;
    this.literalPositionMask = (1 << (Math.floor(properties / 9) % 5)) - 1;
    this.positionMask = (1 << Math.floor(properties / 45)) - 1;
    this.model = this.newModel();
  }

  private newModel(): Model {
    return new Model(this.contextBits + Math.log2(this.literalPositionMask + 1));
  }

  reset(): void {
    this.model = this.newModel();
    this.state = 0;
    this.repeats = [0, 0, 0, 0];
  }

  /** Decodes so many bytes, or up to the end mark; false when the data is broken. */
  decode(range: RangeDecoder, size: number | undefined): boolean {
    const { output } = this;
    const end = size === undefined ? Infinity : output.length + size;
    while (output.length < end) {
      if (range.exhausted) return false;
      const { model } = this;
      const position = output.length & this.positionMask;
      if (range.bit(model.match, this.state * 16 + position) === 0) {
        this.literal(range);
        continue;
      }
      let length: number;
      if (range.bit(model.repeat, this.state) === 0) {
        length = model.lengths.decode(range, position);
        this.state = this.state < 7 ? 7 : 10;
        const distance = this.distance(range, length);
        if (distance === 0xffffffff) return size === undefined || output.length === end;
        this.repeats = [distance, this.repeats[0], this.repeats[1], this.repeats[2]];
      } else {
        const repeated = this.repeated(range, position);
        if (repeated === 1) length = 1;
        else {
          length = model.repeatLengths.decode(range, position);
          this.state = this.state < 7 ? 8 : 11;
        }
      }
      const distance = this.repeats[0] + 1;
      if (distance > output.length) return false;
      for (let i = 0; i < length && output.length < end; i++) output.push(output.back(distance));
    }
    return true;
  }

  private literal(range: RangeDecoder): void {
    const { output, model } = this;
    const before = output.length > 0 ? output.back(1) : 0;
    const base = 0x300 * (((output.length & this.literalPositionMask) << this.contextBits) + (before >> (8 - this.contextBits)));
    let symbol = 1;
    if (this.state >= 7) {
      let match = this.repeats[0] < output.length ? output.back(this.repeats[0] + 1) : 0;
      while (symbol < 0x100) {
        const expected = (match >> 7) & 1;
        match <<= 1;
        const bit = range.bit(model.literals, base + ((1 + expected) << 8) + symbol);
        symbol = symbol * 2 + bit;
        if (bit !== expected) break;
      }
    }
    while (symbol < 0x100) symbol = symbol * 2 + range.bit(model.literals, base + symbol);
    output.push(symbol & 0xff);
    this.state = this.state < 4 ? 0 : this.state < 10 ? this.state - 3 : this.state - 6;
  }

  /** Moves the distance of an earlier match to the front. 1: of that match a single byte; 0: a length follows. */
  private repeated(range: RangeDecoder, position: number): 0 | 1 {
    const { model, state, repeats } = this;
    if (range.bit(model.repeat0, state) === 0) {
      if (range.bit(model.repeat0Long, state * 16 + position) !== 0) return 0;
      this.state = state < 7 ? 9 : 11;
      return 1;
    }
    const which = range.bit(model.repeat1, state) === 0 ? 1 : range.bit(model.repeat2, state) === 0 ? 2 : 3;
    const [distance] = repeats.splice(which, 1) as [number];
    repeats.unshift(distance);
    return 0;
  }

  private distance(range: RangeDecoder, length: number): number {
    const { model } = this;
    const slot = range.tree(model.slots, Math.min(length - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const start = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return start + range.reverseTree(model.distances, start - slot, bits);
    return start + range.direct(bits - 4) * 16 + range.reverseTree(model.align, 0, 4);
  }
}
