/** What to do about files that are run by an open path. */
import type { Value } from '../../dataflow/value';
import type { DraftFix } from '../rule';
import { knownTexts } from './guard';
import { nearly } from './statement';

/** For loaders: their path was given to the function that made them. */
export function loaderFixes(loader: Value): DraftFix[] {
  const known = knownTexts(loader);
  const which = known.length === 0 ? 'the files you mean' : known.slice(0, 3).map((path) => `\`${path}\``).join(', ');
  return [nearly('Check the path before running the file', `The path is given to the call that makes the loader: check it there, against ${which}.`)];
}
