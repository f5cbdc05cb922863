/** Build files kept in strings: found by the interpreter, made into programs and configurations of their own by analysis/. */
import type { Role } from '../findings/finding';
import { buildFile } from './build-files';
import type { AnalysisEvent } from './events';
import { type Piece, placeOf, type Point, pointKey } from './source';
import { dedent, piecesOf, slicePieces } from './texts';
import { literalText, type TextShape, type Value } from './value';
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
  const all = events.filter((event) => event.kind === 'embedded');
  // Where a name may go with several texts, what stands under its own name elsewhere says which is which.
  const certain = new Map(all.filter((event) => event.value.shapes.length === 1).flatMap((event) => originsOf(event.value).map((origin) => [origin, event.name] as const)));
  for (const event of all) {
    const kind = buildFile(event.name)!;
    for (const shape of textsOf(event.value)) {
      const pieces = filled(shape, kind.language === 'python' ? 'None' : '0');
      const text = pieces.map((piece) => piece.text).join('');
      if (text.trim() === '' || (kind.language !== 'python' && !LOOKS_LIKE_CONFIG.test(text))) continue;
      const origin = pieces.find((piece) => piece.origin)?.origin;
      const point: Point = origin ? { program: origin.program, unit: origin.unit, start: origin.part.start, end: origin.part.end } : event.point;
      const key = `${event.name}@${pointKey(point)}`;
      if (event.value.shapes.length > 1 && (certain.get(pointKey(point)) ?? event.name) !== event.name) continue;
      if (!found.has(key)) found.set(key, { name: event.name, ...kind, pieces, point });
    }
  }
  return [...found.values()].sort((a, b) => placeOf(a.point).span.start - placeOf(b.point).span.start);
}

/** Keys of the literals a value was made from. */
const originsOf = (value: Value): string[] => textsOf(value).flatMap((shape) => {
  const origin = shape.parts.find((part) => 'text' in part && part.origin);
  return origin && 'text' in origin && origin.origin ? [pointKey({ ...origin.origin, start: origin.origin.part.start, end: origin.origin.part.end })] : [];
});

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

/** A template that is filled in elsewhere: `{name}` reads as a name of the same length, so that all places stay. */
export const withPlaceholders = (file: EmbeddedFile): EmbeddedFile =>
  ({ ...file, pieces: file.pieces.map((piece) => ({ ...piece, text: piece.text.replace(/\{(\w+)\}/g, '_$1_') })) });

/** Unknown parts stand for some expression of the language, or for lines of their own, of which nothing is said. */
const filled = ({ parts }: TextShape, expression: string): Piece[] => parts.map((part, at): Piece => ('hole' in part ? { text: standsAlone(parts, at) ? '' : expression } : part));

function standsAlone(parts: TextShape['parts'], at: number): boolean {
  const [before, after] = [parts[at - 1], parts[at + 1]];
  return (before === undefined || ('text' in before && before.text.endsWith('\n'))) && (after === undefined || ('text' in after && /^\r?\n/.test(after.text)));
}

/** A table, a pair or a comment: a path that is kept under the name of a file is none of these. */
const LOOKS_LIKE_CONFIG = /^\s*(?:\[|#|[\w"'.-]+\s*[=:])/m;
