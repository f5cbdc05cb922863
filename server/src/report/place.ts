/** Offsets as people count: lines and columns from 1, columns in UTF-16 code units. A byte order mark takes no column, as in editors. */
import type { LineIndex } from '../base/text';

export interface HumanPlace {
  readonly line: number;
  readonly column: number;
}

/** Without a text everything is at its beginning. */
export function placeOf(source: { readonly text: string; readonly lines: LineIndex } | undefined, offset: number): HumanPlace {
  if (source === undefined) return { line: 1, column: 1 };
  const { line, column } = source.lines.locate(offset);
  const mark = line === 0 && column > 0 && source.text.startsWith('\ufeff') ? 1 : 0;
  return { line: line + 1, column: column + 1 - mark };
}
