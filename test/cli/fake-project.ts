/**
 * A small stand-in for the analyser: every `setup.py` is analysed, "import x" follows into x.py, and each "exec(" is an
 * error, "# crash" a failure. It lets the tests of the command line say exactly what there is to find.
 */
import type { FileContent } from '../../server/src/base/fileset';
import { baseName } from '../../server/src/base/fileset';
import { LineIndex } from '../../server/src/base/text';
import type { Project, Snapshot } from '../../server/src/analysis/host';
import { AllowList } from '../../server/src/project/allow-list';
import type { Finding } from '../../server/src/findings/finding';
import { finding } from '../report/sample';

export function fakeProject(): Project & { readonly files: ReadonlyMap<string, FileContent> } {
  const files = new Map<string, FileContent>();
  const included = new Set<string>();
  const textOf = (path: string): string | undefined => {
    const content = files.get(path);
    return content?.kind === 'text' ? content.text : undefined;
  };
  const isAnalysed = (path: string): boolean => included.has(path) || baseName(path) === 'setup.py';
  const imports = (path: string): string[] => [...(textOf(path) ?? '').matchAll(/^import (\w+)$/gm)].map((match) => `${match[1]}.py`);
  const reached = (): string[] => {
    const paths = new Set([...files.keys()].filter(isAnalysed));
    for (const path of paths) for (const next of imports(path)) if (files.has(next)) paths.add(next);
    return [...paths].sort();
  };
  const findingsOf = (path: string): Finding[] => {
    const content = files.get(path);
    if (content?.kind === 'unreadable') return [finding({ path, span: { start: 0, end: 0 }, rule: 'not-analysed', severity: 'warning', message: `Not analysed: ${content.reason}` })];
    if (textOf(path)?.includes('# crash') === true) throw new TypeError('cannot read the stars\nsecond line');
    return [...(textOf(path) ?? '').matchAll(/exec\([^)]*\)?/g)].map((match) => finding({ path, span: { start: match.index, end: match.index + 4 }, rule: 'dynamic-execution', anchor: { within: '', text: match[0] } }));
  };
  const snapshot: Snapshot = {
    analysedPaths: reached,
    analysis: () => undefined,
    report: () => ({
      files: reached().map((path) => ({ path, role: 'setup-script', complete: textOf(path) !== undefined, layers: [] })),
      findings: reached().flatMap(findingsOf),
      scores: { malware: 0, securityRisk: 0, obfuscated: 0, confidence: 1 },
    }),
    source: (path) => {
      const text = textOf(path);
      return text === undefined ? undefined : { text, lines: new LineIndex(text) };
    },
    wanted: () => reached().filter((path) => files.get(path)?.kind === 'listed'),
    role: () => 'setup-script',
    allowed: () => ({ list: new AllowList({ 'allow-imports': [], 'allow-commands': [] }, false) }),
    facts: () => [],
    layer: () => undefined,
    executionMap: () => ({ backend: 'setuptools.build_meta:__legacy__', edges: [] }),
    entryPoints: () => [], commentAbout: () => undefined, work: () => ({ entered: [], recalled: 0 }),
  };
  const project = {
    files,
    set: (path: string, content: FileContent) => void files.set(path, content),
    remove: (path: string) => void files.delete(path),
    include: (path: string) => void included.add(path),
    configure: () => undefined,
    snapshot: () => snapshot,
    fork: fakeProject,
  };
  return project;
}
