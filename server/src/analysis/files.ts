/**
 * The files of a project over time. A change makes a new, immutable `FileSet`; what did not change is shared, so that a keystroke
 * costs the same in a project of ten files and of ten thousand.
 */
import type { FileContent, FileSet } from '../base/fileset';

/** Changes since the base was last rebuilt; more are folded into a new base. */
const MOST_CHANGES = 64;

export class Files implements FileSet {
  private sorted: readonly string[] | undefined;

  private constructor(
    private readonly base: ReadonlyMap<string, FileContent>,
    private readonly changes: ReadonlyMap<string, FileContent | undefined>,
    /** The same object as long as no path came or went. */
    readonly listing: object,
    private readonly inherited: Files | undefined,
  ) {}

  static empty(): Files {
    return new Files(new Map(), new Map(), {}, undefined);
  }

  get(path: string): FileContent | undefined {
    return this.changes.has(path) ? this.changes.get(path) : this.base.get(path);
  }

  paths(): readonly string[] {
    this.sorted ??= this.inherited?.listing === this.listing ? this.inherited.paths() : this.collect();
    return this.sorted;
  }

  private collect(): readonly string[] {
    const all = new Set(this.base.keys());
    for (const [path, content] of this.changes) {
      if (content) all.add(path);
      else all.delete(path);
    }
    return [...all].sort();
  }

  /** The files with one of them set, or removed. */
  with(path: string, content: FileContent | undefined): Files {
    const before = this.get(path);
    if (before === content) return this;
    const listing = (before === undefined) === (content === undefined) ? this.listing : {};
    const changes = new Map(this.changes).set(path, content);
    // Keep the chain of predecessors short: only one that already knows its paths is worth keeping.
    const source = this.sorted ? this : this.inherited;
    if (changes.size <= MOST_CHANGES) return new Files(this.base, changes, listing, listing === this.listing ? source : undefined);
    const base = new Map(this.base);
    for (const [one, value] of changes) {
      if (value) base.set(one, value);
      else base.delete(one);
    }
    return new Files(base, new Map(), listing, listing === this.listing ? source : undefined);
  }

  /** The files with many set at once. */
  withAll(entries: readonly (readonly [string, FileContent | undefined])[]): Files {
    const base = new Map(this.base);
    for (const [path, content] of [...this.changes, ...entries]) {
      if (content) base.set(path, content);
      else base.delete(path);
    }
    return new Files(base, new Map(), {}, undefined);
  }
}
