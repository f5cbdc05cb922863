/**
 * Diagnostics for clients that ask for them: `textDocument/diagnostic`, `workspace/diagnostic`, and the request to ask again
 * (`workspace/diagnostic/refresh`) when a file's results changed by something other than its own edit.
 */
import { DocumentDiagnosticReportKind, type DocumentDiagnosticReport, type WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver';
import type { DiagnosticsMaker } from './file-diagnostics';
import { checkCancelled } from './guard';
import { Debouncer } from './scheduler';
import type { Session } from './session';
import { canonical, type Uri } from './uris';

/** Milliseconds without a change before the client is asked to look again. */
export const REFRESH = 250;

export function pullDiagnostics(session: Session, maker: DiagnosticsMaker): void {
  const { connection, guard } = session;
  /** What open documents were last given, by canonical URI; an edited document is absent until it is asked for again. */
  const given = new Map<Uri, string>();
  /** Something changed that no document knows of, so that only the client can tell what to ask for. */
  let closedFilesChanged = false;

  connection.languages.diagnostics.on(guard.request('textDocument/diagnostic', async (params, token): Promise<DocumentDiagnosticReport> => {
    const view = await session.view(params.textDocument.uri);
    checkCancelled(token);
    const { items, resultId } = view === undefined ? { items: [], resultId: 'none' } : maker.of(view);
    if (session.documents.get(params.textDocument.uri) !== undefined) given.set(canonical(params.textDocument.uri), resultId);
    return params.previousResultId === resultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }));

  connection.languages.diagnostics.onWorkspace(guard.request('workspace/diagnostic', async (params, token, _progress: unknown, partial?: { report(data: { items: WorkspaceDocumentDiagnosticReport[] }): void }) => {
    const before = new Map(params.previousResultIds.map(({ uri, value }) => [canonical(uri), value]));
    const all: WorkspaceDocumentDiagnosticReport[] = [];
    const emit = (items: WorkspaceDocumentDiagnosticReport[]): void => {
      if (items.length === 0) return;
      if (partial === undefined) all.push(...items);
      else partial.report({ items });
    };
    const workspace = await session.workspace();
    for (const project of (await workspace?.workspaceProjects()) ?? []) {
      checkCancelled(token);
      await project.settle();
      checkCancelled(token);
      const reports: WorkspaceDocumentDiagnosticReport[] = [];
      for (const path of project.snapshot().analysedPaths()) {
        if (!workspace!.owns(project, path)) continue;
        if (!maker.remembers({ project, path })) await session.environment.scheduler.breathe();
        checkCancelled(token);
        const uri = project.clientUri(path);
        const { items, resultId } = maker.of({ project, path });
        const previous = before.get(canonical(uri));
        before.delete(canonical(uri));
        const version = project.documentVersion(path);
        if (previous === resultId) reports.push({ kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId });
        else if (items.length > 0 || previous !== undefined) reports.push({ kind: DocumentDiagnosticReportKind.Full, uri, version, resultId, items });
      }
      emit(reports);
    }
    // What the client still shows but no project has any more.
    const gone = [...before.keys()].filter((uri) => workspace?.openDocuments().has(uri) !== true);
    emit(gone.map((uri) => ({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] })));
    return { items: all };
  }));

  const refresh = new Debouncer(session.environment.scheduler, REFRESH, guard.notification('refreshing diagnostics', async () => {
    const workspace = await session.workspace();
    for (const [uri, resultId] of [...given]) {
      const view = workspace === undefined ? undefined : await workspace.view(uri);
      // Edited again in the meantime: the client asks by itself.
      if (given.get(uri) !== resultId) continue;
      if ((view === undefined ? 'none' : maker.of(view).resultId) === resultId) continue;
      return connection.languages.diagnostics.refresh();
    }
    if (closedFilesChanged) {
      closedFilesChanged = false;
      return connection.languages.diagnostics.refresh();
    }
  }));

  session.onChange((change) => {
    if (change.kind === 'edited' || change.kind === 'closed') given.delete(canonical(change.document.uri));
    if (!session.abilities.pullsDiagnostics || !session.abilities.refreshesDiagnostics || change.kind === 'started') return;
    if (change.kind === 'outside') closedFilesChanged = true;
    refresh.request();
  });
}
