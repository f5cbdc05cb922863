/** A file system in memory, which can be told to keep readers waiting. */
import type { DirectoryEntry, FileSystem } from '../../server/src/base/effects';

export class MemoryFiles implements FileSystem {
  /** Locations whose content was asked for, in order. */
  readonly reads: string[] = [];
  private readonly files: Map<string, string>;
  private gate: Promise<void> | undefined;
  private reachedGate: () => void = () => undefined;

  constructor(files: Readonly<Record<string, string>>) {
    this.files = new Map(Object.entries(files));
  }

  write(location: string, text: string): void {
    this.files.set(location, text);
  }

  delete(location: string): void {
    this.files.delete(location);
  }

  /** Reading waits from now on. `reached` resolves when somebody reads; `open` lets everybody through. */
  close(): { readonly reached: Promise<void>; readonly open: () => void } {
    let open: () => void = () => undefined;
    this.gate = new Promise((resolve) => (open = resolve));
    return { reached: new Promise((resolve) => (this.reachedGate = resolve)), open: () => ((this.gate = undefined), open()) };
  }

  async readFile(location: string): Promise<Uint8Array | { readonly reason: string }> {
    this.reads.push(location);
    this.reachedGate();
    await this.gate;
    const text = this.files.get(location);
    return text === undefined ? { reason: 'does not exist' } : new TextEncoder().encode(text);
  }

  async readFolder(location: string): Promise<readonly DirectoryEntry[] | undefined> {
    const prefix = location === '/' ? '/' : `${location}/`;
    const entries = new Map<string, DirectoryEntry>();
    for (const file of this.files.keys()) {
      if (!file.startsWith(prefix)) continue;
      const [name, ...rest] = file.slice(prefix.length).split('/');
      entries.set(name!, { name: name!, kind: rest.length === 0 ? 'file' : 'folder' });
    }
    return entries.size === 0 ? undefined : [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async kind(location: string): Promise<'file' | 'folder' | 'other' | 'missing'> {
    return this.files.has(location) ? 'file' : (await this.readFolder(location)) === undefined ? 'missing' : 'folder';
  }

  join(folder: string, relative: string): string {
    return `${folder === '/' ? '' : folder}/${relative}`;
  }
}
