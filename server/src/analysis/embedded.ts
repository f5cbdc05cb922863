/** Build files kept in strings: found by the interpreter, made into programs and configurations of their own. */
import { buildFile } from '../dataflow/embedded';
import type { AnalysisEvent } from '../dataflow/events';
import { type Piece, placeOf, type Point, pointKey } from '../dataflow/source';
import { dedent, piecesOf, slicePieces } from '../dataflow/texts';
import { literalText, type TextShape, type Value } from '../dataflow/value';
import type { Role } from '../findings/finding';

export interface EmbeddedFile {
  /** "setup.py" */
  readonly name: string;
  readonly role: Role;
  readonly language: 'python' | 'toml' | 'ini';
  readonly pieces: readonly Piece[];
  /** Where it is kept. */
  readonly point: Point;
}

/** Each distinct embedded file once, in the order of their places. */
export function embeddedFiles(events: readonly AnalysisEvent[]): EmbeddedFile[] {
  const found = new Map<string, EmbeddedFile>();
  for (const event of events) {
    if (event.kind !== 'embedded') continue;
    const kind = buildFile(event.name)!;
    for (const shape of textsOf(event.value)) {
      const pieces = filled(shape);
      if (pieces.every((piece) => piece.text.trim() === '')) continue;
      const origin = pieces.find((piece) => piece.origin)?.origin;
      const point: Point = origin ? { program: origin.program, unit: origin.unit, start: origin.part.start, end: origin.part.end } : event.point;
      const key = `${event.name}@${pointKey(point)}`;
      if (!found.has(key)) found.set(key, { name: event.name, ...kind, pieces, point });
    }
  }
  return [...found.values()].sort((a, b) => placeOf(a.point).span.start - placeOf(b.point).span.start);
}

/**
 * The texts a value may be. Where a helper we cannot see (a `dedent` of one's own) made it from one text, that text, dedented,
 * is the best reading there is.
 */
function textsOf(value: Value, depth = 3): TextShape[] {
  return value.shapes.flatMap((shape): TextShape[] => {
    if (shape.kind === 'text') return [shape];
    const inputs = shape.kind === 'any' ? shape.inputs : shape.kind === 'external' ? shape.members?.get('inputs')?.shapes.flatMap((one) => (one.kind === 'any' ? one.inputs ?? [] : [])) : undefined;
    if (!inputs || depth === 0) return [];
    const texts = inputs.flatMap((input) => textsOf(input, depth - 1)).filter((text) => (literalText(text) ?? '').includes('\n') || literalText(text) === undefined);
    return texts.length === 1 ? [trimmed(dedent(texts[0]!) ?? texts[0]!)] : [];
  });
}

function trimmed(shape: TextShape): TextShape {
  const pieces = piecesOf(shape);
  const text = literalText(shape);
  if (!pieces || text === undefined) return shape;
  return { ...shape, parts: slicePieces(pieces, text.length - text.trimStart().length, text.length) };
}

/** Unknown parts stand for some expression. */
const filled = (shape: TextShape): Piece[] => shape.parts.map((part): Piece => ('hole' in part ? { text: 'None' } : part));
