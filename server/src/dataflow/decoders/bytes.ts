/** Bytes as the interpreter keeps them, a code unit 0–255 each, and the byte arrays that libraries want; what a decoder may cost. */

/** No decoded text is longer. */
export const LONGEST_OUTPUT = 8 * 1024 * 1024;

/** What is this small may have unfolded from anything. */
const ALWAYS_ALLOWED = 1024 * 1024;

/** Beyond that, data may unfold to so many times its length: honest text compresses to a tenth, rarely to a hundredth. */
export const LARGEST_RATIO = 400;

/** A limit was hit: the data is valid as far as it was read, and more than a reader should unfold. */
export class LimitReached extends Error {}

/** To be called before (or while) so many bytes are made from so many. Throws LimitReached. */
export function allow(output: number, input: number): void {
  if (output > LONGEST_OUTPUT) throw new LimitReached(`it unfolds to more than ${LONGEST_OUTPUT / 1024 / 1024} MiB`);
  if (output > ALWAYS_ALLOWED && output > input * LARGEST_RATIO) throw new LimitReached(`it unfolds to more than ${LARGEST_RATIO} times its length`);
}

export function bytesOf(input: string): Uint8Array {
  // `Uint8Array.from` takes ten times as long, and inputs are megabytes.
  const bytes = new Uint8Array(input.length);
  for (let i = 0; i < input.length; i++) bytes[i] = input.charCodeAt(i);
  return bytes;
}

export function binary(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return parts.join('');
}

/** Text as bytes in UTF-8. */
export const encodeUtf8 = (text: string): string => (/^[\0-\x7f]*$/.test(text) ? text : binary(new TextEncoder().encode(text)));

/** A byte buffer that grows up to what the limits allow for an input of the given length. */
export class Output {
  private buffer = new Uint8Array(4096);
  length = 0;

  constructor(private readonly inputLength: number) {}

  push(byte: number): void {
    if (this.length === this.buffer.length) {
      allow(this.length + 1, this.inputLength);
      const larger = new Uint8Array(Math.min(this.length * 2, LONGEST_OUTPUT + 1));
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = byte;
  }

  /** The byte so many places back; 1 is the last one. */
  back(distance: number): number {
    return this.buffer[this.length - distance]!;
  }

  toString(): string {
    allow(this.length, this.inputLength);
    return binary(this.buffer.subarray(0, this.length));
  }
}
