/** Which files of a project Buildglass analyses, and what each is to the build. */
import { baseName, type FileSet } from '../base/fileset';
import type { Role } from '../findings/finding';
import { isForeign, isTestCandidate, probeBackendTest } from './backend-tests';
import { configPathsOf, isNamedConfiguration } from './documents';
import { mayHaveHeader } from './headers';
import { type Edge, testEdge } from './edges';

/** Names that have their role wherever nothing stronger is known; only at the project root, since nested ones belong to other projects. */
const ROOT_ROLES: Readonly<Record<string, Role>> = {
  'setup.py': 'setup-script',
  'setup.cfg': 'setup-config',
  'pyproject.toml': 'project-config',
  'hatch.toml': 'project-config',
};

/** The strongest first: a file has the role that says most about when it runs. */
const STRENGTH: readonly Role[] = ['setup-script', 'setup-config', 'project-config', 'in-tree-backend', 'build-hook', 'helper-module', 'conftest', 'backend-test', 'package-module'];

/** Roles by path, in the order of the file set. Test modules count once their text has been read. `edges`: those of the build. `installed`: the files are those of a wheel, where names that builds and tests look for mean nothing. */
export function assignRoles(files: FileSet, edges: readonly Edge[], installed = false): ReadonlyMap<string, Role> {
  const found = new Map<string, Role>();
  const assign = (path: string, role: Role): void => {
    const present = found.get(path);
    if (present === undefined || STRENGTH.indexOf(role) < STRENGTH.indexOf(present)) found.set(path, role);
  };
  for (const path of files.paths()) {
    const role = installed ? undefined : ROOT_ROLES[path] ?? testRole(files, path);
    if (role) assign(path, role);
  }
  const configures = new Set(configPathsOf(files.paths()));
  for (const edge of edges) {
    const path = edge.executes && isOfTheBuild(edge) ? targetPath(edge) : undefined;
    if (path !== undefined && files.get(path) !== undefined && path.endsWith('.py')) assign(path, edge.role);
  }
  for (const { via } of edges) {
    if (via.path.endsWith('.py') || files.get(via.path) === undefined || (isForeign(via.path) && !isNamedConfiguration(via.path))) continue;
    if (configures.has(via.path)) assign(via.path, 'project-config');
  }
  return new Map(files.paths().flatMap((path) => (found.has(path) ? [[path, found.get(path)!] as const] : [])));
}

/** The whole execution map: the edges of the build, then those of pytest. */
export function executionMap(edges: readonly Edge[], roles: ReadonlyMap<string, Role>): readonly Edge[] {
  const tests = [...roles].flatMap(([path, role]) => (role === 'conftest' || role === 'backend-test' ? [testEdge(path, role)] : []));
  return [...edges, ...tests];
}

/** The listed files whose text decides roles and edges: configuration, scripts that may begin with some, and all that may be tests of a backend. Order is kept. */
export function candidatesToRead(paths: readonly string[], configuration: readonly string[] = configPathsOf(paths)): readonly string[] {
  const configures = new Set(configuration);
  return paths.filter((path) => configures.has(path) || mayHaveHeader(path) || (isTestCandidate(path) && !isConftest(path)));
}

function testRole(files: FileSet, path: string): Role | undefined {
  if (isConftest(path)) return 'conftest';
  const content = isTestCandidate(path) ? files.get(path) : undefined;
  return content?.kind === 'text' && probeBackendTest(content.text) ? 'backend-test' : undefined;
}

const isConftest = (path: string): boolean => baseName(path) === 'conftest.py' && !isForeign(path);

/**
 * What a build, a test or a check runs. Tasks and documentation, which somebody has to ask for, are no part of it, nor are modules of the
 * package that others call later, unless every interpreter runs them.
 */
const isOfTheBuild = ({ role, hooks }: Edge): boolean =>
  (role !== 'package-module' || hooks.includes('start')) && !hooks.every((hook) => hook === 'docs' || hook === 'task' || hook === 'console');

const targetPath = ({ target }: Edge): string | undefined => (target.kind === 'file' || target.kind === 'module' ? target.path : undefined);
