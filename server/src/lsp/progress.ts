/** Shows long work in the editor (`$/progress`) with a way to stop it; short work shows nothing. */
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { Scheduler } from './scheduler';

/** Work that ends sooner than this is not worth telling. Milliseconds. */
const PATIENCE = 500;

/** Reports are sent at most every so many files. */
const STRIDE = 20;

export interface Work {
  readonly onProgress: (read: number) => void;
  readonly isCancelled: () => boolean;
}

export async function withProgress<T>(connection: Connection, scheduler: Scheduler, title: string, run: (work: Work) => Promise<T>): Promise<T> {
  let reporter: WorkDoneProgressServerReporter | undefined;
  let finished = false;
  let reported = 0;
  const cancelTimer = scheduler.after(PATIENCE, () => {
    connection.window.createWorkDoneProgress().then((created) => {
      created.begin(title, undefined, undefined, true);
      // The client may take its time to answer: by then the work can be over.
      if (finished) created.done();
      else reporter = created;
    }, () => undefined);
  });
  try {
    return await run({
      onProgress: (read) => {
        if (reporter === undefined || read < reported + STRIDE) return;
        reported = read;
        reporter.report(`${read} files read`);
      },
      isCancelled: () => reporter?.token.isCancellationRequested === true,
    });
  } finally {
    finished = true;
    cancelTimer();
    reporter?.done();
  }
}
