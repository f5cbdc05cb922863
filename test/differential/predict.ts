/** What the execution map says of a marker project: which marks its hooks leave. */
import { baseName } from '../../server/src/base/fileset';
import type { Edge } from '../../server/src/project/edge';
import { BUILD_HOOKS, type BuildHook } from '../../server/src/project/hooks';
import { marksIn, type Project } from './project';
import type { Called } from './run';

/** From mark to the hooks at which it is left. Edges that need no mark: settings, requirements that no key of the project names. */
export function predict(project: Project, edges: readonly Edge[], metadataBuildsWheel: boolean): ReadonlyMap<string, ReadonlySet<Called>> {
  const marks = marksIn(project.files);
  const predicted = new Map<string, Set<Called>>();
  for (const edge of edges) {
    const hooks = hooksAt(edge).filter((hook) => !isUnmet(project, edge, hook));
    if (!edge.executes || hooks.length === 0 || project.unmarked?.includes(edge.id)) continue;
    if (edge.target.kind === 'setting' || (edge.kind === 'require' && !marks.includes(edge.id))) continue;
    const name = project.as?.[edge.id] ?? markOf(edge, marks);
    const called = predicted.get(name) ?? new Set<Called>();
    predicted.set(name, called);
    for (const hook of hooks) called.add(hook);
    // pip builds the wheel where the backend leaves the metadata hook out, and that is all it does.
    if (hooks.includes(metadataBuildsWheel ? 'W' : 'MW')) called.add('MW in pip');
  }
  return predicted;
}

/** Only what is in doubt may stay away. */
const isUnmet = ({ unmet = [] }: Project, { id, certainty }: Edge, hook: BuildHook): boolean => certainty !== 'certain' && (unmet.includes(id) || unmet.includes(`${id}@${hook}`));

/** Requirements are returned by the hooks that are there to ask for them. */
const hooksAt = ({ hooks, kind }: Edge): readonly BuildHook[] => BUILD_HOOKS.filter((hook) => hooks.includes(hook) && (kind !== 'require' || hook.startsWith('R')));

function markOf({ id, target }: Edge, marks: readonly string[]): string {
  const part = target.kind === 'module' && target.object !== '' ? target.object : target.kind === 'module' || target.kind === 'file' ? baseName(target.path ?? '') : '';
  return marks.includes(`${id}:${part}`) ? `${id}:${part}` : id;
}
