/** Text in lines that fit a terminal. */
import { widthOf } from './visible';

/**
 * Breaks at spaces; a word that is wider than a line stays whole. `first` and `rest` begin the first line and the others and are not
 * painted; they count.
 */
export function wrapped(text: string, first: string, rest: string, width: number, paint: (text: string) => string = (plain) => plain): string[] {
  const lines: string[] = [];
  let lead = first;
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(lead) + widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(lead + paint(line.trimEnd()));
      lead = rest;
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line === '' ? lead.trimEnd() : lead + paint(line)];
}
