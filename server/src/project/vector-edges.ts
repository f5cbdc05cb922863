/** From a row of knowledge to the edges that a project's configuration and files make of it. */
import type { FileSet } from '../base/fileset';
import { span } from '../base/text';
import type { Place } from '../findings/finding';
import type { Module } from '../syntax/python/ast';
import type { Backend, Vector } from './backends/backend';
import { hooksOfAlias, hooksOfCommand } from './commands';
import type { ProjectConfig } from './config';
import type { Edge } from './edge';
import { BUILD_HOOKS, type BuildHook, commandsReaching, type Hook } from './hooks';
import { findKeyUses, type KeyUse } from './keys';
import { entryOf, isEnabled } from './lookup';
import { testFlitModule, testSetuptoolsAttr, type Verdict } from './static-tests';
import { type EdgeTarget, targetOf } from './targets';

export interface EdgeWorld {
  readonly files: FileSet;
  readonly config: ProjectConfig;
  readonly modules: (path: string) => Module | undefined;
}

/** What a row runs under. */
export interface Host {
  readonly backend?: Backend;
  /** Folders of the project that hooks import from. */
  readonly roots: readonly string[];
  /** Set for an in-tree backend: the hooks it certainly hands over, and what is to be said of the others. */
  readonly handedOver?: { readonly hooks: ReadonlySet<BuildHook>; readonly otherwise: string };
}

/** Total. `doubt`: why all edges of this row are in doubt. */
export function vectorEdges(world: EdgeWorld, host: Host, vector: Vector, doubt?: string): Edge[] {
  if (vector.importableRoot && host.roots.length === 0) return [];
  const uses = findKeyUses(world.config, vector, host.roots);
  const edges = uses.flatMap((use) => use.texts.map(({ text, place, name }) => edgeOf(world, host, vector, use, { text, place, name: name ?? use.last }, doubt)));
  if (uses.length > 0 || vector.autodetect === undefined || !isEnabled(world.config, vector)) return edges;
  return detected(world.files, host, vector).map((path) => {
    const place = { path, span: span(0, 0) };
    return edgeOf(world, host, vector, { name: '', last: '', place, texts: [] }, { text: path, place, name: '' }, doubt);
  });
}

function detected(files: FileSet, host: Host, vector: Vector): readonly string[] {
  const names = [vector.autodetect ?? []].flat();
  const paths = vector.shadows ? host.roots.flatMap((root) => names.map((name) => (root === '' ? name : `${root}/${name}`))) : names;
  const found = paths.filter((path) => files.get(path) !== undefined);
  return vector.shadows ? found : found.slice(0, 1);
}

function edgeOf(world: EdgeWorld, host: Host, vector: Vector, use: KeyUse, value: { text: string; place: Place; name: string }, doubt: string | undefined): Edge {
  const { files, config } = world;
  const target = targetOf(files, config, vector, value.text, value.place, use.searchIn);
  const own = hooksOf(vector, value.name);
  const left = own.filter((hook) => !vector.replacedBy?.some((one) => one.hooks.includes(hook) && entryOf(config, one.key) !== undefined));
  const hooks = left.length > 0 ? left : own;
  const verdict = vector.test && verdictOf(world, vector.test, target);
  const because = vector.never ?? (left.length === 0 && own.length > 0 ? 'tables below the targets take its place' : verdict === 'static' ? BECAUSE[vector.test!] : undefined);
  const conditions = because !== undefined ? [] : [verdict === 'runs' ? undefined : vector.condition, use.doubt, doubt, handedOver(host, hooks)].filter((one) => one !== undefined);
  return {
    id: vector.id,
    title: vector.title,
    commands: vector.commands ?? commandsReaching(hooks, host.backend?.metadataBuildsWheel),
    hooks,
    via: { ...use.place, key: use.name, ...(use.keySpan && { keySpan: use.keySpan }) },
    ...(use.texts.some((one) => one.place === value.place) && { value: value.place }),
    target,
    kind: vector.kind,
    certainty: conditions.length > 0 ? 'conditional' : 'certain',
    ...(conditions.length > 0 && { condition: conditions.join('; ') }),
    executes: because === undefined,
    ...(because !== undefined && { because }),
    ...(vector.odd && vector.odd.unless?.test(value.text) !== true && { odd: vector.odd.because }),
    role: vector.role,
    source: vector.source,
  };
}

function hooksOf({ hooks }: Vector, name: string): readonly Hook[] {
  if (hooks === 'of-command') return hooksOfCommand(name);
  return hooks === 'of-alias' ? hooksOfAlias(name) : hooks;
}

function handedOver({ handedOver: over }: Host, hooks: readonly Hook[]): string | undefined {
  if (!over) return undefined;
  return BUILD_HOOKS.filter((hook) => hooks.includes(hook)).every((hook) => over.hooks.has(hook)) ? undefined : over.otherwise;
}

const BECAUSE = {
  'setuptools-attr': 'the value is a literal, which setuptools reads without running the module',
  'flit-module': 'what is asked for are literals, which flit reads without importing the module',
} as const;

function verdictOf({ config, modules }: EdgeWorld, test: keyof typeof BECAUSE, target: EdgeTarget): Verdict {
  if (target.kind !== 'module' || target.path === undefined) return 'unknown';
  const module = modules(target.path);
  if (test === 'setuptools-attr') return testSetuptoolsAttr(module, target.object);
  // The old tables of flit have neither version nor description.
  if (!entryOf(config, ['project'])) return testFlitModule(module, { version: true, description: true });
  const dynamic = entryOf(config, ['project', 'dynamic'])?.value;
  const lists = (field: string): boolean => dynamic?.kind === 'array' && dynamic.items.some((item) => item.kind === 'string' && item.value === field);
  return testFlitModule(module, { version: lists('version'), description: lists('description') });
}
