/**
 * All safe fixes of a file or of its project as one action. The fixes are made on a copy of the project, which is analysed again after each round:
 * what collides, or shows only afterwards, is in the same edit, and what does not keep its promise is left out.
 */
import { LSPErrorCodes, ResponseError, type CodeAction, type WorkspaceEdit } from 'vscode-languageserver';
import { fixProject } from '../analysis/fixing';
import { filesOf, type Fix } from '../findings/fix';
import { FIX_PROJECT_KIND } from './extensions';
import { shownFindings } from './file-diagnostics';
import type { HostedProject } from './hosted-project';
import type { Session } from './session';
import type { FileView } from './workspace';
import { toWorkspaceEdit } from './workspace-edit';

/** What the action needs to find its edit again. */
export interface AllData {
  readonly uri: string;
  /** The kind of the action. */
  readonly all: string;
}

type Edit = Promise<WorkspaceEdit | undefined>;

export class FixAll {
  /** Clients that cannot ask for an edit later get it with every menu: what was made of a version is kept. */
  private readonly made = new WeakMap<HostedProject, { readonly version: number; readonly settings: object; readonly edits: Map<string, Edit> }>();

  constructor(private readonly session: Session) {}

  /** The action of this kind, or undefined when nothing is there to fix. */
  async action(view: FileView, uri: string, kind: string): Promise<CodeAction | undefined> {
    if (!this.isOffered(view, kind)) return undefined;
    const action: CodeAction = { title: `Fix all safe Buildglass findings in this ${kind === FIX_PROJECT_KIND ? 'project' : 'file'}`, kind };
    const data: AllData = { uri, all: kind };
    if (this.session.abilities.resolvesCodeActions) return { ...action, data };
    const edit = await this.edit(view, kind);
    return edit && { ...action, edit };
  }

  /** What all rounds change; undefined when none of it keeps. Rejects when the project changes meanwhile. */
  edit(view: FileView, kind: string): Edit {
    const { project, path } = view;
    const settings = this.session.settings.current;
    let made = this.made.get(project);
    if (made?.version !== project.version || made.settings !== settings) this.made.set(project, (made = { version: project.version, settings, edits: new Map() }));
    const key = kind === FIX_PROJECT_KIND ? '' : path;
    let edit = made.edits.get(key);
    if (edit === undefined) made.edits.set(key, (edit = this.make(view, kind)));
    return edit;
  }

  private async make({ project, path }: FileView, kind: string): Edit {
    const { version } = project;
    const { persona, trustProject } = this.session.settings.current.analysis;
    const snapshot = project.snapshot();
    // What is found on the way to it stays known here.
    snapshot.report();
    const { createsFiles } = this.session.abilities;
    const mayChange = (one: string): boolean => (kind === FIX_PROJECT_KIND ? createsFiles || snapshot.source(one) !== undefined : one === path);
    const fork = project.fork();
    const { files } = await fixProject(fork.project, { persona, trustProject, unsafe: false, mayChange, reload: fork.reload });
    if (project.version !== version) throw new ResponseError(LSPErrorCodes.ContentModified, 'The project has changed since the action was offered.');
    if (files.length === 0) return undefined;
    return toWorkspaceEdit(project, files.map(({ path: changed, before, edits }) => ({ path: changed, edits, ...(before === undefined && { creates: true as const }) })), this.session.abilities);
  }

  /** Whether a finding has a fix that would be tried. */
  private isOffered(view: FileView, kind: string): boolean {
    const settings = this.session.settings.current;
    const isMeant = kind === FIX_PROJECT_KIND ? () => true : (fix: Fix) => filesOf(fix).every((file) => file.path === view.path && !file.creates);
    const paths = kind === FIX_PROJECT_KIND ? view.project.snapshot().analysedPaths() : [view.path];
    return paths.some((path) => shownFindings({ project: view.project, path }, settings)
      .some(({ suppressed, fixes }) => suppressed === undefined && fixes.some((fix) => fix.applicability === 'safe' && isMeant(fix))));
  }
}
