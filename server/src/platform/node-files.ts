/**
 * The file system of Node behind the `FileSystem` interface: native absolute paths as locations, no exceptions, bounded
 * reads. Links to files are followed, links to folders are not, so that every walk ends.
 */
import { open, readdir, stat, lstat } from 'node:fs/promises';
import * as path from 'node:path';
import type { DirectoryEntry, FileSystem } from '../base/effects';

/** Bytes asked for at a time; files that claim to be empty (`/proc`) or that grow are bounded by the limit, not by `stat`. */
const CHUNK = 1 << 16;

export const nodeFiles: FileSystem = {
  async readFile(location, maximumBytes) {
    try {
      const found = await stat(location);
      if (found.isDirectory()) return { reason: 'is a folder, not a file' };
      if (!found.isFile()) return { reason: 'is not a regular file' };
      if (found.size > maximumBytes) return { reason: tooLarge(maximumBytes) };
      return await readBounded(location, found.size, maximumBytes);
    } catch (error) {
      return { reason: reasonOf(error) };
    }
  },

  async readFolder(location) {
    try {
      const entries = await readdir(location, { withFileTypes: true });
      const result: DirectoryEntry[] = [];
      for (const entry of entries) {
        if (entry.isDirectory()) result.push({ name: entry.name, kind: 'folder' });
        else if (entry.isFile()) result.push({ name: entry.name, kind: 'file' });
        else result.push({ name: entry.name, kind: entry.isSymbolicLink() && (await isFile(path.join(location, entry.name))) ? 'file' : 'other' });
      }
      return result.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    } catch {
      return undefined;
    }
  },

  async kind(location) {
    try {
      const found = await stat(location);
      return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other';
    } catch {
      // A link that leads nowhere, or round in circles, is there all the same.
      return lstat(location).then(() => 'other' as const, () => 'missing' as const);
    }
  },

  join: (folder, relative) => path.join(folder, ...relative.split('/')),
};

async function readBounded(location: string, expected: number, maximumBytes: number): Promise<Uint8Array | { readonly reason: string }> {
  const file = await open(location, 'r');
  try {
    let buffer = new Uint8Array(expected + 1);
    let length = 0;
    for (;;) {
      if (length === buffer.length) {
        const larger = new Uint8Array(length + Math.max(CHUNK, length));
        larger.set(buffer);
        buffer = larger;
      }
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
      if (bytesRead === 0) return buffer.subarray(0, length);
      length += bytesRead;
      if (length > maximumBytes) return { reason: tooLarge(maximumBytes) };
    }
  } finally {
    await file.close();
  }
}

const isFile = (location: string): Promise<boolean> => stat(location).then((found) => found.isFile(), () => false);

export const tooLarge = (maximumBytes: number): string =>
  maximumBytes >= 1 << 20 ? `is larger than ${Math.floor(maximumBytes / (1 << 20))} MiB` : `is larger than ${maximumBytes} bytes`;

/** What a system error means, without the path (the caller knows it). */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  switch (code) {
    case 'ENOENT': case 'ENOTDIR': return 'does not exist';
    case 'EACCES': case 'EPERM': return 'may not be read: permission denied';
    case 'EISDIR': return 'is a folder, not a file';
    case 'ELOOP': return 'is a link that leads round in circles';
    case 'ENAMETOOLONG': return 'has a name that is too long';
    case 'ERR_INVALID_ARG_VALUE': return 'has a name that no file can have';
    default: return `cannot be read${code === undefined ? '' : ` (${code})`}`;
  }
}
