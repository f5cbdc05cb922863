/** One in-process server with the real analyser, and with time and files in the test's hands. */
import { createProject } from '../../server/src/analysis/create';
import { loadParsers } from '../../server/src/platform/node-grammars';
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
    scheduler: time,
    prepareAnalyser: async () => {
      const parsers = await loadParsers();
      return (settings) => createProject(parsers, settings);
    },
  });
  return { client, time, files };
}
