/** The real analyser behind the kit's interface. */
import type { Project, Snapshot } from '../../server/src/analysis/host';
import { createProject } from '../../server/src/analysis/create';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { type FileContent, textFile } from '../../server/src/base/fileset';
import { decodeSource } from '../../server/src/syntax/python/encoding';
import { loadParsers } from '../../server/src/platform/node-grammars';
import type { Analyser, Analysis } from './analysis';

/** Rejects when the grammars have not been built. */
export async function createAnalyser(): Promise<Analyser> {
  const parsers = await loadParsers();
  return {
    analyse(files, config): Analysis {
      const project = createProject(parsers, { ...DEFAULT_SETTINGS, persona: config.persona, trustProject: config.trust, wholePackage: config.modules === true });
      return analysisOf(fill(project, files).snapshot());
    },
  };
}

function fill(project: Project, files: Readonly<Record<string, string>>): Project {
  for (const [path, text] of Object.entries(files)) project.set(path, contentOf(path, text));
  return project;
}

/** As read from disk where the encoding is worth a word; otherwise the text as it stands, so that places agree with the suite. */
function contentOf(path: string, text: string): FileContent {
  const decoded = decodeSource(new TextEncoder().encode(text), path);
  return decoded.kind === 'text' && decoded.note !== undefined ? decoded : textFile(text);
}

function analysisOf(snapshot: Snapshot): Analysis {
  const report = snapshot.report();
  return {
    findings: report.findings,
    malware: report.scores.malware,
    facts: report.files.flatMap(({ path }) => snapshot.facts(path).map((fact) => ({ ...fact, path }))),
    layers: report.files.flatMap((file) => file.layers),
    incomplete: report.files.filter((file) => !file.complete).map((file) => file.path),
  };
}
