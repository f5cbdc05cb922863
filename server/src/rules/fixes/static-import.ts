/** Fixes for an import whose name is one constant: an import statement, where the call stands, so that what was late stays late. */
import type { TextEdit } from '../../base/edit';
import { blocksOf, enclosing } from '../../semantics/enclosing';
import { isImportable, mentions } from '../../semantics/names';
import { scopeOf } from '../../semantics/scopes';
import { unitsWith } from '../../semantics/words';
import { spanInProgram } from '../../dataflow/source';
import type { Stmt } from '../../syntax/python/ast';
import type { DraftFix, Site } from '../rule';
import { assignedName, freshName, insertBefore, lineEnd, merged, nearly, obstacle, standsAlone, surroundings } from './statement';

/** What the call gives: `result` is written in its place once `module` is imported. */
export interface StaticTarget {
  readonly module: string;
  /** The module that the call returns: `a` of `__import__("a.b")`. */
  readonly result: string;
  /** What is taken from it: `c` of `resolve_name("a.b:c")`. */
  readonly attribute?: string;
  /** A name of the program's own package: `.b` is imported from there. */
  readonly relative?: boolean;
}

export function staticImport(site: Site, target: StaticTarget): DraftFix[] {
  const { module, result, attribute } = target;
  if (!isImportable(module.replace(/^\.+/, ''))) return [nearly(`Import statically: \`${module}\``, 'A part of the name is a reserved word: no import statement can hold it.')];
  const where = surroundings(site.point);
  const plain = target.relative === true ? relativeImport(module) : `import ${module}`;
  const title = `Import statically: \`${plain}\``;
  if (!where) return [nearly(title, obstacle(site.point)!)];
  const whole = assignedName(where, site.point);
  const statement = whole === undefined ? undefined : importAs(target, whole);
  if (statement !== undefined) return [{ title: `Import statically: \`${statement}\``, applicability: 'safe', edits: [{ span: where.span, newText: statement }] }];
  if (target.relative === true) return aliased(site, target, title);
  const top = module.split('.')[0]!;
  const value = attribute === undefined ? result : `${result}.${attribute}`;
  if (isImportedAbove(site, module) && !isShadowed(site, top)) return [{ title: `Use the imported \`${value}\``, applicability: 'safe', edits: [{ span: spanInProgram(site.point), newText: value }] }];
  if (isInClassBody(site)) return [nearly(title, 'An import in a class body would become an attribute of the class.')];
  if (wouldRebind(site, top)) return aliased(site, target, title);
  if (standsAlone(where, site.point) && attribute === undefined) return [{ title, applicability: 'safe', edits: [{ span: where.span, newText: plain }] }];
  return inserted(site, title, plain, value);
}

/** The statement that gives a name what the call gave it; undefined where one statement cannot. */
function importAs({ module, result, attribute, relative }: StaticTarget, name: string): string | undefined {
  if (attribute !== undefined) return attribute.includes('.') || !isImportable(attribute) ? undefined : `from ${module} import ${attribute}${attribute === name ? '' : ` as ${name}`}`;
  if (relative === true) return relativeImport(module, name);
  if (name === result) return `import ${module}`;
  return result === module || !module.includes('.') ? `import ${result} as ${name}` : undefined;
}

/** `from .a import b` of `.a.b`. */
function relativeImport(module: string, name?: string): string {
  const dots = /^\.+/.exec(module)![0];
  const parts = module.slice(dots.length).split('.');
  const last = parts.pop()!;
  return `from ${dots}${parts.join('.')} import ${last}${name === undefined || name === last ? '' : ` as ${name}`}`;
}

/** Under a name of its own, where the module's name means something else. */
function aliased(site: Site, target: StaticTarget, title: string): DraftFix[] {
  const { module, result, attribute } = target;
  if (isInClassBody(site)) return [nearly(title, 'An import in a class body would become an attribute of the class.')];
  if (target.relative !== true && result !== module) return [nearly(title, `\`${result}\` means something else here, and the call imports \`${module}\` as well.`)];
  const name = freshName(site.point, `${module.split('.').at(-1)!}_module`);
  const line = target.relative === true ? relativeImport(module, name) : `import ${module} as ${name}`;
  return inserted(site, `Import statically: \`${line}\``, line, attribute === undefined ? name : `${name}.${attribute}`);
}

function inserted(site: Site, title: string, line: string, value: string): DraftFix[] {
  const where = surroundings(site.point)!;
  const insertion = insertBefore(where, [line], lineEnd(site.point.program.module.text));
  if (!insertion) return [nearly(title, obstacle(site.point)!)];
  const edits: TextEdit[] = merged([insertion, { span: spanInProgram(site.point), newText: value }]);
  if (isFirst(site, where.statement)) return [{ title, applicability: 'safe', edits }];
  return [{ title: `${title} (before the rest of the statement runs)`, applicability: 'unsafe', edits }];
}

/** Whether a plain `import module` stands at the top level before the call. */
function isImportedAbove(site: Site, module: string): boolean {
  const { module: program } = site.point.program;
  const { offsets } = program;
  const own = offsets.get(site.point.unit) ?? 0;
  return unitsWith(program, module.split('.')[0]!).some((unit) => offsets.get(unit)! < own
    && unit.statements.some((statement) => statement.kind === 'Import' && statement.names.some(({ name, alias }) => name === module && alias === undefined)));
}

/** Whether a name that is imported at the top may mean something else where the call stands. */
function isShadowed(site: Site, name: string): boolean {
  const statements = unitsWith(site.point.program.module, name).flatMap((unit) => unit.statements);
  const binds = (statement: Stmt): boolean => (statement.kind === 'Assign' && statement.targets.some((target) => target.kind !== 'Attribute' && mentions([{ kind: 'ExprStmt', start: 0, end: 0, value: target }], name)))
    || (statement.kind === 'FunctionDef' && (statement.name === name || scopeOf(statement).locals.has(name)))
    || (statement.kind === 'ClassDef' && statement.name === name)
    || ((statement.kind === 'ImportFrom' || statement.kind === 'Import') && statement.names.some((one) => one.alias === name))
    || blocksOf(statement).some((block) => block.some(binds));
  return statements.some(binds);
}

const around = (site: Site): readonly Stmt[] => enclosing(site.point.unit, site.point.start, site.point.end)?.statements ?? [];

export const isInClassBody = (site: Site): boolean => around(site).findLast((statement) => statement.kind === 'ClassDef' || statement.kind === 'FunctionDef')?.kind === 'ClassDef';

/**
 * Whether binding `name` where the call stands could change what the name means somewhere: inside a function it would become local,
 * and at the top level it must mean the module already or nothing.
 */
function wouldRebind(site: Site, name: string): boolean {
  const outermost = around(site).find((statement) => statement.kind === 'FunctionDef');
  if (outermost) return mentions([outermost], name);
  const statements = unitsWith(site.point.program.module, name).flatMap((unit) => unit.statements);
  return mentions(statements, name) && !statements.some((statement) => statement.kind === 'Import' && statement.names.some((one) => one.alias === undefined && one.name.split('.')[0] === name));
}

/**
 * Whether nothing of the statement runs before the call, so that importing first keeps the order. Imports of other constant names
 * do not count: they are rewritten alike.
 */
export function isFirst(site: Site, statement: Stmt): boolean {
  const before = site.point.unit.text.slice(statement.start, site.point.start);
  return !before.replace(/\b(?:__import__|import_module)\(\s*(?:"[^"]*"|'[^']*')\s*\)/g, '').includes(')');
}
