/**
 * Which hooks run which setuptools commands, so that a `cmdclass` override is known to run. Executed for real with setuptools 84:
 * a marker in each command's `run`, all hooks called through pyproject_hooks.
 */
import type { BuildHook, Hook } from './hooks';

const COMMANDS_AT: Readonly<Record<BuildHook, readonly string[]>> = {
  RS: ['egg_info'],
  RW: ['egg_info'],
  RE: ['egg_info'],
  MW: ['dist_info', 'egg_info'],
  ME: ['dist_info', 'egg_info'],
  S: ['sdist', 'egg_info', 'check'],
  W: ['bdist_wheel', 'build', 'build_py', 'build_clib', 'build_ext', 'build_scripts', 'install', 'install_lib', 'install_data', 'install_egg_info', 'egg_info', 'install_scripts'],
  E: ['editable_wheel', 'dist_info', 'egg_info', 'build_py', 'build_clib', 'build_ext', 'build_scripts', 'install_scripts'],
};

/** Hooks at which a setuptools command runs; `direct` alone for commands that no frontend calls (`develop`, `test`, own commands). */
export function hooksOfCommand(command: string): readonly Hook[] {
  const hooks = Object.entries(COMMANDS_AT).flatMap(([hook, commands]) => (commands.includes(command) ? [hook as Hook] : []));
  return hooks.length > 0 ? hooks : ['direct'];
}

/** The command that each hook names on the command line, where aliases are looked up. */
const NAMED_AT: Readonly<Record<BuildHook, string>> = {
  RS: 'egg_info', RW: 'egg_info', RE: 'egg_info', MW: 'dist_info', ME: 'dist_info', S: 'sdist', W: 'bdist_wheel', E: 'editable_wheel',
};

/** Hooks at which an alias of that name is expanded; `direct` alone when no hook names it. */
export function hooksOfAlias(alias: string): readonly Hook[] {
  const hooks = Object.entries(NAMED_AT).flatMap(([hook, command]) => (command === alias ? [hook as Hook] : []));
  return hooks.length > 0 ? hooks : ['direct'];
}

/** Whether setuptools or distutils has a command of this name, as far as hooks use them. */
export const isBuiltInCommand = (name: string): boolean => OTHERS.has(name) || Object.values(COMMANDS_AT).some((commands) => commands.includes(name));

const OTHERS: ReadonlySet<string> = new Set([
  'alias', 'bdist', 'bdist_dumb', 'bdist_egg', 'bdist_rpm', 'clean', 'config', 'develop', 'easy_install', 'install_headers', 'register', 'rotate', 'saveopts', 'setopt', 'test',
  'upload', 'upload_docs',
]);
