/** Paths that a program writes and deletes, with what they lead to: shared by the rules about files. */
import { constantText, unknown, type Value } from '../dataflow/value';
import { type PathReading, readPaths } from '../dataflow/places';
import type { RuleContext, Site } from './rule';

export interface TouchedPath {
  readonly site: Site;
  readonly value: Value;
  readonly readings: readonly PathReading[];
}

/** Files that are written: by what writes alone, and by `open` in a mode that does. */
export function writtenPaths(context: RuleContext): readonly TouchedPath[] {
  const opened = context.sites('file-read').filter(opensForWriting).map((site) => touched(site, 'file-read'));
  return [...context.sites('file-write').map((site) => touched(site, 'file-write')), ...opened];
}

export const deletedPaths = (context: RuleContext): readonly TouchedPath[] => context.sites('file-delete').map((site) => touched(site, 'file-delete'));

/** `open(path, "w")`, and methods of paths, whose first argument is the mode. */
export const opensForWriting = (site: Site): boolean => /^b?[wax]|\+/.test(constantText(site.argument('mode')?.value ?? unknown) ?? '');

function touched(site: Site, sink: 'file-read' | 'file-write' | 'file-delete'): TouchedPath {
  const value = site.argument(site.calls[0]!.model.sinks![sink]!)?.value ?? unknown;
  return { site, value, readings: readPaths(value) };
}
