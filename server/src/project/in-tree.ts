/**
 * A build backend that the project brings along (`backend-path`): the files that importing it executes, and which known backend it hands
 * its hooks over to.
 *
 *     from setuptools.build_meta import *                 every hook is that of setuptools
 *     from setuptools.build_meta import build_wheel       this hook is
 *     import hatchling.build as original                  it may call any
 */
import { type FileSet, joinPath } from '../base/fileset';
import type { Import, ImportFrom, Module, Stmt } from '../syntax/python/ast';
import { blocksOf } from '../semantics/enclosing';
import type { Backend } from './backends/backend';
import { BACKENDS, backendOfModule } from './backends/registry';
import type { ProjectConfig } from './config';
import { BUILD_HOOKS, type BuildHook, HOOK_NAMES } from './hooks';
import { importedFiles } from './modules';

/** The folders of `backend-path`, only those that stay inside the project: the others are refused by every frontend. */
export function backendFolders({ backend }: ProjectConfig): readonly string[] {
  return backend.backendPath.flatMap(({ value }) => {
    const folder = /^(?:[\\/~]|[a-z]:)/i.test(value) ? undefined : joinPath('', value);
    return folder === undefined ? [] : [folder];
  });
}

/** The files that importing the in-tree backend executes, the backend itself last; empty when there is none. */
export const inTreeFiles = (files: FileSet, config: ProjectConfig): readonly string[] =>
  importedFiles(files, 'pyproject.toml', config.backend.name, 0, backendFolders(config));

export interface Delegation {
  readonly backend: Backend;
  /** Hooks that are certainly those of the other backend. */
  readonly hooks: ReadonlySet<BuildHook>;
}

/** The known backends that a module imports, in the order of the registry. */
export function delegationsOf(module: Module): readonly Delegation[] {
  const found = new Map<string, Set<BuildHook>>();
  const noted = (backend: Backend): Set<BuildHook> => {
    const hooks = found.get(backend.name) ?? new Set<BuildHook>();
    found.set(backend.name, hooks);
    return hooks;
  };
  const top = module.units.flatMap((unit) => unit.statements);
  const own = new Set(top.flatMap((statement) => (statement.kind === 'FunctionDef' ? [statement.name] : [])));
  const topLevel = new Set(top);
  const work: Stmt[] = [...top].reverse();
  for (let statement = work.pop(); statement; statement = work.pop()) {
    if (statement.kind === 'Import') for (const backend of importedBackends(statement)) noted(backend);
    else if (statement.kind === 'ImportFrom') {
      const backend = backendOfFrom(statement);
      if (!backend) continue;
      const hooks = noted(backend);
      if (topLevel.has(statement)) for (const hook of BUILD_HOOKS) if (takes(statement, HOOK_NAMES[hook]) && !own.has(HOOK_NAMES[hook])) hooks.add(hook);
    } else for (const block of blocksOf(statement)) for (const one of block) work.push(one);
  }
  return BACKENDS.flatMap((backend) => (found.has(backend.name) ? [{ backend, hooks: found.get(backend.name)! }] : []));
}

/** Whether a module, or an object in it, has certainly no hook for the metadata of wheels. */
export function lacksMetadataHook(module: Module | undefined, object: string): boolean {
  if (!module || module.problems.length > 0 || object !== '') return false;
  const hook = HOOK_NAMES.MW;
  for (const { statements } of module.units) {
    for (const statement of statements) {
      // What names are bound in a branch, or by another module, is not looked into.
      if (blocksOf(statement).length > 0 && statement.kind !== 'FunctionDef' && statement.kind !== 'ClassDef') return false;
      if (statement.kind === 'FunctionDef' && (statement.name === hook || statement.name === '__getattr__')) return false;
      if (statement.kind === 'Assign' && statement.targets.some((target) => target.kind !== 'Name' || target.id === hook)) return false;
      if (statement.kind === 'ImportFrom' && statement.names.some(({ name, alias }) => (alias ?? name) === hook || name === '*')) {
        const backend = backendOfModule(statement.module);
        if (backend?.metadataBuildsWheel !== true) return false;
      }
    }
  }
  return true;
}

const importedBackends = (statement: Import): readonly Backend[] =>
  statement.names.flatMap(({ name }) => {
    const backend = backendOfModule(name);
    return backend ? [backend] : [];
  });

/** `from setuptools.build_meta import …`, and `from setuptools import build_meta`. */
function backendOfFrom(statement: ImportFrom): Backend | undefined {
  if (statement.level > 0) return undefined;
  const whole = backendOfModule(statement.module);
  if (whole) return whole;
  return statement.names.map(({ name }) => backendOfModule(`${statement.module}.${name}`)).find((backend) => backend !== undefined);
}

const takes = (statement: ImportFrom, hook: string): boolean =>
  backendOfModule(statement.module) !== undefined && statement.names.some(({ name, alias }) => name === '*' || (name === hook && (alias === undefined || alias === hook)));
