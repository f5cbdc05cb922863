/**
 * Files that only the editor can reach (virtual workspaces): every read is a request to the client. Locations are URI
 * strings. The client is not believed blindly: answers of a wrong shape or size become reasons.
 */
import type { Connection } from 'vscode-languageserver';
import type { DirectoryEntry, FileSystem } from '../base/effects';
import { ReadFileRequest, ReadFolderRequest, type ReadFileParams, type ReadFolderParams } from './extensions';
import { childOf, nameOf, parentOf } from './uris';

export class RemoteFiles implements FileSystem {
  constructor(private readonly connection: Connection) {}

  async readFile(location: string, maximumBytes: number): Promise<Uint8Array | { readonly reason: string }> {
    const params: ReadFileParams = { uri: location, maximumBytes };
    const answer = await this.ask(ReadFileRequest, params);
    if (typeof answer['reason'] === 'string') return { reason: answer['reason'] };
    if (typeof answer['base64'] !== 'string') return { reason: 'cannot be read: the editor gave no content' };
    const bytes = decodeBase64(answer['base64']);
    if (bytes === undefined) return { reason: 'cannot be read: the editor sent malformed content' };
    return bytes.length > maximumBytes ? { reason: `is larger than ${maximumBytes} bytes` } : bytes;
  }

  async readFolder(location: string): Promise<readonly DirectoryEntry[] | undefined> {
    const params: ReadFolderParams = { uri: location };
    const entries = (await this.ask(ReadFolderRequest, params))['entries'];
    if (!Array.isArray(entries)) return undefined;
    return entries.filter(isEntry).map(({ name, kind }) => ({ name, kind })).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  async kind(location: string): Promise<'file' | 'folder' | 'other' | 'missing'> {
    const parent = parentOf(location);
    if (parent === undefined) return 'folder';
    const name = nameOf(location);
    return (await this.readFolder(parent))?.find((entry) => entry.name === name)?.kind ?? 'missing';
  }

  join(folder: string, relative: string): string {
    return childOf(folder, relative);
  }

  private async ask(method: string, params: unknown): Promise<Readonly<Record<string, unknown>>> {
    try {
      const answer: unknown = await this.connection.sendRequest(method, params);
      return typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
    } catch {
      return { reason: 'cannot be read: the editor did not answer' };
    }
  }
}

/** A name with a slash could lead out of its folder. */
function isEntry(value: unknown): value is DirectoryEntry {
  const entry = value as Partial<DirectoryEntry> | null | undefined;
  return typeof entry?.name === 'string' && entry.name !== '' && entry.name !== '.' && entry.name !== '..' && !/[/\\]/.test(entry.name)
    && (entry.kind === 'file' || entry.kind === 'folder' || entry.kind === 'other');
}

function decodeBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}
