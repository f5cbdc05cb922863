/** What the interpreter saw happen, for the rules: resolved calls with abstract arguments, dynamic calls, embedded files. */
import type { Indicator } from '../catalog/indicators';
import type { Model, SinkKind } from '../catalog/model';
import type { Point, Program } from './source';
import type { ClassShape, ComputedShape, Value } from './value';

/** How control got here: the outermost thing that was run. */
export interface Entry {
  /** `import`: the module body. `command`: a setuptools command class. `hook`: a build hook. `test`: a test function. `called`: a function nothing here calls. */
  readonly kind: 'import' | 'command' | 'hook' | 'test' | 'called';
  readonly name: string;
}

export interface BoundArgument {
  readonly value: Value;
  /** The argument's expression, when there is one at the call. */
  readonly point?: Point;
}

interface Event {
  readonly point: Point;
  readonly entry: Entry;
  /** Conditions under which the place is reached, outermost first, in the words of the program. */
  readonly gates: readonly string[];
}

/** A call of a library function that has a model. */
export interface CallEvent extends Event {
  readonly kind: 'call';
  /** Access path as resolved: "os.system" whatever name the source uses. */
  readonly path: string;
  readonly model: Model;
  /** By parameter name; `self` is the receiver; surplus positionals are under the `*rest` parameter. */
  readonly args: ReadonlyMap<string, BoundArgument>;
}

/** A call of `getattr(object, name)` where the name is not a constant. */
export interface DynamicCallEvent extends Event {
  readonly kind: 'dynamic-call';
  readonly computed: ComputedShape;
}

/** An attribute that a class of the project serves through `__getattr__`. */
export interface DispatchEvent extends Event {
  readonly kind: 'dispatch';
  readonly cls: ClassShape;
  readonly name: Value;
}

/** A build file kept in a string: `{"setup.py": "…"}`, `(tmp / "setup.py").write_text("…")`. */
export interface EmbeddedEvent extends Event {
  readonly kind: 'embedded';
  readonly name: string;
  readonly value: Value;
}

/** Known source text that reached `exec`, `eval` or `compile`, and was analysed as a program. */
export interface LayerEvent extends Event {
  readonly kind: 'layer';
  readonly id: string;
  readonly text: Program;
  /** Whether the program only assigns literals and defines nothing that runs. */
  readonly harmless: boolean;
  readonly file?: string;
}

/** A text in the program that says what it is after (catalog/indicators.ts). */
export interface IndicatorEvent extends Event {
  readonly kind: 'indicator';
  readonly indicator: Indicator;
}

/** A dangerous function that was looked up by a name put together from parts. */
export interface HiddenNameEvent extends Event {
  readonly kind: 'hidden-name';
  /** Access path of what was found: "builtins.exec"; '' when even that is not known. */
  readonly path: string;
}

/** A command line was followed, or the text of a shell. */
export interface CommandEvent extends Event {
  readonly kind: 'command';
  /** How it reads without quotes; programs in it that are layers read as "…". */
  readonly text: string;
  /** Data that a shell or an interpreter runs here. */
  readonly fed?: Value;
}

/** Something is put into a file. */
export interface WrittenEvent extends Event {
  readonly kind: 'written';
  readonly path: Value;
  readonly content: Value;
}

/** Compiled code in data that is known: its names and texts were read, its instructions were not. */
export interface CompiledEvent extends Event {
  readonly kind: 'compiled';
  /** Access paths of functions that can do harm and whose names it holds, sorted. */
  readonly calls: readonly string[];
}

/** A script of the project is started that the project does not hold, and that nothing here wrote. */
export interface MissingScriptEvent extends Event {
  readonly kind: 'missing-script';
  readonly path: string;
}

/** A setup script says what its package is called, as far as that is known. */
export interface PackageEvent extends Event {
  readonly kind: 'package';
  readonly name?: string;
  readonly version?: string;
}

export type AnalysisEvent = CallEvent | PackageEvent | MissingScriptEvent | WrittenEvent | DynamicCallEvent | DispatchEvent | EmbeddedEvent | LayerEvent | IndicatorEvent | HiddenNameEvent | CompiledEvent | CommandEvent;

/** The argument a sink names; the value alone for calls that are sinks in themselves. */
export function sinkArgument(event: CallEvent, kind: SinkKind): BoundArgument | undefined {
  const parameter = event.model.sinks?.[kind];
  return parameter === undefined ? undefined : event.args.get(parameter);
}
