/** The projects that a command is to look at: paths as typed, and lists of paths, which may come from files, pipes or standard input. */
import type { Console } from './console';
import { UsageError } from './parts';
import { mergeTargets, targetsOf, type Target, type Unreadable } from './targets';

/** Bytes of a list; about three million paths. */
const LONGEST_LIST = 1 << 28;

/** `list`: what `--paths-from` names. Throws `UsageError` when nothing was asked for, or when the list cannot be read. */
export async function wantedTargets(paths: readonly string[], list: string | undefined, console: Console): Promise<readonly (Target | Unreadable)[]> {
  if (paths.length === 0 && list === undefined) throw new UsageError('Name at least one folder, archive or file, or use --paths-from.');
  const lines = list === undefined ? [] : await linesOf(list, console);
  const all: (Target | Unreadable)[] = [];
  for (const path of paths) all.push(...(await targetsOf(path, console, { archives: true })));
  // A line of a list is one project and one answer, under the very name it was asked for.
  for (const path of lines) all.push(...(await targetsOf(path, console, { exactly: true, archives: true })));
  return mergeTargets(all);
}

async function linesOf(list: string, console: Console): Promise<readonly string[]> {
  const bytes = await console.readAll(list === '-' ? undefined : console.resolve(list), LONGEST_LIST);
  if (!(bytes instanceof Uint8Array)) throw new UsageError(`The list of paths ${list === '-' ? 'on standard input' : list} ${bytes.reason}.`);
  return new TextDecoder().decode(bytes).split('\n').map((line) => line.replace(/\r$/, '')).filter((line) => line.trim() !== '');
}
