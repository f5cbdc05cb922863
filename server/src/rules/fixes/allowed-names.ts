/** `getattr(backend, name)(…)` → the same after a check that the name is one of those that are meant. */
import type { DynamicCallEvent } from '../../dataflow/events';
import { callAt, dottedName } from '../../semantics/find';
import type { Value } from '../../dataflow/value';
import { spanInProgram } from '../../dataflow/source';
import type { DraftFix } from '../rule';
import { isFree } from './source';
import { insertBefore, lineEnd, surroundings } from './statement';

/** PEP 517 and PEP 660. */
const HOOKS = ['build_editable', 'build_sdist', 'build_wheel', 'get_requires_for_build_editable', 'get_requires_for_build_sdist', 'get_requires_for_build_wheel', 'prepare_metadata_for_build_editable', 'prepare_metadata_for_build_wheel'];

const MOST_NAMES = 12;

export function allowedNameFixes({ computed }: DynamicCallEvent, object: Value): DraftFix[] {
  const { point } = computed;
  const call = callAt(point.unit, point.start, point.end);
  const name = call?.args[1]?.value;
  const where = surroundings(point);
  const base = { title: 'Check the name before the call', applicability: 'display-only', edits: [] } as const;
  if (!call || !name || dottedName(call.func) !== 'getattr') return [];
  const own = dottedName(name);
  const written = point.unit.text.slice(name.start, name.end);
  if (!where || where.indent === undefined || (own === undefined && (/[\r\n]/.test(written) || !isFree(point, 'function_name')))) return [{ ...base, reason: 'The name is computed where it is used: give it a name of its own first.' }];
  const text = own ?? 'function_name';
  const names = namesOf(object, point.program.module.text);
  if (names.length === 0 || names.length > MOST_NAMES) return [{ ...base, reason: 'Which names are meant cannot be seen here.' }];
  const lines = [...(own === undefined ? [`${text} = ${written}`] : []), `if ${text} not in {${names.map((one) => `"${one}"`).join(', ')}}:`, `    raise AttributeError(${text})`];
  const insertion = insertBefore(where, lines, lineEnd(point.program.module.text));
  if (!insertion || insertion.span.start > spanInProgram(point).start) return [];
  return [{ title: names === HOOKS ? 'Call only hooks of a build backend' : `Call only ${names.length === 1 ? `\`${names[0]!}\`` : `one of ${names.length} known functions`}`, applicability: 'unsafe', edits: own === undefined ? [insertion, { span: spanInProgram({ ...point, start: name.start, end: name.end }), newText: text }] : [insertion] }];
}

/** What may be meant: the functions of a module or object of the project; of anything else in a program about builds, the hooks. */
function namesOf(object: Value, text: string): readonly string[] {
  const own = object.shapes.flatMap((shape) => {
    if (shape.kind === 'module') return shape.program.module.units.flatMap((unit) => unit.statements.flatMap((statement) => (statement.kind === 'FunctionDef' ? [statement.name] : [])));
    return shape.kind === 'object' ? shape.cls.node.body.flatMap((statement) => (statement.kind === 'FunctionDef' ? [statement.name] : [])) : [];
  }).filter((name) => !name.startsWith('_'));
  if (own.length > 0) return [...new Set(own)].sort();
  return HOOKS.some((hook) => text.includes(hook)) || object.shapes.some((shape) => shape.kind === 'external' && /build_meta|buildapi|\.build$|backend/.test(shape.path)) ? HOOKS : [];
}
