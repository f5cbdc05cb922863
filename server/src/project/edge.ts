/** One edge of the execution map: a command reaches a hook, a key or file says what runs there, and this is it. */
import type { Span } from '../base/text';
import type { Place, Role } from '../findings/finding';
import type { Certainty, EdgeKind } from './backends/backend';
import type { Hook } from './hooks';
import type { EdgeTarget } from './targets';

export interface Edge {
  /** Stable name of the kind of edge: the vector's, or `setup-script`, `in-tree-backend`, `unknown-backend`, `conftest`, `backend-test`. */
  readonly id: string;
  /** For people: "hatch build hook". */
  readonly title: string;
  /** The cheapest first. */
  readonly commands: readonly string[];
  readonly hooks: readonly Hook[];
  /** The key or the file that makes it so: the place of the value, and of the key where one is written; `key` is '' for a file that is found by its name. */
  readonly via: Place & { readonly key: string; readonly keySpan?: Span };
  /** The text that names the target, where it is a text of its own: the string of a key, one line of an option. */
  readonly value?: Place;
  readonly target: EdgeTarget;
  readonly kind: EdgeKind;
  readonly certainty: Certainty;
  /** In plain words, when not certain. */
  readonly condition?: string;
  /** Variables of whoever builds that decide what runs, or what comes out. */
  readonly obeys?: readonly string[];
  /** False: it was proven that nothing runs, which is worth telling too. */
  readonly executes: boolean;
  /** In plain words, why nothing runs. */
  readonly because?: string;
  /** Why honest projects hardly ever do this, in plain words. */
  readonly odd?: string;
  /** Of a backend that the project brings along: it has no hook for metadata, so pip builds the wheel when it asks for metadata. */
  readonly metadataBuildsWheel?: true;
  /** The target is a package around what the key names. */
  readonly around?: true;
  /** What the target is to the build. */
  readonly role: Role;
  /** Where this is known from. */
  readonly source: string;
}
