/** Fixes for files that are run by an open path: a test before the path is used. */
import type { BoundArgument } from '../../dataflow/events';
import type { Value } from '../../dataflow/value';
import type { DraftFix, Site } from '../rule';
import { guard, knownTexts } from './guard';
import { nearly } from './statement';

const WORDS = { checks: 'the path before running the file', noun: 'path', plural: 'files' } as const;

/** For calls that are given the path: `runpy.run_path`, `imp.load_source`. */
export const pathFixes = (site: Site, argument: BoundArgument | undefined): DraftFix[] =>
  (argument?.point ? guard(site.point, argument.point, knownTexts(argument.value), WORDS) : []);

/** For loaders: their path was given to the function that made them. */
export function loaderFixes(loader: Value): DraftFix[] {
  const known = knownTexts(loader);
  const which = known.length === 0 ? 'the files you mean' : known.slice(0, 3).map((path) => `\`${path}\``).join(', ');
  return [nearly(`Check ${WORDS.checks}`, `The path is given to the call that makes the loader: check it there, against ${which}.`)];
}
