/**
 * What the language server needs from outside: made by the entry for a process, by tests for themselves.
 */
import type { FileSystem } from '../base/effects';
import type { Project } from '../analysis/host';
import type { Settings } from '../analysis/settings';
import type { RuleMetadata } from '../findings/rule';
import type { Scheduler } from './scheduler';

export interface ServerEnvironment {
  readonly version: string;
  /** Files with `file:` URIs; locations are native paths. */
  readonly files: FileSystem;
  /** The same with the insides of archives; made anew for each use, because it remembers what it has read. Absent: archives are not read. */
  readonly archives?: () => FileSystem;
  readonly rules: readonly RuleMetadata[];
  readonly scheduler: Scheduler;
  /** Loads what the analyser needs; called once, after `initialized`. Rejects with one clear sentence. */
  prepareAnalyser(): Promise<(settings: Settings) => Project>;
}
