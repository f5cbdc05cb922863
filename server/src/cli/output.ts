/** Where a report goes: standard output, or the file of `--output`, piece by piece, so that memory does not grow with the report. */
import type { Console, OutputFile } from './console';
import { UsageError } from './parts';

export interface OutputOptions {
  /** The file as typed; undefined: standard output. */
  readonly file: string | undefined;
  /** What it is, for sentences: "report". */
  readonly what: string;
  /** Whether it is of no use by halves. */
  readonly whole: boolean;
  /** How to write on standard output, where something else may stand on the terminal. */
  readonly aside?: (write: () => void) => void;
}

export class Output {
  private constructor(private readonly console: Console, private readonly options: OutputOptions, private readonly opened: OutputFile | undefined) {}

  /** Throws `UsageError` for a file that cannot be written, before any work is done. */
  static async open(options: OutputOptions, console: Console): Promise<Output> {
    if (options.file === undefined) return new Output(console, options, undefined);
    const opened = await console.openOutput(console.resolve(options.file), { whole: options.whole });
    if ('reason' in opened) throw problem(options, opened.reason);
    return new Output(console, options, opened);
  }

  /** Throws `UsageError` when it cannot be written. */
  put(text: string): void {
    if (text === '') return;
    if (this.opened) this.check(this.opened.write(text));
    else if (this.options.aside) this.options.aside(() => this.console.stdout.write(text));
    else this.console.stdout.write(text);
  }

  /** Throws `UsageError` when the report is not in its place. */
  close(): void {
    this.check(this.opened?.close());
  }

  /** For reports that were not finished; does nothing after `close`. */
  discard(): void {
    this.opened?.discard();
  }

  private check(reason: string | undefined): void {
    if (reason !== undefined) throw problem(this.options, reason);
  }
}

const problem = ({ what, file }: OutputOptions, reason: string): UsageError => new UsageError(`The ${what} cannot be written to ${file}: ${reason}.`);
