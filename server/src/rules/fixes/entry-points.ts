/**
 * Fixes for plug-ins that installed packages declare: a test of the module before it is loaded, against the modules that the user allows.
 *
 *     for plugin in entry_points(group="tides.plugins"):       if plugin.module not in {"tides.moon"}:
 *         plugin.load()                                             raise ValueError(f"module not allowed: {plugin.module!r}")
 *
 * In a comprehension, where no statement fits, others are left out.
 */
import { spanInProgram } from '../../dataflow/source';
import { callAt, dottedName, expressionAt } from '../../semantics/find';
import type { Comprehension } from '../../syntax/python/ast';
import type { DraftFix, RuleContext, Site } from '../rule';
import { guard, literal, type Wording } from './guard';
import { LOAD_BY_NAME, loadByNameFixes } from './load-entry-point';
import { nearly } from './statement';

const WORDS: Wording = { checks: 'its module before loading', noun: 'module', called: 'entry_point', plural: 'modules' };

export const isLoadOfEntryPoint = ({ path }: Site): boolean => /\bEntryPoint\(\)\.(?:load|resolve)$/.test(path);

/** What the call is called: `EntryPoint.load`, or the function that finds the entry point and loads it. */
export function loaderOf({ path, point }: Site): string {
  const func = callAt(point.unit, point.start, point.end)?.func;
  const written = func?.kind === 'Attribute' ? func.attr : func?.kind === 'Name' ? func.id : undefined;
  return written === undefined || path.endsWith(`.${written}`) ? path.replace(/^.*\.(?=EntryPoint)|\(\)/g, '') : written;
}

export function entryPointFixes(context: RuleContext, site: Site): DraftFix[] {
  const chain = expressionAt(site.point.unit, site.point.start, site.point.end)?.chain ?? [];
  const call = chain.at(-1);
  if (call?.kind !== 'Call') return [];
  if (loaderOf(site) === LOAD_BY_NAME) return loadByNameFixes(context, site);
  if (call.func.kind !== 'Attribute') return [];
  const attribute = site.path.startsWith('pkg_resources.') ? 'module_name' : 'module';
  const names = context.allowed.plugins();
  if (names.length === 0) return [nearly(`Check ${WORDS.checks}`, 'No module is known that could be allowed: name those that you mean in `allow-imports`.')];
  const receiver = call.func.value;
  const name = dottedName(receiver);
  const around = chain.findLast((node) => node.kind === 'Comprehension');
  if (around && name !== undefined) {
    const filter = filtered(site, around, name, `${name}.${attribute} in {${names.map(literal).join(', ')}}`);
    if (filter) return [{ title: `Load only ${names.length === 1 ? `\`${names[0]!}\`` : `${names.length} modules`}: leave out other entry points`, applicability: 'unsafe', edits: [filter] }];
  }
  return guard(site.point, { ...site.point, start: receiver.start, end: receiver.end }, names, { ...WORDS, part: (subject) => `${subject}.${attribute}` });
}

/** ` if …` behind the clause that gives the name its values; undefined where the name is not the comprehension's own. */
function filtered(site: Site, { clauses }: Comprehension, name: string, test: string): DraftFix['edits'][number] | undefined {
  const clause = clauses.find((one) => one.kind === 'for' && one.target.kind === 'Name' && one.target.id === name);
  // An `if` behind the iterable would be read as part of a conditional expression, if there were an `else`: there is none.
  if (clause?.kind !== 'for' || clause.iterable.kind === 'Lambda' || clause.iterable.kind === 'Conditional') return undefined;
  const { unit } = site.point;
  // Brackets around the iterable belong to it.
  const after = /^\s*\)/.test(unit.text.slice(clause.iterable.end)) && /\(\s*$/.test(unit.text.slice(0, clause.iterable.start));
  const at = spanInProgram({ ...site.point, start: clause.iterable.end, end: clause.iterable.end }).start;
  return after ? undefined : { span: { start: at, end: at }, newText: ` if ${test}` };
}
