/** Hand-made findings for the tests of the report writers: places are named by the text that stands there. */
import { LineIndex, type Span } from '../../server/src/base/text';
import { compareFindings, type Finding } from '../../server/src/findings/finding';
import type { FileReport } from '../../server/src/findings/report';
import type { RuleMetadata } from '../../server/src/findings/rule';
import { addTotals, NO_TOTALS } from '../../server/src/report/totals';
import type { Entry, ReportWriter, ScannedProject, Totals, WriterOptions } from '../../server/src/report/writer';

const RULE: RuleMetadata = {
  id: 'dynamic-import', category: 'dynamic-import', title: 'Dynamic import', why: 'The name decides what runs.', advice: 'Write the name down.',
  example: { bad: 'import_module(name)', good: 'import module' }, cwe: [94, 1], sources: [],
};

export const OPTIONS: WriterOptions = {
  persona: 'regular', trustProject: false, colour: false, width: 80, quiet: false, tool: { name: 'buildglass', version: '1.2.3' }, rules: [RULE],
};

/** The span of the first occurrence of `part`; throws when the text does not hold it. */
export function spanOf(text: string, part: string): Span {
  const start = text.indexOf(part);
  if (start < 0) throw new Error(`not in the text: ${part}`);
  return { start, end: start + part.length };
}

export function finding(changes: Partial<Finding> & Pick<Finding, 'path' | 'span'>): Finding {
  return {
    rule: 'dynamic-import', category: 'dynamic-import', severity: 'error', confidence: 'high', persona: 'regular',
    message: 'A module is imported by a name that is not constant', role: 'setup-script',
    execution: { runs: ['pip download', 'pip install'], when: 'Runs at every build hook: `pip download` is enough.', gates: [] },
    flow: [], related: [], signs: [], fixes: [],
    ...changes,
  };
}

export function project(texts: Readonly<Record<string, string>>, findings: readonly Finding[], changes: Partial<ScannedProject> = {}, files: readonly Partial<FileReport>[] = []): ScannedProject {
  const sources = new Map(Object.entries(texts).map(([path, text]) => [path, { text, lines: new LineIndex(text) }]));
  return {
    project: 'pkg',
    problems: [],
    source: (path) => sources.get(path),
    report: {
      files: [...sources.keys()].sort().map((path, index) => ({ path, role: 'setup-script', complete: true, layers: [], ...files[index] })),
      findings: [...findings].sort(compareFindings),
      scores: { malware: 0, securityRisk: 0.25, obfuscated: 0, confidence: 1 },
    },
    ...changes,
  };
}

/** All that a writer writes of some entries, as `scan` calls it. */
export function write(writer: ReportWriter, entries: readonly Entry[], changes: Partial<WriterOptions> = {}): string {
  const options = { ...OPTIONS, ...changes };
  let totals: Totals = NO_TOTALS;
  let text = writer.start(options);
  entries.forEach((entry, index) => {
    text += writer.project(entry, index, options, totals);
    totals = addTotals(totals, entry, options);
  });
  return text + writer.finish(totals, options);
}

/** A setup script that imports what the environment names. */
export const SETUP = `import os
from importlib import import_module

name = os.environ["BACKEND"]

def load():
    return import_module(name)
`;
