/**
 * What is new, gone or changed between two versions of a project, by meaning: what runs, what it can do, what was found, what is
 * hidden in strings. Lines do not count, nor does the file's name where something moved as it was.
 *
 *     exec(data)   was there, and still is, elsewhere          nothing to tell
 *     exec(data)   data came from a literal, now from a URL    changed: its signs differ
 *     setup.py     was run by nothing, now by pip download     a new edge, and findings whose reach changed
 */
import { type ExecutionMap, type MapEdge, targetText, whatRuns } from './execution-map';
import type { Finding } from './finding';
import { fingerprints, identityOf } from './fingerprint';
import { easier, type Reach, rankOf } from './reach';
import type { Layer, ProjectReport, Scores } from './report';
import { type Severity, SEVERITIES } from './rule';

/** One version of a project. */
export interface Version {
  readonly report: ProjectReport;
  readonly map: ExecutionMap;
}

export interface Change<T> {
  readonly old: T;
  readonly new: T;
  /** In plain words, what differs. */
  readonly what: readonly string[];
}

export interface Changes<T> {
  readonly new: readonly T[];
  readonly gone: readonly T[];
  readonly changed: readonly Change<T>[];
}

/** What a project can do, by rule: where it ends, not who calls it. */
export interface Capability {
  readonly rule: string;
  /** Places of all personas. */
  readonly places: number;
  readonly severity: Severity;
  readonly reach?: Reach;
}

export interface PlacedLayer extends Layer {
  readonly path: string;
}

export interface Difference {
  readonly edges: Changes<MapEdge>;
  readonly capabilities: Changes<Capability>;
  readonly findings: Changes<Finding>;
  readonly layers: Changes<PlacedLayer>;
  readonly scores: { readonly old: Scores; readonly new: Scores };
}

/** `shown`: the findings that the reader is told about; capabilities count all. */
export function compareVersions(old: Version, now: Version, shown: (finding: Finding) => boolean): Difference {
  return {
    edges: changesOf(old.map.edges, now.map.edges, [edgeIdentity, ({ id, target, kind }) => JSON.stringify([id, target.text, kind]), edgeKey], edgeDifferences),
    capabilities: changesOf(capabilitiesOf(old), capabilitiesOf(now), [({ rule }) => rule], capabilityDifferences),
    findings: findingChanges(old.report.findings, now.report.findings, shown),
    layers: changesOf(layersOf(old), layersOf(now), [({ path, text }) => JSON.stringify([path, text]), ({ text }) => text, layerKey], layerDifferences),
    scores: { old: old.report.scores, new: now.report.scores },
  };
}

export const isSame = ({ edges, capabilities, findings, layers }: Difference): boolean =>
  [edges, capabilities, findings, layers].every((changes) => changes.new.length + changes.gone.length + changes.changed.length === 0);

/**
 * Pairs what is the same in two lists: by the first key, then what is left by the next, and so on. Of several with one key the first
 * goes with the first. `differences`: in what a pair differs, nothing for a pair that is worth no word.
 */
export function changesOf<T>(old: readonly T[], now: readonly T[], keys: readonly ((one: T) => string)[], differences: (old: T, now: T) => readonly string[]): Changes<T> {
  let [left, right] = [[...old], [...now]];
  const pairs = new Map<T, T>();
  for (const key of keys) {
    const byKey = new Map<string, T[]>();
    for (const one of left) byKey.set(key(one), [...(byKey.get(key(one)) ?? []), one]);
    const taken = new Set<T>();
    right = right.filter((one) => {
      const match = byKey.get(key(one))?.shift();
      if (match === undefined) return true;
      taken.add(match);
      pairs.set(one, match);
      return false;
    });
    left = left.filter((one) => !taken.has(one));
  }
  const changed = now.flatMap((one): Change<T>[] => {
    const before = pairs.get(one);
    const what = before === undefined ? [] : differences(before, one);
    return before === undefined || what.length === 0 ? [] : [{ old: before, new: one, what }];
  });
  return { new: right, gone: left, changed };
}

const edgeIdentity = (edge: MapEdge): string => JSON.stringify([edgeKey(edge), edge.target.text]);
const edgeKey = ({ id, via, kind }: MapEdge): string => JSON.stringify([id, via.path, via.key, kind]);

const namedBy = ({ via }: MapEdge): string => (via.key === '' ? via.path : `${via.key} of ${via.path}`);
const commandsOf = ({ ways }: MapEdge): string => [...new Set(ways.map(({ command }) => command))].join(', ');
const hooksOf = ({ ways }: MapEdge): string => [...new Set(ways.map(({ hook }) => hook))].sort().join(', ');

function edgeDifferences(old: MapEdge, now: MapEdge): string[] {
  const what: string[] = [];
  if (whatRuns(old) !== whatRuns(now)) what.push(targetText(old) === targetText(now) ? `${whatRuns(old)} before` : `before: ${whatRuns(old)}`);
  if (namedBy(old) !== namedBy(now)) what.push(`named by ${namedBy(now)}, before by ${namedBy(old)}`);
  if (commandsOf(old) !== commandsOf(now)) what.push(`reached by ${commandsOf(now)}, before by ${commandsOf(old)}`);
  else if (hooksOf(old) !== hooksOf(now)) what.push(`at ${hooksOf(now)}, before at ${hooksOf(old)}`);
  return what;
}

function capabilitiesOf({ report }: Version): Capability[] {
  const found = new Map<string, Capability>();
  // What could not be analysed is no capability, and neither is a comment.
  for (const { rule, category, severity, execution } of report.findings) {
    if (category === 'analysis') continue;
    const known = found.get(rule);
    const reach = known ? easier(known.reach, execution.reach) : execution.reach;
    found.set(rule, {
      rule, places: (known?.places ?? 0) + 1, ...(reach !== undefined && { reach }),
      severity: known && SEVERITIES.indexOf(known.severity) <= SEVERITIES.indexOf(severity) ? known.severity : severity,
    });
  }
  return [...found.values()].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.rule < b.rule ? -1 : 1));
}

function capabilityDifferences(old: Capability, now: Capability): string[] {
  return [
    ...(old.places === now.places ? [] : [`${now.places} ${now.places === 1 ? 'place' : 'places'}, before ${old.places}`]),
    ...(old.severity === now.severity ? [] : [`${now.severity}, before ${old.severity}`]),
    ...(rankOf(old.reach) === rankOf(now.reach) ? [] : [rankOf(now.reach) < rankOf(old.reach) ? 'more easily reached than before' : 'less easily reached than before']),
  ];
}

/** First the very same, then what moved to another file, then what stands in the same function and says something else. */
function findingChanges(old: readonly Finding[], now: readonly Finding[], shown: (finding: Finding) => boolean): Changes<Finding> {
  const names = new Map([...fingerprints(old), ...fingerprints(now)]);
  const sameFunction = ({ rule, path, anchor, layer }: Finding): string => JSON.stringify([rule, path, anchor?.within ?? '', layer !== undefined]);
  const all = changesOf(old, now, [(one) => names.get(one)!, (one) => identityOf(one, { path: false }), sameFunction], findingDifferences);
  // What was always there is new to a reader who was not told before, and gone for one who is told no longer.
  const risen = all.changed.filter((one) => shown(one.new) && !shown(one.old));
  const fallen = all.changed.filter((one) => shown(one.old) && !shown(one.new));
  return {
    new: [...all.new.filter(shown), ...risen.map((one) => one.new)],
    gone: [...all.gone.filter(shown), ...fallen.map((one) => one.old)],
    changed: all.changed.filter((one) => shown(one.old) && shown(one.new)),
  };
}

function findingDifferences(old: Finding, now: Finding): string[] {
  const what: string[] = [];
  if (old.anchor?.text !== now.anchor?.text) what.push(`before: ${old.anchor?.text ?? old.message}`);
  if (old.severity !== now.severity) what.push(`${now.severity}, before ${old.severity}`);
  if (signsOf(old) !== signsOf(now)) what.push(`says ${signsOf(now) || 'nothing'}, before ${signsOf(old) || 'nothing'}`);
  const [from, before] = [now.flow[0]?.label, old.flow[0]?.label];
  if (from !== before) what.push(`its value is ${from ?? 'known'}, before ${before ?? 'known'}`);
  if (rankOf(old.execution.reach) !== rankOf(now.execution.reach)) what.push(rankOf(now.execution.reach) < rankOf(old.execution.reach) ? 'more easily reached than before' : 'less easily reached than before');
  if (old.persona !== now.persona && what.length === 0) what.push(`told to the ${now.persona} reader, before to the ${old.persona}`);
  return what;
}

const signsOf = ({ signs }: Finding): string => [...new Set(signs)].sort().join(', ');

const layersOf = ({ report }: Version): PlacedLayer[] => report.files.flatMap(({ path, layers }) => layers.map((layer) => ({ ...layer, path })));

/** Numbers in names are lines. */
const layerKey = ({ path, name, language }: PlacedLayer): string => JSON.stringify([path, name.replace(/\d+/g, ''), language]);

const layerDifferences = (old: PlacedLayer, now: PlacedLayer): string[] => (old.text === now.text ? [] : [`${now.text.length} characters, before ${old.text.length}`]);
