/**
 * Which folder is the project of a document: the nearest one at or above it that holds a project file.
 *
 *     workspace/                  ← the limit: never above the workspace folder
 *       pyproject.toml
 *       packages/one/setup.py     ← the project of everything below packages/one
 *       tools/hooks.py            ← belongs to workspace/
 */
import { PROJECT_MARKERS } from '../analysis/load';
import type { FileSystem } from '../base/effects';
import { locationOf, nameOf, parentOf, pathBelow, type Uri } from './uris';

export const isMarker = (uri: Uri): boolean => PROJECT_MARKERS.includes(nameOf(uri));

/** The innermost of the folders that holds the URI. */
export function folderHolding(folders: readonly Uri[], uri: Uri): Uri | undefined {
  return folders.filter((folder) => pathBelow(folder, uri) !== undefined).sort((a, b) => b.length - a.length)[0];
}

/** The project folder of a document. `openDocuments` count as project files even when they were never saved. */
export async function projectRoot(uri: Uri, folders: readonly Uri[], openDocuments: Iterable<Uri>, files: FileSystem): Promise<Uri> {
  const limit = folderHolding(folders, uri);
  const unsaved = new Set([...openDocuments].filter(isMarker).map(parentOf));
  const own = parentOf(uri) ?? uri;
  for (let folder: Uri | undefined = own; folder !== undefined; folder = parentOf(folder)) {
    const entries = await files.readFolder(locationOf(folder));
    if (unsaved.has(folder) || entries?.some((entry) => entry.kind === 'file' && PROJECT_MARKERS.includes(entry.name)) === true) return folder;
    if (folder === limit) return folder;
    // Outside any workspace folder a repository is the limit: above it begins what the user did not open.
    if (limit === undefined && entries?.some((entry) => entry.name === '.git') === true) break;
    if (folder === parentOf(folder)) break;
  }
  return limit ?? own;
}
