/** Markdown tables that are printed row by row, as soon as a row is known; what is being measured meanwhile stands on standard error. */

export class Table {
  private begun = false;

  constructor(private readonly title: string, private readonly head: readonly string[]) {}

  row(cells: readonly string[]): void {
    done();
    if (!this.begun) {
      this.begun = true;
      console.log(`\n${this.title}\n`);
      this.line(this.head);
      this.line(this.head.map((_, i) => (i === 0 ? '---' : '---:')));
    }
    this.line(cells);
  }

  private line(cells: readonly string[]): void {
    console.log(`| ${cells.join(' | ')} |`);
  }
}

/** Says what is measured now: on a terminal in one line that goes away, elsewhere as lines of their own. */
export function measuring(what: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[2Kmeasuring ${what} …` : `measuring ${what} …\n`);
}

export function done(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
}
