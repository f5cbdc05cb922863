/**
 * The workspace: folders and open documents in, projects out.
 *
 *     folders ─┐                          ┌─ HostedProject (workspace/)            ← opened on demand
 *              ├─ nearest project folder ─┼─ HostedProject (workspace/packages/one)
 *     open ────┘                          └─ HostedProject (untitled:Untitled-1)   ← alone
 *
 * An open document covers its file in every project that contains it, so that projects agree on its text.
 */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { findProjects, PROJECT_MARKERS } from '../analysis/load';
import type { Project } from '../analysis/host';
import type { FileSystem } from '../base/effects';
import type { Settings } from '../analysis/settings';
import { HostedProject, type Origin, type RunWork } from './hosted-project';
import { folderHolding, isMarker, projectRoot } from './project-roots';
import { canonical, canonicalFolder, childOf, isPlain, locationOf, nameOf, parentOf, pathBelow, schemeOf, uriOfLocation, type Uri } from './uris';

export interface WorkspaceOptions {
  createProject(settings: Settings): Project;
  settings(): Settings;
  /** The file system behind URIs of a scheme; undefined when nobody can read them. */
  filesOf(scheme: string): FileSystem | undefined;
  readonly runWork: RunWork;
  /** Told in plain words about what could not be read. */
  tell(problem: string): void;
}

/** A file in its project, read and ready. */
export interface FileView {
  readonly project: HostedProject;
  readonly path: string;
}

export type FileChange = { readonly uri: string; readonly change: 'created' | 'changed' | 'deleted' };

export class Workspace {
  private folders: readonly Uri[] = [];
  private readonly documents = new Map<Uri, TextDocument>();
  private readonly projects = new Map<Uri, HostedProject>();
  /** Remembered answers about the disk; forgotten when files come or go. */
  private readonly origins = new Map<Uri, Promise<Origin>>();
  private found: Promise<readonly Uri[]> | undefined;

  constructor(private readonly options: WorkspaceOptions) {}

  setFolders(uris: readonly string[]): void {
    this.folders = uris.map(canonicalFolder);
    this.forgetStructure();
    for (const [key, project] of this.projects) if (!this.isWanted(project)) this.projects.delete(key);
  }

  /** Open documents, under their canonical URIs. */
  openDocuments(): ReadonlyMap<Uri, TextDocument> {
    return this.documents;
  }

  /** Opened or edited. */
  documentChanged(document: TextDocument): void {
    const uri = canonical(document.uri);
    if (!this.documents.has(uri) && isMarker(uri)) this.forgetStructure();
    this.documents.set(uri, document);
    for (const project of this.projectsHolding(uri)) project.cover(project.pathOf(uri)!, document);
  }

  documentClosed(document: TextDocument): void {
    const uri = canonical(document.uri);
    this.documents.delete(uri);
    if (isMarker(uri)) this.forgetStructure();
    for (const project of this.projectsHolding(uri)) {
      project.uncover(project.pathOf(uri)!);
      if (!this.isWanted(project)) this.projects.delete(HostedProject.keyOf(project.origin));
    }
    this.origins.delete(uri);
  }

  /** News from disk; reading happens when somebody asks. */
  filesChanged(changes: readonly FileChange[]): void {
    if (changes.some(({ change }) => change !== 'changed')) this.forgetStructure();
    for (const { uri, change } of changes) {
      const place = canonical(uri);
      for (const project of this.projectsHolding(place)) project.fileChanged(project.pathOf(place)!, change);
      if (change === 'deleted') this.dropProjectsAt(place);
    }
  }

  /** A project ends with its folder or its project file; documents still open find their new one when they are asked for. */
  private dropProjectsAt(gone: Uri): void {
    for (const [key, { origin }] of this.projects) {
      if (origin.kind === 'folder' && (pathBelow(gone, origin.root) !== undefined || (isMarker(gone) && parentOf(gone) === origin.root))) this.projects.delete(key);
    }
  }

  configure(settings: Settings): void {
    for (const project of this.projects.values()) project.configure(settings);
  }

  /** The project and path of a document or file, with everything read that its analysis wants. */
  async view(uri: string): Promise<FileView | undefined> {
    const place = canonical(uri);
    const project = await this.projectOf(place);
    await project.settle();
    const path = project.pathOf(place);
    return path === undefined ? undefined : { project, path };
  }

  /** The project around a folder, file or document, read; a folder that is a project is its own. */
  async projectAround(uri: string): Promise<HostedProject> {
    const place = canonicalFolder(uri);
    const folder = await this.filesFor(place)?.readFolder(locationOf(place));
    const project = await this.projectOf(folder === undefined ? canonical(uri) : childOf(place, PROJECT_MARKERS[0]!));
    await project.settle();
    return project;
  }

  /** An empty project that the workspace does not keep, for one look at something. */
  openApart(change: Partial<Settings>): Project {
    return this.options.createProject({ ...this.options.settings(), ...change });
  }

  /** Every project in the workspace folders. They are not read yet. */
  async workspaceProjects(): Promise<readonly HostedProject[]> {
    const found = (this.found ??= this.findRoots());
    found.catch(() => (this.found = undefined));
    for (const root of await found) {
      const files = this.filesFor(root);
      if (files !== undefined) this.host({ kind: 'folder', root, files });
    }
    return [...this.projects.values()].filter((project) => project.origin.kind === 'folder' && folderHolding(this.folders, project.origin.root) !== undefined)
      .sort((a, b) => (HostedProject.keyOf(a.origin) < HostedProject.keyOf(b.origin) ? -1 : 1));
  }

  /** Projects that have been asked for, with or without open documents. */
  hostedProjects(): readonly HostedProject[] {
    return [...this.projects.values()];
  }

  /** Whether no project further in claims the file: each file is reported by one project only. */
  owns(project: HostedProject, path: string): boolean {
    if (project.origin.kind === 'alone') return true;
    const root = project.origin.root;
    for (let folder = parentOf(project.uriOf(path)); folder !== undefined; folder = parentOf(folder)) {
      if (folder === root) return true;
      if (this.projects.has(folder)) return false;
      if (folder === parentOf(folder)) break;
    }
    return true;
  }

  private async projectOf(uri: Uri): Promise<HostedProject> {
    let origin = this.origins.get(uri);
    if (origin === undefined) {
      origin = this.originOf(uri);
      this.origins.set(uri, origin);
      origin.catch(() => this.origins.delete(uri));
    }
    return this.host(await origin);
  }

  private async originOf(uri: Uri): Promise<Origin> {
    const files = this.filesFor(uri);
    if (files === undefined) return { kind: 'alone', uri, path: this.loneName(uri) };
    return { kind: 'folder', root: await projectRoot(uri, this.folders, this.documents.keys(), files), files };
  }

  /** A name by which the analyser can tell the language of a document that has none of its own. */
  private loneName(uri: Uri): string {
    const name = nameOf(uri);
    return this.documents.get(uri)?.languageId === 'python' && !name.endsWith('.py') ? `${name}.py` : name;
  }

  private host(origin: Origin): HostedProject {
    const key = HostedProject.keyOf(origin);
    const existing = this.projects.get(key);
    if (existing !== undefined) return existing;
    const project = new HostedProject(origin, this.options.createProject(this.options.settings()), this.options.runWork, this.options.tell);
    this.projects.set(key, project);
    for (const [uri, document] of this.documents) {
      const path = project.pathOf(uri);
      if (path !== undefined) project.cover(path, document);
    }
    return project;
  }

  private async findRoots(): Promise<readonly Uri[]> {
    const roots: Uri[] = [];
    for (const folder of this.folders) {
      const files = this.filesFor(folder);
      if (files === undefined) continue;
      const found = await this.options.runWork('Buildglass: looking for projects', (work) => findProjects(locationOf(folder), { files, ...work }));
      // A folder without any project file can still hold build hooks and tests.
      roots.push(...(found.length === 0 ? [folder] : found.map((location) => uriOfLocation(location, folder))));
    }
    return [...new Set(roots)];
  }

  private filesFor(uri: Uri): FileSystem | undefined {
    return isPlain(uri) ? this.options.filesOf(schemeOf(uri)) : undefined;
  }

  private projectsHolding(uri: Uri): HostedProject[] {
    return [...this.projects.values()].filter((project) => project.pathOf(uri) !== undefined);
  }

  private isWanted(project: HostedProject): boolean {
    return project.hasDocuments || (project.origin.kind === 'folder' && folderHolding(this.folders, project.origin.root) !== undefined);
  }

  private forgetStructure(): void {
    this.origins.clear();
    this.found = undefined;
  }
}
