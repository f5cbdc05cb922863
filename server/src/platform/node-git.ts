/**
 * Revisions of a working copy as folders: the `git` program is asked what a revision holds, and nothing else. Only commands that read
 * objects are used (rev-parse, ls-tree, cat-file), with everything turned off by which a repository could start programs or reach
 * the network: hooks, the file system monitor, pagers, transports for objects that are missing. No lock is taken, nothing is written.
 *
 *     /d/project⟨NUL⟩⟨NUL⟩4b825dc…              the project as it was in that tree
 *     /d/project⟨NUL⟩⟨NUL⟩4b825dc…/setup.py     a file in it
 */
import { spawn } from 'node:child_process';
import * as path from 'node:path';
import type { FileSystem } from '../base/effects';
import { ArchiveIndex, type RawEntry } from './archive-index';
import type { Taker, Walk } from './node-archive-formats';
import { Archive } from './node-archives';

const MARK = '\0\0';

/** Set for every call; https://git-scm.com/docs/git has the switches and variables. */
const SWITCHES = [
  '--no-pager', '--no-optional-locks', '--literal-pathspecs', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never', '-c', 'core.sshCommand=false',
] as const;
const ENVIRONMENT = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: '', GIT_ASKPASS: '', SSH_ASKPASS: '', LC_ALL: 'C' } as const;

/** Bytes that git may answer with. */
const MOST_OUTPUT = 2 ** 30;

type Output = { readonly bytes: Buffer } | { readonly reason: string };

/** Never rejects. */
function git(folder: string, args: readonly string[], input = ''): Promise<Output> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let complaint = '';
    // Started where no project could have put a program of that name.
    const child = spawn('git', ['-C', folder, ...SWITCHES, ...args], { cwd: path.dirname(process.execPath), env: { ...process.env, ...ENVIRONMENT }, stdio: 'pipe', windowsHide: true, shell: false });
    child.on('error', (error: NodeJS.ErrnoException) => resolve({ reason: error.code === 'ENOENT' ? 'needs the program git, which is not installed' : `git cannot be started (${error.code})` }));
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MOST_OUTPUT) child.kill();
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => { complaint = (complaint + chunk.toString('utf8')).slice(0, 2000); });
    child.on('close', (status) => {
      if (status === 0) resolve({ bytes: Buffer.concat(chunks) });
      else resolve({ reason: length > MOST_OUTPUT ? 'is larger than git may answer' : `git says: ${complaint.split('\n')[0]!.replace(/^(?:fatal|error): /, '') || `status ${status}`}` });
    });
    child.stdin.end(input);
  });
}

/** A revision, "HEAD~1", of the project in a folder, as a location; or in plain words why there is none. `revision:folder` names another folder. */
export async function revisionOf(folder: string, revision: string): Promise<string | { readonly reason: string }> {
  if (revision === '' || revision.includes('\0') || revision.includes('\n')) return { reason: 'is not a revision' };
  const prefix = await git(folder, ['rev-parse', '--show-prefix']);
  if ('reason' in prefix) return prefix;
  const below = prefix.bytes.toString('utf8').replace(/\/?\n$/, '');
  const name = revision.includes(':') ? revision : `${revision}:${below}`;
  const tree = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', name]);
  const id = 'bytes' in tree ? /^[0-9a-f]{40,64}$/.exec(tree.bytes.toString('latin1').trim())?.[0] : undefined;
  if (id === undefined) return { reason: below === '' || revision.includes(':') ? 'is not a revision' : `is not a revision that has the folder ${below}` };
  const type = await git(folder, ['cat-file', '-t', id]);
  return 'bytes' in type && type.bytes.toString('latin1').trim() === 'tree' ? `${folder}${MARK}${id}` : { reason: 'is not a folder in that revision' };
}

/** `files`, and the insides of revisions. */
export function withRevisions(files: FileSystem): FileSystem {
  const open = new Map<string, Promise<Archive | { readonly reason: string }>>();
  const inside = (location: string): { readonly tree: Promise<Archive | { readonly reason: string }>; readonly path: string } | undefined => {
    const at = location.indexOf(MARK);
    if (at === -1) return undefined;
    const rest = location.slice(at + MARK.length);
    const end = rest.search(/[\\/]/);
    const id = end === -1 ? rest : rest.slice(0, end);
    const key = location.slice(0, at + MARK.length) + id;
    if (!open.has(key)) open.set(key, openTree(location.slice(0, at), id));
    return { tree: open.get(key)!, path: end === -1 ? '' : rest.slice(end).replaceAll('\\', '/').replace(/^\/+/, '') };
  };
  return {
    ...files,
    async readFile(location, maximumBytes) {
      const place = inside(location);
      if (!place) return files.readFile(location, maximumBytes);
      const tree = await place.tree;
      return 'reason' in tree ? tree : tree.read(place.path, maximumBytes);
    },
    async readFolder(location) {
      const place = inside(location);
      if (!place) return files.readFolder(location);
      const tree = await place.tree;
      return 'reason' in tree ? undefined : tree.folder(place.path);
    },
    async kind(location) {
      const place = inside(location);
      if (!place) return files.kind(location);
      const tree = await place.tree;
      return 'reason' in tree ? 'missing' : tree.files.get(place.path)?.kind ?? 'missing';
    },
    async problems(root) {
      const place = inside(root);
      if (!place) return (await files.problems?.(root)) ?? [];
      const tree = await place.tree;
      return 'reason' in tree ? [] : tree.problems();
    },
    join: (folder, relative) => (folder.includes(MARK) ? `${folder}/${relative}` : files.join(folder, relative)),
    revisionOf,
  };
}

interface TreeEntry {
  readonly raw: RawEntry;
  readonly id: string;
}

const LINK = '120000';

async function openTree(folder: string, tree: string): Promise<Archive | { readonly reason: string }> {
  const listing = await git(folder, ['ls-tree', '-r', '-z', '-l', '--full-tree', tree]);
  if ('reason' in listing) return listing;
  const found = listing.bytes.toString('utf8').split('\0').flatMap((line) => {
    const match = /^(\d{6}) (\w+) ([0-9a-f]+) +(\d+|-)\t([^]*)$/.exec(line);
    return match ? [{ mode: match[1]!, type: match[2]!, id: match[3]!, size: Number(match[4]) || 0, name: match[5]! }] : [];
  });
  const links = new Map<string, string>();
  const linked = found.filter(({ mode }) => mode === LINK).map(({ id }) => id);
  await contents(folder, linked, (id, content) => void (content instanceof Uint8Array && links.set(id, Buffer.from(content).toString('utf8'))));
  const entries = found.map(({ mode, type, id, size, name }): TreeEntry => ({
    id, raw: { name, kind: mode === LINK ? 'link' : type === 'blob' ? 'file' : 'other', size, ...(mode === LINK && { target: links.get(id) ?? '/' }) },
  }));
  const index = new ArchiveIndex();
  for (const { raw } of entries) if (!index.add(raw)) break;
  const walk: Walk = async (visit) => {
    const wanted = new Map<string, Taker[]>();
    for (const [number, { raw, id }] of entries.entries()) {
      const take = visit(raw, number);
      if (take === false) break;
      if (take) wanted.set(id, [...(wanted.get(id) ?? []), take]);
    }
    return contents(folder, [...wanted.keys()], (id, content) => wanted.get(id)?.forEach((take) => take(content)));
  };
  return new Archive(walk, index.finish({ whole: true }), new Map(), index);
}

/** The objects as git holds them: no filter, no conversion. Returns why not all could be read. */
async function contents(folder: string, ids: readonly string[], take: (id: string, content: Uint8Array | { readonly reason: string }) => void): Promise<string | undefined> {
  if (ids.length === 0) return undefined;
  const output = await git(folder, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  if ('reason' in output) return output.reason;
  const { bytes } = output;
  let at = 0;
  for (const id of ids) {
    const end = bytes.indexOf(0x0a, at);
    const header = bytes.subarray(at, end === -1 ? bytes.length : end).toString('latin1').split(' ');
    const size = Number(header[2]);
    if (end === -1 || header[0] !== id) return 'git answers something else than was asked';
    if (header[1] !== 'blob' || !Number.isInteger(size)) {
      take(id, { reason: 'is missing in the repository' });
      at = end + 1;
      continue;
    }
    take(id, bytes.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return undefined;
}
