/** Measuring and fitting the weights of scores: on small labelled sets whose answers can be worked out by hand. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assess, type Evidence, INTENT } from '../../server/src/analysis/assess';
import type { Finding } from '../../server/src/findings/finding';
import { type Case, casesOf, crossFitted, fit, foldOf, qualityOf, rowsOf, type ScanRow, scoreOf } from '../../scripts/weights-fit';

const TABLE: readonly Evidence[] = [{ weight: 0.5, rule: 'a' }, { weight: 0.5, rule: 'b', sign: 'x' }, { weight: 0.5, rule: 'c', severity: 'error' }];
const PRIOR = TABLE.map(({ weight }) => weight);

const row = (project: string, ...findings: NonNullable<ScanRow['findings']>): ScanRow => ({ project, findings });
type Short = readonly [label: string, cluster: string, ...rows: number[]];

const cases = (...given: readonly Short[]): readonly Case[] => given.map(([label, cluster, ...rows], index) => ({ project: String(index), label, cluster, rows, share: 1 }));
const many = (count: number, label: string, ...rows: number[]): readonly Case[] => cases(...Array.from({ length: count }, (_, index) => [label, `${label}${rows.join()}-${index}`, ...rows] as const));

describe('weights of scores', () => {
  it('are found from the findings that scores count, as the product finds them', () => {
    const a = { rule: 'a', severity: 'hint', persona: 'regular' } as const;
    assert.deepEqual(rowsOf(row('p', a), TABLE), [0]);
    assert.deepEqual(rowsOf(row('p', { ...a, persona: 'auditor' }), TABLE), []);
    assert.deepEqual([true, false].map((obeyed) => rowsOf(row('p', { ...a, suppressed: { obeyed } }), TABLE)), [[], [0]]);
    assert.deepEqual(rowsOf(row('p', { rule: 'b', severity: 'error', persona: 'regular' }, { rule: 'c', severity: 'warning', ruleSeverity: 'error', persona: 'regular' }), TABLE), [2]);
    assert.deepEqual(rowsOf(undefined, TABLE), []);
  });

  it('give the very scores of the product', () => {
    const weights = INTENT.map(({ weight }) => weight);
    const one = fc.constantFrom(...INTENT).map(({ rule, severity = 'hint', sign }) => ({ rule: rule ?? 'any', severity, persona: 'regular', signs: sign === undefined ? [] : [sign] }) as const);
    fc.assert(fc.property(fc.array(one, { maxLength: 6 }), (findings) => {
      assert.equal(scoreOf(rowsOf(row('p', ...findings)), weights), assess(findings as unknown as readonly Finding[], true).malware);
    }));
  });

  it('count clusters, however many members they have', () => {
    const labels = [...Array.from({ length: 9 }, (_, index) => ({ project: `m${index}`, label: 'hostile', cluster: 'one' })), { project: 'other', label: 'hostile', cluster: 'two' }, { project: 'good', label: 'honest', cluster: 'one' }];
    const given = casesOf(new Map([['other', row('other', { rule: 'a', severity: 'error', persona: 'regular' })]]), labels, TABLE);
    assert.deepEqual(Object.fromEntries(qualityOf(given, () => PRIOR).alarms), { hostile: 0.5, honest: 0 });
  });

  it('have the AUC that can be counted', () => {
    const auc = (...given: readonly Short[]): number => qualityOf(cases(...given), () => [0.5, 0.6, 0.7]).auc;
    assert.equal(auc(['hostile', 'm', 0], ['honest', 'h']), 1);
    assert.equal(auc(['hostile', 'm'], ['honest', 'h', 0]), 0);
    assert.equal(auc(['hostile', 'm', 0], ['honest', 'h', 0]), 0.5);
    assert.equal(auc(['hostile', 'm', 1], ['hostile', 'n'], ['honest', 'h', 0], ['honest', 'g', 2]), 0.25);
  });

  it('go up for signs of hostile projects, down for those of honest ones, and stay where nothing is known', () => {
    const [up, down, unknown] = fit([...many(60, 'hostile', 0), ...many(60, 'honest'), ...many(30, 'honest', 1)], PRIOR);
    assert.ok(up! > 0.8, String(up));
    assert.ok(down! < 0.2, String(down));
    assert.equal(unknown, 0.5);
    assert.deepEqual(fit([...many(1, 'hostile', 0), ...many(1, 'honest', 1)], PRIOR).map((weight) => Math.abs(weight - 0.5) < 0.3), [true, true, true]);
  });

  it('are the same for the same set, in any order, and never worse in likelihood than where they began', () => {
    const set = [...many(20, 'hostile', 0, 1), ...many(5, 'hostile', 2), ...many(20, 'honest'), ...many(3, 'honest', 2)];
    assert.deepEqual(fit([...set].reverse(), PRIOR), fit(set, PRIOR));
    assert.ok(qualityOf(set, () => fit(set, PRIOR)).auc >= qualityOf(set, () => PRIOR).auc);
  });

  it('are measured on clusters that they were not fitted on', () => {
    for (const cluster of ['a', 'b', 'ü']) assert.equal(new Set(['x', 'y'].map((project) => foldOf({ project, label: 'honest', cluster }, 5))).size, 1);
    const set = [...many(40, 'hostile', 0), ...many(40, 'honest')];
    const folds = crossFitted(set, PRIOR, 4);
    assert.equal(folds.length, 4);
    folds.forEach((weights, fold) => assert.deepEqual(weights, fit(set.filter((one) => foldOf(one, 4) !== fold), PRIOR)));
  });
});
