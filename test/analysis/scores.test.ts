/** docs/scores.md says how scores are made: its tables are what the code does. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assess, type Evidence, HIDDEN, INTENT, RISK } from '../../server/src/analysis/assess';
import { TEXT_INDICATORS } from '../../server/src/catalog/indicators';
import type { Finding } from '../../server/src/findings/finding';
import { SEVERITIES, type Severity } from '../../server/src/findings/rule';
import { RULES } from '../../server/src/rules/registry';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/scores.md'), 'utf8');

/** The rows of the table under a heading, by cells. */
function tableUnder(heading: string): string[][] {
  const section = page.split(/^##+ /m).find((one) => one.startsWith(`\`${heading}\``));
  assert.ok(section, heading);
  return section.split('\n').filter((line) => line.startsWith('| ')).slice(1).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
}

const finding = (rule: string, severity: Severity, signs: readonly string[] = []): Finding => ({
  rule, severity, signs, message: 'x', path: 'setup.py', span: { start: 0, end: 1 }, category: 'process', confidence: 'high', persona: 'regular', role: 'setup-script',
  execution: { runs: [], when: '', gates: [] }, flow: [], related: [], fixes: [],
});

/** A row of the page for a row of the code. */
const row = ({ weight, rule, severity, sign }: Evidence): string[] => [String(weight), rule ? `\`${rule}\`` : 'any', severity ?? 'any', sign ? `\`${sign}\`` : 'any'];

describe('the page on scores', () => {
  for (const [score, table] of [['malware', INTENT], ['obfuscated', HIDDEN]] as const) {
    it(`shows the rows of ${score}`, () => assert.deepEqual(tableUnder(score), table.map(row)));

    for (const evidence of table) {
      it(`${score}: ${row(evidence).join(' · ')} counts by itself`, () => {
        const { rule = 'some-rule', severity = 'hint', sign, weight } = evidence;
        assert.equal(assess([finding(rule, severity, sign ? [sign] : [])], true)[score], weight);
        if (evidence.rule) assert.ok(RULES.some(({ metadata }) => metadata.id === rule), `there is no rule ${rule}`);
        if (sign) assert.notEqual(assess([finding(rule, severity)], true)[score], weight, 'the sign matters');
      });
    }
  }

  it('is right about the risk of each severity', () => {
    const rows = tableUnder('securityRisk');
    assert.deepEqual(rows.map(([severity]) => severity), SEVERITIES);
    for (const [severity, weight] of rows) assert.equal(assess([finding('some-rule', severity as Severity)], true).securityRisk, Number(weight), severity);
    assert.deepEqual(rows.map(([, weight]) => Number(weight)), SEVERITIES.map((severity) => RISK[severity]));
  });

  it('is right about what adds up', () => {
    const warning = finding('network-access', 'warning');
    const hidden = finding('hidden-code', 'error');
    assert.equal(assess([warning, hidden], true).malware, 0.72);
    assert.equal(assess([hidden, warning, hidden, warning, warning], true).malware, 0.72);
    assert.deepEqual([assess([], true).confidence, assess([], false).confidence], [0.9, 0.6]);
  });
});

describe('signs', () => {
  it('that scores ask for are signs that texts give', () => {
    const texts = INTENT.flatMap(({ sign }) => (sign?.startsWith('text:') ? [sign.slice('text:'.length)] : []));
    const known = new Set(TEXT_INDICATORS.map(({ id }) => id));
    assert.deepEqual(texts.filter((id) => !known.has(id)), []);
    assert.deepEqual([...known].filter((id) => !texts.includes(id)), []);
  });
});
