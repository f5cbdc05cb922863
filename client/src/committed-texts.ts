/**
 * What the last commit holds of open documents, asked of Git once for each document and commit and told to the server. Knows no editor.
 *
 *     setup.py   commit 4f0c…   show → text     told
 *     setup.py   commit 4f0c…                   nothing to do, however often it is edited
 *     setup.py   commit 91aa…   show → text     told
 *     new.py     commit 91aa…   show fails      told: the commit has no such file
 *     setup.py   no repository any more         told: forget it
 */
import type { CommittedTextParams } from '../../server/src/lsp/extensions';

/** What is used of the API of the editor's Git extension, version 1. */
export interface Git<Uri> {
  getRepository(uri: Uri): Repository | null;
}

export interface Repository {
  readonly state: { readonly HEAD?: { readonly commit?: string } | undefined };
  show(ref: string, path: string): Promise<string>;
}

interface Address {
  readonly fsPath: string;
  toString(): string;
}

/** Characters; longer texts are not compared. */
export const LONGEST = 1 << 23;

export class CommittedTexts<Uri extends Address> {
  /** The commit that the server knows of, by document. */
  private readonly told = new Map<string, string>();
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly tell: (params: CommittedTextParams) => Promise<void>) {}

  /** `git`: undefined where nothing is to be marked. One after the other; never rejects: without an answer, what was told stays. */
  update(documents: readonly Uri[], git: Git<Uri> | undefined): Promise<void> {
    this.queue = this.queue.then(async () => {
      for (const uri of documents) await this.updateOne(uri, git).catch(() => undefined);
    });
    return this.queue;
  }

  /** The server has forgotten this document, or everything. */
  forget(uri?: Uri): void {
    if (uri === undefined) this.told.clear();
    else this.told.delete(uri.toString());
  }

  private async updateOne(uri: Uri, git: Git<Uri> | undefined): Promise<void> {
    const name = uri.toString();
    const repository = git?.getRepository(uri) ?? undefined;
    const commit = repository?.state.HEAD?.commit;
    if (commit === this.told.get(name)) return;
    if (repository === undefined || commit === undefined) {
      this.told.delete(name);
      return this.tell({ uri: name });
    }
    this.told.set(name, commit);
    const text = await repository.show(commit, uri.fsPath).catch(() => null);
    return this.tell({ uri: name, ...((text === null || text.length <= LONGEST) && { text }) });
  }
}
