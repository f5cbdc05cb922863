/**
 * A readable difference of two texts, by lines: all changed lines with `-` and `+`, up to two unchanged lines around them
 * with a space, and `@@` where lines were left out. No line numbers, so that a suite reads well and edits above do not matter.
 */

const CONTEXT = 2;

/** Every line is ended by `\n`; equal texts give ''. */
export function lineDiff(before: string, after: string): string {
  const rows = align(split(before), split(after));
  const isNear = rows.map((_, i) => rows.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some((row) => !row.startsWith(' ')));
  let result = '';
  let shown = false;
  rows.forEach((row, i) => {
    if (isNear[i]) {
      if (!shown && result !== '') result += '@@\n';
      result += `${row === ' ' ? '' : row}\n`;
    }
    shown = isNear[i]!;
  });
  return result;
}

const split = (text: string): string[] => {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/** Longest common subsequence; quadratic, which small suites afford. */
function align(a: readonly string[], b: readonly string[]): string[] {
  const best: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      best[i]![j] = a[i] === b[j] ? best[i + 1]![j + 1]! + 1 : Math.max(best[i + 1]![j]!, best[i]![j + 1]!);
    }
  }
  const rows: string[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      rows.push(` ${a[i++]}`);
      j++;
    } else if (j >= b.length || (i < a.length && best[i + 1]![j]! >= best[i]![j + 1]!)) rows.push(`-${a[i++]}`);
    else rows.push(`+${b[j++]}`);
  }
  return rows;
}
