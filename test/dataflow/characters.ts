/** Known texts for tests: a shape made of pieces, and the shape as a list of characters with the place each came from. */
import fc from 'fast-check';
import type { Program } from '../../server/src/dataflow/source';
import { textShape } from '../../server/src/dataflow/texts';
import type { TextShape } from '../../server/src/dataflow/value';
import type { TextPart, Unit } from '../../server/src/syntax/python/ast';

const unit: Unit = { text: '', statements: [], comments: [], problems: [] };
const program: Program = { path: 'setup.py', role: 'setup-script', module: { text: '', units: [unit], offsets: new Map([[unit, 0]]), problems: [] } };

/** A piece of a literal that stands at `start` of its file, from `at` on; without `start`, a text without a place. */
export interface Part {
  readonly text: string;
  readonly start?: number;
  readonly at?: number;
}

export const shapeOf = (parts: readonly Part[], bytes = false): TextShape => textShape(parts.map(({ text, start, at = 0 }) => {
  if (start === undefined) return { text };
  const part: TextPart = { kind: 'text', start, end: start + at + text.length, cooked: '.'.repeat(at) + text };
  return { text, origin: { program, unit, part, at } };
}), bytes);

/** "a@12": an a that stands at 12; "a": one without a place; "?" for a hole. */
export const charactersOf = (shape: TextShape): string[] => shape.parts.flatMap((part) => ('hole' in part
  ? ['?']
  : Array.from({ length: part.text.length }, (_, i) => part.text.charAt(i) + (part.origin ? `@${part.origin.part.start + part.origin.at + i}` : ''))));

/** Parts whose places do not overlap, so that each character tells where it is from. */
export const partsOf = (text: fc.Arbitrary<string>): fc.Arbitrary<Part[]> =>
  fc.array(fc.record({ text, placed: fc.boolean(), at: fc.nat(3) }), { maxLength: 6 })
    .map((parts) => parts.map(({ text: one, placed, at }, i) => (placed ? { text: one, start: i * 100, at } : { text: one })));
