/**
 * A project in which open documents lie over the files on disk:
 *
 *     disk       setup.py  listed → text      what loading says; remembered, passed on unless covered
 *     overlay    setup.py  the editor's text  wins as long as the document is open
 *
 * Loading (analysis/load.ts) writes through it without knowing about editors.
 */
import { textFile, type FileContent } from '../base/fileset';
import type { Inclusion, Project, Snapshot } from '../analysis/host';
import type { Settings } from '../analysis/settings';

export class OverlaidProject implements Project {
  private readonly disk = new Map<string, FileContent['kind']>();
  private readonly overlays = new Map<string, string>();
  private seen: Set<string> | undefined;
  private cached: { readonly version: number; readonly snapshot: Snapshot } | undefined;
  private changes = 0;

  constructor(private readonly inner: Project) {}

  /** Grows with every change that can change a snapshot. */
  get version(): number {
    return this.changes;
  }

  /** What is on disk. A listing never replaces what was read: `invalidate` does that. */
  set(path: string, content: FileContent): void {
    this.seen?.add(path);
    const before = this.disk.get(path);
    if (content.kind === 'listed' && before !== undefined && before !== 'unreadable') return;
    this.disk.set(path, content.kind);
    if (!this.overlays.has(path)) this.pass(path, content);
  }

  /** The file is gone from disk; an open document stays. */
  remove(path: string): void {
    this.disk.delete(path);
    if (!this.overlays.has(path)) this.pass(path, undefined);
  }

  include(path: string, when?: Inclusion): void {
    this.inner.include(path, when);
    this.changes++;
  }

  configure(settings: Settings): void {
    this.inner.configure(settings);
    this.changes++;
  }

  snapshot(): Snapshot {
    if (this.cached?.version !== this.changes) this.cached = { version: this.changes, snapshot: this.inner.snapshot() };
    return this.cached.snapshot;
  }

  /** What is open counts in it as it is now; documents do not cover it any more. */
  fork(): Project {
    return this.inner.fork();
  }

  cover(path: string, text: string): void {
    if (this.overlays.get(path) === text) return;
    this.overlays.set(path, text);
    this.pass(path, textFile(text));
  }

  /** The document was closed: the file on disk counts again, and is read again when it is wanted. */
  uncover(path: string): void {
    if (!this.overlays.delete(path)) return;
    if (this.disk.has(path)) this.invalidate(path);
    else this.pass(path, undefined);
  }

  isCovered(path: string): boolean {
    return this.overlays.has(path);
  }

  isOnDisk(path: string): boolean {
    return this.disk.has(path);
  }

  /** The file changed on disk. */
  invalidate(path: string): void {
    this.disk.set(path, 'listed');
    if (!this.overlays.has(path)) this.pass(path, { kind: 'listed' });
  }

  /** Removes a file, or everything below a folder ('' is the root); whether anything was there. */
  removeTree(path: string): boolean {
    const gone = [...this.disk.keys()].filter((known) => path === '' || known === path || known.startsWith(`${path}/`));
    gone.forEach((known) => this.remove(known));
    return gone.length > 0;
  }

  /** Runs a new listing of the folder; what it does not mention is removed, unless it was stopped early (false). */
  async relist(list: () => Promise<boolean>): Promise<void> {
    const seen = (this.seen = new Set<string>());
    const whole = await list().finally(() => (this.seen = undefined));
    if (!whole) return;
    for (const path of [...this.disk.keys()]) if (!seen.has(path)) this.remove(path);
  }

  private pass(path: string, content: FileContent | undefined): void {
    this.changes++;
    if (content === undefined) this.inner.remove(path);
    else this.inner.set(path, content);
  }
}
