/** A progress bar on standard error: only on a terminal, and only when a scan takes long enough for somebody to wonder. */
import { Format, SingleBar } from 'cli-progress';
import type { Console } from './console';

const PATIENCE_MS = 1000;

export class Progress {
  private bar: SingleBar | undefined;
  private readonly start: number;
  private readonly enabled: boolean;
  private done = 0;
  private files = 0;

  /** `projects`: how many there are to do. */
  constructor(private readonly console: Console, wanted: boolean, private readonly projects: number) {
    this.start = console.now();
    this.enabled = wanted && console.stderr.isTTY;
  }

  /** Files read so far in the current project. */
  read(files: number): void {
    this.files = files;
    this.show();
  }

  projectDone(): void {
    this.done++;
    this.files = 0;
    this.show();
  }

  /** Does something that writes to the terminal, with the bar out of the way. */
  aside(write: () => void): void {
    this.end();
    write();
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }

  /** ", 12.5 a second, 2 min left": of all so far, since projects differ much. */
  private pace(): string {
    const rate = this.done / ((this.console.now() - this.start) / 1000);
    if (!(rate > 0)) return '';
    const left = (this.projects - this.done) / rate;
    return `, ${rate >= 10 ? Math.round(rate) : rate.toFixed(1)} a second, ${left < 90 ? `${Math.ceil(left)} s` : `${Math.ceil(left / 60)} min`} left`;
  }

  private show(): void {
    if (!this.enabled || this.console.now() - this.start < PATIENCE_MS) return;
    if (this.bar === undefined) {
      this.bar = new SingleBar({
        clearOnComplete: true,
        // Its way of handling interrupts swallows the first one; a cursor that was never hidden needs no rescue.
        gracefulExit: false,
        hideCursor: false,
        etaBuffer: 1,
        // cli-progress writes, and asks for isTTY and columns; its type asks for more.
        stream: this.console.stderr as unknown as NodeJS.WriteStream,
        format: (options, params, payload) => this.projects > 1
          ? `Scanning ${Format.BarFormat(params.progress, options)} ${params.value} of ${params.total} projects${this.pace()}`
          : `Scanning: ${payload.files} files read`,
      });
      this.bar.start(this.projects, this.done, { files: this.files });
    }
    this.bar.update(this.done, { files: this.files });
  }
}
