/**
 * Blocks: parts of a suite that can be generated. Each is compared as text, and rewritten by an update.
 *
 *     runs                        the execution map, one edge a line
 *     fix safe "Replace with …"   what the fix changes; the second block of one title is the second such fix.
 *                                 Other files that change follow under `@@ path`.
 *                                 A block may also hold the whole resulting file; an update writes the difference
 *     layer "name"                the text of a decoded or embedded program; without a name the next one in order
 *     snapshot                    the findings as seen, with severity, flow and execution
 */
import type { Finding } from '../../server/src/findings/finding';
import { filesOf, type Fix } from '../../server/src/findings/fix';
import type { Analysis } from './analysis';
import { placeOf, type Texts } from './describe';
import { applyFix, checkFix, offersOf, whereOf, type Reanalyse } from './fixes';
import { lineDiff } from './linediff';
import type { Block, SuiteTest } from './suite';

export interface BlockResult {
  readonly failures: readonly string[];
  /** Blocks whose text should read otherwise. */
  readonly updates: readonly { readonly block: Block; readonly body: string }[];
}

/** Compares all blocks of a test. A block that names something that is not there fails and is not updated. */
export function checkBlocks(test: SuiteTest, texts: Texts, before: { readonly analysis: Analysis; readonly shown: readonly Finding[] }, again: Reanalyse): BlockResult {
  const failures: string[] = [];
  const updates: { block: Block; body: string }[] = [];
  const used = new Map<string, number>();
  const next = (key: string): number => {
    const n = used.get(key) ?? 0;
    used.set(key, n + 1);
    return n;
  };
  const compare = (block: Block, expected: string, alternative?: string): void => {
    if (block.body === expected || (alternative !== undefined && block.body === alternative)) return;
    updates.push({ block, body: expected });
    failures.push(`suite line ${block.from}: the \`${block.kind}\` block differs\n${indent(lineDiff(block.body, expected))}`);
  };
  for (const block of test.blocks) {
    const at = `suite line ${block.from}`;
    if (block.kind === 'runs') {
      if (before.analysis.runs === undefined) failures.push(`${at}: the analyser lists no execution map`);
      else compare(block, before.analysis.runs.map((line) => `${line}\n`).join(''));
    } else if (block.kind === 'snapshot') {
      compare(block, snapshotOf(texts, before.shown));
    } else if (block.kind === 'layer') {
      const name = /^"(.*)"$/.exec(block.info)?.[1];
      const layer = before.analysis.layers.filter((one) => name === undefined || one.name === name)[next(`layer ${name ?? ''}`)];
      if (layer) compare(block, layer.text.endsWith('\n') ? layer.text : `${layer.text}\n`);
      else failures.push(`${at}: no such layer; there are: ${before.analysis.layers.map((one) => JSON.stringify(one.name)).join(', ') || 'none'}`);
    } else {
      const [, applicability, title] = /^(safe|unsafe) "(.*)"$/.exec(block.info) ?? [];
      const offers = offersOf(before.shown);
      const offer = offers.filter(({ fix }) => fix.title === title && fix.applicability === applicability)[next(block.info)];
      if (applicability === undefined) failures.push(`${at}: write \`fix safe "title"\` or \`fix unsafe "title"\``);
      else if (!offer) failures.push(`${at}: no such fix; there are:${offers.map((one) => `\n    ${whereOf(texts, one)} ${one.fix.applicability} "${one.fix.title}"`).join('') || ' none'}`);
      else {
        const broken = checkFix(texts, offer, before, again);
        failures.push(...broken.map((failure) => `${at}: ${failure}`));
        const after = applyFix(texts, offer.fix);
        if (after !== undefined) compare(block, changesOf(texts, after, offer.fix), after[offer.fix.path]);
      }
    }
  }
  return { failures, updates };
}

/** The fix's own file, then under their names the other files that change. */
function changesOf(before: Texts, after: Texts, fix: Fix): string {
  const [own, ...others] = filesOf(fix);
  return [lineDiff(before[own!.path] ?? '', after[own!.path]!), ...others.map(({ path }) => `@@ ${path}\n${lineDiff(before[path] ?? '', after[path]!)}`)].join('');
}

/** The findings as a reader sees them; also what a `snapshot` block holds. */
export function snapshotOf(texts: Texts, shown: readonly Finding[]): string {
  return shown.map((finding) => [
    `${placeOf(texts, finding.path, finding.span)} ${finding.severity} [${finding.rule}] ${finding.message}`,
    ...(finding.layer ? [`  in ${finding.layer.name}`] : []),
    ...finding.flow.map((step) => `  ${placeOf(texts, step.path, step.span)} ${step.label}`),
    `  ${finding.execution.when}${finding.execution.gates.map((gate) => ` [if ${gate}]`).join('')}`,
  ].map((line) => `${line.trimEnd()}\n`).join('')).join('');
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '    ').trimEnd();
