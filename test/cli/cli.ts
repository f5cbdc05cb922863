/** Runs the command line inside the test process: real files, captured streams, the stand-in analyser. */
import path from 'node:path';
import type { Project } from '../../server/src/analysis/host';
import type { Settings } from '../../server/src/analysis/settings';
import { runCli } from '../../server/src/cli/run';
import type { CliParts } from '../../server/src/cli/parts';
import type { FileSystem } from '../../server/src/base/effects';
import { withArchives } from '../../server/src/platform/node-archives';
import { withRevisions } from '../../server/src/platform/node-git';
import { nodeFiles } from '../../server/src/platform/node-files';
import { replaceFile } from '../../server/src/platform/node-replace';
import type { RuleMetadata } from '../../server/src/findings/rule';
import { fakeProject } from './fake-project';

export interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly written: ReadonlyMap<string, string>;
  readonly opened: readonly ReturnType<typeof fakeProject>[];
}

export interface Surroundings {
  readonly folder?: string;
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  /** Milliseconds that pass between two looks at the clock. */
  readonly tick?: number;
  readonly files?: Partial<FileSystem>;
  readonly openProject?: (settings: Settings) => Promise<Project>;
  readonly rules?: readonly RuleMetadata[];
}

const RULE: RuleMetadata = {
  id: 'dynamic-execution', category: 'dynamic-execution', title: 'Dynamic execution', why: 'It runs text.', advice: 'Import it.',
  example: { bad: 'exec(text)', good: 'import module' }, cwe: [94], sources: ['https://docs.python.org/3/library/functions.html#exec'],
};

export async function cli(args: readonly string[], around: Surroundings = {}): Promise<Result> {
  const folder = around.folder ?? path.resolve('/');
  let stdout = '';
  let stderr = '';
  let time = 0;
  const written = new Map<string, string>();
  const opened: ReturnType<typeof fakeProject>[] = [];
  const parts: CliParts = {
    version: '1.2.3',
    rules: around.rules ?? [RULE],
    openProject: around.openProject ?? (async () => {
      const project = fakeProject();
      opened.push(project);
      return project;
    }),
    console: {
      files: withRevisions(withArchives({ ...nodeFiles, ...around.files })),
      stdout: { write: (text) => void (stdout += text), isTTY: around.terminal === true, columns: around.terminal === true ? 80 : undefined },
      stderr: { write: (text) => void (stderr += text), isTTY: around.terminal === true, columns: around.terminal === true ? 80 : undefined },
      environment: around.environment ?? {},
      readAll: async (location, maximumBytes) => (location === undefined ? new TextEncoder().encode(around.input ?? '') : nodeFiles.readFile(location, maximumBytes)),
      openOutput: async (location) => {
        if (location.includes('missing')) return { reason: 'its folder does not exist' };
        let kept: string | undefined = '';
        return {
          write: (text) => {
            if (kept !== undefined) kept += text;
            return undefined;
          },
          close: () => {
            if (kept !== undefined) written.set(location, kept);
            kept = undefined;
            return undefined;
          },
          discard: () => { kept = undefined; },
        };
      },
      writeFile: async (location, text) => {
        if (location.includes('missing')) return 'its folder does not exist';
        written.set(location, text);
        return undefined;
      },
      replaceFile,
      resolve: (typed) => path.resolve(folder, typed),
      parent: (location) => path.dirname(location),
      relative: (from, location) => path.relative(from, location).split(path.sep).join('/'),
      display: (location, typed) => (path.isAbsolute(typed) ? location : path.relative(folder, location) || '.'),
      onInterrupt: () => () => undefined,
      now: () => (time += around.tick ?? 0),
    },
  };
  return { status: await runCli(args, parts), stdout, stderr, written, opened };
}
