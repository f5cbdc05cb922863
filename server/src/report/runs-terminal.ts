/**
 * The execution map for people at a terminal: a tree from the command through hooks and keys to what runs.
 *
 *     pkg  hatchling.build
 *
 *     pip download
 *     └─ get_requires_for_build_wheel, build_wheel
 *        └─ pyproject.toml:5:1 tool.hatch.build.hooks.custom
 *           executes hatch_build.py
 *
 * Requirements are written out once; where they come again, it says where they stand.
 *
 * Everything that comes from the project goes through `visible`.
 */
import pc from 'picocolors';
import { type CommandRuns, keyPlace, type MapEdge, whatRuns } from '../findings/execution-map';
import { placeOf } from './place';
import type { MappedProject, RunsWriter } from './runs';
import { visible } from './visible';
import { wrapped } from './wrap';

export const runsTerminal: RunsWriter = (entry, { colour, width, command }) => {
  // The reason stands on standard error.
  if ('error' in entry) return '';
  const colours = pc.createColors(colour);
  const lines = [...wrapped(`${colours.bold(visible(entry.project))}  ${colours.dim(visible(entry.map.backend))}`, '', '  ', width), ''];
  if (entry.runs.length === 0) {
    const what = command === undefined ? 'No build command is known to run anything of this project.' : `\`${visible(command)}\` is not known to run anything of this project.`;
    lines.push(...wrapped(what, '', '', width), '');
  }
  const told = new Map<string, string>();
  for (const one of entry.runs) {
    for (const line of commandLines(one, entry, told, colours, width)) lines.push(line);
    lines.push('');
  }
  return `${lines.join('\n')}\n`;
};

type Colours = ReturnType<typeof pc.createColors>;

/** What one key makes run. */
interface Twig {
  readonly where: string;
  readonly lines: readonly { readonly text: string; readonly paint: (text: string) => string }[];
}

/** `told`: requirements that were written out, with the command under which they stand. */
function commandLines({ command, stages }: CommandRuns, entry: MappedProject, told: Map<string, string>, colours: Colours, width: number): string[] {
  const lines = wrapped(visible(command), '', '  ', width).map(colours.bold);
  stages.forEach(({ hooks, edges }, at) => {
    const branch = branchOf(at, stages.length);
    lines.push(...wrapped(hooks.map((hook) => visible(hook)).join(', '), branch.first, branch.rest, width, colours.cyan));
    const twigs = twigsOf(edges, command, entry, told, colours);
    twigs.forEach((one, index) => {
      const twig = branchOf(index, twigs.length);
      const rest = branch.rest + twig.rest;
      lines.push(...wrapped(one.where, branch.rest + twig.first, rest, width, colours.dim));
      for (const { text, paint } of one.lines) lines.push(...wrapped(text, rest, `${rest}  `, width, paint));
    });
  });
  return lines;
}

function twigsOf(edges: readonly MapEdge[], command: string, entry: MappedProject, told: Map<string, string>, colours: Colours): readonly Twig[] {
  const found = new Map<string, MapEdge[]>();
  const repeated = new Map<string, number>();
  const fresh = new Map<string, string>();
  for (const edge of edges) {
    const where = whereOf(edge, entry);
    const id = `${where}\n${whatRuns(edge)}`;
    const under = edge.kind === 'require' ? told.get(id) : undefined;
    if (under !== undefined) {
      repeated.set(under, (repeated.get(under) ?? 0) + 1);
      continue;
    }
    if (edge.kind === 'require') fresh.set(id, command);
    const same = found.get(where);
    if (same) same.push(edge);
    else found.set(where, [edge]);
  }
  for (const [id, under] of fresh) told.set(id, under);
  return [
    ...[...found].map(([where, all]): Twig => ({ where, lines: all.map((edge) => ({ text: visible(whatRuns(edge)), paint: paintOf(edge, colours) })) })),
    ...[...repeated].map(([under, count]): Twig => ({ where: `${count} ${count === 1 ? 'requirement' : 'requirements'} as ${under === command ? 'above' : `under ${visible(under)}`}`, lines: [] })),
  ];
}

const branchOf = (index: number, count: number) => (index === count - 1 ? { first: '└─ ', rest: '   ' } : { first: '├─ ', rest: '│  ' });

/** The place of the key, and its name. */
function whereOf(edge: MapEdge, { source }: MappedProject): string {
  const { via } = edge;
  const text = source(via.path);
  const { line, column } = placeOf(text, keyPlace(edge).span.start);
  return visible(via.key === '' ? via.path : `${via.path}${text ? `:${line}:${column}` : ''} ${via.key}`);
}

function paintOf({ executes, certainty }: MapEdge, colours: Colours): (text: string) => string {
  if (!executes) return colours.green;
  return certainty === 'certain' ? (text) => text : certainty === 'conditional' ? colours.yellow : colours.magenta;
}
