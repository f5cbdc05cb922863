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
  for (const one of entry.runs) lines.push(...commandLines(one, entry, colours, width), '');
  return `${lines.join('\n')}\n`;
};

type Colours = ReturnType<typeof pc.createColors>;

function commandLines({ command, stages }: CommandRuns, entry: MappedProject, colours: Colours, width: number): string[] {
  const lines = wrapped(visible(command), '', '  ', width).map(colours.bold);
  stages.forEach(({ hooks, edges }, at) => {
    const branch = branchOf(at, stages.length);
    lines.push(...wrapped(hooks.map((hook) => visible(hook)).join(', '), branch.first, branch.rest, width, colours.cyan));
    edges.forEach((edge, index) => {
      const twig = branchOf(index, edges.length);
      const rest = branch.rest + twig.rest;
      lines.push(...wrapped(whereOf(edge, entry), branch.rest + twig.first, rest, width, colours.dim));
      lines.push(...wrapped(visible(whatRuns(edge)), rest, `${rest}  `, width, paintOf(edge, colours)));
    });
  });
  return lines;
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
