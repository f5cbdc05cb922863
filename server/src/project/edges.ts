/**
 * The execution map: which command reaches which hook, through which key or file, and what runs there.
 *
 *     pip download → MW → pyproject.toml tool.hatch.version.expression → the expression
 *     pip download → every hook → setup.py → setup.py
 *     pytest → test → tests/conftest.py → tests/conftest.py
 *
 * An edge is derived from a row of knowledge in backends/ and the project's configuration; nothing is run or read from disk.
 */
import type { FileSet } from '../base/fileset';
import { span } from '../base/text';
import type { Module } from '../syntax/python/ast';
import { aliasesOf, NO_ALIASES } from './aliases';
import { INSTALLED } from './backends/artefacts';
import type { Backend } from './backends/backend';
import { backendOfModule, GENERAL, pluginsOf } from './backends/registry';
import type { ProjectConfig } from './config';
import type { Edge } from './edge';
import { ALL_COMMANDS, BUILD_HOOKS, buildersReaching, type BuildHook, commandsReaching, type Hook, mergeCommands } from './hooks';
import { backendFolders, delegationsOf, inTreeFiles, lacksMetadataHook } from './in-tree';
import { type Host, lacking, vectorEdges } from './vector-edges';

export type { Edge } from './edge';

/** The parsed module of a path; undefined when it is not at hand. */
export type Modules = (path: string) => Module | undefined;

/** All edges of the build, in a fixed order: the backend, the setup script, the configured vectors, what is there with any backend. */
export function buildEdges(files: FileSet, config: ProjectConfig, modules: Modules = () => undefined): readonly Edge[] {
  const inTree = inTreeFiles(files, config);
  const hosts = hostsOf(config, inTree, modules);
  const own = inTree.at(-1);
  const metadataBuildsWheel = backendOfModule(config.backend.name)?.metadataBuildsWheel ?? (own !== undefined && lacksMetadataHook(modules(own), config.backend.object));
  const edges: Edge[] = [...inTreeEdges(config, inTree, metadataBuildsWheel)];
  // Configuration may be of any length: nothing is spread into arguments.
  const add = (more: readonly Edge[]): void => more.forEach((edge) => edges.push(edge));
  if (hosts.length === 0 && inTree.length === 0) edges.push(unknownBackendEdge(config));
  if (files.get('setup.py') !== undefined) edges.push(setupScriptEdge(config, hosts, inTree.length > 0));
  const world = { files, config, modules, aliases: aliasesOf(config), metadataBuildsWheel };
  for (const host of hosts) {
    for (const vector of host.backend.vectors) add(vectorEdges(world, host, vector));
    for (const plugin of pluginsOf(host.backend)) {
      const doubt = isRequired(config, plugin.distributions) ? undefined : `when ${plugin.name} is installed, which the build requirements do not ask for`;
      for (const vector of plugin.vectors) if (doubt === undefined || !vector.whenRequired) add(vectorEdges(world, host, vector, doubt));
    }
  }
  for (const { vectors } of GENERAL) for (const vector of vectors) add(vectorEdges(world, { roots: rootsOf(config) }, vector));
  const used = new Set(edges.flatMap(({ hooks }) => hooks));
  return withoutRepeated(edges).map((edge) => {
    const builders = buildersReaching(edge.hooks, used);
    // A tool with commands of its own is not what these build with.
    return builders.length === 0 || !edge.commands.some((command) => ALL_COMMANDS.includes(command)) ? edge : { ...edge, commands: mergeCommands([edge.commands, builders]) };
  });
}

/** Without packages around a module that edges before run at the same hooks already: they are imported once. */
function withoutRepeated(edges: readonly Edge[]): readonly Edge[] {
  const known = new Map<string, Set<Hook>>();
  return edges.filter(({ around, target, hooks, executes, certainty }) => {
    if (target.kind !== 'file') return true;
    const ran = known.get(target.path) ?? new Set<Hook>();
    const isRepeated = around === true && hooks.every((hook) => ran.has(hook));
    if (executes && certainty === 'certain') for (const hook of hooks) ran.add(hook);
    known.set(target.path, ran);
    return !isRepeated;
  });
}

/** All edges of a wheel: installing it builds nothing, whatever setup scripts it holds. */
export function installedEdges(files: FileSet, config: ProjectConfig, modules: Modules = () => undefined): readonly Edge[] {
  return INSTALLED.vectors.flatMap((vector) => vectorEdges({ files, config, modules, aliases: NO_ALIASES, metadataBuildsWheel: false }, { roots: [] }, vector));
}

/** Whether pip finds no metadata hook and so builds the wheel when it asks for metadata. `edges`: all of the build. */
export const metadataBuildsWheel = (config: ProjectConfig, edges: readonly Edge[]): boolean =>
  backendOfModule(config.backend.name)?.metadataBuildsWheel ?? edges.some((edge) => edge.metadataBuildsWheel === true);

/** The edge of a file that pytest runs. */
export function testEdge(path: string, role: 'conftest' | 'backend-test'): Edge {
  return {
    id: role,
    title: role === 'conftest' ? 'pytest configuration' : 'test of a build backend',
    commands: commandsReaching(['test']),
    hooks: ['test'],
    via: { path, key: '', span: span(0, 0) },
    target: { kind: 'file', path, exists: true },
    kind: 'import',
    certainty: 'certain',
    executes: true,
    role,
    source: 'https://docs.pytest.org/en/stable/reference/customize.html',
  };
}

type BackendHost = Host & { readonly backend: Backend };

/** The known backends whose rows hold: the one that is named, or those that an in-tree backend hands over to. */
function hostsOf(config: ProjectConfig, inTree: readonly string[], modules: Modules): readonly BackendHost[] {
  const roots = rootsOf(config);
  const named = backendOfModule(config.backend.name);
  if (named) return [{ backend: named, roots }];
  const own = inTree.at(-1);
  const module = own === undefined ? undefined : modules(own);
  return (module ? delegationsOf(module) : []).map(({ backend, hooks }) => ({
    backend, roots, handedOver: { hooks, otherwise: `when the in-tree backend hands over to ${backend.name}` },
  }));
}

/** The folders of the project that are importable at the hooks: those of `backend-path`, and the root under `__legacy__`. */
const rootsOf = (config: ProjectConfig): readonly string[] => [...new Set([...(config.backend.legacy ? [''] : []), ...backendFolders(config)])];

function isRequired(config: ProjectConfig, distributions: readonly string[]): boolean {
  return config.backend.requires.some(({ text }) => {
    const name = /^\s*([a-z0-9][\w.-]*)/i.exec(text)?.[1];
    return name !== undefined && distributions.includes(name.toLowerCase().replace(/[-_.]+/g, '-'));
  });
}

function inTreeEdges(config: ProjectConfig, executed: readonly string[], metadataBuildsWheel: boolean): Edge[] {
  const { backend } = config;
  return executed.map((path, index): Edge => {
    const isBackend = index === executed.length - 1;
    return {
      id: 'in-tree-backend',
      title: isBackend ? 'in-tree build backend' : 'package of the in-tree build backend',
      commands: commandsReaching(BUILD_HOOKS),
      hooks: BUILD_HOOKS,
      via: { path: 'pyproject.toml', key: 'build-system.build-backend', span: backend.span ?? span(0, 0) },
      ...(isBackend && backend.span && { value: { path: 'pyproject.toml', span: backend.span } }),
      target: { kind: 'file', path, exists: true },
      kind: 'import',
      certainty: 'certain',
      executes: true,
      ...(metadataBuildsWheel && { metadataBuildsWheel }),
      role: isBackend ? 'in-tree-backend' : 'helper-module',
      source: 'PEP 517, in-tree build backends',
    };
  });
}

function unknownBackendEdge(config: ProjectConfig): Edge {
  const { backend } = config;
  return {
    id: 'unknown-backend',
    title: 'unknown build backend',
    commands: commandsReaching(BUILD_HOOKS),
    hooks: BUILD_HOOKS,
    via: { path: 'pyproject.toml', key: 'build-system.build-backend', span: backend.span ?? span(0, 0) },
    target: { kind: 'module', name: backend.name, object: backend.object },
    kind: 'import',
    certainty: 'unknown',
    condition: 'nothing is known of this backend: it may run any file of the project',
    executes: true,
    role: 'project-config',
    source: 'PEP 517',
  };
}

function setupScriptEdge(config: ProjectConfig, hosts: readonly BackendHost[], isInTree: boolean): Edge {
  const { backend: choice } = config;
  const host = hosts.find(({ backend }) => backend.runsSetupScript) ?? hosts[0];
  const mayRun = !host || (host.backend.runsSetupScript && !handsOverAll(host));
  const hooks: readonly Hook[] = !host || host.backend.runsSetupScript ? BUILD_HOOKS.filter((hook) => !host || !lacking(host).has(hook)) : ['direct'];
  const via = choice.span
    ? { path: 'pyproject.toml', key: choice.declared ? 'build-system.build-backend' : 'build-system', span: choice.span }
    : { path: 'setup.py', key: '', span: span(0, 0) };
  return {
    id: 'setup-script',
    title: 'setup script',
    commands: commandsReaching(hooks),
    hooks,
    via,
    target: { kind: 'file', path: 'setup.py', exists: true },
    kind: 'exec-text',
    certainty: mayRun ? (isInTree ? 'conditional' : 'unknown') : 'certain',
    ...(mayRun && { condition: isInTree ? 'when the in-tree backend hands over to setuptools' : 'when this backend runs setup scripts' }),
    executes: true,
    role: 'setup-script',
    source: host?.backend.source ?? 'PEP 517',
  };
}

const handsOverAll = ({ handedOver }: Host): boolean => !handedOver || BUILD_HOOKS.every((hook: BuildHook) => handedOver.hooks.has(hook));
