/** What the interpreter may ask of the project, and how running calls ask it: what they were told is written down in the trace. */
import type { Catalog } from '../catalog/lookup';
import type { Role } from '../findings/finding';
import type { Memory } from './memory';
import type { LayerOrigin, Piece, Program } from './source';
import type { Trace } from './trace';

/** A layer in the making: its name tells what it is, the world adds where it stands. Python unless said otherwise. */
export type NewLayer = Omit<LayerOrigin, 'id' | 'pieces' | 'language'> & { readonly language?: LayerOrigin['language'] };

/** What the interpreter may ask of the project; all synchronous. */
export interface World {
  /** What is known of libraries. */
  readonly catalog: Catalog;
  /** The project file a module name means when imported from `importer`; undefined for libraries. */
  resolveModule(importer: string, dotted: string, level: number): string | undefined;
  /** A parsed file of the project; undefined when it is missing or not read yet (then it is asked for). */
  program(path: string): Program | undefined;
  /** Whether the project is known to have no such file. */
  isMissing(path: string): boolean;
  /** The text of any project file; undefined as above. */
  readText(path: string): string | undefined;
  /** Whether to record what every name is given. */
  readonly observe: boolean;
  /** Where answers of calls are kept from run to run; without it every call is run. */
  readonly memory?: Memory | undefined;
  /** A program made of text that was found inside another. */
  layer(pieces: readonly Piece[], origin: NewLayer, role: Role): Program;
}

/** Asks the world for running calls; what cannot be asked twice is declared so. */
export class WatchedWorld implements World {
  constructor(private readonly world: World, private readonly trace: Trace) {}

  get catalog(): World['catalog'] {
    return this.world.catalog;
  }

  get observe(): boolean {
    return this.world.observe;
  }

  get memory(): World['memory'] {
    return this.world.memory;
  }

  resolveModule(importer: string, dotted: string, level: number): string | undefined {
    const answer = this.world.resolveModule(importer, dotted, level);
    this.trace.ask({ ask: 'resolve', importer, dotted, level, answer });
    return answer;
  }

  readText(path: string): string | undefined {
    const answer = this.world.readText(path);
    this.trace.ask({ ask: 'text', path, answer });
    return answer;
  }

  isMissing(path: string): boolean {
    this.trace.spoil();
    return this.world.isMissing(path);
  }

  program(path: string): Program | undefined {
    this.trace.spoil();
    return this.world.program(path);
  }

  layer(pieces: readonly Piece[], origin: NewLayer, role: Role): Program {
    this.trace.spoil();
    return this.world.layer(pieces, origin, role);
  }
}
