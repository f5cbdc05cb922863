/** A rule about configuration: it reads the execution map and the parsed configuration, not interpreted code. */
import type { Span } from '../base/text';
import type { Fix } from '../findings/fix';
import type { Confidence, Persona, RuleMetadata, Severity } from '../findings/rule';
import type { ProjectConfig } from '../project/config';
import type { Edge } from '../project/edges';
import { reachOf } from '../project/reach';

export interface ConfigRule {
  readonly metadata: RuleMetadata;
  readonly fixable: boolean;
  readonly check: (context: ConfigContext) => void;
}

export interface ConfigContext {
  readonly config: ProjectConfig;
  readonly edges: readonly Edge[];
  /** Whether what the project says of itself is obeyed. */
  readonly trustProject: boolean;
  report(draft: ConfigDraft): void;
}

export interface ConfigDraft {
  readonly path: string;
  readonly span: Span;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
  readonly message: string;
  /** What runs, for when: the edge itself is more exact than all that stands at the place. */
  readonly edge?: Edge;
  /** On files of the project as they were read. */
  readonly fixes?: readonly Fix[];
  /** As in findings/finding.ts. */
  readonly signs?: readonly string[];
}

/** ": `pip download` is enough", for the end of a message; '' when no command is known. */
export const enough = ({ commands }: Edge): string => (commands[0] === undefined ? '' : `: \`${commands[0]}\` is enough`);

/** Whether a build or an installation reaches the edge, and not only tests, tools or tasks that somebody asks for. */
export const isOfBuild = ({ hooks }: Edge): boolean => ['metadata', 'install', 'sdist'].includes(reachOf(hooks) ?? 'never');

/** The text that names what runs, where there is one, else the key or file. */
export const placeOf = ({ value, via }: Edge): { readonly path: string; readonly span: Span } => ({ path: (value ?? via).path, span: (value ?? via).span });

/** One edge for each place that edges speak of: several rows may tell of one thing at several hooks, and what is certain is told. */
export function oneForEachPlace(edges: readonly Edge[]): readonly Edge[] {
  const byPlace = new Map<string, Edge>();
  for (const edge of edges) {
    const { path, span } = placeOf(edge);
    const known = byPlace.get(`${path}:${span.start}`);
    if (known === undefined || (known.certainty !== 'certain' && edge.certainty === 'certain')) byPlace.set(`${path}:${span.start}`, edge);
  }
  return [...byPlace.values()];
}

/** The key in backquotes, or the file that is found by its name. */
export const keyOf = ({ via }: Edge): string => `\`${via.key === '' ? via.path : via.key}\``;

/** Text of a project in a message: one line, not too long. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `\`${(line.length > 80 ? `${line.slice(0, 77)}…` : line).replaceAll('`', '’')}\``;
}
