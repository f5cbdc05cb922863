/** Writes a call of a modelled function as Python, and runs it through the interpreter: what the table-driven tests share. */
import { DEFAULT_CATALOG } from '../../server/src/catalog/lookup';
import { type Model, parametersOf, type SinkKind } from '../../server/src/catalog/model';
import { runProgram } from '../../server/src/dataflow/entries';
import { type CallEvent, sinkArgument } from '../../server/src/dataflow/events';
import type { World } from '../../server/src/dataflow/world';
import { spanInProgram } from '../../server/src/dataflow/source';
import type { Value } from '../../server/src/dataflow/value';
import { parsePython } from '../../server/src/syntax/python/parse';
import type { Parsers } from '../../server/src/syntax/parser';

/** A world without other files. */
const alone: World = {
  catalog: DEFAULT_CATALOG,
  resolveModule: () => undefined,
  program: () => undefined,
  isMissing: () => false,
  readText: () => undefined,
  observe: false,
  layer: () => {
    throw new Error('no text is known here');
  },
};

/** `import x` for the module of an access path. */
export const importOf = (path: string): string => `import ${path.split(/[.(]/)[0]!}`;

export type Style = 'positional' | 'keyword';

/** The call with `value` as one parameter and harmless words for those before it; '' and `self` call without arguments. */
export function callOf(path: string, model: Model, parameter: string, value: string, style: Style): string {
  if (parameter === 'self') return receiverCall(path, value);
  if (parameter === '') return `${path}()`;
  if (style === 'keyword') return `${path}(${parameter}=${value})`;
  const parameters = parametersOf(model);
  const position = parameters.findIndex(({ name }) => name === parameter);
  return `${path}(${[...parameters.slice(0, position).map(({ name }) => `len("${name}")`), value].join(', ')})`;
}

/** `pickle.Unpickler(file=value).load()`: what the constructor's own model says it keeps. */
function receiverCall(path: string, value: string): string {
  const at = path.lastIndexOf('()');
  const kept = at === -1 ? undefined : DEFAULT_CATALOG.modelOf(path.slice(0, at))?.returns?.[0];
  return kept === undefined ? `${path}()` : `${path.slice(0, at)}(${kept}=${value})${path.slice(at + 2)}()`;
}

export interface Observed {
  readonly events: readonly CallEvent[];
  /** The event of the call that is written exactly so. */
  at(source: string): CallEvent | undefined;
  /** What the last `os.system(…)` was given. */
  readonly probed: Value | undefined;
}

export function observe(parsers: Parsers, text: string): Observed {
  const run = runProgram({ path: 'setup.py', role: 'setup-script', module: parsePython(parsers, text) }, alone);
  if (run.gaps.length > 0) throw new Error(run.gaps[0]!.reason);
  const events = run.events.filter((event) => event.kind === 'call');
  const sourceOf = (event: CallEvent): string => {
    const { start, end } = spanInProgram(event.point);
    return text.slice(start, end);
  };
  const probe = events.filter((event) => event.path === 'os.system').at(-1);
  return { events, at: (source) => events.find((event) => sourceOf(event) === source), probed: probe && sinkArgument(probe, 'shell')?.value };
}

export const kindsOf = (value: Value | undefined): readonly string[] => [...new Set(value?.taints.map((taint) => taint.kind) ?? [])];

export const sinksOf = (model: Model): readonly (readonly [SinkKind, string])[] => Object.entries(model.sinks ?? {}) as [SinkKind, string][];
