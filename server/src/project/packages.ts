/**
 * The modules that an installed project brings along: they run when somebody imports the package, which is where harm sits that
 * setup.py does not do. Tests, documentation and what other tools own are left out.
 */
import { baseName } from '../base/fileset';

/** Modules looked at, the ones nearest the top first: what an import runs first. */
export const MOST_PACKAGE_MODULES = 60;

/** Left out wherever they stand. */
const LEFT_OUT = /(?:^|\/)(?:tests?|testing|docs?|examples?|benchmarks?|vendor|_vendor|third_party|node_modules|site-packages|\.[^/]+)\//;

/** What an installation puts its packages into. */
const INSTALLED_INTO = /^.*\/(?:site|dist)-packages\//;

/** Folders of the maintainers' own, unless one is a package. */
const WORKSHOP = /^(?:tools?|scripts?|ci|releases?|dev|build|packaging|contrib|maint|hack|utils|demos?|samples?|tutorials?)\//;

const NO_PART_OF_IT = /^(?:test_.*|.*_tests?|conftest|setup|noxfile|tasks)\.py$/;

/** Tests only at the top: a package imports its modules whatever they are called. */
const NAMED_AS_TEST = /^tests?\.py$/;

/** Paths of package modules, by depth and name, without those that `taken` already has a role for. */
export function packageModules(paths: readonly string[], taken: ReadonlySet<string>): readonly string[] {
  const modules = paths.filter((path) => path.endsWith('.py'));
  // An archive made by `bdist_dumb` holds whole paths (https://docs.python.org/3.11/distutils/builtdist.html).
  if (modules.length > 0 && modules.every((path) => INSTALLED_INTO.test(path))) {
    const folder = (path: string): string => path.replace(INSTALLED_INTO, '');
    const whole = new Map(modules.map((path) => [folder(path), path]));
    return modulesIn([...whole.keys()], new Set([...taken].map(folder))).map((path) => whole.get(path)!);
  }
  return modulesIn(paths, taken);
}

function modulesIn(paths: readonly string[], taken: ReadonlySet<string>): readonly string[] {
  // Beside packages, modules at the root are scripts of the maintainers.
  const hasPackages = paths.some((path) => /^(?:src\/)?[^/]+\/__init__\.py$/.test(path) && !LEFT_OUT.test(path));
  const all = new Set(paths);
  const ofWorkshop = (path: string): boolean => hasPackages && (!path.includes('/') || (WORKSHOP.test(path) && !all.has(`${path.split('/')[0]!}/__init__.py`)));
  const isTest = (path: string): boolean => NO_PART_OF_IT.test(baseName(path)) || (NAMED_AS_TEST.test(baseName(path)) && !path.includes('/'));
  const modules = paths.filter((path) => path.endsWith('.py') && !taken.has(path) && !ofWorkshop(path) && !LEFT_OUT.test(path) && !isTest(path));
  const depth = (path: string): number => path.split('/').length * 2 - (baseName(path) === '__init__.py' ? 1 : 0);
  return [...modules].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1)).slice(0, MOST_PACKAGE_MODULES);
}
