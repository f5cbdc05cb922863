/** docs/scores.md says how scores are made: its tables are what the code does. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assess } from '../../server/src/analysis/assess';
import type { Finding } from '../../server/src/findings/finding';
import { SEVERITIES, type Severity } from '../../server/src/findings/rule';
import { RULES } from '../../server/src/rules/registry';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/scores.md'), 'utf8');

/** The rows of the table under a heading, by cells. */
function tableUnder(heading: string): string[][] {
  const section = page.split(/^### /m).find((one) => one.startsWith(`\`${heading}\``));
  assert.ok(section, heading);
  return section.split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
}

const finding = (rule: string, severity: Severity, message: string): Finding => ({
  rule, severity, message, path: 'setup.py', span: { start: 0, end: 1 }, category: 'process', confidence: 'high', persona: 'regular', role: 'setup-script',
  execution: { runs: [], when: '', gates: [] }, flow: [], related: [], fixes: [],
});
const phrasesIn = (cell: string): string[] => [...cell.matchAll(/“([^”]+)”/g)].map((hit) => hit[1]!);
const ruleIn = (cell: string): string => (cell === 'any' ? 'some-rule' : cell.replaceAll('`', ''));
const severityIn = (cell: string): Severity => (cell === 'any' ? 'hint' : cell as Severity);

describe('the page on scores', () => {
  const malware = tableUnder('malware');
  const obfuscated = tableUnder('obfuscated');

  for (const [score, rows] of [['malware', malware], ['obfuscated', obfuscated]] as const) {
    for (const [weight, rule, severity, says] of rows as [string, string, string, string][]) {
      it(`is right about ${score}: ${rule} ${severity}, ${says}`, () => {
        const phrases = phrasesIn(says);
        for (const message of phrases.length > 0 ? phrases : ['anything']) {
          assert.equal(assess([finding(ruleIn(rule), severityIn(severity), `It says ${message}.`)], true)[score], Number(weight), message);
        }
        if (rule !== 'any') assert.ok(RULES.some(({ metadata }) => metadata.id === ruleIn(rule)), `there is no rule ${rule}`);
      });
    }
  }

  it('leaves no weight out', () => {
    const code = readFileSync(join(root, 'server/src/analysis/assess.ts'), 'utf8');
    const weights = [...code.matchAll(/\bweight: (\d[\d.]*)/g)].map((hit) => Number(hit[1]));
    assert.deepEqual([...malware, ...obfuscated].map(([weight]) => Number(weight)), weights);
  });

  it('is right about the risk of each severity', () => {
    const rows = tableUnder('securityRisk');
    assert.deepEqual(rows.map(([severity]) => severity), SEVERITIES);
    for (const [severity, weight] of rows) assert.equal(assess([finding('some-rule', severity as Severity, 'x')], true).securityRisk, Number(weight), severity);
  });

  it('is right about what adds up', () => {
    const warning = finding('network-access', 'warning', 'x');
    const hidden = finding('hidden-code', 'error', 'x');
    assert.equal(assess([warning, hidden], true).malware, 0.72);
    assert.equal(assess([hidden, warning, hidden, warning, warning], true).malware, 0.72);
    assert.deepEqual([assess([], true).confidence, assess([], false).confidence], [0.9, 0.6]);
  });
});
