/**
 * Which hooks run which setuptools commands, so that a `cmdclass` override is known to run. Executed for real with setuptools 84:
 * a marker in each command's `run`, all hooks called through pyproject_hooks.
 */
import type { Hook } from './hooks';

const COMMANDS_AT: Readonly<Partial<Record<Hook, readonly string[]>>> = {
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
