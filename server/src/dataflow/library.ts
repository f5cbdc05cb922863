/**
 * Calls that leave the program: functions that need the machine itself, intrinsics whose meaning we know exactly, the catalog's
 * models for the rest (models.ts), the obscure model for what nobody modelled. Modules, files and programs inside text.
 */
import { isSecretPath } from '../catalog/locations';
import type { Model } from '../catalog/model';
import type { CallEvent, EmbeddedEvent, HiddenNameEvent, LayerEvent } from './events';
import { Frame } from './frame';
import { CONTAINER_INTRINSICS } from './intrinsics/containers';
import { argument, type Intrinsic } from './intrinsics/intrinsic';
import { lastComponent, PATH_INTRINSICS, pathAttribute, projectPath } from './intrinsics/paths';
import { STRING_INTRINSICS } from './intrinsics/strings';
import { BudgetExceeded, MOST_MODULES } from './machine';
import { ModelMachine } from './models';
import { readPaths } from './places';
import { isBuildFile } from './build-files';
import { splitCommands } from '../syntax/shell/words';
import { piecesOf, textShape } from './texts';
import { type Point, type Program, pointKey } from './source';
import { joinTaints, ofOneVariable, type Taint, taintFrom, withStep } from './taint';
import {
  type Argument, type Arguments, constantText, external, finiteTexts, join, joinAll, literalText, none, nothing, type Shape, stepped, tainted, type TextShape, unknown, unknownFrom, type Value, valueOf,
} from './value';

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map(Object.entries({ ...STRING_INTRINSICS, ...CONTAINER_INTRINSICS, ...PATH_INTRINSICS }));

/** Methods that hand out one member of a mapping by its name. */
const MEMBER_GETTER = /\.(?:get|pop|setdefault)$/;

/** Programs inside programs inside programs … */
const LAYER_DEPTH = 6;

/** Commands of setuptools whose classes `cmdclass` replaces: the methods that a command run calls (setuptools/_distutils/cmd.py). */
const COMMAND_METHODS = ['initialize_options', 'finalize_options', 'run'];

/** Machine code and compressed data are no Python, and slow to find that out about. */
const isBinary = (text: string): boolean => {
  const head = text.slice(0, 2000);
  return (head.match(/[\0-\x08\x0e-\x1a\x7f-\x9f]/g)?.length ?? 0) * 20 > head.length;
};

/** What is worth hiding: whatever does harm, or brings hidden text to light. */
const isDangerous = (model: Model | undefined): boolean => model?.sinks !== undefined || model?.decodes !== undefined;

/** Reading a file does nothing to anybody. */
const onlyReads = (event: CallEvent): boolean => Object.keys(event.model.sinks ?? {}).every((sink) => sink === 'file-read');

/** Made of pieces here, and not handed in by somebody: a name with holes, or what a computation makes of constants. */
const isComputed = (name: Value): boolean =>
  name.shapes.some((shape) => (shape.kind === 'text' && literalText(shape) === undefined) || (shape.kind === 'any' && (shape.inputs ?? []).some(isConstantData)))
  || name.taints.some(({ kind }) => kind === 'decoded' || kind === 'network' || kind === 'environment');

const isConstantData = ({ shapes }: Value): boolean => shapes.some((shape) => shape.kind === 'text' || shape.kind === 'number' || (shape.kind === 'sequence' && shape.elements.some(isConstantData)));

export abstract class LibraryMachine extends ModelMachine {
  private readonly modules = new Map<string, Frame>();
  private layerDepth = 0;
  /** Programs that are running inside each other. */
  protected programDepth = 0;
  private readonly layersRun = new Set<string>();

  protected override libraryAttribute(path: string, name: string, members: ReadonlyMap<string, Value> | undefined, whole: Value, point: Point): Value {
    if (path === 'super()' && members) {
      const owner = members.get('owner')!.shapes[0]!;
      return owner.kind === 'class' ? this.superAttribute(owner, members.get('self')!, name, point) : unknown;
    }
    const held = members?.get(`.${name}`);
    if (held) return held;
    if (path === 'builtins.__builtins__' || path === 'builtins.builtins') return external(`builtins.${name}`);
    // Of an unknown object's method, the receiver is what matters.
    const carried = path.startsWith('?') ? new Map([['self', whole]]) : members;
    return this.mention(external(`${path}.${name}`, carried), point);
  }

  protected override pathAttribute(shape: Shape, name: string): Value | undefined {
    return pathAttribute(shape, name);
  }

  protected override callLibrary(path: string, members: ReadonlyMap<string, Value> | undefined, callee: Value, args: Arguments, point: Point): Value {
    const self = members?.get('self') ?? callee;
    const model = this.world.catalog.modelOf(path);
    if (model) this.record(path, model, args, self, members, point);
    const special = this.special(path, members, self, args, point);
    if (special) return special;
    const intrinsic = INTRINSICS.get(path)?.({ machine: this, args, point, self });
    if (intrinsic) return this.memberOf(path, stepped(intrinsic, { point, label: this.stepLabel(path, args) }), args, point);
    if (model) return this.applyModel(path, model, args, self, members, callee, point);
    return this.memberOf(path, this.unmodelled(path, callee, members?.has('self') ? { ...args, positional: [{ value: self, point }, ...args.positional] } : args, point), args, point);
  }

  /** `mapping.get("name")`: of what the mapping holds, one member. */
  private memberOf(path: string, result: Value, args: Arguments, point: Point): Value {
    return MEMBER_GETTER.test(path) ? { ...result, taints: ofOneVariable(result.taints, constantText(args.positional[0]?.value ?? unknown), point) } : result;
  }

  /** The obscure model; what a library function returns keeps its access path, so that its methods may have models. */
  private unmodelled(path: string, callee: Value, args: Arguments, point: Point): Value {
    const result = this.obscure(callee, args);
    const isMethodOfValue = /^(?:\?|str|list|dict)\./.test(path);
    const shaped = isMethodOfValue ? result : external(`${path}()`, new Map([['inputs', result]]));
    return { shapes: shaped.shapes, taints: withStep(result.taints, { point, label: this.stepLabel(path, args) }) };
  }

  /** Functions that need the machine itself. */
  private special(path: string, members: ReadonlyMap<string, Value> | undefined, self: Value, args: Arguments, point: Point): Value | undefined {
    const first = argument(args, 0);
    switch (path) {
      case 'builtins.getattr':
        return first && this.getattr(first, argument(args, 1) ?? unknown, argument(args, 2), point);
      case 'builtins.setattr': {
        const name = constantText(argument(args, 1) ?? unknown);
        if (name !== undefined && first) this.setAttribute(first, name, argument(args, 2) ?? unknown);
        return none;
      }
      case 'builtins.super': {
        const owner = this.frame.owner ?? this.enclosingMethod()?.owner;
        const receiver = this.frame.self ?? this.enclosingMethod()?.self ?? argument(args, 1);
        return owner && receiver ? external('super()', new Map([['owner', valueOf(owner)], ['self', receiver]])) : undefined;
      }
      case 'builtins.type':
        return first && args.positional.length === 1 ? joinAll(first.shapes.map((shape) => (shape.kind === 'object' ? valueOf(shape.cls) : unknown))) : undefined;
      case 'builtins.exec':
        if (first) this.runText(first, point, 'exec');
        return undefined;
      case 'builtins.eval':
        return first && this.evaluateText(first, point);
      case 'builtins.compile':
        return first && stepped(first, { point, label: 'compiled by `compile(…)`' });
      case 'builtins.__import__':
      case 'importlib.import_module':
      case 'importlib.__import__':
        return first && this.importNamed(first, path === 'builtins.__import__' && !args.keywords.has('fromlist') && args.positional.length < 4, point);
      case 'builtins.open':
      case 'io.open':
      case 'codecs.open':
      case 'tokenize.open':
        return first && this.openFile(first, argument(args, 1, 'mode'), point);
      case 'str.open':
        return this.openFile(self, first ?? args.keywords.get('mode')?.value, point);
      case 'open().read':
        return this.readFile(members?.get('path') ?? unknown, point);
      case 'str.read_text':
      case 'str.read_bytes':
        return this.readFile(self, point);
      case 'open().readlines':
      case 'open().readline':
        return unknownFrom([this.fileTaint(members?.get('path') ?? unknown, point)]);
      case 'open().write':
      case 'open().writelines':
        this.written(members?.get('path') ?? unknown, args.positional[0], point);
        return none;
      case 'str.write_text':
      case 'str.write_bytes':
        this.written(self, args.positional[0], point);
        return none;
      case 'tempfile.NamedTemporaryFile().write':
      case 'tempfile.TemporaryFile().write':
        this.written(external('tempfile.NamedTemporaryFile().name'), args.positional[0], point);
        return none;
      case 'shutil.copyfileobj':
        if (first) this.written(argument(args, 1, 'fdst') ?? unknown, { value: first, point }, point);
        return none;
      case 'functools.partial':
        return first && valueOf({ kind: 'partial', callee: first, args: { ...args, positional: args.positional.slice(1) } }, this.obscure(nothing, args).taints);
      case 'builtins.vars':
        return first && joinAll(first.shapes.map((shape) => (shape.kind === 'external' ? external(`${shape.path}.__dict__`) : this.attribute(valueOf(shape), '__dict__', point))));
      case 'setuptools.setup':
      case 'distutils.core.setup':
        this.runCommands(args.keywords.get('cmdclass')?.value);
        return undefined;
      default:
        return undefined;
    }
  }

  /** The method whose closure this frame is. */
  private enclosingMethod(): Frame | undefined {
    for (let frame = this.frame.enclosing; frame; frame = frame.enclosing) if (frame instanceof Frame && frame.owner && frame.self) return frame;
    return undefined;
  }

  private getattr(object: Value, name: Value, fallback: Value | undefined, point: Point): Value {
    const names = finiteTexts(name) ?? finiteTexts({ shapes: name.shapes.filter((shape) => shape.kind === 'text' && literalText(shape) !== undefined), taints: [] }) ?? [];
    let result = nothing;
    for (const one of names.slice(0, 32)) {
      const has = object.shapes.map((shape) => this.hasAttribute(shape, one));
      if (fallback && !has.every((certain) => certain === true)) result = join(result, fallback);
      if (!fallback || !has.every((certain) => certain === false)) result = join(result, this.attribute(object, one, point));
    }
    if (names.length === 0 && fallback) result = fallback;
    this.noticeHiddenName(object, name, result, point);
    if (finiteTexts(name) && name.taints.length === 0) return result;
    if (!finiteTexts(name)) {
      for (const shape of object.shapes) if (shape.kind === 'object') result = join(result, this.dispatchUnknown(shape.cls, valueOf(shape), name, point));
    }
    const taints = withStep(joinTaints(name.taints, object.taints), { point, label: 'looked up by `getattr(…)`' });
    return join(result, { shapes: [{ kind: 'computed', object, name, point }], taints });
  }

  /** Looking up `exec` or `os.system` by a name that is put together is done to be overlooked. */
  private noticeHiddenName(object: Value, name: Value, found: Value, point: Point): void {
    const whole = name.shapes.every((shape) => shape.kind === 'text' && shape.parts.length <= 1) && !name.taints.some((taint) => taint.kind === 'decoded');
    // A loop over many names copies a module; it hides none of them.
    if (whole || name.shapes.length > 3) return;
    const dangerous = found.shapes.find((shape) => shape.kind === 'external' && isDangerous(this.world.catalog.modelOf(shape.path)));
    const inBuiltins = object.shapes.some((shape) => shape.kind === 'external' && /^builtins(?:\.__builtins__)?$/.test(shape.path));
    if (dangerous?.kind === 'external') this.emit<HiddenNameEvent>({ kind: 'hidden-name', point, path: dangerous.path });
    else if (inBuiltins && isComputed(name)) this.emit<HiddenNameEvent>({ kind: 'hidden-name', point, path: '' });
  }

  /** Whether an object has an attribute; undefined when that cannot be known. */
  private hasAttribute(shape: Shape, name: string): boolean | undefined {
    if (shape.kind === 'module') return shape.frame.own(name) !== undefined;
    if (shape.kind !== 'object' && shape.kind !== 'class') return undefined;
    if (shape.attributes.has(name)) return true;
    const cls = shape.kind === 'object' ? shape.cls : shape;
    const order = this.resolutionOrder(cls);
    if (order.some((base) => base.attributes.has(name))) return true;
    return order.some((base) => base.attributes.has('__getattr__')) || this.libraryBase(cls) !== undefined ? undefined : false;
  }

  abstract setAttribute(object: Value, name: string, value: Value): void;

  /** `top`: `__import__("a.b")` gives `a`. */
  private importNamed(name: Value, top: boolean, point: Point): Value {
    let result = nothing;
    for (const shape of name.shapes) {
      const known = shape.kind === 'text' ? literalText(shape) : undefined;
      if (known !== undefined && /^[\w.]+$/.test(known) && !known.startsWith('.')) result = join(result, this.importModule(top ? known.split('.')[0]! : known, 0));
      else result = join(result, unknownFrom([taintFrom('dynamic-module', '', { point, label: 'imported by a name chosen at run time' })]));
    }
    return { shapes: result.shapes, taints: joinTaints(name.taints, result.taints) };
  }

  override importModule(dotted: string, level: number): Value {
    const path = this.world.resolveModule(this.frame.program.path, dotted, level);
    if (path === undefined) return external(level > 0 ? `${'.'.repeat(level)}${dotted}` : dotted === 'builtins' || dotted === '__builtin__' ? 'builtins' : dotted);
    return this.projectModule(path) ?? external(dotted);
  }

  protected override submodule(path: string, name: string): Value | undefined {
    if (!path.endsWith('/__init__.py')) return undefined;
    const found = this.world.resolveModule(path, name, 1);
    return found === undefined ? undefined : this.projectModule(found);
  }

  /** Runs a module of the project, once. */
  private projectModule(path: string): Value | undefined {
    const known = this.modules.get(path);
    if (known) return valueOf({ kind: 'module', program: known.program, frame: known });
    const program = this.modules.size < MOST_MODULES ? this.world.program(path) : undefined;
    if (!program) return undefined;
    return valueOf({ kind: 'module', program, frame: this.runProgram(program) });
  }

  /** Runs a program in a frame of its own and hands the frame back; nested runs keep the caller's place. */
  runProgram(program: Program): Frame {
    const frame = new Frame(program, undefined, undefined);
    if (!program.layer) this.modules.set(program.path, frame);
    const outer = { frame: this.frame, unit: this.unit };
    this.frame = frame;
    this.programDepth++;
    try {
      this.runModule(program);
    } finally {
      this.programDepth--;
      this.frame = outer.frame;
      this.unit = outer.unit;
    }
    return frame;
  }

  protected abstract runModule(program: Program): void;

  /** A module's frame if it was run. */
  moduleFrame(path: string): Frame | undefined {
    return this.modules.get(path);
  }

  private fileTaint(path: Value, point: Point): Taint {
    const [reading] = readPaths(path);
    const name = constantText(path)?.replace(/^\.\//, '');
    if (reading && isSecretPath(reading.text)) return taintFrom('secret-file', reading.text, { point, label: `read from the file ${reading.text}` });
    return taintFrom('file', name ?? '', { point, label: name === undefined ? 'read from a file' : `read from the file ${name}` });
  }

  private openFile(path: Value, mode: Value | undefined, point: Point): Value {
    // A path in one literal was seen where it is written.
    for (const shape of path.shapes) if (shape.kind === 'text' && shape.parts.length > 1) this.recogniseText(shape.parts, point);
    const writes = mode !== undefined && /[wax]/.test(constantText(mode) ?? '');
    return tainted(external('open()', new Map([['path', path]])), writes ? [] : [this.fileTaint(path, point)]);
  }

  private readFile(path: Value, point: Point): Value {
    const taints = joinTaints([this.fileTaint(path, point)], path.taints);
    const inside = projectPath(path);
    const content = inside === undefined ? undefined : this.world.readText(inside);
    return content === undefined ? { shapes: unknown.shapes, taints } : { shapes: [textShape([{ text: content, file: inside! }])], taints };
  }

  /** Text written to a build file is a program in the making. */
  private written(path: Value, data: Argument | undefined, point: Point): void {
    if (!data) return;
    this.store(path, data.value, point);
    const name = lastComponent(path);
    if (name !== undefined) this.embedded(name, data.value, data.point);
  }

  protected override fileInTable(key: string, value: Value, point: Point): void {
    if (key.startsWith('t')) this.embedded(key.slice(1), value, point);
  }

  private embedded(name: string, value: Value, point: Point): void {
    if (isBuildFile(name)) this.emit<EmbeddedEvent>({ kind: 'embedded', point, name, value });
  }

  private runCommands(cmdclass: Value | undefined): void {
    for (const shape of cmdclass?.shapes ?? []) {
      if (shape.kind !== 'dict') continue;
      for (const { key, value } of shape.entries.values()) {
        for (const cls of value.shapes) {
          if (cls.kind !== 'class') continue;
          this.from({ kind: 'command', name: constantText(key) ?? cls.name }, () => {
            const object = this.instantiate(cls, { positional: [{ value: unknown, point: cls.point }], keywords: new Map() }, cls.point);
            for (const method of COMMAND_METHODS) {
              const found = object.shapes[0]?.kind === 'object' ? this.classAttribute(cls, method, object, cls.point) : undefined;
              if (found) this.call(found, { positional: [], keywords: new Map() }, cls.point);
            }
          });
        }
      }
    }
  }

  protected override followCommand(value: Value, point: Point): void {
    for (const shape of value.shapes) {
      const known = shape.kind === 'text' ? literalText(shape) : undefined;
      if (known !== undefined && known.length <= 100_000) {
        for (const words of splitCommands(known)) this.followWords(words.map((word) => valueOf(textShape([{ text: word }]))), point);
      } else if (shape.kind === 'sequence') this.followWords(shape.elements, point);
    }
  }

  private followWords(words: readonly Value[], point: Point): void {
    const program = words[0];
    if (!program) return;
    const isPython = program.shapes.some((shape) => (shape.kind === 'external' && shape.path === 'sys.executable') || (shape.kind === 'text' && /(?:^|[\\/])(?:python|pypy|py)w?[\d.]*(?:\.exe)?$/i.test(literalText(shape) ?? '')));
    if (!isPython) return;
    const rest = words.slice(1);
    const option = rest.findIndex((word) => ['-c', '-m'].includes(constantText(word) ?? ''));
    const operand = option === -1 ? rest.find((word) => !(constantText(word) ?? '-').startsWith('-')) : rest[option + 1];
    if (!operand) return;
    if (option === -1) {
      const path = projectPath(operand);
      const script = path === undefined ? undefined : this.world.program(path);
      if (script && path !== this.frame.program.path) this.runLayer(script, point, path);
    } else if (constantText(rest[option]!) === '-c') this.runText(operand, point, 'python -c');
    else this.importNamed(operand, false, point);
  }

  override runText(value: Value, point: Point, how: string): void {
    for (const shape of value.shapes) {
      const pieces = shape.kind === 'text' ? piecesOf(shape) : undefined;
      if (!pieces || pieces.length === 0) continue;
      if (pieces.some((piece) => isBinary(piece.text))) {
        this.gap(point, 'what runs here is binary data');
        continue;
      }
      const file = pieces.length === 1 ? pieces[0]!.file : undefined;
      const program = file !== undefined ? this.world.program(file)
        : this.world.layer(pieces, { name: `text run by ${how}`, host: this.frame.program, place: point }, 'decoded-layer');
      if (program) this.runLayer(program, point, file);
    }
  }

  /** The value of a known expression; names are looked up where `eval` stands. */
  private evaluateText(value: Value, point: Point): Value | undefined {
    this.runText(value, point, 'eval');
    const results = value.shapes.map((shape) => {
      const text = shape.kind === 'text' ? literalText(shape) : undefined;
      const program = text !== undefined && text.length <= 10_000 ? this.world.layer(piecesOf(shape as TextShape)!, { name: 'text run by eval', host: this.frame.program, place: point }, 'decoded-layer') : undefined;
      const [unit] = program?.module.units ?? [];
      const [statement] = unit?.statements ?? [];
      if (!unit || statement?.kind !== 'ExprStmt') return unknown;
      const outer = { unit: this.unit, frame: this.frame };
      this.frame = new Frame(program!, outer.frame, undefined, new Set(), outer.frame.owner, outer.frame.self);
      this.unit = unit;
      try {
        return this.evaluate(statement.value);
      } finally {
        this.unit = outer.unit;
        this.frame = outer.frame;
      }
    });
    const result = joinAll(results);
    return result.shapes.some((shape) => shape.kind !== 'any') ? tainted(result, value.taints) : undefined;
  }

  private runLayer(program: Program, point: Point, file: string | undefined): void {
    const id = program.layer?.id ?? program.path;
    const key = `${id}@${pointKey(point)}`;
    if (this.layersRun.has(key)) return;
    this.layersRun.add(key);
    if (this.layerDepth >= LAYER_DEPTH) {
      this.gap(point, 'programs are nested too deeply inside each other');
      return;
    }
    const before = this.events.length;
    let finished = program.module.problems.length === 0;
    this.layerDepth++;
    try {
      const frame = this.runProgram(program);
      for (const [name, one] of frame.layer.values) if (!this.frame.own(name)) this.frame.set(name, one);
    } catch (error) {
      if (!(error instanceof BudgetExceeded)) throw error;
      finished = false;
      throw error;
    } finally {
      this.layerDepth--;
      const harmless = finished && !this.events.slice(before).some((event) => event.kind === 'dynamic-call' || (event.kind === 'call' && !onlyReads(event)));
      this.emit<LayerEvent>({ kind: 'layer', point, id, harmless, ...(file !== undefined && { file }) });
    }
  }
}
