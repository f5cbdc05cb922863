/** Runs one test of a suite, and writes updated blocks back into a suite. */
import type { Finding } from '../../server/src/findings/finding';
import { isShownTo } from '../../server/src/findings/rule';
import type { Analyser, Analysis, Config } from './analysis';
import { checkBlocks, type BlockResult } from './blocks';
import { describeFinding, type Texts } from './describe';
import { matchMarkers } from './match';
import type { SuiteTest } from './suite';

const ALARMS = new Set(['finding', 'spurious', 'missing', 'via']);

/** Failures in plain words, and the blocks that an update would rewrite. */
export function runTest(test: SuiteTest, analyser: Analyser): BlockResult {
  const texts: Texts = Object.fromEntries(test.files.map((file) => [file.path, file.text]));
  const analyse = (now: Texts): { analysis: Analysis; shown: readonly Finding[] } => {
    const analysis = analyser.analyse(now, test.config);
    return { analysis, shown: shownOf(analysis, test.config) };
  };
  const before = analyse(texts);
  const blocks = checkBlocks(test, texts, before, analyse);
  return { failures: [...checkHeading(test, texts, before), ...(test.ok ? [] : matchMarkers(test, texts, before.analysis, before.shown)),
    ...(test.ok ? matchMarkers(test, texts, before.analysis, []) : []), ...blocks.failures], updates: blocks.updates };
}

/** What a reader with this configuration sees. */
export const shownOf = (analysis: Analysis, config: Config): readonly Finding[] =>
  analysis.findings.filter((finding) => isShownTo(finding.persona, config.persona) && !(config.trust && finding.suppressed)
    && !(config.alarms && finding.severity !== 'error' && finding.severity !== 'warning'));

function checkHeading(test: SuiteTest, texts: Texts, { analysis, shown }: { analysis: Analysis; shown: readonly Finding[] }): readonly string[] {
  const alarms = test.files.flatMap((file) => file.markers).filter((marker) => ALARMS.has(marker.kind));
  if (test.ok) {
    return [...shown.map((finding) => `the heading says OK, but there is a finding ${describeFinding(texts, finding)}`),
      ...(test.config.alarms && analysis.malware !== 0 ? [`the heading says OK, but the malware score is ${analysis.malware ?? 'not told'}`] : []),
      ...alarms.map((marker) => `suite line ${marker.suiteLine}: a heading that says OK cannot have ${marker.source}`)];
  }
  const says = test.blocks.length > 0 || test.files.some((file) => file.markers.length > 0);
  return says ? [] : [`suite line ${test.line}: the test says nothing: add a marker or a block, or begin the heading with OK`];
}

/** The suite's text with the bodies of the given blocks replaced. */
export function updateSuite(markdown: string, updates: BlockResult['updates']): string {
  const lines = markdown.split('\n');
  for (const { block, body } of [...updates].sort((a, b) => b.block.from - a.block.from)) {
    lines.splice(block.from, block.to - block.from, ...body.split('\n').slice(0, -1));
  }
  return lines.join('\n');
}
