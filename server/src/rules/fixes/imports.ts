/**
 * Fixes for dynamic imports: a static import where the name is one constant, a dispatch where it is a finite set, a guard against
 * an allow-list where it is open. What they write is recognised as safe by the analyser: the finding goes because the risk went.
 */
import { type Point, spanInProgram } from '../../dataflow/source';
import { constantText, type Value } from '../../dataflow/value';
import { enclosing } from '../../semantics/enclosing';
import { isImportable } from '../../semantics/names';
import type { DraftFix, RuleContext, Site } from '../rule';
import { errorFor, guard, knownTexts, literal, type Wording } from './guard';
import { assignedName, freshName, insertBefore, lineEnd, merged, named, nearly, obstacle, standsAlone, surroundings } from './statement';
import { isFirst, isInClassBody, staticImport, type StaticTarget } from './static-import';

/** Functions whose call gives the module itself. */
const GIVES_MODULE = new Set(['importlib.import_module', 'importlib.__import__', 'builtins.__import__']);
/** Functions that are given a name and can have it checked before. */
const TAKES_NAME = new Set([...GIVES_MODULE, 'runpy.run_module', 'pkgutil.resolve_name', 'imp.init_builtin', 'imp.init_frozen']);

export const MODULES: Wording = { checks: 'the name before importing', noun: 'module', called: 'module_name', plural: 'modules' };
/** `module:attribute`: what is imported is the module. */
const REFERENCES: Wording = { ...MODULES, part: (name) => `${name}.partition(":")[0]` };

/** `names`: what the call may be asked for, where that is a finite set. */
export function importFixes(context: RuleContext, site: Site, value: Value, names: readonly string[] | undefined, argument: Point | undefined): DraftFix[] {
  if (!TAKES_NAME.has(site.path)) return [];
  const certain = value.taints.length === 0;
  if (names?.length === 1 && certain) {
    const found = constant(site, names[0]!);
    return isCertain(site, argument) ? found : found.map(onlyHere);
  }
  if (!argument) return [];
  if (names && (certain || value.guarded)) {
    const fixes = dispatch(site, names, argument);
    return isCertain(site, argument) || value.guarded ? fixes : fixes.map(onlyHere);
  }
  const known = knownTexts(value).filter((text) => REFERENCE.test(text));
  // Of references that are known, all is known; those of a list are modules.
  const references = site.path === 'pkgutil.resolve_name' && (known.length === 0 || context.allowed.explicit('allow-imports').length > 0);
  return guard(site.point, argument, namesToAllow(context, references ? known.map((name) => name.replace(/:.*$/, '')) : known), references ? REFERENCES : MODULES);
}

const SPEAKS_OF_BACKENDS = /backend|build_meta|buildapi|build_wheel|build_sdist/i;

/** What a check lets through: what is known of the value and what the user allows, else what the project names. */
export function namesToAllow(context: RuleContext, known: readonly string[]): readonly string[] {
  const explicit = context.allowed.explicit('allow-imports');
  if (known.length + explicit.length > 0) return [...known, ...explicit];
  const plugins = context.allowed.plugins();
  // Backends are meant where a program speaks of them; any other would be broken by a list of them.
  return plugins.length > 0 || !SPEAKS_OF_BACKENDS.test(context.program.module.text) ? plugins : context.allowed.proposed('allow-imports');
}

/** A dotted name, relative perhaps, or an object reference. */
const REFERENCE = /^\.*[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*(?::[\p{L}_][\p{L}\p{N}_.]*)?$/u;

function constant(site: Site, name: string): DraftFix[] {
  const target = targetOf(site, name);
  return typeof target === 'string' ? [nearly(`Import statically: \`${name}\``, target)] : staticImport(site, target);
}

/** What the call imports and gives, or why no import statement does the same, a sentence. */
function targetOf(site: Site, name: string): StaticTarget | string {
  if (site.path === 'pkgutil.resolve_name') {
    const [module, attribute] = name.split(':');
    if (attribute === undefined) return name.includes('.') ? 'Without a colon in the name it is found out at run time where the module ends.' : { module: name, result: name };
    return attribute === '' ? { module: module!, result: module! } : { module: module!, result: module!, attribute };
  }
  if (!GIVES_MODULE.has(site.path)) return `\`${site.path}\` runs the module anew each time; an import statement runs it once.`;
  const others = new Set(site.calls.flatMap((call) => [...call.args.keys()]).filter((key) => key !== 'self' && key !== 'name'));
  if (name.startsWith('.')) {
    const anchor = site.argument('package');
    const text = anchor?.point?.unit.text.slice(anchor.point.start, anchor.point.end);
    return text === '__package__' ? { module: name, result: name, relative: true } : 'What the name is relative to is not the package of this file.';
  }
  if (others.has('fromlist') && constantText(site.argument('fromlist')?.value ?? { shapes: [], taints: [] }) !== '') return '`fromlist` also imports the submodules that it names.';
  // What absolute names are relative to does not matter.
  if ([...others].some((key) => key !== 'package')) return 'The other arguments of the call have no counterpart in an import statement.';
  return { module: name, result: site.path === 'importlib.import_module' ? name : name.split('.')[0]! };
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

const onlyHere = (fix: DraftFix): DraftFix => (fix.applicability === 'display-only' ? fix : { ...fix, title: `${fix.title} (all that this file asks for)`, applicability: 'unsafe' });

/** `mod = import_module(name)` over a finite set becomes an `if` chain with one import statement each: still lazy, now visible. */
function dispatch(site: Site, modules: readonly string[], argument: Point): DraftFix[] {
  const title = `Dispatch over the ${modules.length} known modules with import statements`;
  const targets = modules.map((module) => targetOf(site, module));
  const problem = targets.find((target) => typeof target === 'string');
  if (problem !== undefined) return [nearly(title, problem as string)];
  const plain = targets as readonly StaticTarget[];
  if (modules.length > MOST_BRANCHES) return [nearly(title, `${modules.length} modules are too many for a chain of tests.`)];
  if (!modules.every((module) => isImportable(module.replace(/^\.+|:.*$/g, '')))) return [nearly(title, 'A part of a name is a reserved word: no import statement can hold it.')];
  if (plain.some((target) => target.relative === true || target.attribute !== undefined)) return [nearly(title, 'Relative names and names of attributes are left to be written by hand.')];
  // `__import__("a.b")` imports `a.b` and gives `a`: no single import statement does both under another name.
  if (plain.some(({ module, result }) => module !== result)) return [nearly(title, 'The call imports a submodule and gives the package: no import statement does both under another name.')];
  const where = surroundings(site.point);
  if (!where || where.indent === undefined) return [nearly(title, obstacle(site.point)!)];
  const selector = named(argument, 'module_name');
  if (!selector) return [nearly(title, 'The name is computed over several lines: give it a name first.')];
  const whole = assignedName(where, site.point);
  const replaced = whole !== undefined || standsAlone(where, site.point);
  const bind = whole ?? freshName(site.point, 'imported_module');
  if (isInClassBody(site) && !(replaced && selector.line === undefined)) return [nearly(title, 'Names that are bound in a class body would become attributes of the class.')];
  const lines = selector.line === undefined ? [] : [selector.line];
  for (const [i, module] of modules.entries()) {
    lines.push(`${i === 0 ? 'if' : 'elif'} ${selector.name} == ${literal(module)}:`, `    import ${module} as ${bind}`);
  }
  lines.push('else:', `    raise ${errorFor(site.point) === 'ImportError' ? 'ImportError' : 'ModuleNotFoundError'}(f"No module named {${selector.name}!r}")`);
  const eol = lineEnd(site.point.program.module.text);
  if (replaced) return [{ title, applicability: 'safe', edits: [{ span: where.span, newText: lines.join(eol + where.indent) }] }];
  const edits = merged([insertBefore(where, lines, eol)!, { span: spanInProgram(site.point), newText: bind }]);
  if (isFirst(site, where.statement)) return [{ title, applicability: 'safe', edits }];
  return [{ title: `${title} (before the rest of the statement runs)`, applicability: 'unsafe', edits }];
}

const MOST_BRANCHES = 20;
