/** `--baseline` and `--update-baseline` of `buildglass scan`: reads the file, compares project by project, writes it anew. */
import { baselineText, compareWithBaseline, readBaseline } from '../report/baseline';
import type { BaselineRow, Entry, WriterOptions } from '../report/writer';
import type { Console } from './console';
import { UsageError } from './parts';
import type { Target } from './targets';

export interface BaselineOptions {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
}

const MAXIMUM_BYTES = 1 << 26;

export class Baseline {
  /** Rows that this scan said nothing about, and the new ones of what it did. */
  private next: readonly BaselineRow[];
  private added = 0;

  private constructor(private readonly file: string, private readonly rows: readonly BaselineRow[], private readonly update: boolean, private readonly console: Console) {
    this.next = rows;
  }

  /** Undefined when none was asked for. Throws `UsageError` for a file that cannot be used; one that is to be written need not be there. */
  static async open({ baseline: file, updateBaseline = false }: BaselineOptions, console: Console): Promise<Baseline | undefined> {
    if (file === undefined) {
      if (updateBaseline) throw new UsageError('--update-baseline needs --baseline with the file to write.');
      return undefined;
    }
    const location = console.resolve(file);
    if (updateBaseline && (await console.files.kind(location)) === 'missing') return new Baseline(file, [], true, console);
    const bytes = await console.files.readFile(location, MAXIMUM_BYTES);
    if (!(bytes instanceof Uint8Array)) throw new UsageError(`The baseline ${file} ${bytes.reason}.`);
    const rows = readBaseline(new TextDecoder().decode(bytes));
    if (!('problem' in rows)) return new Baseline(file, rows, updateBaseline, console);
    if (!updateBaseline) throw new UsageError(`The baseline ${file} cannot be used: ${rows.problem}.`);
    return new Baseline(file, [], true, console);
  }

  /** The entry without what the baseline knows; when it is updated, that is all there is. */
  compare(entry: Entry, target: Target, options: WriterOptions): Entry {
    if ('error' in entry) return entry;
    const project = this.console.relative(this.console.parent(this.console.resolve(this.file)), target.location ?? target.root) || '.';
    const concerns = (row: BaselineRow): boolean => row.project === project && (target.whole || target.named.has(row.path));
    const compared = compareWithBaseline(entry, project, this.rows.filter(concerns), options);
    this.next = [...this.next.filter((row) => !concerns(row)), ...compared.rows];
    this.added += compared.unknown;
    return this.update ? compareWithBaseline(entry, project, compared.rows, options).entry : compared.entry;
  }

  /** Writes the file when it is to be updated. Returns the sentence that says what became of it. Throws `UsageError`. */
  async close(): Promise<string | undefined> {
    if (!this.update) return undefined;
    const reason = await this.console.writeFile(this.console.resolve(this.file), baselineText(this.next));
    if (reason !== undefined) throw new UsageError(`The baseline cannot be written to ${this.file}: ${reason}.`);
    return `The baseline ${this.file} holds ${this.next.length} ${this.next.length === 1 ? 'finding' : 'findings'}: ${this.added} new, ${this.rows.length + this.added - this.next.length} gone.`;
  }
}
