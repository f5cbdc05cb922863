/**
 * Applies the catalog: binds arguments to a model's signature, records calls of functions with sinks, gives results their sources,
 * has known data decoded (decoding.ts), runs callbacks.
 */
import { type Model, parametersOf, pathsOf, rememberedBy, type SinkKind, type SourceKind } from '../catalog/model';
import { handedOver } from './callbacks';
import { Decoding, hasPayload } from './decoding';
import type { BoundArgument, CallEvent, CompiledEvent, Entry, WrittenEvent } from './events';
import { noArguments } from './machine';
import { ProtocolMachine } from './protocols';
import type { Effect } from './memo';
import { type Point, pointKey } from './source';
import { joinTaints, type Step, type Taint, taintFrom, withProof, withStep } from './taint';
import { WrittenFiles } from './written-files';
import {
  type Argument, type Arguments, constantText, external, finiteTexts, joinAll, type Shape, stepped, tainted, unknown, unknownFrom, untainted, type Value, valueOf,
} from './value';

/** Sinks that run what a path or command names. */
const STARTING_SINKS: readonly SinkKind[] = ['process', 'shell', 'run-path', 'run-spec', 'native-library'];

/** What is settled of the things that a source brings in, once it is known which is meant. */
export const CHOSEN: readonly SinkKind[] = ['import'];

/** So many writes at one place make a file, so many calls at one place are made later. */
const MOST_WRITES_OF_A_PLACE = 2_000;
const MOST_LATER_OF_A_PLACE = 100;

export interface LaterCall {
  readonly callee: Shape;
  readonly args: Arguments | undefined;
  readonly point: Point;
  /** How control got to where it was handed over. */
  readonly entry: Entry;
}

export abstract class ModelMachine extends ProtocolMachine {
  /** What a library will call at some later time, and with what, if that is known. */
  readonly later: LaterCall[] = [];

  protected readonly files = new WrittenFiles(this.trace);
  protected readonly decoding = new Decoding(this);

  /** Compiled code came to light: what its names may call, and what its texts point at. */
  compiled(point: Point, names: readonly string[], texts: readonly string[]): void {
    this.emit<CompiledEvent>({ kind: 'compiled', point, calls: this.world.catalog.actingCallsNamed(names) });
    for (const text of texts) this.recogniseText([{ text }], point);
  }

  protected override filesVersion(): number {
    return this.files.version;
  }

  protected override mention(value: Value, point: Point): Value {
    let taints: readonly Taint[] = [];
    for (const shape of value.shapes) {
      const model = shape.kind === 'external' ? this.world.catalog.modelOf(shape.path) : undefined;
      const asked = shape.kind === 'external' ? shape.members?.get('subject') : undefined;
      if (model?.attribute && model.source) taints = joinTaints(taints, [taintFrom(model.source, (asked && (constantText(asked) ?? commandText(asked))) ?? pathsOf(model)[0]!, { point, label: `read from \`${(shape as { path: string }).path}\`` })]);
    }
    return tainted(value, taints);
  }

  protected stepLabel(path: string, args: Arguments): string {
    const name = path.replace(/^(?:str|list|dict|\?)\./, '.').replace(/^builtins\./, '');
    const first = args.positional.length === 1 ? constantText(args.positional[0]!.value) : undefined;
    return `through \`${name}(${first !== undefined && first.length <= 12 && name.startsWith('.') ? JSON.stringify(first) : args.positional.length > 0 ? '…' : ''})\``;
  }

  /** The arguments by the names of the model's signature. */
  private bindModel(model: Model, args: Arguments, self: Value): Map<string, BoundArgument> {
    const bound = new Map<string, BoundArgument>([['self', { value: self }]]);
    const parameters = parametersOf(model);
    let position = 0;
    for (const parameter of parameters) {
      if (parameter.rest) {
        const surplus = args.positional.slice(position).map(({ value }) => value);
        const rest = args.rest?.value;
        bound.set(parameter.name, { value: valueOf({ kind: 'sequence', type: 'tuple', elements: surplus, ...(rest && { rest }) }, joinAll([...surplus, ...(rest ? [rest] : [])]).taints) });
        position = args.positional.length;
        continue;
      }
      const given = args.positional[position] ?? args.keywords.get(parameter.name) ?? (position === 0 ? args.rest : undefined) ?? args.restKeywords;
      if (args.positional[position]) position++;
      if (given) bound.set(parameter.name, given);
    }
    for (const [name, value] of args.keywords) if (!bound.has(name)) bound.set(name, value);
    return bound;
  }

  protected record(path: string, model: Model, args: Arguments, self: Value, members: ReadonlyMap<string, Value> | undefined, point: Point): void {
    if (!model.sinks) return;
    const bound = this.bindModel(model, args, members?.get('subject') ?? self);
    for (const sink of STARTING_SINKS) {
      const name = model.sinks[sink];
      const given = name === undefined ? undefined : bound.get(name);
      if (given) bound.set(name!, { ...given, value: this.started(given.value, point, sink, model, bound) });
    }
    this.emit<CallEvent>({ kind: 'call', point, path, model, args: bound });
  }

  /** A command or path that runs: with it come the contents of the files it names, and the programs it holds. */
  private started(value: Value, point: Point, sink: SinkKind, model: Model, bound: ReadonlyMap<string, BoundArgument>): Value {
    let result = value;
    for (const file of this.files.namedBy(value)) {
      const label = `written to the file ${file.path.replace(/\?(?: \{.*\}|nothing)/g, '…')}`;
      result = tainted(result, withStep(file.content.taints, { point: file.point, label }));
      if (sink !== 'native-library' && mayBePython(file.path)) this.runText(untainted(file.content), point, 'the file it writes');
    }
    if (sink === 'run-path' || sink === 'run-spec') this.runFileOf(value, point);
    if (sink === 'process' || sink === 'shell') this.followCommand(wholeCommand(value, model, bound), point, { folder: bound.get('cwd')?.value, input: bound.get('input')?.value });
    return result;
  }

  /** Runs the file of the project that a path names, if it is one, once for each place; gives what it defines. */
  protected abstract runFileOf(path: Value, point: Point): ReadonlyMap<string, Value> | undefined;

  /** Follows what a command line starts (commands.ts), in a folder and with an input if they are given. */
  protected abstract followCommand(value: Value, point: Point, given: { readonly folder: Value | undefined; readonly input: Value | undefined }): void;

  protected applyModel(path: string, model: Model, args: Arguments, self: Value, members: ReadonlyMap<string, Value> | undefined, callee: Value, point: Point): Value {
    const bound = this.bindModel(model, args, self);
    if (model.clean) return { ...unknown, guarded: true };
    if (model.reads !== undefined || (model.decodes && (!model.source || hasPayload(self)))) {
      // How much is decoded is limited for the whole program.
      this.trace.spoil();
      return this.decoding.apply(path, model, bound, members, this.obscure(callee, args), point);
    }
    if (model.payload && (!model.source || members?.has('payload'))) return stepped(members?.get('payload') ?? this.obscure(callee, args), { point, label: this.stepLabel(path, args) });
    const payload = this.handOver(path, model, bound, args, point);
    if (payload && !model.returns) return external(model.result ?? `${path}()`, new Map([['payload', payload]]));
    if (model.callsOwn) for (const shape of self.shapes) if (shape.kind === 'object') this.call(this.attribute(valueOf(shape), model.callsOwn, point), noArguments, point);
    if (model.copies && model.saves) this.copyFile(bound.get(model.copies)?.value ?? unknown, bound.get(model.saves)?.value ?? unknown, point);
    let taints: readonly Taint[] = [];
    for (const name of model.returns ?? []) taints = joinTaints(taints, bound.get(name)?.value.taints ?? []);
    if (!model.returns) taints = this.obscure(callee, args).taints;
    taints = withStep(taints, { point, label: this.stepLabel(path, args) });
    if (model.digests) taints = withProof(taints, ['hashed']);
    if (model.stops) return { shapes: unknown.shapes, taints: withProof(taints, model.stops), guarded: true };
    const saved = model.saves === undefined ? undefined : bound.get(model.saves);
    if (saved && model.source) this.store(saved.value, this.fromSource(path, model, args, taints, bound, point), point);
    const result = model.source
      ? this.fromSource(path, model, args, taints, bound, point, members?.get('subject'))
      : tainted(external(model.result ?? `${this.world.catalog.canonicalPath(path)}()`, keptMembers(model, bound, members, { point, label: this.stepLabel(path, args) })), taints);
    return model.then === undefined ? result : this.call(this.attribute(result, model.then, point), noArguments, point);
  }

  private fromSource(path: string, model: Model, args: Arguments, passed: readonly Taint[], bound: ReadonlyMap<string, BoundArgument>, point: Point, subject?: Value): Value {
    const asked = args.positional[0]?.value ?? subject;
    const first = asked && (constantText(asked) ?? commandText(asked) ?? (model.source === 'network' ? beginning(asked) : undefined));
    const label = model.source === 'environment' ? `read from the environment variable ${first ?? '?'}` : `read by \`${path.replace(/\(\)/g, '')}\``;
    const brought = [taintFrom(model.source!, first ?? pathsOf(model)[0]!, { point, label })];
    const choice = model.chooses === undefined ? undefined : bound.get(model.chooses)?.value;
    const isSettled = choice !== undefined && choice.taints.length === 0 && finiteTexts(choice) !== undefined;
    const defaults = (model.returns ?? []).flatMap((name) => bound.get(name)?.value.shapes ?? []);
    const shapes = model.elements === undefined && model.result === undefined ? unknown.shapes : external(model.result ?? `${this.world.catalog.canonicalPath(path)}()`).shapes;
    return { shapes: [...shapes, ...(model.elements === undefined ? defaults : [])], taints: joinTaints(isSettled ? withProof(brought, CHOSEN) : brought, passed) };
  }

  /** A file now holds `content`. */
  protected store(path: Value, content: Value, point: Point): void {
    this.apply({ data: { path, content, point }, again: ModelMachine.addFile, key: `file@${pointKey(point)}`, most: MOST_WRITES_OF_A_PLACE });
    this.emit<WrittenEvent>({ kind: 'written', point, path, content });
  }

  /** Calls what the library was given, now (then with what it came to) or once everything else has run. */
  private handOver(path: string, model: Model, bound: ReadonlyMap<string, BoundArgument>, given: Arguments, point: Point): Value | undefined {
    const called = model.calls ?? model.callsLater;
    const fn = called === undefined ? undefined : bound.get(called)?.value;
    if (!fn) return model.calls ? unknown : undefined;
    const label = `${model.calls ? 'handed to a worker' : 'handed on'} by \`${path.replace(/\(\)/g, '')}\``;
    const step = (argument: Argument): Argument => ({ value: stepped(argument.value, { point, label }), point: argument.point });
    const calls = handedOver(model, bound, given, point)?.map((args): Arguments => ({
      positional: args.positional.map(step), keywords: new Map([...args.keywords].map(([name, one]) => [name, step(one)])),
      ...(args.rest && { rest: step(args.rest) }), ...(args.restKeywords && { restKeywords: step(args.restKeywords) }),
    }));
    if (model.calls) return joinAll((calls ?? [noArguments]).map((args) => this.call(fn, args, point)));
    for (const args of calls ?? [model.gives === undefined ? undefined : anythingFrom(model.gives, path, point)]) for (const shape of fn.shapes) this.apply({ data: { callee: shape, args, point }, again: ModelMachine.addLater, entry: this.entry, key: `later@${pointKey(point)}`, most: MOST_LATER_OF_A_PLACE });
    return undefined;
  }

  private static addLater(this: void, machine: ModelMachine, call: Omit<LaterCall, 'entry'>, { entry }: Effect): void {
    machine.later.push({ ...call, entry: entry! });
  }

  private static addFile(this: void, machine: ModelMachine, { path, content, point }: { path: Value; content: Value; point: Point }): void {
    machine.files.write(path, content, point);
  }

  private copyFile(from: Value, to: Value, point: Point): void {
    for (const file of this.files.named(from)) this.store(to, file.content, point);
  }
}

/** Arguments of any number that all come from one kind of source. */
function anythingFrom(kind: SourceKind, path: string, point: Point): Arguments {
  const given = { value: unknownFrom([taintFrom(kind, path, { point, label: `handed over by \`${path.replace(/\(\)/g, '')}\`` })]), point };
  return { positional: [], keywords: new Map(), rest: given, restKeywords: given };
}

/** What an object made by a call keeps: what its maker was given, and what was kept before. */
function keptMembers(model: Model, bound: ReadonlyMap<string, BoundArgument>, members: ReadonlyMap<string, Value> | undefined, step: Step): ReadonlyMap<string, Value> | undefined {
  const kept = new Map([...members ?? []].filter(([name]) => name === 'subject' || name === 'payload' || name.startsWith('given:')));
  const [first] = rememberedBy(model);
  const subject = first === undefined ? undefined : bound.get(first)?.value;
  if (first !== undefined) kept.delete('subject');
  if (subject) kept.set('subject', stepped(subject, step));
  for (const name of rememberedBy(model)) if (bound.has(name)) kept.set(`given:${name}`, bound.get(name)!.value);
  const held = model.holds === undefined ? undefined : bound.get(model.holds)?.value;
  if (held) kept.set('payload', held);
  return kept.size === 0 ? undefined : kept;
}

/** A program and its arguments, where they are handed over apart. */
function wholeCommand(program: Value, model: Model, bound: ReadonlyMap<string, BoundArgument>): Value {
  const given = bound.get(model.argv ?? model.operands ?? '')?.value.shapes[0];
  if (given?.kind !== 'sequence') return program;
  // `os.execl(path, *args)` and `os.execv(path, args)` alike.
  const [only] = given.elements;
  const words = given.elements.length === 1 && only?.shapes[0]?.kind === 'sequence' ? only.shapes[0].elements : given.elements;
  return valueOf({ kind: 'sequence', type: 'list', elements: [program, ...words.slice(model.argv === undefined ? 0 : 1)] });
}

/** A temporary file has no ending; one with another ending is another language. */
const mayBePython = (path: string): boolean => path.startsWith('tempfile.') || /(?:\.pyw?|(?:^|[\\/])[^.\\/]+)$/i.test(path);

/** What an address begins with. */
function beginning(value: Value): string | undefined {
  const [shape] = value.shapes;
  const part = shape?.kind === 'text' ? shape.parts[0] : undefined;
  return part && 'text' in part && part.text !== '' ? part.text : undefined;
}

/** The known words of a command list: what a program was asked. */
function commandText(value: Value): string | undefined {
  const words = value.shapes.flatMap((shape) => (shape.kind === 'sequence' ? shape.elements.flatMap((element) => constantText(element) ?? []) : []));
  return words.length > 0 ? words.join(' ') : undefined;
}
