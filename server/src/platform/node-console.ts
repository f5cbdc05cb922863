/** The process that the command line runs in: standard streams, current folder, environment. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import { replaceFile } from './node-replace';
import { nodeFiles, reasonOf, tooLarge } from './node-files';
import { openOutput } from './node-output';

const slashes = (location: string): string => location.split(path.sep).join('/');

/** Satisfies `Console` of cli/console.ts; the compiler checks that where the two meet, in main.cli.ts. */
export function nodeConsole() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The reader went away (`| head`): nobody is left to tell.
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      process.exit(2);
    });
  }
  return {
    files: nodeFiles,
    stdout: streamOf(process.stdout),
    stderr: streamOf(process.stderr),
    environment: process.env,
    async readAll(location: string | undefined, maximumBytes: number): Promise<Uint8Array | { readonly reason: string }> {
      try {
        if (location !== undefined && (await stat(location)).isDirectory()) return { reason: 'is a folder, not a file' };
        // Pipes and devices say nothing of their length: they are read until they end, or are too long.
        const chunks: Uint8Array[] = [];
        let length = 0;
        for await (const chunk of location === undefined ? process.stdin : createReadStream(location)) {
          chunks.push(chunk as Uint8Array);
          length += (chunk as Uint8Array).length;
          if (length > maximumBytes) return { reason: tooLarge(maximumBytes) };
        }
        return Buffer.concat(chunks);
      } catch (error) {
        return { reason: reasonOf(error) };
      }
    },
    openOutput,
    async writeFile(location: string, text: string): Promise<string | undefined> {
      const output = await openOutput(location, { whole: true });
      if ('reason' in output) return output.reason;
      output.write(text);
      return output.close();
    },
    replaceFile,
    resolve: (typed: string): string => path.resolve(typed),
    parent: (location: string): string => path.dirname(location),
    relative: (folder: string, location: string): string => slashes(path.relative(folder, location)),
    display: (location: string, typed: string): string => (path.isAbsolute(typed) ? location : slashes(path.relative(process.cwd(), location)) || '.'),
    onInterrupt(listener: () => void): () => void {
      process.once('SIGINT', listener);
      return () => void process.off('SIGINT', listener);
    },
    now: (): number => performance.now(),
  };
}

const streamOf = (stream: NodeJS.WriteStream) => ({
  write: (text: string): void => void stream.write(text),
  get isTTY(): boolean { return stream.isTTY === true; },
  get columns(): number | undefined { return stream.columns; },
});
