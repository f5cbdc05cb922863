/**
 * Programs that the configuration of a repository makes git start. Archives can hold a folder `.git`, and several backends ask git about the
 * project that it lies in. Executed for real: git 2.39 and later, called by the backends whose rows name these.
 */
import type { Hook } from '../hooks';
import type { Vector } from './backend';

const CONFIG = { file: '.git/config', target: 'command', kind: 'spawn', whenRequired: true, role: 'build-hook', source: 'https://git-scm.com/docs/git-config' } as const;

const CHANGED = 'when files look changed to git, as they do in an unpacked archive';

/** Switches git's own program for it on or off. */
const MONITOR = /^(?!(?:true|false|yes|no|on|off|[01])$).+$/i;

const WATCHMAN = /^\.git\/hooks\/(?:query|fsmonitor)-watchman$/;

const fileMonitor = (hooks: readonly Hook[], id: string): Vector => ({
  ...CONFIG, id: `${id}-git-monitor`, title: 'program that tells git what has changed', ini: { section: 'core', key: 'fsmonitor', form: 'whole' }, pattern: MONITOR, hooks, certainty: 'certain',
  odd: { because: 'git starts it when the build asks about files', unless: WATCHMAN },
});

/** Of a backend that lists files. */
export const gitLists = (id: string, hooks: readonly Hook[]): readonly Vector[] => [fileMonitor(hooks, id)];

/** Of a backend that asks for a description of the work tree, which compares the files with the index. */
export const gitDescribes = (id: string, hooks: readonly Hook[]): readonly Vector[] => {
  const conditional = { ...CONFIG, hooks, certainty: 'conditional', condition: CHANGED } as const;
  const hook = { ...conditional, title: 'git hook', target: 'script', kind: 'exec-text', odd: { because: 'git starts it when the build asks about files' }, source: 'https://git-scm.com/docs/githooks#_post_index_change' } as const;
  const { file: _, ...found } = hook;
  return [
    fileMonitor(hooks, id),
    ...['clean', 'process'].map((key): Vector => ({
      ...conditional, id: `${id}-git-filter-${key}`, title: 'filter of git', ini: { section: 'filter*', key, form: 'whole' }, odd: { because: 'git starts it when the build asks about files', unless: /^git-lfs (?:clean -- %f|filter-process)$/ },
    })),
    { ...hook, id: `${id}-git-hooks-path`, ini: { section: 'core', key: 'hooksPath', form: 'whole' }, member: 'post-index-change', present: true },
    { ...found, id: `${id}-git-hook`, autodetect: '.git/hooks/post-index-change' },
  ];
};
