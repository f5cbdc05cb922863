/** What fixes need to know of the text they change: the call at a place, the source of its parts, names of modules. */
import type { TextEdit } from '../../base/edit';
import type { Span } from '../../base/text';
import type { Point } from '../../dataflow/source';
import { callAt } from '../../semantics/find';
import { mentions } from '../../semantics/names';
import { unitsWith } from '../../semantics/words';
import type { Argument, Call, Expr, Import, Module, Stmt, Unit } from '../../syntax/python/ast';
import { lineEnd } from './statement';

/** Where a call stands, and its parts as source. */
export interface CallSource {
  readonly point: Point;
  readonly call: Call;
  /** Positional arguments in order. */
  readonly positional: readonly Argument[];
  readonly named: ReadonlyMap<string, Argument>;
  text(node: { readonly start: number; readonly end: number }): string;
  /** Span in the program's text. */
  span(node: { readonly start: number; readonly end: number }): Span;
}

/** Undefined where no call is written at the place, or its arguments are unpacked (`*args`). */
export function callSource(point: Point): CallSource | undefined {
  const call = callAt(point.unit, point.start, point.end);
  if (!call || call.args.some(({ keyword, value }) => keyword === '*' || keyword === '**' || value.kind === 'Starred')) return undefined;
  const base = point.program.module.offsets.get(point.unit) ?? 0;
  return {
    point, call,
    positional: call.args.filter(({ keyword }) => keyword === undefined),
    named: new Map(call.args.flatMap((argument): [string, Argument][] => (argument.keyword === undefined ? [] : [[argument.keyword, argument]]))),
    text: ({ start, end }) => point.unit.text.slice(start, end),
    span: ({ start, end }) => ({ start: base + start, end: base + end }),
  };
}

/** Puts a keyword argument behind the others. */
export function addArgument({ call, point, text }: CallSource, argument: string): TextEdit {
  const base = point.program.module.offsets.get(point.unit) ?? 0;
  const last = call.args.at(-1);
  const at = base + (last ? last.end : call.end - 1);
  const opened = last ? '' : text({ start: call.func.end, end: call.end }).replace(/\s+/g, '');
  return { span: { start: at, end: at }, newText: last || opened !== '()' ? `, ${argument}` : argument };
}

export interface ImportedModule {
  /** How the module is called at the place. */
  readonly name: string;
  /** What has to be added for it; none when it is imported already. */
  readonly edits: readonly TextEdit[];
}

/**
 * The name of a module for use at a place: as it is imported at the top, or with an import that is put there. Undefined where the name means
 * something else somewhere in the program.
 */
export function moduleFor(point: Point, module: string): ImportedModule | undefined {
  const { module: program } = point.program;
  const own = program.offsets.get(point.unit) ?? 0;
  const imported = topImports(program, module).find(({ statement, unit }) => (unit === point.unit ? statement.end <= point.start : program.offsets.get(unit)! < own) && statement.names.some(({ name }) => name === module));
  if (imported) {
    const name = imported.statement.names.find((one) => one.name === module)!.alias ?? module;
    return rebinds(statementsWith(program, name), name) ? undefined : { name, edits: [] };
  }
  const edit = newImport(program, `import ${module}`);
  const top = module.split('.')[0]!;
  return !edit || edit.span.start > own || mentions(statementsWith(program, top), top) ? undefined : { name: module, edits: [edit] };
}

/** What `from module import name` at the top, before the place, calls it; undefined where there is none or the name means something else too. */
export function importedName(point: Point, module: string, name: string): string | undefined {
  const { units, offsets } = point.program.module;
  const own = offsets.get(point.unit) ?? 0;
  const statements = units.flatMap((unit) => unit.statements);
  const found = units.filter((unit) => offsets.get(unit)! < own).flatMap((unit) => unit.statements).find((one) => one.kind === 'ImportFrom' && one.module === module && one.names.some((each) => each.name === name));
  if (found?.kind !== 'ImportFrom') return undefined;
  const called = found.names.find((one) => one.name === name)!.alias ?? name;
  return rebinds(statements.filter((one) => one !== found), called) ? undefined : called;
}

interface TopImport {
  readonly unit: Unit;
  readonly statement: Import;
}

/** The imports at the top that may name a module. */
const topImports = (program: Module, module: string): readonly TopImport[] =>
  unitsWith(program, module.split('.')[0]!).flatMap((unit) => unit.statements.flatMap((statement): TopImport[] => (statement.kind === 'Import' ? [{ unit, statement }] : [])));

const statementsWith = (program: Module, name: string): readonly Stmt[] => unitsWith(program, name).flatMap((unit) => unit.statements);

/** Whether something besides imports gives the name a meaning. */
function rebinds(statements: readonly Stmt[], name: string): boolean {
  const work: Stmt[] = [...statements];
  for (let node = work.pop(); node; node = work.pop()) {
    switch (node.kind) {
      case 'FunctionDef':
        if (node.name === name || node.params.some((param) => param.name === name)) return true;
        work.push(...node.body);
        break;
      case 'ClassDef':
        if (node.name === name) return true;
        work.push(...node.body);
        break;
      case 'Assign':
        if (node.targets.some((target) => binds(target, name))) return true;
        break;
      case 'AugAssign': if (binds(node.target, name)) return true; break;
      case 'For':
        if (binds(node.target, name)) return true;
        work.push(...node.body, ...node.orelse);
        break;
      case 'With':
        if (node.items.some(({ target }) => target && binds(target, name))) return true;
        work.push(...node.body);
        break;
      case 'Import': if (node.names.some((one) => one.alias === name)) return true; break;
      case 'ImportFrom': if (node.names.some((one) => (one.alias ?? one.name) === name || one.name === '*')) return true; break;
      case 'Delete': if (node.targets.some((target) => binds(target, name))) return true; break;
      case 'If': case 'While': work.push(...node.body, ...node.orelse); break;
      case 'Try':
        if (node.handlers.some((handler) => handler.name === name)) return true;
        work.push(...node.body, ...node.orelse, ...node.final, ...node.handlers.flatMap(({ body }) => body));
        break;
      case 'Match':
        if (node.cases.some((one) => one.binds.includes(name))) return true;
        work.push(...node.cases.flatMap(({ body }) => body));
        break;
      default:
    }
  }
  return false;
}

function binds(target: Expr, name: string): boolean {
  switch (target.kind) {
    case 'Name': return target.id === name;
    case 'Starred': return binds(target.value, name);
    case 'Sequence': return target.elements.some((element) => binds(element, name));
    default: return false;
  }
}

/** Before the first import that is none from the future, else before the first statement that is no docstring. */
function newImport({ text, units, offsets }: Module, statement: string): TextEdit | undefined {
  const isReal = (one: Unit): boolean => one.statements.length > 0 && !isFuture(one);
  const unit = units.find((one) => isReal(one) && (one.statements[0]!.kind === 'Import' || one.statements[0]!.kind === 'ImportFrom')) ?? units.find((one) => isReal(one) && !isDocstring(one));
  if (!unit) return undefined;
  const at = offsets.get(unit)! + unit.statements[0]!.start;
  const before = text.charAt(at - 1);
  if (!(before === '' || before === '\n' || before === '\r' || (before === '\ufeff' && at === 1))) return undefined;
  return { span: { start: at, end: at }, newText: `${statement}${lineEnd(text)}` };
}

const isFuture = ({ statements }: Unit): boolean => statements[0]!.kind === 'ImportFrom' && statements[0]!.module === '__future__';
const isDocstring = ({ statements }: Unit): boolean => statements[0]!.kind === 'ExprStmt' && statements[0]!.value.kind === 'Str';

/** Whether a name is used nowhere in the program. */
export const isFree = (point: Point, name: string): boolean => !mentions(statementsWith(point.program.module, name), name);
