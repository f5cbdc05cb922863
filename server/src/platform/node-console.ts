/** The process that the command line runs in: standard streams, current folder, environment. */
import { writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { replaceFile } from './node-replace';
import { nodeFiles } from './node-files';

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
    async readInput(): Promise<Uint8Array> {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
    async writeFile(location: string, text: string): Promise<string | undefined> {
      try {
        await writeFile(location, text);
        return undefined;
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        return code === 'ENOENT' ? 'its folder does not exist' : code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' || code === 'EPERM' ? 'permission denied' : `${code}`;
      }
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
