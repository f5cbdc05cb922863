/** From the server's execution map to the rows of the view: words, icons, what a screen reader says. Knows no editor. */
import type { ExecutionMapEdge, ExecutionMapProject } from '../../server/src/lsp/extensions';

export interface Row {
  /** The same for the same thing in the next map, so that open rows stay open. */
  readonly id: string;
  readonly kind: 'project' | 'command' | 'hooks' | 'edge';
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** What a screen reader says instead of label and description. */
  readonly spoken: string;
  /** Names of the editor's own icons and colours. */
  readonly icon: string;
  readonly color?: string;
  readonly isOpen: boolean;
  /** The URI of the project. */
  readonly project: string;
  readonly edge?: ExecutionMapEdge;
  readonly parent: Row | undefined;
  readonly children: readonly Row[];
}

/** Whether there is anything to tell of a project. */
export const isTold = (project: ExecutionMapProject): boolean => project.commands.length > 0;

/** One project's commands stand at the top; of several each has a row of its own. */
export function rowsOf(projects: readonly ExecutionMapProject[]): readonly Row[] {
  if (projects.length === 1) return commandRows(projects[0]!, undefined);
  return projects.map((project) => {
    const row = {
      id: project.uri, kind: 'project' as const, label: project.name, description: project.backend, tooltip: `${project.name}: built by ${project.backend}`,
      spoken: `Project ${project.name}, built by ${project.backend}`, icon: 'package', isOpen: true, project: project.uri, parent: undefined, children: [] as Row[],
    };
    row.children.push(...commandRows(project, row));
    return row;
  });
}

function commandRows(project: ExecutionMapProject, parent: Row | undefined): Row[] {
  return project.commands.map(({ command, stages }, index) => {
    const edges = [...new Set(stages.flatMap((stage) => stage.edges))].flatMap((at) => project.edges[at] ?? []);
    const things = `runs ${plural(edges.filter(({ executes }) => executes).length, 'thing')}`;
    const row = {
      id: `${project.uri}\n${command}`, kind: 'command' as const, label: command, description: things, tooltip: `What ${command} runs of this project`,
      // The cheapest command is what people least expect to run anything.
      spoken: `${command} ${things}`, icon: 'terminal', isOpen: index === 0, project: project.uri, parent, children: [] as Row[],
    };
    row.children.push(...stages.map((stage) => stageRow(project, stage, row)));
    return row;
  });
}

function stageRow(project: ExecutionMapProject, stage: ExecutionMapProject['commands'][number]['stages'][number], parent: Row): Row {
  const hooks = stage.hooks.join(', ');
  const row = {
    id: `${parent.id}\n${hooks}`, kind: 'hooks' as const, label: stage.hooks[0] ?? '', description: stage.hooks.slice(1).join(', '), tooltip: stage.hooks.join('\n'),
    spoken: `${plural(stage.hooks.length, 'hook')}: ${hooks}`, icon: 'plug', isOpen: true, project: project.uri, parent, children: [] as Row[],
  };
  row.children.push(...stage.edges.flatMap((at) => project.edges[at] ?? []).map((edge, index) => edgeRow(project, edge, index, row)));
  return row;
}

function edgeRow(project: ExecutionMapProject, edge: ExecutionMapEdge, index: number, parent: Row): Row {
  const text = edge.target.text.replace(/\s+/g, ' ').trim();
  const by = edge.via.key === '' ? edge.title : `← ${edge.via.key}`;
  return {
    id: `${parent.id}\n${edge.id}\n${edge.via.path}\n${edge.via.key}\n${index}`, kind: 'edge', label: text.length > 60 ? `${text.slice(0, 59)}…` : text,
    description: `${stateOf(edge)}${by}`, tooltip: edge.words, spoken: `${edge.title}: ${edge.words}${edge.via.key === '' ? '' : `, because of ${edge.via.key}`}`, ...iconOf(edge), isOpen: false, project: project.uri, edge, parent, children: [],
  };
}

const stateOf = ({ executes, certainty, target: { state } }: ExecutionMapEdge): string =>
  (!executes ? 'does not execute ' : state === 'missing' ? 'missing ' : certainty === 'conditional' ? 'maybe ' : certainty === 'unknown' ? 'unknown ' : '');

function iconOf({ executes, certainty, kind, target: { state } }: ExecutionMapEdge): { icon: string; color?: string } {
  if (!executes) return { icon: 'pass', color: 'testing.iconPassed' };
  if (state === 'missing' || state === 'outside') return { icon: 'warning', color: 'problemsWarningIcon.foreground' };
  if (certainty === 'unknown') return { icon: 'question', color: 'problemsWarningIcon.foreground' };
  // Other people's code, brought in.
  if (kind === 'require') return { icon: 'cloud-download' };
  return certainty === 'conditional' ? { icon: 'debug-breakpoint-conditional-unverified' } : { icon: 'play' };
}

/** "1 thing", "2 things" */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
