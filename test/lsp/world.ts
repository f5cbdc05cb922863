/** One in-process server with time, files and analyser in the test's hands. */
import { inProcess, type TestClient } from './client';
import { FakeProject } from './fake-project';
import { ManualTime } from './manual-time';
import { MemoryFiles } from './memory-files';

export interface World {
  readonly client: TestClient;
  readonly time: ManualTime;
  readonly files: MemoryFiles;
  /** The projects that the server has created, in order. */
  readonly projects: FakeProject[];
}

export function world(content: Readonly<Record<string, string>> = {}): World {
  const time = new ManualTime();
  const files = new MemoryFiles(content);
  const projects: FakeProject[] = [];
  const client = inProcess({
    version: '1.2.3',
    files,
    rules: [],
    scheduler: time,
    prepareAnalyser: async () => (settings) => {
      const project = new FakeProject(settings);
      projects.push(project);
      return project;
    },
  });
  return { client, time, files, projects };
}
