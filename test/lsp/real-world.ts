/** One in-process server with the real analyser, and with time and files in the test's hands. */
import { createProject } from '../../server/src/analysis/create';
import { withArchives } from '../../server/src/platform/node-archives';
import { loadParsers } from '../../server/src/platform/node-grammars';
import { RULES } from '../../server/src/rules/registry';
import { inProcess } from './client';
import { ManualTime } from './manual-time';
import { MemoryFiles } from './memory-files';
import type { World } from './world';

export function realWorld(content: Readonly<Record<string, string>>): Pick<World, 'client' | 'time' | 'files'> {
  const time = new ManualTime();
  const files = new MemoryFiles(content);
  const client = inProcess({
    version: '1.2.3',
    files,
    archives: () => withArchives(files),
    rules: RULES.map(({ metadata }) => metadata),
    scheduler: time,
    prepareAnalyser: async () => {
      const parsers = await loadParsers();
      return (settings) => createProject(parsers, settings);
    },
  });
  return { client, time, files };
}
