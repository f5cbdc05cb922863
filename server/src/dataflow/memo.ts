/** The answer of a call, as it is kept: what the call read, what it did, what it gave (recall.ts makes and uses it). */
import type { FunctionDef, Lambda } from '../syntax/python/ast';
import type { Entry } from './events';
import type { Content, HeapShape } from './footprint';
import type { Frame } from './frame';
import type { Region } from './heap';
import type { Trail } from './taint';
import type { Value } from './value';

/** Something a machine remembers, and how to do it again. The data may hold values; they are carried over to the new state. */
export interface Effect {
  readonly data: unknown;
  readonly again: (machine: never, data: never, effect: Effect) => void;
  /** From where it was reached; for events. */
  readonly entry?: Entry;
  readonly gates?: readonly string[];
  /** Of effects with one key, the first `most` are done; without `most`, each takes the place of the one before. */
  readonly key: string;
  readonly most?: number;
}

/** A question whose answer a call depends on. */
export type Question =
  | { readonly ask: 'resolve'; readonly importer: string; readonly dotted: string; readonly level: number; readonly answer: string | undefined }
  | { readonly ask: 'text'; readonly path: string; readonly answer: string | undefined }
  | { readonly ask: 'module'; readonly path: string; readonly answer: boolean }
  | { readonly ask: 'looked'; readonly code: object; readonly answer: boolean }
  | { readonly ask: 'fetched'; readonly answer: boolean }
  | { readonly ask: 'files'; readonly answer: number };

export interface NameRead {
  readonly frame: Frame;
  readonly name: string;
  /** As the footprint describes it; undefined when the name had no value. */
  readonly value: string | undefined;
}

/** An answered call. */
export interface Memo {
  /** Things that were there before the call, in the order of its footprint. */
  readonly things: readonly HeapShape[];
  /** The ways its tainted arguments had taken. */
  readonly trails: readonly Trail[];
  readonly names: readonly NameRead[];
  readonly questions: readonly Question[];
  /** Functions that were running when it was called, of those it calls. */
  readonly running: ReadonlyMap<FunctionDef | Lambda, number>;
  readonly called: ReadonlySet<FunctionDef | Lambda>;
  /** How far calls and evaluations nested below it. */
  readonly calls: number;
  readonly depth: number;
  /** Set when calls were cut off: it is valid at this depth of calls only. */
  readonly cutAt?: number;
  readonly changes: readonly { readonly number: number; readonly content: Content }[];
  readonly effects: readonly Effect[];
  readonly result: Value;
  /** Steps of its own, without the calls in `parts`. */
  readonly steps: number;
  readonly parts: ReadonlySet<Memo>;
  /** All its steps, those of repeated calls included. */
  readonly virtual: number;
  /** Where it ran (heap.ts), and what code it ran or looked at. */
  readonly region: Region;
  readonly looked: ReadonlySet<object>;
  /** Calls inside it, and outside its parts, that cannot be repeated by themselves. */
  readonly unrepeatable: ReadonlyMap<FunctionDef | Lambda, number>;
  /** Answers that it holds with only in a run that has them. */
  readonly needs: ReadonlySet<Memo>;
  /** The run that last needed it. */
  used: number;
}

/** How much was interpreted. */
export interface Work {
  /** Names of the functions that were entered, in order. */
  readonly entered: readonly string[];
  /** Calls that were answered from memory. */
  readonly recalled: number;
}

