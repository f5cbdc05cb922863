/** What rules ask of the allow-list: whether all that a value may be is on it, and what would have to be. */
import type { Place } from '../findings/finding';
import type { SinkKind } from '../catalog/model';
import type { TextPiece, Value } from '../dataflow/value';
import { ALLOW_FIELDS, type AllowKey } from '../project/allow-fields';
import type { AllowList } from '../project/allow-list';
import { worstTaint } from './values';

export interface AllowVerdict {
  /** All that the value may be is allowed: there is nothing to report. */
  readonly allowed: boolean;
  /** The project asks for it, and is not trusted. */
  readonly asked: readonly { readonly place: Place; readonly label: string }[];
  /** What the user could allow; undefined where no list of names covers it. */
  readonly allow?: { readonly key: AllowKey; readonly names: readonly string[] };
}

const NOTHING: AllowVerdict = { allowed: false, asked: [] };

export function judgeAllowed(list: AllowList, key: AllowKey, value: Value, sink: SinkKind): AllowVerdict {
  // A name that comes from elsewhere is whatever it is there. A parameter is what the callers in sight pass: the others are the project's own code too.
  const taint = value.guarded === true ? undefined : worstTaint(value, sink, ['parameter']);
  const passed = !taint && value.taints.some(({ kind }) => kind === 'parameter') ? value.shapes.filter(({ kind }) => kind !== 'any') : value.shapes;
  const alternatives = passed.map((shape) => (shape.kind === 'text' ? shape.parts : undefined));
  if (alternatives.length === 0 || !alternatives.every((parts) => parts !== undefined)) return NOTHING;
  const open = alternatives.filter((parts) => !isModuleKnown(key, parts) && parts.some((part) => 'hole' in part));
  // Nothing has the empty name.
  const names = [...new Set(alternatives.filter((parts) => !open.includes(parts)).map((parts) => parts.map((part) => ('text' in part ? part.text : '')).join('')).map((name) => (key === 'allow-imports' ? name.replace(/:.*$/, '') : name)))].filter((name) => name !== '');
  if (taint && names.length > 0) return NOTHING;
  if (!open.every((parts) => 'text' in parts[0]! && list.allowingBelow(key, parts[0].text) !== undefined)) return NOTHING;
  if (names.length === 0 && open.length === 0) return NOTHING;
  const good = names.filter((name) => ALLOW_FIELDS[key].problem(name) === undefined && !name.includes('*'));
  if (good.length < names.length) return NOTHING;
  const missing = names.filter((name) => list.allowing(key, name) === undefined);
  const asked = missing.map((name) => list.asking(key, name));
  return {
    allowed: missing.length === 0,
    asked: asked.every((entry) => entry !== undefined)
      ? asked.flatMap((entry) => (entry!.place ? [{ place: entry!.place, label: `\`${entry!.name}\` is on the project’s allow-list; the project is not trusted, so this is listed and not obeyed` }] : []))
      : [],
    ...(missing.length > 0 && missing.length <= MOST_ADDED && { allow: { key, names: missing } }),
  };
}

/** Of `module:attribute` the module counts. */
const isModuleKnown = (key: AllowKey, [first]: readonly TextPiece[]): boolean => key === 'allow-imports' && first !== undefined && 'text' in first && first.text.includes(':');

/** So many names at once are a decision that nobody looks at. */
const MOST_ADDED = 20;
