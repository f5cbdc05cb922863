/** `buildglass/executionMap`: what the projects run, for clients that show it; and the notification that it changed. */
import { runsOf } from '../analysis/execution-map';
import { type ExecutionMap, keyPlace, type MapEdge, whatRuns } from '../findings/execution-map';
import type { Place } from '../findings/finding';
import {
  ExecutionMapChangedNotification, ExecutionMapRequest, type ExecutionMapEdge, type ExecutionMapParams, type ExecutionMapProject, type ExecutionMapResult, type MapPlace,
} from './extensions';
import { checkCancelled } from './guard';
import type { HostedProject } from './hosted-project';
import type { MapChanges } from './map-changes';
import type { Session } from './session';
import { nameOf } from './uris';

export function registerExecutionMap(session: Session, changes: MapChanges): void {
  const { connection, guard } = session;
  let isAsked = false;

  connection.onRequest(ExecutionMapRequest, guard.request(ExecutionMapRequest, async (params: ExecutionMapParams | null | undefined, token): Promise<ExecutionMapResult> => {
    const workspace = await session.workspace();
    if (workspace === undefined) return { projects: [] };
    isAsked = true;
    // All are known before the first is read: then each file has its one project.
    const all = await workspace.workspaceProjects();
    const uri = params?.uri;
    const asked = typeof uri === 'string' ? [await workspace.view(uri)].flatMap((view) => (view ? [view.project] : [])) : all;
    const projects: ExecutionMapProject[] = [];
    for (const project of asked) {
      checkCancelled(token);
      await project.settle();
      checkCancelled(token);
      projects.push(projectOf(project, changes.give(workspace, project)));
    }
    if (typeof uri !== 'string') changes.giveAll(asked);
    return { projects };
  }));

  changes.onChanged(() => {
    if (isAsked) void connection.sendNotification(ExecutionMapChangedNotification, {});
  });
}

function projectOf(project: HostedProject, map: ExecutionMap): ExecutionMapProject {
  const uri = project.origin.kind === 'alone' ? project.origin.uri : project.origin.root;
  return {
    uri, name: nameOf(uri), backend: map.backend,
    edges: map.edges.map((edge) => edgeOf(project, edge)),
    commands: runsOf(map).map(({ command, stages }) => ({ command, stages: stages.map(({ hooks, edges }) => ({ hooks, edges: edges.map((edge) => map.edges.indexOf(edge)) })) })),
  };
}

function edgeOf(project: HostedProject, edge: MapEdge): ExecutionMapEdge {
  const via = placeOf(project, keyPlace(edge));
  const target = edge.target.place && placeOf(project, edge.target.place);
  return {
    id: edge.id, title: edge.title, words: whatRuns(edge),
    via: { path: edge.via.path, key: edge.via.key, place: via },
    target: { text: edge.target.text, state: edge.target.state, ...(target && { place: target }) },
    kind: edge.kind, certainty: edge.certainty, ...(edge.condition !== undefined && { condition: edge.condition }), executes: edge.executes, source: edge.source,
  };
}

/** A file that has not been read is known by its beginning. */
export function placeOf(project: HostedProject, place: Place): MapPlace {
  const start = { line: 0, character: 0 };
  const { uri, range } = project.locate(place) ?? { uri: project.clientUri(place.path), range: { start, end: start } };
  return { uri, version: project.documentVersion(place.path), range };
}
