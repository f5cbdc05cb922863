/**
 * Which findings of an open document are new since the last commit. The client says what the commit holds of it; nothing here asks git.
 * The committed text is analysed once, in a copy of the project and only when it differs; after that an edit costs a comparison of
 * fingerprints, which survive moved lines. Other files count as they are now.
 */
import { textFile } from '../base/fileset';
import type { Finding } from '../findings/finding';
import { fingerprints } from '../findings/fingerprint';
import { CommittedTextNotification, type CommittedTextParams } from './extensions';
import type { ServerSettings } from './server-settings';
import type { Session } from './session';
import { canonical, type Uri } from './uris';
import type { FileView } from './workspace';

interface Committed {
  /** Null: the commit has no such file. */
  readonly text: string | null;
  /** Fingerprints of what is found in that text, with the settings it was analysed by. */
  known?: { readonly settings: ServerSettings; readonly names: ReadonlySet<string> };
}

export class SinceCommit {
  private readonly committed = new Map<Uri, Committed>();
  private changes = 0;

  constructor(private readonly session: Session) {
    session.connection.onNotification(CommittedTextNotification, session.guard.notification(CommittedTextNotification, ({ uri, text }: CommittedTextParams) => {
      const before = this.committed.get(canonical(uri));
      if (before?.text === text) return;
      if (text === undefined) this.committed.delete(canonical(uri));
      else this.committed.set(canonical(uri), { text });
      this.changed();
    }));
    session.onChange((change) => {
      if (change.kind === 'closed' && this.committed.delete(canonical(change.document.uri))) this.changes++;
    });
  }

  /** Grows with everything that can change answers. */
  get version(): number {
    return this.changes;
  }

  private changed(): void {
    this.changes++;
    this.session.update(() => undefined);
  }

  /** The findings of a file that the last commit did not have; none where nothing is known of it. `findings`: all of the file. */
  newOnes(view: FileView, findings: readonly Finding[]): ReadonlySet<Finding> {
    const committed = this.committed.get(canonical(view.project.clientUri(view.path)));
    if (committed === undefined || findings.length === 0) return new Set();
    if (committed.text === null) return new Set(findings);
    if (lines(view.project.snapshot().source(view.path)?.text) === lines(committed.text)) return new Set();
    const settings = this.session.settings.current;
    if (committed.known?.settings !== settings) committed.known = { settings, names: namesIn(view, committed.text) };
    const { names } = committed.known;
    return new Set([...fingerprints(findings)].flatMap(([finding, name]) => (names.has(name) ? [] : [finding])));
  }
}

function namesIn({ project, path }: FileView, text: string): ReadonlySet<string> {
  const before = project.fork().project;
  before.set(path, textFile(text));
  return new Set(fingerprints(before.snapshot().analysis(path)?.findings ?? []).values());
}

/** Git may end lines in another way than the file does. */
const lines = (text: string | undefined): string | undefined => text?.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
