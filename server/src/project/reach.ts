/** The reach of hooks: which moment of a build makes code how easy to get to. One table; nothing else orders moments. */
import { easier, type Reach } from '../findings/reach';

const REACH_OF: Readonly<Record<Reach, readonly string[]>> = {
  metadata: ['RW', 'RE', 'MW', 'ME', 'deps'],
  install: ['W', 'E', 'start'],
  sdist: ['RS', 'S'],
  test: ['test', 'tox', 'nox', 'ci', 'env', 'lint', 'docs', 'task', 'commit', 'conda', 'editor', 'plugin'],
  called: ['direct', 'console', 'import'],
  never: [],
};

const BY_HOOK: ReadonlyMap<string, Reach> = new Map((Object.entries(REACH_OF) as [Reach, readonly string[]][]).flatMap(([reach, hooks]) => hooks.map((hook) => [hook, reach] as const)));

/** The easiest of the hooks; undefined when there is none, or one that the table does not know. */
export function reachOf(hooks: readonly string[]): Reach | undefined {
  const all = hooks.map((hook) => BY_HOOK.get(hook));
  return all.length === 0 ? undefined : all.reduce(easier);
}
