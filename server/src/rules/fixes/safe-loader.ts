/** `yaml.load(text, Loader=yaml.Loader)` → `yaml.load(text, Loader=yaml.SafeLoader)`; of formats that cannot be made safe, a note. */
import type { DraftFix, Site } from '../rule';
import { addArgument, callSource } from './source';

/** PyYAML's functions that always construct what a document asks for, and those that do not. */
const SAFE: Readonly<Record<string, string>> = { unsafe_load: 'safe_load', full_load: 'safe_load', unsafe_load_all: 'safe_load_all', full_load_all: 'safe_load_all' };

export function deserializationFixes(site: Site): DraftFix[] {
  if (!site.path.startsWith('yaml.')) {
    return [{ title: 'Keep the data as JSON or TOML', applicability: 'display-only', edits: [], reason: 'Whoever writes such data decides what runs when it is loaded; no option makes that safe.' }];
  }
  const source = callSource(site.point);
  const func = source?.call.func;
  if (!source || func?.kind !== 'Attribute') return [];
  const title = 'Load plain data only: documents that construct Python objects are refused';
  const replacement = SAFE[func.attr];
  const module = source.text(func.value);
  if (replacement) return [{ title, applicability: 'unsafe', edits: [{ span: source.span({ start: func.attrStart, end: func.end }), newText: replacement }] }];
  const loader = source.named.get('Loader') ?? source.positional[1];
  if (loader) return [{ title, applicability: 'unsafe', edits: [{ span: source.span(loader.value), newText: `${module}.SafeLoader` }] }];
  return [{ title, applicability: 'unsafe', edits: [addArgument(source, `Loader=${module}.SafeLoader`)] }];
}
