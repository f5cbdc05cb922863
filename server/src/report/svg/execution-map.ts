/** The execution map as a picture: commands, the hooks they call, and what those run. */
import { type MapEdge, targetText, whatRuns } from '../../findings/execution-map';
import type { Place } from '../../findings/finding';
import { at, type PackageFacts, textOf } from '../record/facts';
import { drawn, type LineKind, type Link } from './layered';

/** Boxes of a column; the page lists what a picture has no room for. */
const MOST = { commands: 9, hooks: 12, edges: 14 } as const;

/** Undefined when nothing is known to run. */
export function executionPicture(facts: PackageFacts, id: string, linkOf: (place: Place) => string | undefined): string | undefined {
  const edges = edgesOf(facts).filter(isDrawn).slice(0, MOST.edges);
  if (edges.length === 0) return undefined;
  const ways = edges.flatMap((edge, index) => edge.ways.map((way) => ({ ...way, edge, index })));
  const commands = facts.runs.map(({ command }) => command).filter((command) => ways.some((way) => way.command === command)).slice(0, MOST.commands);
  const hooks = [...new Set(facts.runs.flatMap(({ stages }) => stages.flatMap((stage) => stage.hooks)))].filter((hook) => ways.some((way) => way.hook === hook && commands.includes(way.command))).slice(0, MOST.hooks);
  const links = new Map<string, Link>();
  for (const { command, hook, edge, index } of ways) {
    if (!commands.includes(command) || !hooks.includes(hook)) continue;
    links.set(`c ${command} ${hook}`, { from: `c ${command}`, to: `h ${hook}`, kind: 'plain' });
    links.set(`h ${hook} ${index}`, { from: `h ${hook}`, to: `e ${index}`, kind: kindOf(edge) });
  }
  const because = (edge: MapEdge): string => `${textOf([[at(facts, edge.via)]])}${edge.via.key === '' ? '' : ` ${edge.via.key}`}`;
  return drawn({
    id, title: 'What a build runs',
    description: facts.runs.filter(({ command }) => commands.includes(command)).map(({ command, stages }) => `${command}: ${stages.flatMap((stage) => stage.edges.filter((edge) => edges.includes(edge)).map((edge) => `${stage.hooks.join(', ')} ${whatRuns(edge)}`)).join('; ')}.`).join(' '),
    columns: [
      { heading: 'command', width: 190, boxes: commands.map((command) => ({ id: `c ${command}`, lines: [command] })) },
      { heading: 'hook', width: 290, boxes: hooks.map((hook) => ({ id: `h ${hook}`, lines: [hook] })) },
      { heading: 'what runs, and why', width: 420, boxes: edges.map((edge, index) => {
        const href = linkOf(edge.target.place ?? edge.via);
        return { id: `e ${index}`, lines: [whatRuns(edge), because(edge)], kind: kindOf(edge), ...(href !== undefined && { href }) };
      }) },
    ],
    links: [...links.values()],
  });
}

/** Code of the package first, then what is only read, then what is installed; each thing once. */
export function edgesOf({ map }: PackageFacts): readonly MapEdge[] {
  const rank = (edge: MapEdge): number => (edge.kind === 'require' || edge.target.state === 'installed' ? 2 : edge.executes ? 0 : 1);
  const distinct = [...new Map(map.edges.map((edge) => [`${edge.executes} ${edge.kind} ${targetText(edge)} ${edge.via.path} ${edge.via.key}`, edge])).values()];
  return distinct.sort((a, b) => rank(a) - rank(b));
}

/** What is installed for the package is listed; drawn is what the build itself asks for. */
const isDrawn = ({ kind, via, target }: MapEdge): boolean => (kind === 'require' ? via.key.startsWith('build-system.requires') : target.state !== 'installed');

const kindOf = ({ executes, certainty }: MapEdge): LineKind => (!executes ? 'quiet' : certainty === 'certain' ? 'plain' : 'doubtful');
