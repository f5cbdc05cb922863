/** Which files of a project Buildglass analyses, and what each is to the build. */
import { baseName, type FileSet } from '../base/fileset';
import type { Role } from '../findings/finding';
import { isForeign, isTestCandidate, probeBackendTest } from './backend-tests';
import { CONFIG_PATHS, type ProjectConfig } from './config';
import { buildEdges, type Edge, testEdge } from './edges';

/** Names that have their role wherever nothing stronger is known; only at the project root, since nested ones belong to other projects. */
const ROOT_ROLES: Readonly<Record<string, Role>> = {
  'setup.py': 'setup-script',
  'setup.cfg': 'setup-config',
  'pyproject.toml': 'project-config',
  'hatch.toml': 'project-config',
};

/** The strongest first: a file has the role that says most about when it runs. */
const STRENGTH: readonly Role[] = ['setup-script', 'setup-config', 'project-config', 'in-tree-backend', 'build-hook', 'helper-module', 'conftest', 'backend-test'];

/** Roles by path, in the order of the file set. Test modules count once their text has been read. */
export function assignRoles(files: FileSet, config: ProjectConfig): ReadonlyMap<string, Role> {
  const found = new Map<string, Role>();
  const assign = (path: string, role: Role): void => {
    const present = found.get(path);
    if (present === undefined || STRENGTH.indexOf(role) < STRENGTH.indexOf(present)) found.set(path, role);
  };
  for (const path of files.paths()) {
    const role = ROOT_ROLES[path] ?? testRole(files, path);
    if (role) assign(path, role);
  }
  for (const edge of buildEdges(files, config)) {
    const path = targetPath(edge);
    if (path !== undefined && files.get(path) !== undefined && path.endsWith('.py')) assign(path, edge.role);
  }
  return new Map(files.paths().flatMap((path) => (found.has(path) ? [[path, found.get(path)!] as const] : [])));
}

/** The whole execution map: the edges of the build, then those of pytest. */
export function executionMap(files: FileSet, config: ProjectConfig, roles: ReadonlyMap<string, Role>): readonly Edge[] {
  const tests = [...roles].flatMap(([path, role]) => (role === 'conftest' || role === 'backend-test' ? [testEdge(path, role)] : []));
  return [...buildEdges(files, config), ...tests];
}

/** The listed files whose text decides roles: the root configuration, and all that may be tests of a backend. Order is kept. */
export const candidatesToRead = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => (CONFIG_PATHS as readonly string[]).includes(path) || (isTestCandidate(path) && !isConftest(path)));

function testRole(files: FileSet, path: string): Role | undefined {
  if (isConftest(path)) return 'conftest';
  const content = isTestCandidate(path) ? files.get(path) : undefined;
  return content?.kind === 'text' && probeBackendTest(content.text) ? 'backend-test' : undefined;
}

const isConftest = (path: string): boolean => baseName(path) === 'conftest.py' && !isForeign(path);

const targetPath = ({ target }: Edge): string | undefined => (target.kind === 'file' || target.kind === 'module' ? target.path : undefined);
