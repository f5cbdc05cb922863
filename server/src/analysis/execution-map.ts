/** The execution map for readers: edges with every way to them and the place of what they run; the same as a tree, and for one command. */
import type { FileSet } from '../base/fileset';
import { span } from '../base/text';
import type { CommandRuns, ExecutionMap, MapEdge, MapTarget, Way } from '../findings/execution-map';
import { readCommandLine } from '../project/command-lines';
import type { ProjectConfig } from '../project/config';
import { type Edge, metadataBuildsWheel } from '../project/edges';
import { ALL_COMMANDS, type Hook, HOOK_ORDER, hooksReached, mergeCommands, nameOfHook } from '../project/hooks';
import { definitionIn } from './definitions';
import type { Sources } from './sources';

/** Made from the edges of a project. `files` and `sources` give the places of targets, as far as they have been read. */
export function executionMapOf(edges: readonly Edge[], config: ProjectConfig, files: FileSet, sources: Sources, installed = false): ExecutionMap {
  const { name, object } = config.backend;
  const buildsWheel = metadataBuildsWheel(config, edges);
  return {
    backend: installed ? 'none, since a wheel is installed without a build' : object === '' ? name : `${name}:${object}`,
    edges: edges.map((edge): MapEdge => ({
      id: edge.id, title: edge.title,
      ways: edge.commands.flatMap((command) => waysThrough(command, edge.hooks, buildsWheel)),
      via: edge.via, ...(edge.value && { value: edge.value }),
      target: targetOf(edge, config, files, sources),
      kind: edge.kind, certainty: edge.certainty, ...(edge.condition !== undefined && { condition: edge.condition }),
      executes: edge.executes, ...(edge.because !== undefined && { because: edge.because }), role: edge.role, source: edge.source,
    })),
  };
}

/** A command that has no hooks of its own among those of the edge reaches it through all of them. */
function waysThrough(command: string, hooks: readonly Hook[], buildsWheel: boolean): Way[] {
  const reached = (hooksReached(command, buildsWheel) ?? []).filter((hook) => hooks.includes(hook));
  return (reached.length > 0 ? reached : hooks).map((hook) => ({ command, hook: nameOfHook(hook) }));
}

function targetOf({ target, role }: Edge, config: ProjectConfig, files: FileSet, sources: Sources): MapTarget {
  const inFile = (path: string, object: string) => ({ path, span: (object !== '' && definitionIn(sources.module(files, path), object)) || span(0, 0) });
  switch (target.kind) {
    case 'file':
      return target.exists ? { text: target.path, state: 'project', place: inFile(target.path, role === 'in-tree-backend' ? config.backend.object : '') } : { text: target.path, state: 'missing' };
    case 'module': {
      const text = target.object === '' ? target.name : `${target.name}:${target.object}`;
      return target.path === undefined ? { text, state: 'installed' } : { text, state: 'project', place: inFile(target.path, target.object) };
    }
    case 'text':
    case 'requirement':
    case 'setting':
      return { text: target.text, state: 'project', place: target.place };
    case 'outside':
      return { text: target.text, state: 'outside' };
  }
}

/** The map without what other projects inside this one's folder have ("packages/one"). */
export function withoutNested(map: ExecutionMap, nested: readonly string[]): ExecutionMap {
  if (nested.length === 0) return map;
  return { ...map, edges: map.edges.filter(({ via }) => !nested.some((folder) => via.path.startsWith(`${folder}/`))) };
}

/** The commands that `forCommand` can always be asked for. */
export const KNOWN_COMMANDS = ALL_COMMANDS;

/** What is left of the map for one command as typed; undefined when nobody knows what that command runs. */
export function forCommand(map: ExecutionMap, typed: string): ExecutionMap | undefined {
  const line = readCommandLine(typed, [...new Set([...ALL_COMMANDS, ...map.edges.flatMap(({ ways }) => ways.map(({ command }) => command))])]);
  if (!line) return undefined;
  const only = line.only && new Set(line.only.map(nameOfHook));
  const edges = map.edges.flatMap((edge) => {
    const ways = edge.ways.filter(({ command, hook }) => command === line.also || (command === line.command && (!only || only.has(hook))));
    return ways.length > 0 ? [{ ...edge, ways }] : [];
  });
  return { ...map, edges };
}

/** The map as command → hooks → edges: the cheapest command first; hooks that run the same edges stand together. */
export function runsOf({ edges }: ExecutionMap): readonly CommandRuns[] {
  const commands = mergeCommands(edges.map(({ ways }) => ways.map(({ command }) => command)));
  return commands.map((command) => {
    const hooks = [...new Set(edges.flatMap(({ ways }) => ways.flatMap((way) => (way.command === command ? [way.hook] : []))))].sort(byStage(command));
    const stages: { hooks: string[]; edges: readonly MapEdge[] }[] = [];
    for (const hook of hooks) {
      const here = edges.filter(({ ways }) => ways.some((way) => way.command === command && way.hook === hook));
      const same = stages.find((stage) => stage.edges.length === here.length && stage.edges.every((edge, index) => edge === here[index]));
      if (same) same.hooks.push(hook);
      else stages.push({ hooks: [hook], edges: here });
    }
    return { command, stages };
  });
}

/** By the order in which the command calls them, then by the order of a build. */
function byStage(command: string): (a: string, b: string) => number {
  const order = [...(hooksReached(command, true) ?? []), ...HOOK_ORDER].map(nameOfHook);
  const rank = (hook: string): number => (order.includes(hook) ? order.indexOf(hook) : order.length);
  return (a, b) => rank(a) - rank(b);
}
