/**
 * Files that a command writes its report to, piece by piece. A document that is of no use by halves is written beside its place and put there
 * when it is whole, so that an earlier one stays until then; lines that stand for themselves go straight into the file.
 *
 *     --output r.sarif   .r.sarif.4f….tmp → r.sarif      interrupted: r.sarif is as it was, nothing else is left
 *     --output r.jsonl   r.jsonl                         interrupted: whole lines
 */
import { randomBytes } from 'node:crypto';
import { closeSync, constants, fchmodSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import * as path from 'node:path';

/** Signals that end a program that does not listen; a file that is not finished is taken away first. */
const ENDING: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** `whole`: whether it is of no use by halves. Satisfies `openOutput` of cli/console.ts. Never throws. */
export async function openOutput(location: string, { whole }: { readonly whole: boolean }): Promise<NodeOutput | { readonly reason: string }> {
  try {
    // What a link leads to is written, and the link stays.
    const real = await realpath(location).catch(() => location);
    const before = statSync(real, { throwIfNoEntry: false });
    if (before?.isDirectory() === true) return { reason: 'it is a folder' };
    // Devices and pipes are no places to put a file in.
    if (!whole || (before !== undefined && !before.isFile())) return new NodeOutput(openSync(real, 'w'));
    if (before !== undefined) closeSync(openSync(real, constants.O_WRONLY));
    const beside = path.join(path.dirname(real), `.${path.basename(real).slice(0, 200)}.${randomBytes(6).toString('hex')}.tmp`);
    let file: number;
    try {
      file = openSync(beside, 'wx', 0o666);
    } catch (error) {
      // A file may be written to in a folder that takes no new ones.
      if (before !== undefined && ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return new NodeOutput(openSync(real, 'w'));
      throw error;
    }
    if (before !== undefined) fchmodSync(file, before.mode & 0o7777);
    return new NodeOutput(file, { beside, location: real });
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

export class NodeOutput {
  private failure: string | undefined;
  private open = true;
  private readonly onSignal = (signal: NodeJS.Signals): void => {
    this.discard();
    // Nobody else listens: what the signal would have done without us.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };

  constructor(private readonly file: number, private readonly renamed?: { readonly beside: string; readonly location: string }) {
    if (renamed) for (const signal of ENDING) process.once(signal, this.onSignal);
  }

  /** Returns a plain-words reason when the text could not be written, or an earlier one could not. */
  write(text: string): string | undefined {
    if (!this.open || this.failure !== undefined) return this.failure;
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;) at += writeSync(this.file, bytes, at);
    } catch (error) {
      this.failure = reasonOf(error);
    }
    return this.failure;
  }

  /** Puts the file in its place. Returns a plain-words reason when it is not there. */
  close(): string | undefined {
    if (this.failure !== undefined) this.discard();
    if (!this.open) return this.failure;
    try {
      this.end();
      if (this.renamed) renameSync(this.renamed.beside, this.renamed.location);
    } catch (error) {
      this.failure = reasonOf(error);
      if (this.renamed) rmSync(this.renamed.beside, { force: true });
    }
    return this.failure;
  }

  /** Ends without a document; lines that were written stay. */
  discard(): void {
    if (!this.open) return;
    try {
      this.end();
    } catch {
      // It is given up in any case.
    }
    if (this.renamed) rmSync(this.renamed.beside, { force: true });
  }

  private end(): void {
    this.open = false;
    for (const signal of ENDING) process.off(signal, this.onSignal);
    closeSync(this.file);
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT': case 'ENOTDIR': return 'its folder does not exist';
    case 'EISDIR': return 'it is a folder';
    case 'EACCES': case 'EPERM': case 'EROFS': return 'permission denied';
    case 'ENOSPC': return 'the disk is full';
    case 'EPIPE': return 'its reader went away';
    case 'ENAMETOOLONG': return 'its name is too long';
    default: return code === undefined ? 'it cannot be written' : `it cannot be written (${code})`;
  }
}
