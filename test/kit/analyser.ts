/** The real analyser behind the kit's interface. */
import type { Project, Snapshot } from '../../server/src/analysis/host';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { textFile } from '../../server/src/base/fileset';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Analyser, Analysis } from './analysis';

/** Rejects when the grammars have not been built. */
export async function createAnalyser(): Promise<Analyser> {
  const parsers = await loadParsers();
  return {
    analyse(files, config): Analysis {
      const project = createProject(parsers, { ...DEFAULT_SETTINGS, persona: config.persona, trustProject: config.trust });
      return analysisOf(fill(project, files).snapshot());
    },
  };
}

function fill(project: Project, files: Readonly<Record<string, string>>): Project {
  for (const [path, text] of Object.entries(files)) project.set(path, textFile(text));
  return project;
}

function analysisOf(snapshot: Snapshot): Analysis {
  const report = snapshot.report();
  return {
    findings: report.findings,
    facts: report.files.flatMap(({ path }) => snapshot.facts(path).map((fact) => ({ ...fact, path }))),
    layers: report.files.flatMap((file) => file.layers),
    incomplete: report.files.filter((file) => !file.complete).map((file) => file.path),
  };
}
