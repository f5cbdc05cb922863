/**
 * Reads files for the server that only the editor can reach: those of virtual workspaces, whose URIs are not `file:`.
 *
 * Answers for places inside the workspace only. The server asks for what a build file names, and a build file may name
 * anything; a path that climbs out of the workspace is refused here, whoever asks.
 */
import type * as vscode from 'vscode';
import type { ReadFileParams, ReadFileResult, ReadFolderEntry, ReadFolderParams, ReadFolderResult } from '../../server/src/lsp/extensions';

/** What is needed of `vscode`, so that tests can stand in for it. */
export interface Editor {
  parse(uri: string): vscode.Uri;
  isInWorkspace(uri: vscode.Uri): boolean;
  readonly fs: Pick<vscode.FileSystem, 'stat' | 'readFile' | 'readDirectory'>;
}

/** Bits of `vscode.FileType`, which exists only inside the editor; a link carries a third bit beside that of its target. */
const FILE = 1;
const FOLDER = 2;

export async function readFile(editor: Editor, params: ReadFileParams): Promise<ReadFileResult> {
  const uri = inWorkspace(editor, params.uri);
  if (uri === undefined) return { reason: 'is outside the workspace' };
  try {
    const stat = await editor.fs.stat(uri);
    if ((stat.type & FOLDER) !== 0) return { reason: 'is a folder' };
    if (stat.size > params.maximumBytes) return tooLarge(stat.size, params.maximumBytes);
    const bytes = await editor.fs.readFile(uri);
    // Some file systems do not know the size before they read.
    if (bytes.byteLength > params.maximumBytes) return tooLarge(bytes.byteLength, params.maximumBytes);
    return { base64: base64(bytes) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Entries are sorted by name, by code unit, so that every editor gives the same order. */
export async function readFolder(editor: Editor, params: ReadFolderParams): Promise<ReadFolderResult> {
  const uri = inWorkspace(editor, params.uri);
  if (uri === undefined) return { reason: 'is outside the workspace' };
  try {
    const entries = (await editor.fs.readDirectory(uri)).map(([name, type]): ReadFolderEntry => ({ name, kind: kindOf(type) }));
    return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** Undefined for text that is no URI, for places outside, and for paths with `..`, which only look as if they were inside. */
function inWorkspace(editor: Editor, text: string): vscode.Uri | undefined {
  let uri: vscode.Uri;
  try {
    uri = editor.parse(text);
  } catch {
    return undefined;
  }
  const climbs = uri.path.split(/[\\/]/).includes('..');
  return !climbs && editor.isInWorkspace(uri) ? uri : undefined;
}

const kindOf = (type: number): ReadFolderEntry['kind'] =>
  (type & FILE) !== 0 ? 'file' : type === FOLDER ? 'folder' : 'other';

const tooLarge = (size: number, maximum: number): ReadFileResult => ({ reason: `is too large: ${size} bytes, where ${maximum} are read` });

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'FileNotFound': return 'does not exist';
    case 'FileIsADirectory': return 'is a folder';
    case 'FileNotADirectory': return 'is not a folder';
    case 'NoPermissions': return 'may not be read: no permission';
    case 'Unavailable': return 'is out of reach: its file system is not available';
    default: return 'could not be read';
  }
}

/** Works in Node and in browsers; in slices, because a call takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x2000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(binary);
}
