/**
 * News about files on disk, from the client: watched files, and files that were renamed or deleted in the editor (which
 * also tells about whole folders).
 */
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import type { Session } from './session';
import type { FileChange } from './workspace';

/** Whatever a build can read as code or configuration. */
const WATCHED = '**/*.{py,pyw,pyi,toml,cfg,ini,pth,start,in,txt}';

export function watchFiles(session: Session): void {
  const { connection, guard } = session;
  const tell = (changes: readonly FileChange[]): void => session.update((workspace) => workspace.filesChanged(changes));

  connection.onDidChangeWatchedFiles(guard.notification('workspace/didChangeWatchedFiles', ({ changes }) => {
    tell(changes.map(({ uri, type }) => ({ uri, change: type === FileChangeType.Created ? 'created' : type === FileChangeType.Deleted ? 'deleted' : 'changed' })));
  }));
  connection.workspace.onDidDeleteFiles(guard.notification('workspace/didDeleteFiles', ({ files }) => {
    tell(files.map(({ uri }) => ({ uri, change: 'deleted' })));
  }));
  connection.workspace.onDidRenameFiles(guard.notification('workspace/didRenameFiles', ({ files }) => {
    tell(files.flatMap(({ oldUri, newUri }): FileChange[] => [{ uri: oldUri, change: 'deleted' }, { uri: newUri, change: 'created' }]));
  }));
}

/** To be called after `initialized`. */
export async function registerWatchers({ connection, abilities }: Session): Promise<void> {
  if (abilities.registersWatchers) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: WATCHED }] });
}
