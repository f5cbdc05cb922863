/**
 * One project as the server keeps it: an analysed project, where its files are for the client, and how far it has been read.
 *
 *     URI of the client  ⇄  path in the project  ⇄  location in the file system
 *
 * Nothing is read until somebody asks (`settle`).
 */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver';
import { loadProject, readWanted } from '../analysis/load';
import type { Project, Snapshot } from '../analysis/host';
import type { Settings } from '../analysis/settings';
import type { FileSystem } from '../base/effects';
import type { Place } from '../findings/finding';
import { TextPlaces } from './convert';
import { OverlaidProject } from './overlaid-project';
import type { Work } from './progress';
import { childOf, locationOf, nameOf, pathBelow, type Uri } from './uris';

/** Where a project's files come from. `alone`: one document that lies in no file system the server can read. */
export type Origin =
  | { readonly kind: 'folder'; readonly root: Uri; readonly files: FileSystem }
  | { readonly kind: 'alone'; readonly uri: Uri; readonly path: string };

/** Runs a longer piece of work, showing it to the user. Implemented by the session. */
export type RunWork = <T>(title: string, run: (work: Work) => Promise<T>) => Promise<T>;

export class HostedProject {
  private readonly project: OverlaidProject;
  private readonly documents = new Map<string, TextDocument>();
  private queue: Promise<void> = Promise.resolve();
  private listed: boolean;
  /** Counts what makes reading necessary: edits and news from disk. */
  private news = 0;
  private readNews = -1;
  private unread: readonly string[] = [];

  constructor(readonly origin: Origin, inner: Project, private readonly runWork: RunWork, private readonly tell: (problem: string) => void) {
    this.project = new OverlaidProject(inner);
    this.listed = origin.kind === 'alone';
  }

  /** Grows with everything that can change results. */
  get version(): number {
    return this.project.version;
  }

  /** What of the folder could not be read when it was last listed, a plain-words phrase each. */
  get problems(): readonly string[] {
    return this.unread;
  }

  get hasDocuments(): boolean {
    return this.documents.size > 0;
  }

  snapshot(): Snapshot {
    return this.project.snapshot();
  }

  /** The project as it is, to try changes on; `reload` reads what they newly ask for. */
  fork(): { readonly project: Project; readonly reload: () => Promise<void> } {
    const { origin } = this;
    const project = this.project.fork();
    return { project, reload: async () => { if (origin.kind === 'folder') await readWanted(project, locationOf(origin.root), { files: origin.files }); } };
  }

  configure(settings: Settings): void {
    this.project.configure(settings);
    this.news++;
  }

  /** The project-relative path of a URI; undefined when it lies elsewhere. */
  pathOf(uri: Uri): string | undefined {
    if (this.origin.kind === 'alone') return uri === this.origin.uri ? this.origin.path : undefined;
    const path = pathBelow(this.origin.root, uri);
    return path === '' ? undefined : path;
  }

  uriOf(path: string): Uri {
    return this.origin.kind === 'alone' ? this.origin.uri : childOf(this.origin.root, path);
  }

  /** The URI as the client spells it, when the document is open. */
  clientUri(path: string): string {
    return this.documents.get(path)?.uri ?? this.uriOf(path);
  }

  /** The version of the open document, or null as the protocol wants it for files that are not open. */
  documentVersion(path: string): number | null {
    return this.documents.get(path)?.version ?? null;
  }

  places(path: string): TextPlaces | undefined {
    const source = this.snapshot().source(path);
    // An open document is shown as it was sent; a file on disk is shown without its byte order mark.
    return source && new TextPlaces(source.lines, !this.project.isCovered(path) && source.text.startsWith('\uFEFF'));
  }

  locate(place: Place): { readonly uri: string; readonly range: Range } | undefined {
    const places = this.places(place.path);
    return places && { uri: this.clientUri(place.path), range: places.range(place.span) };
  }

  /** The document's current text covers the file; called after every edit. */
  cover(path: string, document: TextDocument): void {
    this.documents.set(path, document);
    // A test of a backend is one by what it does, wherever it lies.
    if (path.endsWith('.py')) this.project.include(path, 'backend-test');
    this.project.cover(path, document.getText());
    this.news++;
  }

  uncover(path: string): void {
    this.documents.delete(path);
    this.project.uncover(path);
    this.news++;
  }

  /** News from disk about one path; the reading happens at the next `settle`. */
  fileChanged(path: string, change: 'created' | 'changed' | 'deleted'): void {
    if (this.origin.kind === 'alone') return;
    this.news++;
    if (change === 'deleted') this.project.removeTree(path);
    else if (this.project.isOnDisk(path)) this.project.invalidate(path);
    // A new file, or a folder with unknown content: only a new listing tells what of it counts.
    else this.listed = false;
  }

  /** Resolves when everything known is read. Calls queue up; each sees the news before it. */
  settle(): Promise<void> {
    if (this.listed && this.readNews === this.news) return this.queue;
    const turn = this.queue.then(() => this.catchUp());
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async catchUp(): Promise<void> {
    if (this.origin.kind === 'alone') return;
    const { root, files } = this.origin;
    const location = locationOf(root);
    while (!this.listed || this.readNews !== this.news) {
      const news = this.news;
      await this.runWork(`Buildglass: reading ${nameOf(root)}`, async (work) => {
        if (!this.listed) {
          this.listed = true;
          await this.list(nameOf(root), location, { files, ...work });
        } else {
          await readWanted(this.project, location, { files, ...work });
        }
        if (work.isCancelled()) this.tell(`${nameOf(root)}: reading was stopped; what has not been read is not analysed until something changes`);
        // Stopped by the user: what has been read stays, the rest waits for the next change.
        this.readNews = work.isCancelled() ? this.news : news;
      });
    }
  }

  private async list(name: string, location: string, options: Parameters<typeof loadProject>[2]): Promise<void> {
    await this.project.relist(async () => {
      const { problems } = await loadProject(this.project, location, options);
      this.unread = problems;
      problems.forEach((problem) => this.tell(`${name}: ${problem}`));
      return options.isCancelled?.() !== true;
    });
  }

  /** The origin's identity: one hosted project each. */
  static keyOf(origin: Origin): Uri {
    return origin.kind === 'alone' ? `alone:${origin.uri}` : origin.root;
  }
}
