/** What a writer of execution maps is given, and the form for programs: one JSON object a project, each on a line of its own. */
import { type CommandRuns, type ExecutionMap, keyPlace, type MapEdge } from '../findings/execution-map';
import { placeOf } from './place';
import type { SourceOf } from './writer';

export interface MappedProject {
  /** The project folder as shown to the user. */
  readonly project: string;
  readonly map: ExecutionMap;
  /** The same map as a tree. */
  readonly runs: readonly CommandRuns[];
  readonly source: SourceOf;
}

export interface RunsOptions {
  readonly colour: boolean;
  /** Columns a line may take. */
  readonly width: number;
  /** The command that was asked for, as typed. */
  readonly command?: string;
}

/** The text of one project. Writers are pure; the same map gives the same text on every machine. */
export type RunsWriter = (entry: MappedProject | { readonly project: string; readonly error: string }, options: RunsOptions) => string;

/** docs/json-schema/runs.schema.json is the contract: one edge for each command and hook that reaches it, the cheapest command first. */
export const runsJson: RunsWriter = (entry) => `${JSON.stringify('error' in entry ? { project: entry.project, error: entry.error } : {
  project: entry.project,
  backend: entry.map.backend,
  edges: entry.runs.flatMap(({ command, stages }) => stages.flatMap(({ hooks, edges }) => hooks.flatMap((hook) => edges.map((edge) => edgeJson(entry, command, hook, edge))))),
})}\n`;

function edgeJson({ source }: MappedProject, command: string, hook: string, edge: MapEdge): object {
  const { path, key } = edge.via;
  const { span } = keyPlace(edge);
  const text = source(path);
  return {
    command, hook,
    via: { path, key, span: { start: placeOf(text, span.start), end: placeOf(text, span.end) } },
    target: edge.target.text,
    kind: edge.kind,
    condition: edge.condition ?? edge.because ?? null,
    certainty: edge.certainty,
    executes: edge.executes,
  };
}
