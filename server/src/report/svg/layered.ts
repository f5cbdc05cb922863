/**
 * Pictures of things that lead to other things: boxes in columns, lines from column to column, as SVG without scripts. Colours are CSS variables of
 * the page around it; a kind of line is told by its dashes as well as by its colour.
 *
 *     ┌──────────────┐      ┌─────────────┐      ┌──────────────────────┐
 *     │ pip download │──────│ build_wheel │──────│ executes setup.py    │
 *     └──────────────┘      └─────────────┘      │ pyproject.toml:3     │
 *                                                └──────────────────────┘
 */
import { escaped } from '../html/escape';
import { cellsOf } from '../visible';

export type LineKind = 'plain' | 'doubtful' | 'quiet';

export interface Box {
  readonly id: string;
  /** The first line stands out. */
  readonly lines: readonly string[];
  readonly kind?: LineKind | 'grave';
  readonly href?: string;
}

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly kind: LineKind;
}

export interface Picture {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** Everything that the picture says, in words. */
  readonly description: string;
  readonly columns: readonly { readonly heading: string; readonly width: number; readonly boxes: readonly Box[] }[];
  readonly links: readonly Link[];
}

const LINE = 17;
const PADDING = 9;
const GAP = 14;
const BETWEEN = 70;
const HEAD = 30;
const MARGIN = 6;
/** Width of a character of the monospaced font at its size. */
const CHARACTER = 7.3;

interface Placed extends Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function drawn({ id, title, description, columns, links }: Picture): string {
  const heights = columns.map(({ boxes }) => boxes.reduce((sum, box) => sum + heightOf(box) + GAP, -GAP));
  const tallest = Math.max(0, ...heights);
  const placed = new Map<string, Placed>();
  let x = MARGIN;
  const heads: string[] = [];
  columns.forEach(({ heading, width, boxes }, column) => {
    heads.push(`<text class="head" x="${x}" y="${MARGIN + 13}">${escaped(heading)}</text>`);
    let y = MARGIN + HEAD + (tallest - heights[column]!) / 2;
    for (const box of boxes) {
      placed.set(box.id, { ...box, x, y: Math.round(y), width, height: heightOf(box) });
      y += heightOf(box) + GAP;
    }
    x += width + BETWEEN;
  });
  const total = { width: x - BETWEEN + MARGIN, height: Math.round(MARGIN + HEAD + tallest + MARGIN) };
  const lines = links.flatMap(({ from, to, kind }) => {
    const [a, b] = [placed.get(from), placed.get(to)];
    return a && b ? [`<path class="line ${kind}" d="${curve(a, b)}"/>`] : [];
  });
  return `<svg class="picture" role="img" aria-labelledby="${id}-title ${id}-text" viewBox="0 0 ${total.width} ${total.height}" width="${total.width}" height="${total.height}" xmlns="http://www.w3.org/2000/svg">
<title id="${id}-title">${escaped(title)}</title>
<desc id="${id}-text">${escaped(description)}</desc>
${[...heads, ...lines, ...[...placed.values()].map(boxOf)].join('\n')}
</svg>`;
}

const heightOf = ({ lines }: Box): number => lines.length * LINE + 2 * PADDING - 4;

function curve(from: Placed, to: Placed): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = Math.min(40, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

function boxOf({ x, y, width, height, lines, kind = 'plain', href }: Placed): string {
  const texts = lines.map((line, index) => `<text class="${index === 0 ? 'name' : 'more'}" x="${x + PADDING}" y="${y + PADDING + 10 + index * LINE}">${escaped(index === 0 ? shortened(line, width) : shortenedInside(line, width))}</text>`);
  const inside = `<title>${escaped(lines.join(', '))}</title><rect class="box ${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="5"/>${texts.join('')}`;
  return href === undefined ? `<g>${inside}</g>` : `<a href="${escaped(href)}">${inside}</a>`;
}

/** As much of a line as fits; its title has all of it. */
function shortened(line: string, width: number): string {
  const room = Math.floor((width - 2 * PADDING) / CHARACTER);
  const cells = cellsOf(line.slice(0, 4 * room));
  let used = 0;
  let text = '';
  for (const cell of cells) {
    if (used + cell.width > room - 1 && (cell !== cells.at(-1) || used + cell.width > room)) return `${text}…`;
    used += cell.width;
    text += line.slice(cell.start, cell.end);
  }
  return text;
}

/** The same of a line that ends with what matters most, such as the name of a file and a line in it: the middle is left out. */
function shortenedInside(line: string, width: number): string {
  const room = Math.floor((width - 2 * PADDING) / CHARACTER);
  const cells = cellsOf(line.length <= 8 * room ? line : `${line.slice(0, 4 * room)}${line.slice(-4 * room)}`);
  if (cells.reduce((sum, { width: wide }) => sum + wide, 0) <= room) return cells.map(({ shown }) => shown).join('');
  const take = (from: typeof cells, most: number): typeof cells => {
    let used = 0;
    return from.filter(({ width: wide }) => (used += wide) <= most);
  };
  const head = take(cells, Math.floor(room / 3));
  const tail = take([...cells].reverse(), room - 1 - Math.floor(room / 3)).reverse();
  return [...head, { shown: '…' }, ...tail].map(({ shown }) => shown).join('');
}
