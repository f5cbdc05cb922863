/** Replacing a file on disk: whole or not at all, never through a link, never outside a folder. */
import { randomBytes } from 'node:crypto';
import { access, constants, link, lstat, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import * as path from 'node:path';

/**
 * Writes beside the file and renames, so that readers see the old bytes or the new ones. Keeps mode and owner. `before` are the bytes that must
 * still be there; undefined: there must be no file. Undefined when done, else a plain-words reason. Never throws.
 */
export async function replaceFile(root: string, location: string, before: Uint8Array | undefined, after: Uint8Array): Promise<string | undefined> {
  const beside = path.join(path.dirname(location), `.${path.basename(location)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const folder = path.relative(await realpath(root), await realpath(path.dirname(location)));
    if (folder === '..' || folder.startsWith(`..${path.sep}`) || path.isAbsolute(folder)) return 'it lies outside the project';
    const mode = await modeOf(location, before);
    if (typeof mode === 'string') return mode;
    await writeNew(beside, after, mode);
    // Making a link fails where a file has come to be meanwhile; renaming would replace it.
    if (before === undefined) await link(beside, location);
    else await rename(beside, location);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  } finally {
    await rm(beside, { force: true }).catch(() => undefined);
  }
}

interface Mode {
  readonly bits: number;
  readonly owner?: { readonly uid: number; readonly gid: number };
}

async function modeOf(location: string, before: Uint8Array | undefined): Promise<Mode | string> {
  if (before === undefined) return { bits: 0o666 & ~process.umask() };
  const found = await lstat(location);
  if (found.isSymbolicLink()) return 'it is a link';
  if (!found.isFile()) return 'it is not a regular file';
  await access(location, constants.W_OK);
  if (!(await readFile(location)).equals(before)) return 'it changed in the meantime';
  return { bits: found.mode & 0o7777, owner: found };
}

async function writeNew(location: string, bytes: Uint8Array, { bits, owner }: Mode): Promise<void> {
  const file = await open(location, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    // Only root may give a file to somebody else; where it is one's own, nothing changes.
    if (owner) await file.chown(owner.uid, owner.gid).catch(() => undefined);
    await file.chmod(bits);
    await file.sync();
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  switch (code) {
    case 'EACCES': case 'EPERM': case 'EROFS': return 'permission denied';
    case 'ENOENT': return 'it does not exist any more';
    case 'EEXIST': return 'there is such a file by now';
    case 'ENOSPC': return 'the disk is full';
    default: return `it cannot be written${code === undefined ? '' : ` (${code})`}`;
  }
}
