/**
 * Shell text with unknown parts: what the reader (syntax/shell) sees as one string, and the way back from its words to values whose
 * characters know the literal they came from.
 */
import type { Word } from '../syntax/shell/script';
import type { Piece } from './source';
import { slicePieces, textShape } from './texts';
import { constantText, type TextPiece, type TextShape, unknown, type Value, valueOf } from './value';

/** Stands for an unknown part; no shell has a use for it. */
const HOLE = '\ufffc';

export class ShellSource {
  readonly text: string;
  private readonly starts: number[] = [];

  constructor(private readonly shape: TextShape) {
    let text = '';
    for (const part of shape.parts) {
      this.starts.push(text.length);
      text += 'hole' in part ? HOLE : part.text;
    }
    this.text = text;
  }

  /** What stands from one offset to another, with its places. */
  slice(from: number, to: number): TextPiece[] {
    const result: TextPiece[] = [];
    for (let i = this.partAt(from); i < this.shape.parts.length && this.starts[i]! < to; i++) {
      const part = this.shape.parts[i]!;
      if ('hole' in part) result.push(part);
      else result.push(...slicePieces([part], from - this.starts[i]!, to - this.starts[i]!));
    }
    return result;
  }

  private partAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The value of a word; `expand` gives what the shell puts in place of a variable or substitution. */
  value(word: Word, expand: (index: number) => Value | undefined): Value {
    const whole = word.expansions.length === 1 && word.expansions[0]!.from === 0 && word.expansions[0]!.to === word.text.length;
    if (whole) return expand(0) ?? unknown;
    const parts: TextPiece[] = [];
    let at = 0;
    for (const [i, { from, to }] of word.expansions.entries()) {
      parts.push(...this.characters(word, at, from), ...partsOf(expand(i)));
      at = to;
    }
    parts.push(...this.characters(word, at, word.text.length));
    return valueOf(textShape(parts));
  }

  /** Runs of characters that stand beside each other in the source; others (escapes) have no place. */
  private *characters(word: Word, from: number, to: number): Generator<TextPiece> {
    for (let at = from; at < to;) {
      const start = word.offsets[at]!;
      let length = 0;
      while (at + length < to && word.offsets[at + length] === start + length && word.text[at + length] === this.text[start + length]) length++;
      if (length === 0) yield { text: word.text[at++]! };
      else {
        yield* this.slice(start, start + length);
        at += length;
      }
    }
  }
}

function partsOf(value: Value | undefined): readonly TextPiece[] {
  const only = value?.shapes.length === 1 ? value.shapes[0]! : undefined;
  return only?.kind === 'text' ? only.parts : [{ hole: value ?? unknown }];
}

/** A value as a reader of the command would write it: unknown parts are "?". */
export function wordText(value: Value): string {
  for (const shape of value.shapes) {
    if (shape.kind === 'text') return shape.parts.map((part) => ('text' in part ? part.text : wordText(part.hole))).join('');
    if (shape.kind === 'external' && shape.path === 'sys.executable') return 'python';
  }
  return '?';
}

/** All words are texts: put together with blanks, as shells hand them on. */
export function spaced(words: readonly Value[], separator = ' '): TextShape {
  return textShape(words.flatMap((word, i): TextPiece[] => [...(i > 0 ? [{ text: separator }] : []), ...partsOf(word)]));
}

/** Whether every piece stands in some literal: what names secrets in it was seen there. */
export const hasPlaces = (pieces: readonly Piece[]): boolean => pieces.every((piece) => piece.origin !== undefined || piece.text.trim() === '');

export const isText = (value: Value, text: string | RegExp): boolean => {
  const known = constantText(value);
  return known !== undefined && (typeof text === 'string' ? known === text : text.test(known));
};
