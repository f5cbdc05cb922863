/** From a row of knowledge to the edges that a project's configuration and files make of it. */
import type { FileSet } from '../base/fileset';
import { span } from '../base/text';
import type { Place } from '../findings/finding';
import type { Module } from '../syntax/python/ast';
import type { Backend, Vector } from './backends/backend';
import type { Aliases } from './aliases';
import { hooksLookingFor, hooksOfAlias, hooksOfCommand } from './commands';
import type { ProjectConfig } from './config';
import type { Edge } from './edge';
import { BUILD_HOOKS, type BuildHook, commandsReaching, type Hook } from './hooks';
import { findKeyUses, type KeyUse } from './keys';
import { entryOf, isEnabled } from './lookup';
import { packagesAround } from './modules';
import { testFlitModule, testSetuptoolsAttr, type Verdict } from './static-tests';
import { type EdgeTarget, targetOf } from './targets';

export interface EdgeWorld {
  readonly files: FileSet;
  readonly config: ProjectConfig;
  readonly modules: (path: string) => Module | undefined;
  readonly aliases: Aliases;
  /** pip builds the wheel when it asks for metadata. */
  readonly metadataBuildsWheel: boolean;
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
  const edges = uses.flatMap((use) => use.texts.flatMap(({ text, place, name }) => {
    const edge = edgeOf(world, host, vector, use, { text, place, name: name ?? use.last }, doubt);
    return edge.hooks.length === 0 || (vector.present && edge.target.kind === 'file' && !edge.target.exists) ? [] : [...packageEdges(world, vector, edge), edge];
  }));
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

/** Importing a module executes the packages around it first. */
function packageEdges({ files }: EdgeWorld, { alone }: Vector, edge: Edge): readonly Edge[] {
  const { target, role, hooks } = edge;
  if (alone || !edge.executes || target.kind !== 'module' || target.path === undefined || role === 'package-module') return [];
  const { value: _, odd: __, ...rest } = edge;
  const ofBuild = BUILD_HOOKS.some((hook) => hooks.includes(hook));
  return packagesAround(files, target.path, target.name).map((path): Edge => ({
    ...rest, around: true, title: `package of the ${edge.title}`, target: { kind: 'file', path, exists: true }, kind: 'import', role: ofBuild ? 'helper-module' : 'package-module',
  }));
}

function edgeOf(world: EdgeWorld, host: Host, vector: Vector, use: KeyUse, value: { text: string; place: Place; name: string }, doubt: string | undefined): Edge {
  const { files, config } = world;
  const target = targetOf(files, config, vector, value.text, value.place, use.searchIn);
  const own = hooksOf(vector, value.name, world.aliases).filter((hook) => !lacking(host).has(hook));
  const left = own.filter((hook) => !vector.replacedBy?.some((one) => one.hooks.includes(hook) && entryOf(config, one.key) !== undefined));
  const hooks = left.length > 0 ? left : own;
  const verdict = vector.test && verdictOf(world, vector.test, target);
  const because = vector.never ?? (left.length === 0 && own.length > 0 ? 'tables below the targets take its place' : verdict === 'static' ? BECAUSE[vector.test!] : undefined);
  const conditions = because !== undefined ? [] : [verdict === 'runs' ? undefined : vector.condition, use.doubt, doubt, handedOver(host, hooks)].filter((one) => one !== undefined);
  return {
    id: vector.id,
    title: vector.title,
    commands: vector.commands ?? commandsReaching(hooks, world.metadataBuildsWheel),
    hooks,
    via: { ...use.place, key: use.name, ...(use.keySpan && { keySpan: use.keySpan }) },
    ...(use.texts.some((one) => one.place === value.place) && { value: value.place }),
    target,
    kind: vector.kind,
    certainty: conditions.length > 0 ? 'conditional' : 'certain',
    ...(conditions.length > 0 && { condition: conditions.join('; ') }),
    executes: because === undefined,
    ...(because !== undefined && { because }),
    ...(vector.obeys && { obeys: vector.obeys.length > 0 ? vector.obeys : [value.text] }),
    ...(vector.odd && vector.odd.unless?.test(value.text) !== true && { odd: vector.odd.because }),
    role: vector.role,
    source: vector.source,
  };
}

function hooksOf({ hooks }: Vector, name: string, aliases: Aliases): readonly Hook[] {
  switch (hooks) {
    case 'of-command':
      return hooksOfCommand(name, aliases);
    case 'of-alias':
      return hooksOfAlias(name);
    case 'of-lookup':
      return hooksLookingFor(name, 'before');
    case 'of-late-lookup':
      return hooksLookingFor(name, 'after');
    default:
      return hooks;
  }
}

/** Hooks that the backend does not have. */
export const lacking = ({ backend }: Host): ReadonlySet<Hook> => new Set(backend?.lacks);

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
