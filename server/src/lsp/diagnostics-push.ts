/**
 * Diagnostics for clients that do not ask for them (`textDocument/publishDiagnostics`).
 *
 *     edit ─→ soon (short wait)  the edited documents, always; the other open ones when their results changed
 *          └→ idle (long wait)   the closed files of projects with open documents, when their results changed
 *
 * Results are computed from the newest text; when a document changes while its files are being read, that turn is dropped,
 * because the change has asked for its own.
 */
import type { FileDiagnostics, DiagnosticsMaker } from './file-diagnostics';
import { Debouncer } from './scheduler';
import type { Session } from './session';
import { canonical, type Uri } from './uris';
import type { FileView } from './workspace';

/** Milliseconds without an edit. */
export const SOON = 80;
export const IDLE = 600;

export function pushDiagnostics(session: Session, maker: DiagnosticsMaker): void {
  const { connection, guard, environment } = session;
  /** What the client shows: result identifiers by URI as it was sent. */
  const published = new Map<string, string>();
  const edited = new Set<Uri>();

  const publish = (uri: string, { items, resultId }: FileDiagnostics, version: number | null): void => {
    published.set(uri, resultId);
    void connection.sendDiagnostics({ uri, diagnostics: items, ...(version !== null && session.abilities.versionedPush ? { version } : {}) });
  };
  const withdraw = (uri: string): void => {
    if (published.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
  };
  const publishChanged = (view: FileView): void => {
    const uri = view.project.clientUri(view.path);
    const result = maker.of(view);
    if (published.get(uri) !== result.resultId && (published.has(uri) || result.items.length > 0)) publish(uri, result, view.project.documentVersion(view.path));
  };

  const soon = new Debouncer(environment.scheduler, SOON, guard.notification('publishing diagnostics', async () => {
    const workspace = await session.workspace();
    if (workspace === undefined) return [...published.keys()].forEach(withdraw);
    for (const [uri, document] of [...workspace.openDocuments()]) {
      const wasEdited = edited.delete(uri);
      const version = document.version;
      const view = await workspace.view(uri);
      if (view === undefined || document.version !== version || workspace.openDocuments().get(uri) !== document) continue;
      if (wasEdited) publish(document.uri, maker.of(view), version);
      else publishChanged(view);
    }
    idle.request();
  }));

  const idle = new Debouncer(environment.scheduler, IDLE, guard.notification('publishing diagnostics', async () => {
    const workspace = await session.workspace();
    if (workspace === undefined) return;
    const alive = new Set([...workspace.openDocuments().values()].map((document) => document.uri));
    for (const project of workspace.hostedProjects()) {
      if (!project.hasDocuments) continue;
      await project.settle();
      for (const path of project.snapshot().analysedPaths()) {
        if (!workspace.owns(project, path)) continue;
        if (!maker.remembers({ project, path })) await environment.scheduler.breathe();
        alive.add(project.clientUri(path));
        if (project.documentVersion(path) === null) publishChanged({ project, path });
      }
    }
    [...published.keys()].filter((uri) => !alive.has(uri)).forEach(withdraw);
  }));

  session.onChange((change) => {
    if (session.abilities.pullsDiagnostics) return;
    if (change.kind === 'started') session.documents.keys().forEach((uri) => edited.add(canonical(uri)));
    if (change.kind === 'edited') edited.add(canonical(change.document.uri));
    if (change.kind === 'closed') {
      edited.delete(canonical(change.document.uri));
      withdraw(change.document.uri);
    }
    soon.request();
  });
}
