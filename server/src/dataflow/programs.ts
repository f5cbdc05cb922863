/** Programs that run inside others: modules of the project, commands of setuptools, Python that a command line starts, programs inside text. */
import { Commands } from './commands';
import type { CallEvent, CommandEvent, LayerEvent, MissingScriptEvent } from './events';
import { Frame } from './frame';
import { projectPath } from './intrinsics/paths';
import { MOST_MODULES } from './machine';
import { ModelMachine } from './models';
import { piecesOf, textShape } from './texts';
import { type Point, type Program, pointKey } from './source';
import { registeredCommands } from './registered-commands';
import { joinTaints, taintFrom } from './taint';
import { WrittenFiles } from './written-files';
import { type ClassShape, constantText, external, finiteTexts, join, joinAll, literalText, nothing, tainted, text, type TextShape, unknown, unknownFrom, untainted, type Value, valueOf } from './value';

/** Programs inside programs inside programs … */
const LAYER_DEPTH = 32;

/** Commands of setuptools whose classes `cmdclass` replaces: the methods that a command run calls (setuptools/_distutils/cmd.py). */
const COMMAND_METHODS = ['initialize_options', 'finalize_options', 'run'];

/** Machine code and compressed data are no Python, and slow to find that out about. */
const isBinary = (text: string): boolean => {
  const head = text.slice(0, 2000);
  return (head.match(/[\0-\x08\x0e-\x1a\x7f-\x9f]/g)?.length ?? 0) * 20 > head.length;
};

/** Reading a file does nothing to anybody. */
const onlyReads = (event: CallEvent): boolean => Object.keys(event.model.sinks ?? {}).every((sink) => sink === 'file-read');

/** Where text runs: inside a frame whose names it sees, or with names of its own. */
export type Scope = Frame | ReadonlyMap<string, Value>;

export abstract class ProgramMachine extends ModelMachine {
  private readonly modules = new Map<string, Frame>();
  private readonly ran = new Set<Program>();
  private layerDepth = 0;
  /** Programs that are running inside each other. */
  protected programDepth = 0;
  private readonly layersRun = new Map<string, ReadonlyMap<string, Value>>();
  /** Classes of the program that replace commands, and the commands that run inside each other. */
  private readonly commandClasses = new Map<string, ClassShape>();
  private readonly runningCommands: string[] = [];

  /** `top`: `__import__("a.b")` gives `a`. */
  protected importNamed(name: Value, top: boolean, point: Point): Value {
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
    if (path === undefined && level === 0) this.runWritten(dotted);
    if (path === undefined) return external(level > 0 ? `${'.'.repeat(level)}${dotted}` : dotted === 'builtins' || dotted === '__builtin__' ? 'builtins' : dotted);
    return this.projectModule(path) ?? external(dotted);
  }

  /** A module that the program wrote itself a moment ago. */
  private runWritten(dotted: string): void {
    for (const file of this.files.named(valueOf(textShape([{ text: `${dotted.replaceAll('.', '/')}.py` }])))) this.runText(untainted(file.content), file.point, 'an import of the file it writes');
  }

  protected override submodule(path: string, name: string): Value | undefined {
    if (!path.endsWith('/__init__.py')) return undefined;
    const found = this.world.resolveModule(path, name, 1);
    return found === undefined ? undefined : this.projectModule(found);
  }

  /** Runs a module of the project, once. */
  private projectModule(path: string): Value | undefined {
    const known = this.modules.get(path);
    if (known) {
      this.trace.ask({ ask: 'module', path, answer: true });
      return valueOf({ kind: 'module', program: known.program, frame: known });
    }
    const program = this.modules.size < MOST_MODULES ? this.world.program(path) : undefined;
    if (!program) return undefined;
    return valueOf({ kind: 'module', program, frame: this.runProgram(program) });
  }

  /** Runs a program in a frame of its own and hands the frame back; nested runs keep the caller's place. */
  runProgram(program: Program, scope?: Scope): Frame {
    const frame = scope instanceof Frame ? new Frame(program, scope, undefined, new Set(), scope.owner, scope.self) : this.frameOf(program, scope === undefined);
    if (scope && !(scope instanceof Frame)) for (const [name, value] of scope) frame.set(name, value);
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

  /** A file's program has one frame from run to run; a second run of it within one gets another. */
  private frameOf(program: Program, alone: boolean): Frame {
    this.trace.spoil();
    const shared = alone && !program.layer && !this.ran.has(program);
    this.ran.add(program);
    const frame = (shared ? this.world.memory?.frame(program) : undefined) ?? new Frame(program, undefined, undefined);
    frame.watcher = this.trace;
    return frame;
  }

  protected override hasFetched(): boolean {
    return this.commands.hasFetched || this.byCommands.version > 0;
  }

  /** What commands fetched or wrote matters; mostly it is nothing. */
  private dependOnFetched(): void {
    if (this.hasFetched()) this.trace.spoil();
    else this.trace.ask({ ask: 'fetched', answer: false });
  }

  protected override hasModule(path: string): boolean {
    return this.modules.has(path);
  }

  protected abstract runModule(program: Program): void;

  /** A module's frame if it was run. */
  moduleFrame(path: string): Frame | undefined {
    return this.modules.get(path);
  }

  /** Runs the classes of `cmdclass`, and those that `entry_points` registers, as the commands that they replace. */
  protected runCommands(cmdclass: Value | undefined, entryPoints: Value | undefined, point: Point): void {
    const entries = (cmdclass?.shapes ?? []).flatMap((shape) => (shape.kind === 'dict' ? [...shape.entries.values(), ...(shape.rest ? [{ key: unknown, value: shape.rest }] : [])] : []));
    for (const { name, module, attribute } of entryPoints ? registeredCommands(entryPoints) : []) {
      this.from({ kind: 'command', name }, () => {
        const value = attribute.split('.').reduce((object, part) => this.attribute(object, part, point), this.importModule(module, 0));
        entries.push({ key: text(name), value });
      });
    }
    const found = entries.flatMap(({ key, value }) => value.shapes.flatMap((cls) => (cls.kind === 'class' ? [{ name: constantText(key) ?? cls.name, cls }] : [])));
    this.trace.spoil();
    for (const { name, cls } of found) this.commandClasses.set(name, cls);
    for (const { name, cls } of found) this.from({ kind: 'command', name }, () => this.runCommand(name, cls));
  }

  private runCommand(name: string, cls: ClassShape): void {
    if (this.runningCommands.includes(name)) return;
    this.runningCommands.push(name);
    const object = this.instantiate(cls, { positional: [{ value: unknown, point: cls.point }], keywords: new Map() }, cls.point);
    for (const method of COMMAND_METHODS) {
      const found = object.shapes[0]?.kind === 'object' ? this.classAttribute(cls, method, object, cls.point) : undefined;
      if (found) this.call(found, { positional: [], keywords: new Map() }, cls.point);
    }
    // Commands that this one lists as its parts run with it.
    const parts = this.classAttribute(cls, 'sub_commands', undefined, cls.point);
    for (const element of parts ? this.elementsOf(parts) ?? [] : []) this.runNamedCommand(this.elementsOf(element)?.[0]);
    this.runningCommands.pop();
  }

  /** `self.run_command("name")`: what the name stands for runs as part of the command that asks for it. */
  protected runNamedCommand(name: Value | undefined): void {
    this.trace.spoil();
    for (const one of name ? finiteTexts(name) ?? [] : []) {
      const cls = this.commandClasses.get(one);
      if (cls) this.runCommand(one, cls);
    }
  }

  protected override runFileOf(path: Value, point: Point): ReadonlyMap<string, Value> | undefined {
    const inside = projectPath(path);
    return inside !== undefined && /\.pyw?$/i.test(inside) ? this.runFile(inside, point) : undefined;
  }

  /** A file of the project, as a program of its own. */
  private runFile(path: string, point: Point): ReadonlyMap<string, Value> | undefined {
    const script = path === this.frame.program.path ? undefined : this.world.program(path);
    return script && this.runLayer(script, point, path, 'apart');
  }

  /** The module that a spec of a file of the project makes. */
  protected moduleOf(spec: Value): Value | undefined {
    const [only] = spec.shapes;
    const location = spec.shapes.length === 1 && only?.kind === 'external' ? only.members?.get('subject') : undefined;
    const inside = location && projectPath(location);
    return inside === undefined || inside === this.frame.program.path || !/\.pyw?$/i.test(inside) ? undefined : this.projectModule(inside);
  }

  /** `python -m name`, `runpy.run_module(name)`: of a package, the module `__main__` in it. */
  protected runModuleNamed(name: string, point: Point): void {
    this.importNamed(name.includes('.') ? text(name.slice(0, name.lastIndexOf('.'))) : nothing, false, point);
    const own = this.frame.program.path;
    const path = this.world.resolveModule(own, name, 0);
    const main = path?.endsWith('/__init__.py') ? this.world.resolveModule(own, `${name}.__main__`, 0) : undefined;
    if (path === undefined || main !== undefined) this.importNamed(text(name), false, point);
    if (main ?? path) this.runFile((main ?? path)!, point);
  }

  override followCommand(value: Value, point: Point, { folder, input }: { readonly folder: Value | undefined; readonly input: Value | undefined }): void {
    this.commands.follow(value, point, { ...(folder && constantText(folder) !== undefined && { folder }), ...(input && { input }) });
  }

  /** What commands write is known to other commands by its exact name alone: archives are fetched and unpacked all day. */
  private readonly byCommands = new WrittenFiles(this.trace);
  private readonly commands = new Commands({
    gap: (point, reason) => this.gap(point, reason),
    unrepeatable: () => this.trace.spoil(),
    looksUp: () => this.dependOnFetched(),
    missing: (path, point) => this.noticeMissing(path, point),
    runPython: (value, point, how) => void this.runText(value, point, how, 'apart'),
    runPythonFile: (path, point) => void this.runFile(path, point),
    runPythonModule: (name, point) => {
      for (const one of finiteTexts(name) ?? []) this.runModuleNamed(one, point);
    },
    fileContent: (path) => {
      this.dependOnFetched();
      const inside = projectPath(path);
      const text = inside === undefined ? undefined : this.world.readText(inside);
      return this.files.at(path) ?? this.byCommands.at(path) ?? (text === undefined ? undefined : valueOf(textShape([{ text, file: inside! }])));
    },
    write: (path, content, point) => {
      this.trace.spoil();
      this.byCommands.write(path, content, point);
    },
    decode: (name, by, input, point) => {
      this.trace.spoil();
      return this.decoding.decoded(name, by, input, {}, point);
    },
    runLayer: (pieces, name, language, point, work) => {
      if (pieces.some((piece) => isBinary(piece.text))) this.gap(point, 'what runs here is binary data');
      else {
        const program = this.world.layer(pieces, { name, language, host: point.program, place: point }, 'decoded-layer');
        this.nested(program, point, () => {
          work(program);
          return new Map();
        });
      }
    },
    recognise: (pieces, point) => this.recogniseText(pieces, point),
    command: (point, text, fed) => this.emit<CommandEvent>({ kind: 'command', point, text, ...(fed && { fed }) }),
  });

  /** Only what is named as a file of the project can be missing from it. */
  private noticeMissing(script: Value, point: Point): void {
    const path = projectPath(script);
    if (path === undefined || !/\.(?:pyw?|sh)$/i.test(path) || !this.world.isMissing(path) || this.files.namedBy(script).length > 0) return;
    this.emit<MissingScriptEvent>({ kind: 'missing-script', point, path });
  }

  /** `scope`: whose names the text sees and assigns; `apart`: it is another process. */
  override runText(value: Value, point: Point, how: string, scope?: Scope | 'apart'): ReadonlyMap<string, Value> {
    const defined = new Map<string, Value>();
    for (const shape of value.shapes) {
      const pieces = shape.kind === 'text' ? piecesOf(shape) : undefined;
      if (!pieces || pieces.length === 0) continue;
      if (pieces.some((piece) => isBinary(piece.text))) {
        this.gap(point, 'what runs here is binary data');
        continue;
      }
      const file = pieces.length === 1 ? pieces[0]!.file : undefined;
      const program = file !== undefined ? this.world.program(file)
        : this.world.layer(pieces, { name: `text run by ${how}`, host: point.program, place: point }, 'decoded-layer');
      if (program) for (const [name, one] of this.runLayer(program, point, file, scope)) defined.set(name, one);
    }
    return defined;
  }

  /** The value of a known expression; names are looked up where `eval` stands. */
  protected evaluateText(value: Value, point: Point): Value | undefined {
    this.runText(value, point, 'eval', this.frame);
    const results = value.shapes.map((shape) => {
      const text = shape.kind === 'text' ? literalText(shape) : undefined;
      const program = text !== undefined && text.length <= 10_000 ? this.world.layer(piecesOf(shape as TextShape)!, { name: 'text run by eval', host: point.program, place: point }, 'decoded-layer') : undefined;
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

  /** What the program defines. */
  private runLayer(program: Program, point: Point, file: string | undefined, scope?: Scope | 'apart'): ReadonlyMap<string, Value> {
    return this.nested(program, point, () => {
      const before = this.events.length;
      let finished = program.module.problems.length === 0;
      try {
        const defined = new Map(this.runProgram(program, scope === 'apart' ? undefined : scope).layer.values);
        // With names of its own, it leaves those here alone.
        if (!scope || scope instanceof Frame) for (const [name, one] of defined) if (scope || !this.frame.own(name)) this.frame.set(name, one);
        return defined;
      } catch (error) {
        finished = false;
        throw error;
      } finally {
        const harmless = finished && !this.events.slice(before).some((event) => event.kind === 'dynamic-call' || (event.kind === 'call' && !onlyReads(event)));
        this.emit<LayerEvent>({ kind: 'layer', point, id: program.layer?.id ?? program.path, text: program, harmless, ...(file !== undefined && { file }) });
      }
    });
  }

  /** Does the work for a program inside another, once for each place that runs it, and to a bounded depth; gives what it defined. */
  private nested(program: Program, point: Point, work: () => ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
    this.trace.spoil();
    const key = `${program.layer?.id ?? program.path}@${pointKey(point)}`;
    const before = this.layersRun.get(key);
    if (before) return before;
    this.layersRun.set(key, new Map());
    if (this.layerDepth >= LAYER_DEPTH) {
      this.gap(point, `programs are nested more than ${LAYER_DEPTH} deep inside each other`);
      return new Map();
    }
    this.layerDepth++;
    try {
      const defined = this.deeper(work);
      this.layersRun.set(key, defined);
      return defined;
    } finally {
      this.layerDepth--;
    }
  }
}
