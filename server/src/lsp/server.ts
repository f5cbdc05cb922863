/**
 * The language server: puts the features together on one connection. It does nothing until the client has said
 * `initialized`, and nothing at all on disk but reading.
 */
import { TextDocumentSyncKind, type Connection, type InitializeResult } from 'vscode-languageserver';
import { CODE_ACTION_KINDS, registerCodeActions } from './code-actions';
import { registerCodeLenses } from './code-lens';
import { COMPLETION_TRIGGERS, registerCompletion } from './completion';
import { pullDiagnostics } from './diagnostics-pull';
import { pushDiagnostics } from './diagnostics-push';
import type { ServerEnvironment } from './environment';
import { registerExecutionMap } from './execution-map';
import { CONFIGURATION_SECTION, OPEN_PLACE_COMMAND } from './extensions';
import { DiagnosticsMaker } from './file-diagnostics';
import { registerHover } from './hover';
import { MapChanges } from './map-changes';
import { registerMapLinks } from './map-links';
import { registerLayers } from './layers';
import { registerExportReport } from './export-report';
import { registerReport } from './report';
import { SinceCommit } from './since-commit';
import { Session } from './session';
import { registerSettings, syncSettings } from './settings-sync';
import { registerWatchers, watchFiles } from './watched-files';

/** Starts to listen on the connection. */
export function startServer(connection: Connection, environment: ServerEnvironment): void {
  const session = new Session(connection, environment);
  const since = new SinceCommit(session);
  const maker = new DiagnosticsMaker(() => session.settings.current, () => session.abilities.relatedInformation, since);
  const changes = new MapChanges(session);

  connection.onInitialize((params) => {
    session.initialize(params);
    return announcement(session);
  });
  connection.onInitialized(session.guard.notification('initialized', async () => {
    await Promise.all([session.start(), registerSettings(session), registerWatchers(session)]);
  }));
  connection.onShutdown(() => session.guard.enter('shut down'));

  pushDiagnostics(session, maker);
  pullDiagnostics(session, maker);
  registerHover(session);
  registerExecutionMap(session, changes);
  registerCodeLenses(session, changes);
  registerMapLinks(session);
  registerLayers(session);
  registerReport(session);
  registerExportReport(session);
  registerCodeActions(session);
  registerCompletion(session);
  syncSettings(session);
  watchFiles(session);
  session.documents.listen(connection);
  connection.listen();
}

function announcement({ environment, abilities }: Session): InitializeResult {
  const everything = { filters: [{ pattern: { glob: '**/*' } }] };
  return {
    serverInfo: { name: 'Buildglass', version: environment.version },
    capabilities: {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS] },
      definitionProvider: true,
      documentLinkProvider: { resolveProvider: false },
      codeLensProvider: { resolveProvider: true },
      // Client libraries make editor commands of these; clients that know Buildglass have their own.
      ...(abilities.showsDocuments && !abilities.knowsBuildglass ? { executeCommandProvider: { commands: [OPEN_PLACE_COMMAND] } } : {}),
      codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS], resolveProvider: true },
      ...(abilities.pullsDiagnostics ? { diagnosticProvider: { identifier: CONFIGURATION_SECTION, interFileDependencies: true, workspaceDiagnostics: true } } : {}),
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: { didDelete: everything, didRename: everything },
      },
    },
  };
}
