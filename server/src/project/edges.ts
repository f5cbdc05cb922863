/**
 * The execution map: which command reaches which hook, through which key or file, and what runs there.
 *
 *     pip download → MW → pyproject.toml tool.hatch.version.expression → the expression
 *     pip download → every hook → setup.py → setup.py
 *     pytest → test → tests/conftest.py → tests/conftest.py
 *
 * An edge is derived from a row of knowledge in backends/ and the project's configuration; nothing is run or read from disk.
 */
import { type FileSet, joinPath } from '../base/fileset';
import { span } from '../base/text';
import type { Place, Role } from '../findings/finding';
import type { Backend, Certainty, EdgeKind, Vector } from './backends/backend';
import { backendOfModule } from './backends/registry';
import type { ProjectConfig } from './config';
import { BUILD_HOOKS, commandsReaching, type Hook } from './hooks';
import { findKeyUses, type KeyUse } from './keys';
import { importedFiles } from './modules';
import { type EdgeTarget, targetOf } from './targets';

export interface Edge {
  /** Stable name of the kind of edge: the vector's, or `setup-script`, `in-tree-backend`, `unknown-backend`, `conftest`, `backend-test`. */
  readonly id: string;
  /** For people: "hatch build hook". */
  readonly title: string;
  /** The cheapest first. */
  readonly commands: readonly string[];
  readonly hooks: readonly Hook[];
  /** The key or the file that makes it so; `key` is '' for a file that is found by its name. */
  readonly via: Place & { readonly key: string };
  /** The text that names the target, where it is a text of its own: the string of a key, one line of an option. */
  readonly value?: Place;
  readonly target: EdgeTarget;
  readonly kind: EdgeKind;
  readonly certainty: Certainty;
  /** In plain words, when not certain. */
  readonly condition?: string;
  /** False: it was proven that nothing runs, which is worth telling too. */
  readonly executes: boolean;
  /** What the target is to the build. */
  readonly role: Role;
  /** Where this is known from. */
  readonly source: string;
}

/** All edges of the build, in a fixed order: the backend, then the setup script, then the configured vectors. */
export function buildEdges(files: FileSet, config: ProjectConfig): readonly Edge[] {
  const backend = backendOfModule(config.backend.name);
  const inTree = inTreeEdges(files, config);
  const edges: Edge[] = [...inTree];
  if (!backend && inTree.length === 0) edges.push(unknownBackendEdge(config));
  if (files.get('setup.py') !== undefined) edges.push(setupScriptEdge(config, backend, inTree.length > 0));
  for (const vector of backend?.vectors ?? []) edges.push(...vectorEdges(files, config, backend!, vector));
  return edges;
}

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

function inTreeEdges(files: FileSet, config: ProjectConfig): Edge[] {
  const { backend } = config;
  const folders = backend.backendPath.map(({ value }) => joinPath('', value)).filter((folder) => folder !== undefined);
  const executed = importedFiles(files, 'pyproject.toml', backend.name, 0, folders);
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

function setupScriptEdge(config: ProjectConfig, backend: Backend | undefined, isInTree: boolean): Edge {
  const { backend: choice } = config;
  const runs = backend?.runsSetupScript === true;
  const mayRun = !backend;
  const hooks: readonly Hook[] = runs || mayRun ? BUILD_HOOKS : ['direct'];
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
    source: backend?.source ?? 'PEP 517',
  };
}

function vectorEdges(files: FileSet, config: ProjectConfig, backend: Backend, vector: Vector): Edge[] {
  const uses = findKeyUses(config, vector);
  const edges = uses.flatMap((use) => use.texts.map(({ text, place }) => edgeOf(files, config, backend, vector, use, text, place)));
  const { autodetect } = vector;
  if (uses.length > 0 || autodetect === undefined || files.get(autodetect) === undefined) return edges;
  const place = { path: autodetect, span: span(0, 0) };
  return [edgeOf(files, config, backend, vector, { name: '', place, texts: [] }, autodetect, place)];
}

function edgeOf(files: FileSet, config: ProjectConfig, backend: Backend, vector: Vector, use: KeyUse, text: string, place: Place): Edge {
  return {
    id: vector.id,
    title: vector.title,
    commands: commandsReaching(vector.hooks, backend.metadataBuildsWheel),
    hooks: vector.hooks,
    via: { ...use.place, key: use.name },
    ...(use.texts.some((one) => one.place === place) && { value: place }),
    target: targetOf(files, config, vector, text, place),
    kind: vector.kind,
    certainty: vector.certainty,
    ...(vector.condition !== undefined && { condition: vector.condition }),
    executes: true,
    role: vector.role,
    source: vector.source,
  };
}
