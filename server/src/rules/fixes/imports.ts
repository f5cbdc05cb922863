/**
 * Fixes for dynamic imports: a static import where the name is one constant, a dispatch where it is a finite set, a guard against
 * an allow-list where it is open. What they write is recognised as safe by the analyser: the finding goes because the risk went.
 */
import type { TextEdit } from '../../base/edit';
import type { Expr, Stmt } from '../../syntax/python/ast';
import { type Point, spanInProgram } from '../../dataflow/source';
import type { Value } from '../../dataflow/value';
import type { DraftFix, RuleContext, Site } from '../rule';
import { finiteModules } from '../values';
import { blocksOf, enclosing } from '../../semantics/enclosing';
import { isImportable, mentions } from '../../semantics/names';
import { scopeOf } from '../../semantics/scopes';
import { insertBefore, lineEnd, surroundings } from './statement';

/** Functions whose call can be replaced: they return the module itself. */
const REPLACEABLE = new Set(['importlib.import_module', 'importlib.__import__', 'builtins.__import__']);

export function importFixes(context: RuleContext, site: Site, value: Value, argument: Point | undefined): DraftFix[] {
  if (!REPLACEABLE.has(site.path)) return [];
  const modules = finiteModules(value);
  const found = modules?.length === 1 && value.taints.length === 0 ? staticImport(site, modules[0]!) : undefined;
  if (found) return isCertain(site, argument) ? found : found.map(onlyHere);
  if (!argument) return [];
  if (modules && (value.taints.length === 0 || value.guarded)) {
    const fixes = dispatch(site, modules, argument);
    return isCertain(site, argument) || value.guarded ? fixes : fixes.map(onlyHere);
  }
  return guard(context, site, value, argument);
}

/**
 * Whether the name is what it is whoever calls: a literal, or code that is not inside a function. What a function is called with
 * is known only for the calls in this file.
 */
function isCertain(site: Site, argument: Point | undefined): boolean {
  const text = argument?.unit.text.slice(argument.start, argument.end) ?? '';
  if (/^[a-zA-Z]{0,2}(?:"[^"\\]*"|'[^'\\]*')$/.test(text)) return true;
  const around = enclosing(site.point.unit, site.point.start, site.point.end);
  return around !== undefined && !around.statements.some((statement) => statement.kind === 'FunctionDef');
}

const onlyHere = (fix: DraftFix): DraftFix => ({ ...fix, title: `${fix.title} (all that this file asks for)`, applicability: 'unsafe' });

/** The arguments besides the name change the meaning: `fromlist`, `level`, `package`. */
const hasOnlyName = (site: Site): boolean => site.calls.every((call) => [...call.args.keys()].every((name) => name === 'self' || name === 'name'));

/** What the call expression evaluates to: `__import__("a.b")` gives `a`, `import_module("a.b")` gives `a.b`. */
const resultName = (site: Site, module: string): string => (site.path === 'builtins.__import__' ? module.split('.')[0]! : module);

function staticImport(site: Site, module: string): DraftFix[] {
  const where = surroundings(site.point);
  if (!where || !hasOnlyName(site) || !isImportable(module)) return [];
  const call = spanInProgram(site.point);
  const result = resultName(site, module);
  const { statement } = where;
  const base = call.start - site.point.start;
  // `name = import_module("a.b")` becomes `import a.b as name`.
  if (statement.kind === 'Assign' && statement.targets.length === 1 && statement.targets[0]!.kind === 'Name' && statement.value && isCall(statement.value, site.point)
    && !/:/.test(site.point.unit.text.slice(statement.start, statement.value.start))) {
    const target = statement.targets[0]!.id;
    const newText = target === result ? `import ${module}` : result === module || !module.includes('.') ? `import ${result} as ${target}` : undefined;
    if (newText) return [{ title: `Import statically: \`${newText}\``, applicability: 'safe', edits: [{ span: { start: base + statement.start, end: base + statement.end }, newText }] }];
  }
  const top = module.split('.')[0]!;
  if (isImportedAbove(site, module) && !isShadowed(site, top)) return [{ title: `Use the imported \`${result}\``, applicability: 'safe', edits: [{ span: call, newText: result }] }];
  if (wouldRebind(site, top)) return [];
  if (statement.kind === 'ExprStmt' && isCall(statement.value, site.point)) {
    return [{ title: `Import statically: \`import ${module}\``, applicability: 'safe', edits: [{ span: where.span, newText: `import ${module}` }] }];
  }
  const title = `Import statically: \`import ${module}\``;
  const insertion = insertBefore(where, [`import ${module}`], lineEnd(site.point.program.module.text));
  if (!insertion) return [];
  const fix: DraftFix = { title, applicability: 'safe', edits: merged([insertion, { span: call, newText: result }]) };
  return [isFirst(site, statement) ? fix : importsEarlier(fix)];
}

/** Whether a plain `import module` stands at the top level before the call. */
function isImportedAbove(site: Site, module: string): boolean {
  const { units, offsets } = site.point.program.module;
  const own = offsets.get(site.point.unit) ?? 0;
  return units.some((unit) => offsets.get(unit)! < own
    && unit.statements.some((statement) => statement.kind === 'Import' && statement.names.some(({ name, alias }) => name === module && alias === undefined)));
}

/** Whether a name that is imported at the top may mean something else where the call stands. */
function isShadowed(site: Site, name: string): boolean {
  const statements = site.point.program.module.units.flatMap((unit) => unit.statements);
  const binds = (statement: Stmt): boolean => (statement.kind === 'Assign' && statement.targets.some((target) => target.kind !== 'Attribute' && mentions([{ kind: 'ExprStmt', start: 0, end: 0, value: target }], name)))
    || (statement.kind === 'FunctionDef' && (statement.name === name || scopeOf(statement).locals.has(name)))
    || (statement.kind === 'ClassDef' && statement.name === name)
    || ((statement.kind === 'ImportFrom' || statement.kind === 'Import') && statement.names.some((one) => one.alias === name))
    || blocksOf(statement).some((block) => block.some(binds));
  return statements.some(binds);
}

/** An insertion at the very start of what is replaced becomes part of the replacement. */
function merged(edits: readonly [TextEdit, TextEdit]): TextEdit[] {
  const [insertion, replacement] = edits;
  if (insertion.span.start !== replacement.span.start) return [...edits];
  return [{ span: replacement.span, newText: insertion.newText + replacement.newText }];
}

const isCall = (node: Expr, point: Point): boolean => node.start === point.start && node.end === point.end;

/**
 * Whether binding `name` where the call stands could change what the name means somewhere: inside a function it would become local,
 * in a class body an attribute, and at the top level it must mean the module already or nothing.
 */
function wouldRebind(site: Site, name: string): boolean {
  const around = enclosing(site.point.unit, site.point.start, site.point.end)?.statements ?? [];
  if (around.some((statement) => statement.kind === 'ClassDef') && !around.some((statement) => statement.kind === 'FunctionDef')) return true;
  const outermost = around.find((statement) => statement.kind === 'FunctionDef');
  const { units } = site.point.program.module;
  if (outermost) return mentions([outermost], name);
  const statements = units.flatMap((unit) => unit.statements);
  return mentions(statements, name) && !statements.some((statement) => statement.kind === 'Import' && statement.names.some((one) => one.alias === undefined && one.name.split('.')[0] === name));
}

/**
 * Whether nothing of the statement runs before the call, so that importing first keeps the order. Imports of other constant names
 * do not count: they are rewritten alike.
 */
function isFirst(site: Site, statement: Stmt): boolean {
  const before = site.point.unit.text.slice(statement.start, site.point.start);
  return !before.replace(/\b(?:__import__|import_module)\(\s*(?:"[^"]*"|'[^']*')\s*\)/g, '').includes(')');
}

const importsEarlier = (fix: DraftFix): DraftFix => ({ ...fix, title: `${fix.title} (before the rest of the statement runs)`, applicability: 'unsafe' });

/** `mod = import_module(name)` over a finite set becomes an `if` chain with one import statement each: still lazy, now visible. */
function dispatch(site: Site, modules: readonly string[], argument: Point): DraftFix[] {
  const where = surroundings(site.point);
  const selector = argument.unit.text.slice(argument.start, argument.end);
  if (!where || where.indent === undefined || !hasOnlyName(site) || modules.length > 20 || !/^[A-Za-z_][\w.]*$/.test(selector)) return [];
  // `__import__("a.b")` imports `a.b` and gives `a`: no single import statement does both under another name.
  if (!modules.every(isImportable) || modules.some((module) => resultName(site, module) !== module)) return [];
  const { statement } = where;
  const eol = lineEnd(site.point.program.module.text);
  const whole = statement.kind === 'Assign' && statement.targets.length === 1 && statement.targets[0]!.kind === 'Name' && statement.value !== undefined && isCall(statement.value, site.point)
    ? statement.targets[0]!.id : undefined;
  const alone = statement.kind === 'ExprStmt' && isCall(statement.value, site.point);
  const bind = whole ?? 'imported_module';
  const lines: string[] = [];
  for (const [i, module] of modules.entries()) {
    lines.push(`${i === 0 ? 'if' : 'elif'} ${selector} == "${module}":`, `    import ${module} as ${bind}`);
  }
  lines.push('else:', `    raise ModuleNotFoundError(f"No module named {${selector}!r}")`);
  const title = `Dispatch over the ${modules.length} known modules with import statements`;
  if (whole !== undefined || alone) {
    return [{ title, applicability: 'safe', edits: [{ span: where.span, newText: lines.join(eol + where.indent) }] }];
  }
  const insertion = insertBefore(where, lines, eol);
  return insertion ? [{ title, applicability: 'safe', edits: merged([insertion, { span: spanInProgram(site.point), newText: bind }]) }] : [];
}

/** A membership test before the call, raising what a caller of the surrounding code would expect. */
function guard(context: RuleContext, site: Site, value: Value, argument: Point): DraftFix[] {
  const where = surroundings(site.point);
  if (!where || where.indent === undefined) return [];
  const defaults = value.shapes.flatMap((shape) => finiteModules({ shapes: [shape], taints: [] }) ?? []);
  const allowed = [...new Set(defaults.length > 0 ? defaults : context.allowed.proposed('allow-imports'))].filter((name) => name !== '').sort();
  if (allowed.length === 0) return [];
  const eol = lineEnd(site.point.program.module.text);
  const text = argument.unit.text.slice(argument.start, argument.end);
  const simple = /^[A-Za-z_][\w.]*$/.test(text);
  if (!simple && /[\r\n]/.test(text)) return [];
  const name = simple ? text : 'module_name';
  const lines = [
    ...(simple ? [] : [`${name} = ${text}`]),
    `if ${name} not in {${allowed.map((one) => `"${one}"`).join(', ')}}:`,
    `    raise ValueError(f"module not allowed: {${name}!r}")`,
  ];
  const insertion = insertBefore(where, lines, eol);
  if (!insertion) return [];
  const edits = simple ? [insertion] : [insertion, { span: spanInProgram(argument), newText: name }];
  const shown = allowed.length === 1 ? `\`${allowed[0]!}\`` : `${allowed.length} modules`;
  return [{ title: `Allow only ${shown}: check the name before importing`, applicability: 'unsafe', edits }];
}

