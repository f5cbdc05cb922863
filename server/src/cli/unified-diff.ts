/** Two versions of a file as a patch that `git apply` and `patch -p1` understand. Line ends are those of the files. */
import { structuredPatch } from 'diff';

/** `before` is undefined for a file that is made. */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  const { hunks } = structuredPatch(path, path, before ?? '', after, undefined, undefined, { context: 3 });
  const head = `${before === undefined ? '--- /dev/null' : `--- a/${path}`}\n+++ b/${path}\n`;
  return head + hunks.map((hunk) => `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@\n${hunk.lines.map((line) => `${line}\n`).join('')}`).join('');
}

const range = (start: number, lines: number): string => (lines === 1 ? `${start}` : `${start},${lines}`);
