/** Programs and commands in configuration → findings and layers: what a build, or the start of an interpreter, runs from a text in a key or a line. */
import type { Layer } from '../findings/report';
import type { Finding } from '../findings/finding';
import { type HeldText, runHeldText } from '../dataflow/held-text';
import type { ProgramRun } from '../dataflow/entries';
import { placeOf, type Program, wholeModule } from '../dataflow/source';
import type { Edge } from '../project/edges';
import { executionAt } from '../project/hooks';
import { isOfBuild, keyOf } from '../rules/config-rule';
import { checkProgram } from './check-program';
import type { FileInput } from './file-input';
import { notAnalysed } from './meta-findings';
import { ProjectWorld } from './project-world';

/** Texts of one file that are run; more are told, not followed. */
const MOST_TEXTS = 200;

export interface HeldResult {
  readonly findings: readonly Finding[];
  readonly layers: readonly Layer[];
  readonly runs: readonly ProgramRun[];
  readonly world: ProjectWorld;
}

export function analyzeHeld(input: FileInput, text: string): HeldResult {
  const world = new ProjectWorld(input.files, input.sources, input.roles, input, input.searchPath, input.catalog, input.observe);
  const host: Program = { path: input.path, role: input.role, module: wholeModule(text) };
  const held = distinctTexts(input);
  const findings: Finding[] = [];
  const runs: ProgramRun[] = [];
  for (const { edge, one } of held.slice(0, MOST_TEXTS)) {
    const run = runHeldText(host, one, world);
    const execution = executionAt(edge.hooks, edge.commands, edge.condition);
    runs.push(run);
    // Edits would have to be quoted as the file quotes, and be one expression: none is offered.
    for (const finding of checkProgram({ run, config: input.config, edges: input.edges, allowed: input.allowed, textOf: (path) => world.readText(path) })) {
      findings.push({ ...finding, execution: { ...execution, gates: finding.execution.gates }, fixes: finding.path === input.path ? [] : finding.fixes });
    }
  }
  const next = held[MOST_TEXTS];
  if (next) findings.push(notAnalysed({ path: input.path, role: input.role, execution: executionAt(next.edge.hooks, next.edge.commands) }, next.one, `this file holds more than ${MOST_TEXTS} commands and expressions`));
  const layers = [...world.layers].map(([id, layer]): Layer => {
    const { name, language, host: outer, place } = layer.layer!;
    return { id, name, role: layer.role, host: placeOf(place).span, language, text: layer.module.text, ...(outer.layer && { inside: outer.layer.id }) };
  });
  return { findings, layers, runs, world };
}

/** What runs, once for each place: hooks may share a key. */
function distinctTexts({ path, edges }: FileInput): readonly { readonly edge: Edge; readonly one: HeldText }[] {
  const found = new Map<string, { edge: Edge; one: HeldText }>();
  for (const edge of edges) {
    const { target } = edge;
    if (!edge.executes || target.kind !== 'text' || target.place.path !== path || !(isOfBuild(edge) || edge.hooks.includes('start'))) continue;
    const { start, end } = target.place.span;
    // The name of a value that a key leaves out stands nowhere.
    if (edge.value === undefined) continue;
    const id = `${start}:${end}:${target.language}`;
    if (!found.has(id)) found.set(id, { edge, one: { language: target.language, text: target.text, start, end, name: edge.via.key === '' ? path : keyOf(edge).replaceAll('`', '') } });
  }
  return [...found.values()];
}
