/**
 * Which hooks run which setuptools commands, so that a `cmdclass` override is known to run, and which merely look for one. Executed for
 * real with setuptools 84: a marker in each command's `run`, and where classes are looked for; all hooks called through pyproject_hooks.
 */
import { type Aliases, expanded, NO_ALIASES } from './aliases';
import { BUILD_HOOKS, type BuildHook, type Hook } from './hooks';

const COMMANDS_AT: Readonly<Record<BuildHook, readonly string[]>> = {
  RS: ['egg_info'],
  RW: ['egg_info'],
  RE: ['egg_info'],
  MW: ['dist_info', 'egg_info'],
  ME: ['dist_info', 'egg_info'],
  S: ['sdist', 'egg_info', 'check'],
  W: [
    'bdist_wheel', 'build', 'build_py', 'build_clib', 'build_ext', 'build_scripts', 'install', 'install_lib', 'install_headers', 'install_data', 'install_egg_info', 'egg_info',
    'install_scripts',
  ],
  E: ['editable_wheel', 'dist_info', 'egg_info', 'build_py', 'build_clib', 'build_ext', 'build_scripts', 'install_headers', 'install_scripts'],
};

/** The command that each hook names on the command line, where aliases are looked up. */
const NAMED_AT: Readonly<Record<BuildHook, string>> = {
  RS: 'egg_info', RW: 'egg_info', RE: 'egg_info', MW: 'dist_info', ME: 'dist_info', S: 'sdist', W: 'bdist_wheel', E: 'editable_wheel',
};

/** Hooks at which a setuptools command runs; `direct` alone for commands that no frontend calls (`develop`, `test`, own commands). */
export function hooksOfCommand(command: string, aliases: Aliases = NO_ALIASES): readonly Hook[] {
  return orDirect(BUILD_HOOKS.filter((hook) => COMMANDS_AT[hook].includes(command) || expanded(NAMED_AT[hook], aliases).some((name) => runs(name, command))));
}

/** Whether a command runs another one, or is it. */
const runs = (name: string, command: string): boolean => name === command || BUILD_HOOKS.some((hook) => NAMED_AT[hook] === name && COMMANDS_AT[hook].includes(command));

/** Hooks at which an alias of that name is expanded; `direct` alone when no hook names it. */
export const hooksOfAlias = (alias: string): readonly Hook[] => orDirect(BUILD_HOOKS.filter((hook) => NAMED_AT[hook] === alias));

const BUILDS = ['build', 'build_py', 'build_clib', 'build_ext', 'build_scripts'] as const;

/** Where the class of a command is looked for, with or without running it: before metadata is written into the project folder, and after. */
const LOOKED_FOR_AT: Readonly<Record<BuildHook, { readonly before: readonly string[]; readonly after: readonly string[] }>> = {
  RS: { before: ['egg_info'], after: BUILDS },
  RW: { before: ['egg_info'], after: BUILDS },
  RE: { before: ['egg_info'], after: BUILDS },
  MW: { before: ['dist_info', 'egg_info', 'bdist', ...BUILDS], after: [] },
  ME: { before: ['dist_info', 'egg_info', 'bdist', ...BUILDS], after: [] },
  S: { before: ['sdist', 'egg_info'], after: [...BUILDS, 'check'] },
  W: { before: ['bdist', 'install', 'install_lib', 'install_headers', 'install_data', 'install_egg_info', 'install_scripts', 'egg_info', ...BUILDS], after: [] },
  E: { before: ['editable_wheel', 'dist_info', 'egg_info', 'bdist', 'install', 'install_lib', 'install_headers', 'install_scripts', ...BUILDS], after: [] },
};

/** Hooks at which the class of a command is looked for among entry points; `direct` alone for commands that none looks for. */
export const hooksLookingFor = (command: string, when: 'before' | 'after'): readonly Hook[] => {
  const hooks = BUILD_HOOKS.filter((hook) => LOOKED_FOR_AT[hook][when].includes(command));
  return when === 'after' ? hooks : orDirect(hooks);
};

const orDirect = (hooks: readonly Hook[]): readonly Hook[] => (hooks.length > 0 ? hooks : ['direct']);

/** Whether setuptools or distutils has a command of this name, as far as hooks use them. */
export const isBuiltInCommand = (name: string): boolean => OTHERS.has(name) || Object.values(COMMANDS_AT).some((commands) => commands.includes(name));

const OTHERS: ReadonlySet<string> = new Set([
  'alias', 'bdist', 'bdist_dumb', 'bdist_egg', 'bdist_rpm', 'clean', 'config', 'develop', 'easy_install', 'register', 'rotate', 'saveopts', 'setopt', 'test', 'upload', 'upload_docs',
]);
