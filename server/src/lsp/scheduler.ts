/**
 * Time as the server sees it: only "later, unless cancelled". Tests put their own in and decide when later is.
 */

export interface Scheduler {
  /** Runs the action once after so many milliseconds; the result cancels it. */
  after(milliseconds: number, action: () => void): () => void;
  /** Lets waiting messages be handled; to be called between the parts of long work. */
  breathe(): Promise<void>;
}

export const realTime: Scheduler = {
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
  breathe: () => new Promise((resolve) => setTimeout(resolve, 0)),
};

/** Postpones an action until nobody has asked for it for a while. */
export class Debouncer {
  private cancelPending: (() => void) | undefined;

  constructor(private readonly scheduler: Scheduler, private readonly milliseconds: number, private readonly action: () => void) {}

  request(): void {
    this.cancel();
    this.cancelPending = this.scheduler.after(this.milliseconds, () => {
      this.cancelPending = undefined;
      this.action();
    });
  }

  cancel(): void {
    this.cancelPending?.();
    this.cancelPending = undefined;
  }
}
