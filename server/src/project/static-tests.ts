/**
 * The tests by which a backend finds out whether it can read a value without executing the module that holds it.
 *
 *     setuptools attr   __version__ = "1.0"          static
 *                       __version__ = get()          runs
 *     flit              """A summary."""             static, when only the description is asked for
 *
 * Sources: setuptools/config/expand.py (StaticModule), flit_core/common.py (get_docstring_and_version_via_ast), ast.literal_eval.
 */
import type { Assign, Expr, Module, Str, Unit } from '../syntax/python/ast';

/** `unknown`: the module is not at hand, or is not read as Python reads it. */
export type Verdict = 'static' | 'runs' | 'unknown';

/** Names that the object asked has itself, whatever the module says. */
const OWN_NAMES: ReadonlySet<string> = new Set(['name', 'spec', 'module']);

/** Whether setuptools reads `name` from the module's text: the first top-level assignment to the name decides. */
export function testSetuptoolsAttr(module: Module | undefined, name: string): Verdict {
  if (!module || module.problems.length > 0) return 'unknown';
  if (OWN_NAMES.has(name)) return 'static';
  for (const { unit, assign } of assignments(module)) {
    if (assign.targets.some((target) => target.kind === 'Name' && target.id === name)) return verdict(unit, assign.value!);
  }
  return 'runs';
}

/** Whether flit reads what it needs from the text of the module. `fields`: what is dynamic. */
export function testFlitModule(module: Module | undefined, fields: { readonly version: boolean; readonly description: boolean }): Verdict {
  if (!module || module.problems.length > 0) return 'unknown';
  const verdicts: Verdict[] = [...(fields.description ? [docstringVerdict(module)] : []), ...(fields.version ? [flitVersion(module)] : [])];
  return verdicts.includes('runs') ? 'runs' : verdicts.includes('unknown') ? 'unknown' : 'static';
}

function docstringVerdict(module: Module): Verdict {
  const unit = module.units.find(({ statements }) => statements.length > 0);
  const first = unit?.statements[0];
  if (!unit || first?.kind !== 'ExprStmt' || first.value.kind !== 'Str' || first.value.bytes) return 'runs';
  const literal = verdict(unit, first.value);
  return literal === 'static' && textOf(first.value) === '' ? 'runs' : literal;
}

/** Releases of flit differ in annotated assignments, and in files beside `__init__.py`: both are left open. */
function flitVersion(module: Module): Verdict {
  for (const { unit, assign } of assignments(module)) {
    if (!assign.targets.some((target) => target.kind === 'Name' && target.id === '__version__')) continue;
    if (assign.value?.kind !== 'Str' || assign.value.bytes) continue;
    const isAnnotated = /^\s*:/.test(unit.text.slice(assign.targets[0]!.end, assign.value.start));
    const literal = verdict(unit, assign.value);
    if (literal === 'runs') continue;
    return isAnnotated ? 'unknown' : literal === 'static' && textOf(assign.value) === '' ? 'runs' : literal;
  }
  return 'runs';
}

/** The assignments of the module's body that have a value, in order. */
function assignments(module: Module): readonly { readonly unit: Unit; readonly assign: Assign }[] {
  return module.units.flatMap((unit) => unit.statements.flatMap((statement) => (statement.kind === 'Assign' && statement.value ? [{ unit, assign: statement }] : [])));
}

/** Whether `ast.literal_eval` takes an expression. */
function verdict(unit: Unit, expression: Expr): Verdict {
  let found: Verdict = 'static';
  const work: Expr[] = [expression];
  for (let one = work.pop(); one; one = work.pop()) {
    const here = step(unit, one, work);
    if (here === 'runs') return 'runs';
    if (here === 'unknown') found = 'unknown';
  }
  return found;
}

function step(unit: Unit, one: Expr, work: Expr[]): Verdict {
  switch (one.kind) {
    case 'Str':
      return strVerdict(unit, one);
    case 'Num':
      // Numbers of Python 2 are no Python 3.
      return /^0\d*[1-9]|[lL]$/.test(unit.text.slice(one.start, one.end)) ? 'unknown' : 'static';
    case 'Constant':
      return 'static';
    case 'Sequence':
      for (const element of one.elements) work.push(element);
      return 'static';
    case 'DictDisplay':
      if (one.entries.some(({ key }) => key === undefined)) return 'runs';
      for (const { key, value } of one.entries) work.push(key!, value);
      return 'static';
    case 'UnaryOperation':
      if ((one.operator !== '-' && one.operator !== '+') || one.operand.kind !== 'Num') return 'runs';
      work.push(one.operand);
      return 'static';
    case 'BinaryOperation':
      // Only complex numbers are taken: 1 + 2j.
      if ((one.operator !== '+' && one.operator !== '-') || !isNumber(one.left) || one.right.kind !== 'Num' || !/[jJ]$/.test(unit.text.slice(one.right.start, one.right.end))) return 'runs';
      work.push(one.left);
      return /[jJ]$/.test(unit.text.slice(one.left.start, one.left.end)) ? 'runs' : 'static';
    case 'Call':
      return one.func.kind === 'Name' && one.func.id === 'set' && one.args.length === 0 ? 'static' : 'runs';
    default:
      return 'runs';
  }
}

const isNumber = (expression: Expr): boolean => expression.kind === 'Num' || (expression.kind === 'UnaryOperation' && expression.operand.kind === 'Num');

/** An f-string is no literal to Python, even one without a hole; our tree does not tell it from others, its source does. */
function strVerdict(unit: Unit, string: Str): Verdict {
  if (string.parts.some((part) => part.kind === 'hole')) return 'runs';
  const source = unit.text.slice(string.start, string.end);
  if (/^[rR]?[fFtT][rR]?["']/.test(source)) return 'runs';
  return /["'\s)][rR]?[fFtTuU][rR]?["']/.test(source) ? 'unknown' : 'static';
}

const textOf = (string: Str): string => string.parts.map((part) => (part.kind === 'text' ? part.cooked : '')).join('');
