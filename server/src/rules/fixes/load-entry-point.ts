/**
 * Fixes for `load_entry_point(dist, group, name)` of pkg_resources, which finds an entry point and loads it at once: a test of the name against
 * those that the project itself declares in the group, or the same through importlib.metadata with a test of the module.
 *
 *     entry_point = next((one for one in importlib.metadata.distribution("tides").entry_points if one.group == "tides.steps" and one.name == name), None)
 *     if entry_point is None or entry_point.module not in {"tides.moon"}:
 *         raise ImportError(f"entry point not found or not allowed: {name!r}")
 *     entry_point.load()
 *
 * Source: setuptools pkg_resources/__init__.py, Distribution.load_entry_point, which raises ImportError where there is none such; setuptools 82
 * took pkg_resources out.
 */
import { sectionOptions } from '../../syntax/ini/document';
import { type Point, spanInProgram } from '../../dataflow/source';
import type { ProjectConfig } from '../../project/config';
import { get } from '../../syntax/toml/document';
import type { DraftFix, RuleContext, Site } from '../rule';
import { guard, literal, type Wording } from './guard';
import { textOf } from './mappings';
import { callSource, moduleFor } from './source';
import { freshName, insertBefore, lineEnd, merged, named, nearly, obstacle, surroundings } from './statement';

export const LOAD_BY_NAME = 'load_entry_point';

const WORDS: Wording = { checks: 'its name before loading', noun: 'entry point', called: 'entry_point_name', plural: 'entry points' };

export function loadByNameFixes(context: RuleContext, site: Site): DraftFix[] {
  const source = callSource(site.point);
  // As a method of a distribution it is not told which.
  const isMethod = source?.call.func.kind === 'Attribute' && source.call.args.length === 2;
  const [dist, group, name] = ['dist', 'group', 'name'].map((key, i) => source && (source.named.get(key) ?? source.positional[isMethod ? i - 1 : i])?.value);
  if (!source || !group || !name) return [];
  const wanted = textOf(group);
  const names = wanted === undefined ? [] : declaredIn(context.config, wanted);
  const modules = context.allowed.plugins();
  const byName = names.length > 0 && textOf(name) === undefined ? guard(site.point, { ...site.point, start: name.start, end: name.end }, names, WORDS) : [];
  const byModule = dist && !isMethod && modules.length > 0 ? throughMetadata(site, source.text(dist), source.text(group), { ...site.point, start: name.start, end: name.end }, modules) : [];
  if (byName.length + byModule.length > 0) return [...byName, ...byModule];
  return [nearly('Check which entry point is loaded', 'Neither the project’s own entry points nor `allow-imports` say which may be meant.')];
}

/** The names that the project itself declares in a group. */
function declaredIn({ pyproject, setupCfg }: ProjectConfig, group: string): readonly string[] {
  const scripts = ({ console_scripts: 'scripts', gui_scripts: 'gui-scripts' } as Readonly<Record<string, string>>)[group];
  const table = pyproject && get(pyproject, scripts === undefined ? ['project', 'entry-points', group] : ['project', scripts])?.value;
  const option = setupCfg && sectionOptions(setupCfg, 'options.entry_points').find(({ key }) => key === group);
  return [...(table?.kind === 'table' ? [...table.entries.values()].map(({ key }) => key) : []), ...(option?.lines ?? []).flatMap(({ text }) => /^\s*([^=\s]+)\s*=/.exec(text)?.[1] ?? [])];
}

function throughMetadata(site: Site, dist: string, group: string, name: Point, modules: readonly string[]): DraftFix[] {
  const title = `Find it with \`importlib.metadata\`, and allow only ${modules.length === 1 ? `\`${modules[0]!}\`` : `${modules.length} modules`}: what it requires is no longer checked`;
  const where = surroundings(site.point);
  if (!where || where.indent === undefined) return [nearly(title, obstacle(site.point)!)];
  const metadata = moduleFor(site.point, 'importlib.metadata');
  if (!metadata) return [nearly(title, '`importlib` means something else here.')];
  const wanted = named(name, WORDS.called);
  if (!wanted || /[\r\n]/.test(dist + group)) return [nearly(title, 'The arguments stand on several lines.')];
  const found = freshName(site.point, 'entry_point');
  const lines = [
    ...(wanted.line === undefined ? [] : [wanted.line]),
    `${found} = next((one for one in ${metadata.name}.distribution(${dist}).entry_points if one.group == ${group} and one.name == ${wanted.name}), None)`,
    `if ${found} is None or ${found}.module not in {${modules.map(literal).join(', ')}}:`,
    `    raise ImportError(f"entry point not found or not allowed: {${wanted.name}!r}")`,
  ];
  const insertion = insertBefore(where, lines, lineEnd(site.point.program.module.text))!;
  return [{ title, applicability: 'unsafe', edits: [...metadata.edits, ...merged([insertion, { span: spanInProgram(site.point), newText: `${found}.load()` }])] }];
}
