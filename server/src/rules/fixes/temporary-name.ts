/** `tempfile.mktemp(".c")` → a path in a new folder that only this user can write to. */
import { constantText } from '../../dataflow/value';
import type { DraftFix, Site } from '../rule';
import { callSource, moduleFor } from './source';

export function temporaryNameFix(site: Site): DraftFix[] {
  const source = callSource(site.point);
  const os = moduleFor(site.point, 'os');
  const func = source?.call.func;
  if (!source || !os || func?.kind !== 'Attribute' || func.attr !== 'mktemp') return [];
  const part = (name: string, position: number): string | undefined => {
    const given = source.named.get(name) ?? source.positional[position];
    if (!given) return '';
    const value = site.argument(name)?.value;
    return value && constantText(value);
  };
  const [suffix, prefix] = [part('suffix', 0), part('prefix', 1)];
  const folder = source.named.get('dir') ?? source.positional[2];
  const file = `${prefix || 'file'}${suffix}`;
  if (suffix === undefined || prefix === undefined || !/^[\w.+-]+$/.test(file)) return [];
  const made = `${source.text(func.value)}.mkdtemp(${folder ? `dir=${source.text(folder.value)}` : ''})`;
  return [{
    title: 'Put it into a new folder of its own, which stays', applicability: 'unsafe',
    edits: [...os.edits, { span: source.span(source.call), newText: `${os.name}.path.join(${made}, "${file}")` }],
  }];
}
