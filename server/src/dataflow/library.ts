/**
 * Calls that leave the program: functions that need the machine itself, intrinsics whose meaning we know exactly, the catalog's
 * models for the rest (models.ts), the obscure model for what nobody modelled. Modules, files and programs inside text.
 */
import { isOfUser, isSecretPath } from '../catalog/locations';
import type { EmbeddedEvent, PackageEvent } from './events';
import { Frame } from './frame';
import { ARCHIVE_INTRINSICS } from './intrinsics/archives';
import { CODEC_INTRINSICS } from './intrinsics/codecs';
import { CONTAINER_INTRINSICS } from './intrinsics/containers';
import { argument, type Intrinsic } from './intrinsics/intrinsic';
import { lastComponent, PATH_INTRINSICS, pathAttribute, projectPath } from './intrinsics/paths';
import { BYTES_INTRINSICS, textOfArray } from './intrinsics/bytes';
import { ITERATION_INTRINSICS } from './intrinsics/iteration';
import { NUMBER_INTRINSICS, numberAttribute } from './intrinsics/numbers';
import { OPERATOR_INTRINSICS, remembering } from './intrinsics/operators';
import { asText } from './intrinsics/formatting';
import { PICKLE_INTRINSICS } from './intrinsics/pickle';
import { STRING_INTRINSICS } from './intrinsics/strings';
import { LIBRARY_CONSTANTS, TEMPLATE_INTRINSICS } from './intrinsics/templates';
import { exactOf } from './exact/values';
import { noArguments } from './machine';
import { NamespaceMachine } from './namespaces';
import { readPaths } from './places';
import { isBuildFile } from './build-files';
import { textShape } from './texts';
import type { Point } from './source';
import { joinTaints, ofOneVariable, type Taint, taintFrom, withStep } from './taint';
import {
  type Argument, type Arguments, constantText, external, finiteTexts, joinAll, none, nothing, type Shape, stepped, tainted, type TextPiece, unknown, unknownFrom, type Value, valueOf,
} from './value';

/** What a field of a data class was declared with. */
const FIELD_INTRINSICS = Object.fromEntries(['dataclasses.field', 'attr.ib', 'attr.attrib', 'attrs.field'].map((path) => [path, remembering(`${path}()`)]));

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map(Object.entries({ ...ARCHIVE_INTRINSICS, ...CODEC_INTRINSICS, ...PICKLE_INTRINSICS, ...STRING_INTRINSICS, ...TEMPLATE_INTRINSICS, ...NUMBER_INTRINSICS, ...CONTAINER_INTRINSICS, ...BYTES_INTRINSICS, ...ITERATION_INTRINSICS, ...OPERATOR_INTRINSICS, ...FIELD_INTRINSICS, ...PATH_INTRINSICS }));

/** Modules and classes of intrinsics: `os.path`. */
const PREFIXES: ReadonlySet<string> = new Set([...INTRINSICS.keys()].flatMap((path) => path.split('.').slice(0, -1).map((_, i, parts) => parts.slice(0, i + 1).join('.'))));

/** Where the methods of builtin types are listed; sequences of all kinds share one list. */
const METHODS_OF: Readonly<Record<string, string>> = { str: 'str', bytes: 'str', bytearray: 'list', dict: 'dict', int: 'int', float: 'int', bool: 'int' };

/** `folder.parent.parent…` in a loop leads anywhere: longer access paths have no models, and are all different. */
const LONGEST_PATH = 120;

/** Methods that hand out one member of a mapping by its name. */
const MEMBER_GETTER = /\.(?:get|pop|setdefault)$/;

export abstract class LibraryMachine extends NamespaceMachine {
  protected override externalAttribute(path: string, name: string, members: ReadonlyMap<string, Value> | undefined, whole: Value, point: Point): Value {
    if (path === 'super()' && members) {
      const owner = members.get('owner')!.shapes[0]!;
      return owner.kind === 'class' ? this.superAttribute(owner, members.get('self')!, name, point) : unknown;
    }
    const held = members?.get(`.${name}`);
    if (held) return held;
    const special = this.specialAttribute(path, name, whole);
    if (special) return special;
    const patched = this.patchOf(path, name);
    if (patched) return patched;
    const constant = LIBRARY_CONSTANTS.get(`${path}.${name}`);
    if (constant) return constant;
    if (path.length > LONGEST_PATH) return { shapes: unknown.shapes, taints: whole.taints };
    // Of an unknown object's method, the receiver is what matters.
    const carried = path.startsWith('?') ? new Map([['self', whole]]) : members;
    return this.mention(external(`${path}.${name}`, carried), point);
  }

  protected override pathAttribute(shape: Shape, name: string): Value | undefined {
    return pathAttribute(shape, name);
  }

  protected override numberAttribute(shape: Shape, name: string): Value | undefined {
    const exact = exactOf(valueOf(shape));
    return exact === undefined ? undefined : numberAttribute(exact, name);
  }

  protected override callLibrary(path: string, members: ReadonlyMap<string, Value> | undefined, callee: Value, args: Arguments, point: Point): Value {
    const self = members?.get('self') ?? callee;
    const model = this.world.catalog.modelOf(path);
    if (model) this.record(path, model, args, self, members, point);
    const special = this.namespaceCall(path, members, args, point) ?? this.protocolCall(path, args, point) ?? this.special(path, members, self, args, point);
    if (special) return special;
    const intrinsic = this.intrinsic(path, args, self, point);
    for (const shape of intrinsic?.shapes ?? []) this.heap.note(shape);
    if (intrinsic) return this.memberOf(path, stepped(intrinsic, { point, label: this.stepLabel(path, args) }), args, point);
    if (model) return this.applyModel(path, model, args, self, members, callee, point);
    return this.memberOf(path, this.unmodelled(path, callee, members?.has('self') ? { ...args, positional: [{ value: self, point }, ...args.positional] } : args, point), args, point);
  }

  /** `mapping.get("name")`: of what the mapping holds, one member. */
  private memberOf(path: string, result: Value, args: Arguments, point: Point): Value {
    return MEMBER_GETTER.test(path) ? { ...result, taints: ofOneVariable(result.taints, constantText(args.positional[0]?.value ?? unknown), point) } : result;
  }

  private intrinsic(path: string, args: Arguments, self: Value, point: Point): Value | undefined {
    const direct = INTRINSICS.get(path);
    if (direct) return direct({ machine: this, args, point, self });
    // `str.upper(text)`: the method by its class.
    const [, type, name] = /^builtins\.(str|bytes|bytearray|list|tuple|set|frozenset|dict|int|float|bool)\.(\w+)$/.exec(path) ?? [];
    if (name !== undefined && args.positional.length > 0) {
      const method = INTRINSICS.get(`${METHODS_OF[type!] ?? 'list'}.${name}`);
      return method?.({ machine: this, args: { ...args, positional: args.positional.slice(1) }, point, self: args.positional[0]!.value });
    }
    // A byte array has the methods of bytes, too.
    const array = path.startsWith('list.') && self.shapes.length === 1 && self.shapes[0]!.kind === 'sequence' && self.shapes[0]!.type === 'bytearray';
    const method = array ? INTRINSICS.get(`str.${path.slice('list.'.length)}`) : undefined;
    const text = method && textOfArray({ machine: this, args, point, self });
    return text && method({ machine: this, args, point, self: text });
  }

  /** What a library's object hands out, where that is known. */
  override iterated(value: Value, point: Point): Value {
    const [only] = value.shapes;
    const method = value.shapes.length === 1 && only?.kind === 'external' ? INTRINSICS.get(`${only.path}.__iter__`) : undefined;
    const given = method?.({ machine: this, args: noArguments, point, self: value });
    return given ? tainted(given, value.taints) : super.iterated(value, point);
  }

  protected override knows(path: string): boolean {
    return this.world.catalog.modelOf(path) !== undefined || INTRINSICS.has(path) || PREFIXES.has(path);
  }

  /** `type(name, bases, namespace)`: definitions.ts. */
  protected abstract classFrom(name: Value, bases: Value, namespace: Value, point: Point): Value;
  protected abstract namedTuple(name: Value, names: Value, defaults: Value | undefined, point: Point): Value;

  /** The obscure model; what a library function returns keeps its access path, so that its methods may have models. */
  private unmodelled(path: string, callee: Value, args: Arguments, point: Point): Value {
    const result = this.obscure(callee, args);
    const isMethodOfValue = /^(?:\?|str|list|dict|int)\./.test(path);
    const shaped = isMethodOfValue || path.length > LONGEST_PATH ? result : external(`${path}()`, new Map([['inputs', result]]));
    return { shapes: shaped.shapes, taints: withStep(result.taints, { point, label: this.stepLabel(path, args) }) };
  }

  /** Functions that need the machine itself. */
  private special(path: string, members: ReadonlyMap<string, Value> | undefined, self: Value, args: Arguments, point: Point): Value | undefined {
    const first = argument(args, 0);
    if (path.endsWith('.run_command') && this.world.catalog.canonicalPath(path) === 'distutils.cmd.Command().run_command') {
      this.runNamedCommand(first);
      return none;
    }
    switch (path) {
      case 'builtins.getattr':
        return first && this.getattr(first, argument(args, 1) ?? unknown, argument(args, 2), point);
      case 'builtins.super': {
        const owner = this.frame.owner ?? this.enclosingMethod()?.owner;
        const receiver = this.frame.self ?? this.enclosingMethod()?.self ?? argument(args, 1);
        return owner && receiver ? external('super()', new Map([['owner', valueOf(owner)], ['self', receiver]])) : undefined;
      }
      case 'builtins.type':
        if (args.positional.length === 3) return this.classFrom(argument(args, 0)!, argument(args, 1)!, argument(args, 2)!, point);
        return first && args.positional.length === 1 ? joinAll(first.shapes.map((shape) => (shape.kind === 'object' ? valueOf(shape.cls) : unknown))) : undefined;
      case 'collections.namedtuple':
        return first && this.namedTuple(first, argument(args, 1, 'field_names') ?? unknown, args.keywords.get('defaults')?.value, point);
      case 'builtins.property':
      case 'builtins.classmethod':
      case 'builtins.staticmethod': {
        const given = argument(args, 0, 'fget');
        const binding = ({ 'builtins.property': 'property', 'builtins.classmethod': 'class', 'builtins.staticmethod': 'static' } as const)[path];
        return given && { ...given, shapes: given.shapes.map((shape) => (shape.kind === 'function' ? { ...shape, decoration: { ...shape.decoration, binding } } : shape)) };
      }
      case 'builtins.exec':
        if (first) this.execute(first, argument(args, 2, 'locals') ?? argument(args, 1, 'globals'), point);
        return undefined;
      case 'builtins.eval':
        return first && this.evaluateText(first, point);
      case 'builtins.compile':
        return first && stepped(first, { point, label: 'compiled by `compile(…)`' });
      case 'builtins.__import__':
      case 'importlib.import_module':
      case 'importlib.__import__':
        return first && this.importNamed(first, path !== 'importlib.import_module' && !args.keywords.has('fromlist') && args.positional.length < 4, point);
      case 'importlib.util.module_from_spec':
        return first && this.moduleOf(first);
      case 'runpy.run_path': {
        const defined = first && this.runFileOf(first, point);
        return defined && valueOf({ kind: 'dict', entries: new Map([...defined].map(([name, value]) => [`t${name}`, { key: valueOf(textShape([{ text: name }])), value }])) });
      }
      case 'runpy.run_module':
        for (const name of first ? finiteTexts(first) ?? [] : []) this.runModuleNamed(name, point);
        return undefined;
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
      case 'builtins.print': {
        const file = args.keywords.get('file')?.value;
        if (file?.shapes.some((shape) => shape.kind === 'external' && shape.path.startsWith('open()'))) this.written(file, { value: printed(args), point }, point);
        return undefined;
      }
      case 'open().writelines':
        this.written(members?.get('path') ?? unknown, first && { value: lines(first), point: args.positional[0]!.point }, point);
        return none;
      case 'os.listdir':
      case 'os.scandir':
      case 'os.walk':
      case 'glob.glob':
      case 'glob.iglob':
        return first && this.foundIn(first, point);
      case 'str.iterdir':
      case 'str.glob':
      case 'str.rglob':
        return this.foundIn(self, point);
      case 'open().write':
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
      case 'functools.partialmethod':
        return first && valueOf({ kind: 'partial', callee: first, args: { ...args, positional: args.positional.slice(1) }, ...(path.endsWith('method') && { method: true }) }, this.obscure(nothing, args).taints);
      case 'functools.wraps()':
        return first;
      case 'setuptools.setup':
      case 'distutils.core.setup':
        this.named(args, point);
        this.runCommands(args.keywords.get('cmdclass')?.value, args.keywords.get('entry_points')?.value, point);
        return undefined;
      default:
        return undefined;
    }
  }

  /** What `setup()` is told of the package. */
  private named(args: Arguments, point: Point): void {
    const [name, version] = ['name', 'version'].map((keyword) => {
      const value = args.keywords.get(keyword)?.value;
      return value && constantText(value);
    });
    if (name !== undefined || version !== undefined) this.emit<PackageEvent>({ kind: 'package', point, ...(name !== undefined && { name }), ...(version !== undefined && { version }) });
  }

  /** The method whose closure this frame is. */
  private enclosingMethod(): Frame | undefined {
    for (let frame = this.frame.enclosing; frame; frame = frame.enclosing) {
      if (!(frame instanceof Frame && frame.owner && frame.self)) continue;
      this.trace.spoil(frame.serial);
      return frame;
    }
    return undefined;
  }


  /** What is listed in a folder of the user's own; undefined elsewhere. */
  private foundIn(folder: Value, point: Point): Value | undefined {
    const reading = readPaths(folder).find(({ text }) => isOfUser(text));
    if (!reading) return undefined;
    return unknownFrom(joinTaints([taintFrom('found-file', reading.text, { point, label: `found in ${reading.text}` })], folder.taints));
  }

  private fileTaint(path: Value, point: Point): Taint {
    const [reading] = readPaths(path);
    const found = path.taints.find(({ kind }) => kind === 'found-file');
    if (found) return withStep([found], { point, label: 'read from such a file' })[0]!;
    if (path.taints.some(({ kind }) => kind === 'caller')) return taintFrom('found-file', 'caller', { point, label: 'read from the sources of whoever calls' });
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
    // What the program wrote there a moment ago.
    const own = content === undefined ? this.files.named(path).map((file) => stepped(file.content, { point: file.point, label: `written to the file ${file.path}` })) : [];
    if (own.length > 0) return joinAll(own);
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

}

/** What `print(…)` writes: its arguments with blanks between them, and the end of a line. */
function printed(args: Arguments): Value {
  const separator = constantText(args.keywords.get('sep')?.value ?? unknown) ?? ' ';
  const parts = args.positional.flatMap(({ value }, i): TextPiece[] => [...(i > 0 ? [{ text: separator }] : []), ...asText(value).parts]);
  return { shapes: [textShape([...parts, { text: constantText(args.keywords.get('end')?.value ?? unknown) ?? '\n' }])], taints: joinAll(args.positional.map(({ value }) => value)).taints };
}

/** What `writelines(…)` writes: its elements, one after another. */
function lines(value: Value): Value {
  const [only] = value.shapes;
  if (value.shapes.length !== 1 || only!.kind !== 'sequence' || only!.rest) return value;
  return { shapes: [textShape(only!.elements.flatMap((element) => asText(element).parts))], taints: value.taints };
}
