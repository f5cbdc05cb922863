/**
 * Makes text from a scanned project fit for a terminal: what would move the cursor, change colours, reorder or hide
 * characters is shown as a code point in angle brackets instead of being sent.
 *
 *     "a\x1b[2Jb"  →  a<U+001B>[2Jb
 */
import stringWidth from 'string-width';

/** One character as a person sees it: a grapheme cluster of the source and the cells it takes on the screen. */
export interface Cell {
  /** UTF-16 offsets into the text that was cut. */
  readonly start: number;
  readonly end: number;
  readonly shown: string;
  /** Columns on the screen. */
  readonly width: number;
}

const TAB = '    ';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const plain = /^[\x20-\x7e]*$/;
/** Control, format, surrogate, private and unassigned code points, and separators other than the space. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\uFE00-\uFE0F\u{E0100}-\u{E01EF}]|(?! )\p{Zs}/u;
const pictograph = /\p{Extended_Pictographic}/u;
const joinersOfPictographs = new Set(['\u200d', '\ufe0e', '\ufe0f']);

/** Cuts one line of text into cells. Line ends inside it are escaped like any control character. */
export function cellsOf(text: string): Cell[] {
  const cells: Cell[] = [];
  if (plain.test(text)) {
    for (let i = 0; i < text.length; i++) cells.push({ start: i, end: i + 1, shown: text[i]!, width: 1 });
    return cells;
  }
  for (const { segment, index } of graphemes.segment(text)) {
    const shown = segment === '\t' ? TAB : visibleGrapheme(segment);
    cells.push({ start: index, end: index + segment.length, shown, width: stringWidth(shown) });
  }
  return cells;
}

/** The text with everything that a terminal would act on spelled out. */
export function visible(text: string): string {
  if (plain.test(text)) return text;
  let result = '';
  for (const { segment } of graphemes.segment(text)) result += visibleGrapheme(segment);
  return result;
}

/** Columns a text takes on the screen. */
export const widthOf = (text: string): number => stringWidth(text);

function visibleGrapheme(grapheme: string): string {
  if (!invisible.test(grapheme)) return grapheme;
  const emoji = pictograph.test(grapheme);
  let result = '';
  for (const char of grapheme) result += invisible.test(char) && !(emoji && joinersOfPictographs.has(char)) ? escaped(char) : char;
  return result;
}

const escaped = (char: string): string => `<U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`;
