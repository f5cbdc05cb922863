/** `buildglass report`: reads projects, analyses them, writes the record of each. */
import { DEFAULT_SETTINGS } from '../analysis/settings';
import { visible } from '../report/visible';
import { allowedBy, type AllowOptions } from './allowed';
import type { AnalysisOptions } from './analyse';
import { eachTarget } from './each';
import { Output } from './output';
import { EXIT, TOOL_NAME, type CliParts } from './parts';
import { Progress } from './progress';
import { failedRecord, RECORD_FORMATS, recordTarget, type RecordTask } from './records';
import { wantedTargets } from './wanted';

export interface ReportOptions extends AllowOptions {
  readonly format: keyof typeof RECORD_FORMATS;
  readonly pathsFrom?: string;
  readonly output?: string;
  readonly scope: 'build' | 'package';
  readonly trustProject: boolean;
  /** Threads at most; absent: as many as the machine runs at once. */
  readonly jobs?: number;
  readonly debug?: boolean;
}

/** Returns the exit status. Throws `UsageError` for what the user can put right. */
export async function report(paths: readonly string[], options: ReportOptions, parts: CliParts): Promise<number> {
  const { console } = parts;
  const targets = await wantedTargets(paths, options.pathsFrom, console);
  const analysis: AnalysisOptions = { scope: options.scope, settings: { ...DEFAULT_SETTINGS, trustProject: options.trustProject, ...allowedBy(options) }, debug: options.debug === true };
  const task: RecordTask = { kind: 'record', analysis, format: options.format, options: { tool: { name: TOOL_NAME, version: parts.version }, count: targets.length } };
  const progress = new Progress(console, true, targets.length);
  const aside = (write: () => void): void => progress.aside(write);
  const complain = (sentence: string): void => aside(() => console.stderr.write(`${TOOL_NAME}: ${visible(sentence)}\n`));
  const output = await Output.open({ file: options.output, what: 'report', whole: true, aside }, console);
  const writer = RECORD_FORMATS[options.format];
  let unreadable = false;
  try {
    output.put(writer.start(task.options));
    const outcome = await eachTarget(targets, {
      jobs: options.jobs, ordered: true, task, complain,
      here: (target, index) => recordTarget(target, index, task, parts, { read: (files) => progress.read(files), complain }),
      failed: (shown, error, index) => failedRecord(shown, error, index, task),
      deliver: ({ text, failures }) => {
        failures.forEach(complain);
        unreadable ||= failures.length > 0;
        output.put(text);
        progress.projectDone();
      },
    }, parts);
    progress.end();
    if (outcome === 'interrupted') return EXIT.interrupted;
    output.put(writer.finish(task.options));
    output.close();
  } finally {
    output.discard();
  }
  return unreadable ? EXIT.unreadable : EXIT.clean;
}
