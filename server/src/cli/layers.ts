/** `buildglass layer`: lists the programs found inside strings of a project, or prints the text of one. */
import { loadProject } from '../analysis/load';
import { DEFAULT_SETTINGS } from '../analysis/settings';
import { visible } from '../report/visible';
import { EXIT, UsageError, type CliParts } from './parts';
import { archiveProblem, targetsOf } from './targets';

/** Returns the exit status. Throws `UsageError` for a path or id that does not exist. */
export async function printLayers(path: string, id: string | undefined, parts: CliParts): Promise<number> {
  const { stdout, files } = parts.console;
  const lines: string[] = [];
  for (const target of await targetsOf(path, parts.console, { archives: true })) {
    if ('error' in target) throw new UsageError(target.error);
    const problem = await archiveProblem(target, files);
    if (problem !== undefined) throw new UsageError(problem);
    const project = await parts.openProject({ ...DEFAULT_SETTINGS, persona: 'auditor', wholePackage: target.whole, installed: target.installed === true });
    for (const named of target.named) {
      project.set(named, { kind: 'listed' });
      project.include(named);
    }
    await loadProject(project, target.root, { files });
    const snapshot = project.snapshot();
    const found = id === undefined ? undefined : snapshot.layer(id);
    if (found) {
      stdout.write(`${found.text.replace(/\n$/, '').split('\n').map((line) => visible(line.replaceAll('\t', '    '))).join('\n')}\n`);
      return EXIT.clean;
    }
    for (const file of snapshot.report().files) for (const layer of file.layers) lines.push(`${visible(layer.id)}  ${layer.language}  ${visible(layer.name)}\n`);
  }
  if (id !== undefined) throw new UsageError(`There is no layer "${id}"; "buildglass layer ${path}" lists them.`);
  stdout.write(lines.join(''));
  return EXIT.clean;
}
