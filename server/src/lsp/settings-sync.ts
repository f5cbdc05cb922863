/** Keeps settings, trust and workspace folders in step with the client. */
import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { CONFIGURATION_SECTION, TrustNotification, type TrustParams } from './extensions';
import type { Session } from './session';

export function syncSettings(session: Session): void {
  const { connection, guard, settings } = session;

  connection.onDidChangeConfiguration(guard.notification('workspace/didChangeConfiguration', async (params) => {
    // Clients that answer `workspace/configuration` send an empty notification; others send the settings along.
    const changed = session.abilities.configuration ? await session.readConfiguration() : settings.configure(sectionOf(params.settings));
    if (changed) session.settingsChanged();
  }));

  connection.onNotification(TrustNotification, guard.notification(TrustNotification, (params: TrustParams | undefined) => {
    if (settings.trust(params?.trusted === true)) session.settingsChanged();
  }));
}

/** To be called after `initialized`. */
export async function registerSettings(session: Session): Promise<void> {
  const { connection, abilities, guard } = session;
  if (abilities.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(guard.notification('workspace/didChangeWorkspaceFolders', ({ added, removed }) => {
      const gone = new Set(removed.map((folder) => folder.uri));
      session.setFolders([...session.workspaceFolders.filter((uri) => !gone.has(uri)), ...added.map((folder) => folder.uri)]);
    }));
  }
  if (abilities.registersConfiguration) await connection.client.register(DidChangeConfigurationNotification.type, { section: CONFIGURATION_SECTION });
}

function sectionOf(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null ? (settings as Record<string, unknown>)[CONFIGURATION_SECTION] : undefined;
}
