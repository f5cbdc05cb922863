/** Mappings and the keys a program uses of them: the namespace of `exec`, the variables of `os.environ.update`. */
import { blocksOf } from '../../semantics/enclosing';
import { expressionsOf } from '../../semantics/names';
import { childExpressions } from '../../semantics/scopes';
import { unitsWith } from '../../semantics/words';
import { finiteTexts, type Value } from '../../dataflow/value';
import type { Call, Expr, Module, Stmt, Str } from '../../syntax/python/ast';
import type { DraftFix, Site } from '../rule';
import { pythonText } from './command-words';
import { callSource, isFree } from './source';
import { lineEnd, surroundings } from './statement';

/** The text of a literal without holes. */
export const textOf = (node: Expr | undefined): string | undefined =>
  (node?.kind === 'Str' && !node.bytes && (node as Str).parts.every((part) => part.kind === 'text') ? node.parts.map((part) => (part as { cooked: string }).cooked).join('') : undefined);

/**
 * The constant keys under which a mapping is asked, where it is only asked, made (`space = {}`) and handed to `except`; undefined where it is
 * used in another way, so that nobody knows.
 */
export function usedKeys(module: Module, name: string, except: Call): readonly string[] | undefined {
  const keys = new Set<string>();
  const statements: Stmt[] = unitsWith(module, name).flatMap((unit) => unit.statements);
  const work: (Expr | undefined)[] = [];
  for (let node = statements.pop(); node; node = statements.pop()) {
    for (const block of blocksOf(node)) statements.push(...block);
    if (node.kind === 'FunctionDef' && node.params.some((param) => param.name === name)) return undefined;
    const makes = node.kind === 'Assign' && node.targets.length === 1 && node.targets[0]!.kind === 'Name' && node.targets[0]!.id === name ? node : undefined;
    if (makes && !isFresh(makes.value)) return undefined;
    work.push(...(makes ? [makes.value] : expressionsOf(node)));
    for (let one = work.pop(); one; one = work.pop()) {
      if (one === except) {
        work.push(...one.args.slice(0, -1).map(({ value }) => value));
        continue;
      }
      if (one.kind === 'Name' && one.id === name) return undefined;
      const asked = one.kind === 'Subscript' && isName(one.value, name) ? one.index
        : one.kind === 'Call' && one.func.kind === 'Attribute' && one.func.attr === 'get' && isName(one.func.value, name) ? one.args[0]?.value : undefined;
      if (asked) {
        const key = textOf(asked);
        if (key === undefined) return undefined;
        keys.add(key);
        if (one.kind === 'Call') work.push(...one.args.slice(1).map(({ value }) => value));
        continue;
      }
      work.push(...childExpressions(one), ...(one.kind === 'Lambda' ? one.params.map((param) => param.default) : []));
    }
  }
  return [...keys];
}

const isName = (node: Expr, name: string): boolean => node.kind === 'Name' && node.id === name;

/** An empty dictionary, or one that is written out. */
const isFresh = (value: Expr | undefined): boolean => value?.kind === 'DictDisplay' || (value?.kind === 'Call' && value.func.kind === 'Name' && value.func.id === 'dict' && value.args.length === 0);

/** `os.environ.update(x)` → the variables that are meant, one by one. */
export function environmentFixes(site: Site, value: Value): DraftFix[] {
  const source = site.path.endsWith('environ.update') ? callSource(site.point) : undefined;
  const where = surroundings(site.point);
  const func = source?.call.func;
  if (!source || !where || where.indent === undefined || where.statement.kind !== 'ExprStmt' || where.statement.value !== source.call || func?.kind !== 'Attribute') return [];
  const environment = source.text(func.value);
  const eol = lineEnd(site.point.program.module.text) + where.indent;
  const written = writtenOut(source.call);
  if (written && written.length > 0) {
    const lines = written.map(({ key, value: given }) => `${environment}[${pythonText(key)}] = ${source.text(given)}`);
    if (lines.some((line) => /[\r\n]/.test(line))) return [];
    // Values that are computed may read what an earlier line has set.
    const plain = written.every(({ value: given }) => ['Name', 'Str', 'Attribute', 'Num', 'Constant'].includes(given.kind));
    return [{ title: `Set ${shown(written.map(({ key }) => key))} by name`, applicability: plain ? 'safe' : 'unsafe', edits: [{ span: where.span, newText: lines.join(eol) }] }];
  }
  const given = source.call.args.length === 1 ? source.positional[0]?.value : undefined;
  const names = keysOf(value);
  const mapping = given && source.text(given);
  if (!mapping || !/^[A-Za-z_][\w.]*$/.test(mapping) || names.length === 0) return [{ title: 'Set the variables that are meant, by name', applicability: 'display-only', edits: [], reason: 'Which variables are meant cannot be seen here.' }];
  if (!isFree(site.point, 'variable')) return [];
  const list = names.map(pythonText).join(', ');
  return [{
    title: `Set only ${shown(names)}`, applicability: 'unsafe',
    edits: [{ span: where.span, newText: [`for variable in (${list}${names.length === 1 ? ',' : ''}):`, `    if variable in ${mapping}:`, `        ${environment}[variable] = ${mapping}[variable]`].join(eol) }],
  }];
}

function writtenOut({ args }: Call): readonly { readonly key: string; readonly value: Expr }[] | undefined {
  const entries = args.flatMap((argument): ({ key: string; value: Expr } | undefined)[] => {
    if (argument.keyword !== undefined) return [{ key: argument.keyword, value: argument.value }];
    if (argument.value.kind !== 'DictDisplay') return [undefined];
    return argument.value.entries.map(({ key, value }) => {
      const name = textOf(key);
      return name === undefined ? undefined : { key: name, value };
    });
  });
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

/** The names that are known among what the mapping may be. */
function keysOf(value: Value): readonly string[] {
  const names = value.shapes.flatMap((shape) => (shape.kind === 'dict' ? [...shape.entries.values()].flatMap(({ key }) => finiteTexts(key) ?? []) : []));
  return [...new Set(names)].filter((name) => /^\w+$/.test(name)).sort().slice(0, 30);
}

const shown = (names: readonly string[]): string => (names.length > 3 ? `${names.length} variables` : names.map((name) => `\`${name}\``).join(', '));
