/**
 * What tests prove: inside `if name in ALLOWED:` the name is one of those, after `if not re.fullmatch("[a-z]+", name): raise` it holds
 * letters only. Proofs are kept under the path of what they are about (`name`, `self.name`, `argv.[1]`) until it gets a new value.
 *
 * A proof is about certain harm: membership in a set of known texts ends all of it, a number cannot name a program, letters cannot
 * end a shell's command, a path below a folder can still hold a program (taint.ts).
 */
import type { SinkKind } from '../catalog/model';
import type { Call, Comprehension, Expr } from '../syntax/python/ast';
import { DefinitionMachine } from './definitions';
import { gateText } from './gates';
import { admitted, ALPHANUMERIC, DIGIT_CHARACTERS, WORD_CHARACTERS, type Admitted } from './patterns';
import { projectPath } from './intrinsics/paths';
import { CHOSEN } from './models';
import { asNumber, isProved, type Proof, type Taint, withProof } from './taint';
import { textShape } from './texts';
import { constantText, type ExternalShape, isZero, join, literalText, nothing, type Shape, text, truth, unknown, type Value, valueOf } from './value';

/** What a path is about, and what was done to it on the way to the test. */
interface Subject {
  readonly path: string;
  /** As a path it holds no `..` any more. */
  readonly resolved: boolean;
}

/** Characters that mean something to a shell (POSIX.1-2017, Shell Command Language, 2.2; cmd.exe's besides). */
const SHELL_CHARACTERS = new Set(' \t\n\r;&|<>$`\\"\'()*?[]{}#~=%!^');
const FILE_SINKS: readonly SinkKind[] = ['file-read', 'file-write', 'file-delete', 'directory'];
const PYTHON_FILE_SINKS: readonly SinkKind[] = ['run-path', 'run-spec'];
const PATH_SINKS: readonly SinkKind[] = [...FILE_SINKS, ...PYTHON_FILE_SINKS, 'native-library'];

/** Methods of text that are tests of it, with the characters they let through. */
const CHARACTER_TESTS: Readonly<Record<string, ReadonlySet<string>>> = {
  isidentifier: WORD_CHARACTERS, isalnum: ALPHANUMERIC, isalpha: ALPHANUMERIC, isdigit: DIGIT_CHARACTERS, isdecimal: DIGIT_CHARACTERS, isnumeric: DIGIT_CHARACTERS,
};

/** Methods whose result is the same word: in another case, without the blanks around it. */
const SAME_WORD = new Set(['lower', 'upper', 'casefold', 'strip', 'lstrip', 'rstrip']);
const RESOLVING = new Set(['os.path.realpath', 'os.path.abspath']);
const SAME_PATH = new Set(['os.path.normpath', 'os.path.normcase', 'os.fspath', 'builtins.str', 'pathlib.Path', 'pathlib.PurePath', ...RESOLVING]);

/** Earlier parts of an `and` or `or` that later ones know about. */
const REMEMBERED_TESTS = 8;

export abstract class GuardMachine extends DefinitionMachine {
  /** Values that are proofs about a path, not assignments to it. */
  protected readonly proofs = new WeakSet<Value>();

  protected override gated<T>(test: Expr, outcome: boolean, work: () => T): T {
    // `while True:` is no condition.
    return test.kind === 'Constant' || test.kind === 'Num' ? work() : this.gatedBy([this.gateOf(test, outcome)], work);
  }

  protected gateOf(test: Expr, outcome: boolean): string {
    return gateText(test, outcome, (node) => this.unit.text.slice(node.start, node.end));
  }

  protected gatedBy<T>(gates: readonly string[], work: () => T): T {
    const before = this.gates;
    this.gates = [...before, ...gates];
    try {
      return work();
    } finally {
      this.gates = before;
    }
  }

  protected override under(tests: readonly Expr[], outcome: boolean, node: Expr): Value {
    let result = nothing;
    const values = this.heap.inside(() => this.frame.branch(() => {
      for (const test of tests) this.narrow(test, outcome);
      result = this.gatedBy(tests.map((test) => this.gateOf(test, outcome)), () => this.evaluate(node));
    }));
    // What was assigned stays, what was proved ends here.
    this.frame.merge([new Map(), new Map([...values].filter(([, value]) => !this.proofs.has(value)))]);
    return result;
  }

  protected override narrow(test: Expr, outcome: boolean): void {
    switch (test.kind) {
      case 'UnaryOperation':
        if (test.operator === 'not') this.narrow(test.operand, !outcome);
        return;
      case 'BooleanOperation':
        if ((test.operator === 'and') === outcome) for (const operand of test.operands) this.narrow(operand, outcome);
        // One of them decided, those before it did not.
        else this.either(test.operands.slice(0, REMEMBERED_TESTS * 4).map((operand, i) => () => {
          for (const earlier of test.operands.slice(Math.max(0, i - REMEMBERED_TESTS), i)) this.narrow(earlier, !outcome);
          this.narrow(operand, outcome);
        }), test.operands.length > REMEMBERED_TESTS * 4);
        return;
      case 'Comparison':
        if (test.operands.length === 2) this.narrowComparison(test.operands[0]!, test.operators[0]!, test.operands[1]!, outcome);
        else if (outcome) test.operators.forEach((operator, i) => this.narrowComparison(test.operands[i]!, operator, test.operands[i + 1]!, true));
        return;
      case 'NamedExpr':
        this.narrow(test.value, outcome);
        this.narrowTruth(test.target, outcome);
        return;
      case 'Call':
        this.narrowCall(test, outcome);
        return;
      default: {
        const path = this.dottedPath(test);
        if (path === undefined) return;
        this.narrowByResult(path, outcome);
        this.narrowTruth(path, outcome);
      }
    }
  }

  /** One of several things was proved, nobody knows which: what holds in all cases holds. */
  protected either(alternatives: readonly (() => void)[], orNothing = false): void {
    const outcomes = alternatives.map((alternative) => this.frame.branch(alternative));
    if (orNothing) outcomes.push(new Map());
    const names = [...outcomes[0]?.keys() ?? []].filter((name) => outcomes.every((outcome) => outcome.has(name)));
    for (const name of names) {
      const value = outcomes.map((outcome) => outcome.get(name)!).reduce(join);
      this.refine(name, value, value.guarded === true);
    }
  }

  /** A test that was given a name earlier: `ok = name in ALLOWED`. */
  protected abstract narrowByResult(path: string, outcome: boolean): void;
  /** A test by a function of the program. */
  protected abstract narrowByFunction(call: Call, outcome: boolean | 'returns'): void;

  /** A true value is not None, not False, not empty. */
  private narrowTruth(path: string, outcome: boolean): void {
    const value = this.valueAt(path);
    if (!value) return;
    const rest = value.shapes.filter((shape) => truth(valueOf(shape)) !== !outcome);
    if (rest.length > 0 && rest.length < value.shapes.length) this.refine(path, { ...value, shapes: rest }, value.guarded === true);
  }

  private narrowComparison(left: Expr, operator: string, right: Expr, outcome: boolean): void {
    const holds = (positive: string, negative: string): boolean => operator === (outcome ? positive : negative);
    if (holds('in', 'not in')) {
      const subject = this.subjectOf(left);
      if (subject) this.narrowMembership(subject.path, this.quietly(() => this.evaluate(right)), left);
      else if (left.kind === 'Sequence') this.narrowTogether(left.elements, this.quietly(() => this.evaluate(right)));
      else this.narrowHead(left, this.quietly(() => this.evaluate(right)));
    } else if (holds('==', '!=') || holds('is', 'is not')) {
      this.narrowEquality(left, right, operator.startsWith('is'));
      this.narrowEquality(right, left, operator.startsWith('is'));
    } else if (operator === 'is' || operator === 'is not' || operator === '==' || operator === '!=') {
      this.narrowNone(left, right);
    }
  }

  protected narrowMembership(path: string, container: Value, subject: Expr): void {
    if (container.taints.length > 0 || container.shapes.some((shape) => shape.kind === 'text')) return;
    const elements = container.shapes.flatMap((shape) => this.members(valueOf(shape)) ?? [undefined]);
    const known = elements.filter((element) => element !== undefined);
    if (known.length > 0 && known.length === elements.length && known.every((element) => element.shapes.every(isLiteral))) {
      this.refine(path, { shapes: distinct(known.flatMap((element) => element.shapes)), taints: [] });
    } else if (container.shapes.some((shape) => shape.kind !== 'any')) this.refine(path, { shapes: this.quietly(() => this.evaluate(subject)).shapes, taints: [] });
  }

  /** `(name, value) in PAIRS`: each is one of those that stand at its place. */
  private narrowTogether(parts: readonly Expr[], container: Value): void {
    const rows = container.taints.length > 0 ? [] : container.shapes.map((shape) => this.members(valueOf(shape))?.map((member) => this.elementsOf(member)));
    for (const [i, part] of parts.entries()) {
      const subject = this.subjectOf(part);
      const column = rows.flatMap((row) => row?.map((elements) => (elements?.length === parts.length ? elements[i]! : unknown)) ?? [unknown]);
      if (subject && column.length > 0) this.narrowMembership(subject.path, valueOf({ kind: 'sequence', type: 'tuple', elements: column }), part);
    }
  }

  /** `name.partition(":")[0] in ALLOWED`: what the name begins with is known, and so is the module that it names. */
  private narrowHead(node: Expr, container: Value): void {
    const call = node.kind === 'Subscript' && node.value.kind === 'Call' ? node.value : undefined;
    if (node.kind !== 'Subscript' || call?.func.kind !== 'Attribute' || !/^(?:partition|split)$/.test(call.func.attr) || container.taints.length > 0) return;
    const [subject, index] = [this.subjectOf(call.func.value), this.quietly(() => this.evaluate(node.index))];
    const separator = call.args[0] && constantText(this.quietly(() => this.evaluate(call.args[0]!.value)));
    const value = subject && this.valueAt(subject.path);
    const known = this.members(container)?.map((one) => constantText(one));
    if (!value || (separator !== ':' && separator !== '.') || !isZero(index) || !known || known.length === 0 || known.some((one) => one === undefined)) return;
    const taints = withProof(value.taints, ['import']);
    const rest = { ...unknown, taints };
    this.refine(subject.path, { shapes: known.flatMap((one): Shape[] => [textShape([{ text: one! }]), textShape([{ text: one! + separator }, { hole: rest }])]), taints });
  }

  private narrowEquality(side: Expr, otherSide: Expr, identity: boolean): void {
    const other = this.quietly(() => this.evaluate(otherSide));
    if (this.narrowCommonPath(side, other) || this.narrowDigest(side, other)) return;
    if (side.kind === 'Call' && !identity) {
      // `m.get(name) == "x"` says nothing of the name; `re.match(…) == None` is told below.
      const known = truth(other);
      if (known !== undefined && other.shapes.every((shape) => shape.kind === 'constant')) this.narrow(side, known);
    } else if (side.kind === 'Call' && other.shapes.length === 1 && other.shapes[0]!.kind === 'constant') this.narrow(side, truth(other) === true);
    const subject = this.subjectOf(side);
    if (!subject) this.narrowHead(side, valueOf({ kind: 'sequence', type: 'tuple', elements: [other] }, other.taints));
    if (!subject || other.taints.length > 0 || other.shapes.length === 0 || !other.shapes.every(isLiteral)) return;
    if (identity && !isNoneValue(other)) return;
    this.refine(subject.path, other);
  }

  /** `x is not None`: None is ruled out. */
  private narrowNone(left: Expr, right: Expr): void {
    if (!isNoneValue(this.quietly(() => this.evaluate(right)))) return;
    if (left.kind === 'Call') {
      this.narrow(left, true);
      return;
    }
    const path = left.kind === 'NamedExpr' ? left.target : this.dottedPath(left);
    if (left.kind === 'NamedExpr') this.narrow(left.value, true);
    if (path === undefined) return;
    this.narrowByResult(path, true);
    const value = this.valueAt(path);
    const rest = value?.shapes.filter((shape) => !(shape.kind === 'constant' && shape.value === 'None')) ?? [];
    if (value && rest.length > 0 && rest.length < value.shapes.length) this.refine(path, { shapes: rest, taints: value.taints });
  }

  private narrowCall(test: Call, outcome: boolean): void {
    this.narrowByFunction(test, outcome);
    const callee = this.quietly(() => this.evaluate(test.func));
    const only = callee.shapes.length === 1 ? callee.shapes[0]! : undefined;
    const path = only?.kind === 'external' ? only.path : '';
    if (!outcome) return;
    const method = test.func.kind === 'Attribute' ? test.func : undefined;
    const characters = method && CHARACTER_TESTS[method.attr];
    if (characters && test.args.length === 0) this.narrowCharacters(method.value, { characters, prefix: '' });
    else if (method?.attr === 'is_relative_to') this.narrowInside(method.value, test.args[0] && this.quietly(() => this.evaluate(test.args[0]!.value)));
    else if (method?.attr === 'startswith' && test.args.length === 1) {
      const start = this.quietly(() => this.evaluate(test.args[0]!.value));
      // Of an address the beginning says little; of a resolved path it says which folder.
      if (start.taints.length === 0 && !/^\w+:?\/*$/.test(constantText(start) ?? '/')) this.narrowInside(method.value, start);
      // A name below a known package is that package's affair.
      const below = start.taints.length === 0 && /^[A-Za-z_]\w*\./.test(constantText(start) ?? '') ? this.subjectOf(method.value) : undefined;
      if (below) this.prove(below.path, ['import']);
    } else if (path === 'builtins.isinstance') this.narrowType(test);
    else if (path === 'builtins.any' || path === 'builtins.all') this.narrowQuantified(test, path === 'builtins.any');
    else if (path === 'hmac.compare_digest' || path === 'secrets.compare_digest') {
      const [a, b] = [test.args[0]?.value, test.args[1]?.value];
      if (a && b && !this.narrowDigest(a, this.quietly(() => this.evaluate(b)))) this.narrowDigest(b, this.quietly(() => this.evaluate(a)));
    } else if (/^re\.(?:compile\(\)\.)?(?:fullmatch|match|search)$/.test(path)) {
      const compiled = path.startsWith('re.compile()');
      const given = compiled ? (only as Shape & { kind: 'external' }).members?.get('subject') : test.args[0] && this.quietly(() => this.evaluate(test.args[0]!.value));
      const subject = test.args[compiled ? 0 : 1]?.value;
      const pattern = given && constantText(given);
      if (pattern === undefined || !subject || test.args.length > (compiled ? 1 : 2)) return;
      const lets = admitted(pattern, path.endsWith('fullmatch') ? 'whole' : path.endsWith('.match') ? 'start' : 'anywhere');
      if (lets) this.narrowCharacters(subject, lets);
    }
  }

  private narrowCharacters(node: Expr, lets: Admitted): void {
    const subject = this.subjectOf(node);
    if (!subject) return;
    if (lets.texts) {
      this.refine(subject.path, { shapes: lets.texts.flatMap((one) => text(one).shapes), taints: [] });
      return;
    }
    const free = (characters: Iterable<string>): boolean => [...characters].every((one) => !lets.characters.has(one));
    const stopped: Proof[] = [];
    if (free(SHELL_CHARACTERS)) stopped.push('shell');
    if (free('/\\:.') || (lets.prefix !== '' && !/[\\/.]$/.test(lets.prefix) && free('/\\:'))) stopped.push(...PATH_SINKS);
    // Nothing but digits is a number; a name below a known package is that package's affair.
    if (free(ALPHANUMERIC_LETTERS) && free('_(')) stopped.push('code', 'import', 'process', 'shell', ...PATH_SINKS);
    else if (/^[A-Za-z_]\w*\./.test(lets.prefix) || /^[A-Za-z]\w{3,}[._]$/.test(lets.prefix)) stopped.push('import');
    this.prove(subject.path, stopped);
  }

  private narrowType(test: Call): void {
    const subject = test.args[0] && this.subjectOf(test.args[0].value);
    const given = test.args[1] && this.quietly(() => this.evaluate(test.args[1]!.value));
    const types = given?.shapes.flatMap((shape) => (shape.kind === 'sequence' ? shape.elements.flatMap((element) => element.shapes) : [shape])) ?? [];
    if (!subject || types.length === 0 || !types.every((type) => type.kind === 'external' && /^builtins\.(?:int|float|bool|complex)$/.test(type.path))) return;
    const value = this.valueAt(subject.path);
    if (value) this.refine(subject.path, { shapes: value.shapes, taints: asNumber(value.taints) });
  }

  /** `any(name == one for one in ALLOWED)`, `all(c.isalnum() or c in "-_" for c in name)`. */
  private narrowQuantified(test: Call, any: boolean): void {
    const over = test.args[0]?.value;
    if (over?.kind !== 'Comprehension' || over.clauses.length !== 1 || over.clauses[0]!.kind !== 'for' || over.clauses[0]!.target.kind !== 'Name') return;
    const { target, iterable } = over.clauses[0] as Comprehension['clauses'][number] & { kind: 'for' };
    const name = (target as Expr & { kind: 'Name' }).id;
    const { element } = over;
    if (!any) {
      const characters = this.charactersOf(element, name);
      if (characters) this.narrowCharacters(iterable, { characters, prefix: '' });
    } else if (element.kind === 'Comparison' && element.operands.length === 2 && element.operators[0] === '==') {
      const isOne = (node: Expr): boolean => node.kind === 'Name' && node.id === name;
      const other = isOne(element.operands[0]!) ? element.operands[1]! : isOne(element.operands[1]!) ? element.operands[0]! : undefined;
      const subject = other && this.subjectOf(other);
      if (subject) this.narrowMembership(subject.path, this.quietly(() => this.evaluate(iterable)), other);
    }
  }

  /** The characters that pass a test of one character. */
  private charactersOf(test: Expr, name: string): ReadonlySet<string> | undefined {
    if (test.kind === 'BooleanOperation' && test.operator === 'or') {
      const parts = test.operands.map((operand) => this.charactersOf(operand, name));
      return parts.every((part) => part !== undefined) ? new Set(parts.flatMap((part) => [...part!])) : undefined;
    }
    const isOne = (node: Expr): boolean => node.kind === 'Name' && node.id === name;
    if (test.kind === 'Call' && test.func.kind === 'Attribute' && isOne(test.func.value)) return CHARACTER_TESTS[test.func.attr];
    if (test.kind !== 'Comparison' || test.operands.length !== 2 || !isOne(test.operands[0]!)) return undefined;
    const other = this.quietly(() => this.evaluate(test.operands[1]!));
    const elements = test.operators[0] === 'in' ? this.members(other) : test.operators[0] === '==' ? [other] : undefined;
    const known = elements?.map((element) => constantText(element));
    return known?.every((one) => one?.length === 1) ? new Set(known as string[]) : undefined;
  }

  /** A resolved path that is below a folder stays there; what it names can still be anything, but a file of the project is no stranger's. */
  private narrowInside(node: Expr, folder: Value | undefined): void {
    const subject = this.subjectOf(node);
    const value = subject && this.valueAt(subject.path);
    if (value && (subject.resolved || value.taints.every((taint) => isProved(taint, 'resolved')))) this.prove(subject.path, folder?.taints.length === 0 && projectPath(folder) !== undefined ? [...FILE_SINKS, ...PYTHON_FILE_SINKS] : FILE_SINKS);
  }

  /** `os.path.commonpath([base, path]) == base`. */
  private narrowCommonPath(side: Expr, other: Value): boolean {
    if (side.kind !== 'Call' || other.taints.length > 0) return false;
    const callee = this.quietly(() => this.evaluate(side.func)).shapes[0];
    if (callee?.kind !== 'external' || !/^os\.path\.common(?:path|prefix)$/.test(callee.path)) return false;
    const given = side.args[0]?.value;
    if (given?.kind === 'Sequence') for (const element of given.elements) this.narrowInside(element, other);
    return true;
  }

  /** A digest that equals a known one: the data it was made of is what somebody expected. */
  private narrowDigest(side: Expr, other: Value): boolean {
    const value = this.quietly(() => this.evaluate(side));
    const hashed = value.taints.filter((taint) => isProved(taint, 'hashed'));
    if (hashed.length === 0) return false;
    // What came along with the data proves nothing about it.
    if (other.taints.some((taint) => taint.kind === 'network' || taint.kind === 'decoded')) return true;
    this.pin(new Set(hashed.map((taint) => taint.key)));
    return true;
  }

  private pin(keys: ReadonlySet<string>): void {
    const pinned = (taints: readonly Taint[]): readonly Taint[] => taints.map((taint) => (keys.has(taint.key) ? withProof([taint], ['pinned'])[0]! : taint));
    for (const [name, value] of this.frame.visible()) {
      if (value.taints.some((taint) => keys.has(taint.key))) this.refine(name, { ...value, taints: pinned(value.taints) }, value.guarded === true);
    }
    this.files.mapTaints(pinned);
  }

  /** What a test is about: a name, an attribute, an item, perhaps in another case or as an absolute path. */
  protected subjectOf(node: Expr): Subject | undefined {
    if (node.kind === 'NamedExpr') return { path: node.target, resolved: false };
    const path = this.dottedPath(node);
    if (path !== undefined) return { path, resolved: false };
    if (node.kind !== 'Call') return undefined;
    if (node.func.kind === 'Attribute' && node.args.length === 0) {
      if (SAME_WORD.has(node.func.attr)) return this.subjectOf(node.func.value);
      if (node.func.attr === 'resolve' || node.func.attr === 'absolute') {
        const inner = this.subjectOf(node.func.value);
        return inner && { path: inner.path, resolved: inner.resolved || node.func.attr === 'resolve' };
      }
    }
    const callee = this.quietly(() => this.evaluate(node.func)).shapes[0];
    if (callee?.kind !== 'external' || !SAME_PATH.has(callee.path) || node.args.length !== 1) return undefined;
    const inner = this.subjectOf(node.args[0]!.value);
    return inner && { path: inner.path, resolved: inner.resolved || RESOLVING.has(callee.path) };
  }

  protected valueAt(path: string): Value | undefined {
    if (!path.includes('.')) return this.frame.lookup(path);
    const own = this.frame.own(path);
    if (own) return own;
    const [name, ...rest] = path.split('.');
    let value = this.frame.lookup(name!);
    for (const attribute of rest) {
      if (!value || attribute.startsWith('[')) return undefined;
      const object = value;
      value = this.quietly(() => this.attribute(object, attribute, { program: this.frame.program, unit: this.unit, start: 0, end: 0 }));
    }
    return value;
  }

  /** The value behind a path can no longer harm these sinks. */
  protected prove(path: string, proofs: readonly Proof[]): void {
    const value = proofs.length > 0 ? this.valueAt(path) : undefined;
    if (value) this.refine(path, { shapes: value.shapes, taints: withProof(value.taints, proofs) }, value.guarded === true || proofs.includes('shell') || proofs.includes('run-path'));
  }

  /** What a path (`name`, `self.name`) holds, without calling anything. */
  private heldAt(path: string): Value | undefined {
    const [head, ...names] = path.split('.');
    return names.reduce<Value | undefined>((value, name) => {
      const only = value?.shapes.length === 1 ? value.shapes[0]! : undefined;
      return only?.kind === 'object' ? only.attributes.get(name) : undefined;
    }, this.frame.lookup(head!));
  }

  protected refine(path: string, value: Value, guarded = true): void {
    const { guarded: _, ...proved } = value;
    // What is certainly one thing stays it, whatever else the test would let through.
    const own = this.heldAt(path);
    const plain = own?.shapes.length === 1 && (isLiteral(own.shapes[0]!) || isModule(own.shapes[0]!)) ? { ...proved, shapes: own.shapes } : proved;
    const proof: Value = guarded ? { ...plain, guarded } : plain;
    this.proofs.add(proof);
    this.frame.layer.values.set(path, proof);
    this.refineOwner(path, proof);
  }

  /** `plugin.module in ALLOWED`: the plug-in is known by its module, so that its methods do what is known; by its name it is known which is meant. */
  private refineOwner(path: string, value: Value): void {
    const at = path.lastIndexOf('.');
    const owner = at === -1 ? undefined : this.valueAt(path.slice(0, at));
    if (!owner || owner.shapes.length === 0) return;
    const models = owner.shapes.map((shape) => (shape.kind === 'external' ? this.world.catalog.modelOf(`${shape.path}.${path.slice(at + 1)}`) : undefined));
    if (models.every((model) => model?.identifies)) {
      // No module has no name.
      const named = { ...value, shapes: value.shapes.filter((shape) => shape.kind !== 'constant') };
      const shapes = owner.shapes.map((shape) => ({ ...shape, members: new Map([...(shape as ExternalShape).members ?? [], ['subject', named]]) }) as Shape);
      this.refine(path.slice(0, at), { shapes, taints: value.taints }, value.guarded === true);
    } else if (value.taints.length === 0 && models.every((model) => model?.chooses === 'self')) {
      // Whoever had a say in where to look has it still.
      this.refine(path.slice(0, at), { shapes: owner.shapes, taints: owner.taints.map((taint) => (taint.kind === 'entry-point' ? withProof([taint], CHOSEN)[0]! : taint)) }, owner.guarded === true);
    }
  }
}

const ALPHANUMERIC_LETTERS = [...ALPHANUMERIC].filter((one) => !DIGIT_CHARACTERS.has(one));

const isNoneValue = (value: Value): boolean => value.shapes.length === 1 && value.shapes[0]!.kind === 'constant' && value.shapes[0]!.value === 'None';

const isLiteral = (shape: Shape): boolean => shape.kind === 'number' || shape.kind === 'constant' || (shape.kind === 'text' && shape.parts.every((part) => 'text' in part));

/** A module of a library, which is never None. */
const isModule = (shape: Shape): boolean => shape.kind === 'external' && /^\w+$/.test(shape.path);

function distinct(shapes: readonly Shape[]): Shape[] {
  const seen = new Set<string>();
  return shapes.filter((shape) => {
    const key = shape.kind === 'text' ? `t${literalText(shape)}` : shape.kind === 'number' ? `n${shape.value}` : undefined;
    if (key === undefined) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
