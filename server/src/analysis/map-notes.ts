/**
 * The execution map beside the text it speaks of: one line for a file, for a key, for a function that a hook calls, and a longer
 * explanation of the keys at a place. Titles are plain text and begin in lower case, since they follow other words in some editors.
 *
 *     runs on `pip download`: get_requires_for_build_wheel → setup.py         above a key
 *     runs on `pip install`: build_wheel                                      above a function
 */
import { contains, type Span } from '../base/text';
import { type ExecutionMap, isSelfNamed, keyPlace, type MapEdge, targetText, type Way, whatRuns } from '../findings/execution-map';
import type { Place } from '../findings/finding';
import { code, escaped } from './markdown';
import type { Snapshot } from './host';

export interface MapNote {
  readonly span: Span;
  readonly title: string;
  /** Where to go from here: what the key names, or the keys that name the file. */
  readonly places: readonly Place[];
}

/** Sorted by place; empty for files that the map does not touch. */
export function notesOf(snapshot: Snapshot, path: string): readonly MapNote[] {
  const { edges } = snapshot.executionMap();
  return [...fileNote(edges, path), ...keyNotes(edges, path), ...functionNotes(snapshot, edges, path)].sort((a, b) => a.span.start - b.span.start);
}

/** What runs the file, at its beginning. Text that stands in a key is told at the key. */
function fileNote(edges: readonly MapEdge[], path: string): MapNote[] {
  const here = edges.filter(({ target, via }) => target.place?.path === path && !(via.key !== '' && via.path === path));
  const best = here.find(({ executes }) => executes) ?? here[0];
  if (!best) return [];
  const named = distinct(here.filter((edge) => !isSelfNamed(edge)), (edge) => `${edge.via.path} ${keyPlace(edge).span.start}`);
  const by = named[0] === undefined ? '' : ` ← ${named[0].via.key === '' ? named[0].via.path : named[0].via.key}${named.length > 1 ? ` and ${named.length - 1} more` : ''}`;
  return [{ span: { start: 0, end: 0 }, title: (best.executes ? `${verb(best)} ${way(best.ways)}` : reason(best)) + by, places: named.map(keyPlace) }];
}

/** What other people's code a project asks for, and what it sets, is read in the key itself: a note beside it says nothing more. */
const SPEAK_FOR_THEMSELVES: ReadonlySet<string> = new Set(['require', 'environment']);

/** Edges of one key are one note, and things that it makes run in several ways are counted once. */
function keyNotes(edges: readonly MapEdge[], path: string): MapNote[] {
  const byKey = new Map<number, MapEdge[]>();
  for (const edge of edges) {
    if (edge.via.path !== path || edge.via.key === '' || SPEAK_FOR_THEMSELVES.has(edge.kind)) continue;
    const at = keyPlace(edge).span.start;
    const known = byKey.get(at);
    if (known) known.push(edge);
    else byKey.set(at, [edge]);
  }
  return [...byKey.values()].map((all) => {
    const here = distinct([...all].sort((a, b) => Number(b.executes) - Number(a.executes)), targetText);
    const best = here.find(({ executes }) => executes) ?? here[0]!;
    const more = here.length > 1 ? ` and ${here.length - 1} more` : '';
    return {
      span: keyPlace(best).span,
      title: best.executes ? `${verb(best)} ${way(best.ways)} → ${targetText(best)}${more}` : `${reason(best)}${more}`,
      places: here.flatMap(({ target: { place } }) => (place && !(place.path === path && contains(best.via.span, place.span)) ? [place] : [])),
    };
  });
}

function functionNotes(snapshot: Snapshot, edges: readonly MapEdge[], path: string): MapNote[] {
  const places = edges.filter((edge) => edge.target.place?.path === path && !isSelfNamed(edge)).map(keyPlace);
  return snapshot.entryPoints(path).map(({ span, ways, condition }) => ({ span, title: `${condition === undefined ? 'runs' : 'may run'} ${way(ways)}`, places }));
}

/** The first of all that have the same key. */
const distinct = (edges: readonly MapEdge[], keyOf: (edge: MapEdge) => string): MapEdge[] =>
  [...new Map([...edges].reverse().map((edge) => [keyOf(edge), edge])).values()].reverse();

const verb = ({ certainty }: MapEdge): string => (certainty === 'certain' ? 'runs' : 'may run');

const reason = (edge: MapEdge): string => whatRuns(edge);

/** The cheapest way in. */
const way = (ways: readonly Way[]): string => (ways[0] === undefined ? '' : `on \`${ways[0].command}\`: ${ways[0].hook}`);

export interface EdgeExplanation {
  readonly span: Span;
  readonly markdown: string;
}

/** What the keys at an offset make run, when, under which condition, and where that is known from. Undefined where there is none. */
export function explainEdges(map: ExecutionMap, path: string, offset: number): EdgeExplanation | undefined {
  const here = edgesAt(map, path, offset);
  if (here.length === 0) return undefined;
  return { span: here[0]!.value?.path === path && contains(here[0]!.value.span, { start: offset, end: offset }) ? here[0]!.value.span : here[0]!.via.span, markdown: here.map(explainEdge).join('\n\n---\n\n') };
}

/** The edges whose key or value holds the offset; those whose own value does, if there are any. */
export function edgesAt({ edges }: ExecutionMap, path: string, offset: number): readonly MapEdge[] {
  const at = { start: offset, end: offset };
  const exact = edges.filter(({ value }) => value?.path === path && contains(value.span, at));
  return exact.length > 0 ? exact : edges.filter(({ via }) => via.path === path && via.key !== '' && (contains(via.span, at) || (via.keySpan !== undefined && contains(via.keySpan, at))));
}

function explainEdge(edge: MapEdge): string {
  const byCommand = new Map<string, string[]>();
  for (const { command, hook } of edge.ways) byCommand.set(command, [...(byCommand.get(command) ?? []), hook]);
  const ways = [...byCommand].map(([command, hooks]) => `- ${code(command)}: ${hooks.map(code).join(', ')}`).join('\n');
  const words = `${code(edge.via.key)} ${escaped(whatRuns(edge))}.`;
  const source = /^https:\/\/\S+$/.test(edge.source) ? `[${edge.source}](${edge.source})` : edge.source;
  return [`**Build execution** · ${edge.title}`, words, ...(edge.executes ? [`**When it runs**, the easiest way first\n\n${ways}`] : []), `*Known from* ${source}`].join('\n\n');
}
