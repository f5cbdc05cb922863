/** Text from scanned projects as Markdown that shows it and does nothing else: no markup, no links, no HTML. */
import { visible } from './visible';

/** Running text on one line; not for the beginning of a line, where more characters mean something. */
export const plain = (text: string): string => visible(text.replace(/\s*\n\s*/g, ' ')).replace(/[\\`*_{}[\]<>#|~!&$@]/g, '\\$&').replace(/(https?|www)([.:])/gi, '$1\\$2');

/** Running text of ours in which `code` is meant as code; everything around it is shown as it is. */
export const prose = (text: string): string => text.split(/((?<!`)`[^`\n]+`(?!`))/).map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : plain(part))).join('');

/** A code span, with as many backticks around it as it needs. In tables a bar ends the cell even inside code. */
export function code(text: string): string {
  const shown = visible(text.replace(/\s*\n\s*/g, ' '));
  if (shown.trim() === '') return '';
  const ticks = '`'.repeat(longestRun(shown, 0) + 1);
  const gap = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${ticks}${gap}${shown}${gap}${ticks}`;
}

/** A code block; its lines come as they are to be shown. */
export function fenced(lines: readonly string[], language: string): readonly string[] {
  const ticks = '`'.repeat(longestRun(lines.join('\n'), 2) + 1);
  return [`${ticks}${language}`, ...lines, ticks];
}

const longestRun = (text: string, least: number): number => Math.max(least, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
