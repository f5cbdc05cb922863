/** Time that passes when the test says so. */
import type { Scheduler } from '../../server/src/lsp/scheduler';

export class ManualTime implements Scheduler {
  private now = 0;
  private readonly timers = new Set<{ readonly at: number; readonly action: () => void }>();
  private waiting: (() => void)[] = [];

  after(milliseconds: number, action: () => void): () => void {
    const timer = { at: this.now + milliseconds, action };
    this.timers.add(timer);
    this.waiting.splice(0).forEach((resolve) => resolve());
    return () => void this.timers.delete(timer);
  }

  breathe(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Resolves once a timer of this length has been set and not been cancelled. */
  async isAsked(milliseconds: number): Promise<void> {
    while (![...this.timers].some((timer) => timer.at === this.now + milliseconds)) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  pass(milliseconds: number): void {
    this.now += milliseconds;
    for (const timer of [...this.timers]) {
      if (timer.at > this.now || !this.timers.delete(timer)) continue;
      timer.action();
    }
  }
}
