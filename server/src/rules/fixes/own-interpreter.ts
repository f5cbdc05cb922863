/** `["python", "gen.py"]` → `[sys.executable, "gen.py"]`: the Python that builds, not the first one on the path. */
import type { DraftFix, Site } from '../rule';
import { callSource, moduleFor } from './source';

/** Names under which a Python, or its pip, is found by the search path. */
const FOUND = /^(?:python|python3|pip|pip3)(?:\.exe)?$/;

export const isFoundPython = (program: string | undefined): boolean => program !== undefined && FOUND.test(program);

export function ownInterpreterFixes(site: Site): DraftFix[] {
  const source = callSource(site.point);
  const list = (source?.positional[0] ?? source?.named.get('args'))?.value;
  const sys = moduleFor(site.point, 'sys');
  if (!source || !sys || list?.kind !== 'Sequence' || list.elements[0]?.kind !== 'Str') return [];
  const first = list.elements[0];
  const isPip = /^["']pip/.test(source.text(first));
  return [{ title: 'Start the Python that builds', applicability: 'unsafe', edits: [...sys.edits, { span: source.span(first), newText: `${sys.name}.executable${isPip ? ', "-m", "pip"' : ''}` }] }];
}
