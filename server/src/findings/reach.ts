/**
 * How easily code is reached: the one order by which severities follow reach. The first that holds counts.
 *
 *     metadata   downloading, or asking for a version, is enough
 *     …
 *     never      no build runs it
 */

/** The most easily reached first. */
export const REACHES = ['metadata', 'install', 'sdist', 'test', 'called', 'never'] as const;

export type Reach = (typeof REACHES)[number];

/** In plain words, for readers. */
export const REACH_WORDS: Readonly<Record<Reach, string>> = {
  metadata: 'runs on download or when metadata is asked for',
  install: 'runs on install',
  sdist: 'runs when a source distribution is made',
  test: 'runs in tests, tools or CI',
  called: 'runs only when somebody calls it',
  never: 'never runs at build time',
};

/** Nothing known counts as the easiest: it is no reason to be quiet. */
export const rankOf = (reach: Reach | undefined): number => (reach === undefined ? 0 : REACHES.indexOf(reach));

/** The easier of the two. */
export const easier = (a: Reach | undefined, b: Reach | undefined): Reach | undefined => (rankOf(a) <= rankOf(b) ? a : b);

/** Whether a build or a test run gets there without somebody asking for just this code. */
export const runsByItself = (reach: Reach | undefined): boolean => reach !== 'called' && reach !== 'never';
