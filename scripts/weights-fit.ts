/**
 * How well weights of the score `malware` tell hostile projects from honest ones, and which weights labelled projects ask for. Pure and
 * deterministic. A project is the set of rows of the table that its findings fit; a cluster (the same code apart from names, or the
 * versions of one repository) counts as one, however many members it has.
 *
 *     score = 1 − Π(1 − wᵢ)     with vᵢ = −ln(1 − wᵢ):     1 − exp(−Σ vᵢ)
 *
 * The fit takes that for the probability of being hostile and looks for the vᵢ ≥ 0 that make the labels likeliest, with every vᵢ drawn
 * towards the weight in force: where few projects have a sign, the weight stays what people set it to.
 */
import { createHash } from 'node:crypto';
import { type Evidence, INTENT, supports } from '../server/src/analysis/assess';
import type { Finding } from '../server/src/findings/finding';

/** From which score on a project raises the alarm. */
export const ALARM = 0.5;

/** What is needed of a project in `scan --format jsonl`. */
export interface ScanRow {
  readonly project: string;
  readonly scores?: { readonly malware: number };
  readonly findings?: readonly (Pick<Finding, 'rule' | 'severity' | 'persona'> & { readonly ruleSeverity?: Finding['severity']; readonly signs?: readonly string[]; readonly suppressed?: { readonly obeyed: boolean } })[];
}

export interface Label {
  /** As in the rows. */
  readonly project: string;
  /** `honest`, or a kind of hostile project. */
  readonly label: string;
  readonly cluster: string;
}

export interface Case extends Label {
  /** Indices in the table, in order. */
  readonly rows: readonly number[];
  /** Of all members of its cluster together 1. */
  readonly share: number;
}

/** The rows of the table that a project fits; what was not answered fits none. */
export function rowsOf(row: ScanRow | undefined, table: readonly Evidence[] = INTENT): readonly number[] {
  const counted = (row?.findings ?? []).filter(({ persona, suppressed }) => persona === 'regular' && suppressed?.obeyed !== true);
  return table.flatMap((evidence, index) => (counted.some((finding) => supports({ ...finding, signs: finding.signs ?? [] } as unknown as Finding, evidence)) ? [index] : []));
}

export function casesOf(rows: ReadonlyMap<string, ScanRow>, labels: readonly Label[], table: readonly Evidence[] = INTENT): readonly Case[] {
  const members = new Map<string, number>();
  const nameOf = ({ label, cluster }: Label): string => `${label}\0${cluster}`;
  for (const label of labels) members.set(nameOf(label), (members.get(nameOf(label)) ?? 0) + 1);
  return labels.map((label) => ({ ...label, rows: rowsOf(rows.get(label.project), table), share: 1 / members.get(nameOf(label))! }));
}

export const isHonest = ({ label }: Label): boolean => label === 'honest';

/** Rounded as the product does. */
export const scoreOf = (rows: readonly number[], weights: readonly number[]): number => Math.round((1 - rows.reduce((rest, index) => rest * (1 - weights[index]!), 1)) * 100) / 100;

export interface Quality {
  /** Share of the clusters of a kind that raise the alarm, by kind; honest ones included. */
  readonly alarms: ReadonlyMap<string, number>;
  /** The chance that a hostile cluster scores higher than an honest one; equal scores count half. */
  readonly auc: number;
}

/** `weightsFor`: the weights by which a case is judged. */
export function qualityOf(cases: readonly Case[], weightsFor: (one: Case) => readonly number[]): Quality {
  const sums = new Map<string, { all: number; alarms: number }>();
  const byScore = new Map<number, { hostile: number; honest: number }>();
  for (const one of cases) {
    const score = scoreOf(one.rows, weightsFor(one));
    const sum = sums.get(one.label) ?? { all: 0, alarms: 0 };
    sums.set(one.label, { all: sum.all + one.share, alarms: sum.alarms + (score >= ALARM ? one.share : 0) });
    const mass = byScore.get(score) ?? { hostile: 0, honest: 0 };
    mass[isHonest(one) ? 'honest' : 'hostile'] += one.share;
    byScore.set(score, mass);
  }
  let [below, pairs, hostile] = [0, 0, 0];
  for (const [, mass] of [...byScore].sort(([a], [b]) => a - b)) {
    pairs += mass.hostile * (below + mass.honest / 2);
    below += mass.honest;
    hostile += mass.hostile;
  }
  return { alarms: new Map([...sums].map(([label, { all, alarms }]) => [label, alarms / all])), auc: pairs / (below * hostile) };
}

/** Chance of being hostile that a project has without any sign. */
const LEAK = 0.02;
/** How many clusters that say otherwise it takes to move a weight noticeably. */
const PRIOR = 3;
const ROUNDS = 400;
const STEP = 0.05;
const [LEAST, MOST] = [0.05, 0.95];

const rate = (weight: number): number => -Math.log(1 - weight);

/** Weights for the table, in steps of 0.05. Both sides count the same, whatever their numbers. `prior`: the weights in force. */
export function fit(cases: readonly Case[], prior: readonly number[]): readonly number[] {
  const patterns = new Map<string, { readonly rows: readonly number[]; hostile: number; honest: number }>();
  for (const one of cases) {
    const key = one.rows.join();
    const pattern = patterns.get(key) ?? { rows: one.rows, hostile: 0, honest: 0 };
    pattern[isHonest(one) ? 'honest' : 'hostile'] += one.share;
    patterns.set(key, pattern);
  }
  const all = [...patterns.values()];
  const total = { hostile: all.reduce((sum, { hostile }) => sum + hostile, 0), honest: all.reduce((sum, { honest }) => sum + honest, 0) };
  const size = Math.max(total.hostile, total.honest);
  const target = prior.map(rate);
  const leak = rate(LEAK);
  const lossOf = (rates: readonly number[]): number => {
    let loss = 0;
    for (const { rows, hostile, honest } of all) {
      const sum = rows.reduce((so, index) => so + rates[index]!, leak);
      loss += (honest * size / total.honest) * sum - (hostile * size / total.hostile) * Math.log(1 - Math.exp(-sum));
    }
    return loss + (PRIOR / 2) * rates.reduce((so, one, index) => so + (one - target[index]!) ** 2, 0);
  };
  let rates = [...target];
  let step = 1 / size;
  let loss = lossOf(rates);
  for (let round = 0; round < ROUNDS; round++) {
    const slope = rates.map((one, index) => PRIOR * (one - target[index]!));
    for (const { rows, hostile, honest } of all) {
      const sum = rows.reduce((so, index) => so + rates[index]!, leak);
      const change = honest * size / total.honest - (hostile * size / total.hostile) / Math.expm1(sum);
      for (const index of rows) slope[index]! += change;
    }
    // Down the slope as far as it goes down; steps grow while they succeed.
    for (; step > 1e-12; step /= 2) {
      const next = rates.map((one, index) => Math.min(rate(MOST), Math.max(0, one - step * slope[index]!)));
      const nextLoss = lossOf(next);
      if (nextLoss > loss) continue;
      [rates, loss] = [next, nextLoss];
      step *= 1.5;
      break;
    }
  }
  return rates.map((one) => Math.min(MOST, Math.max(LEAST, Math.round((1 - Math.exp(-one)) / STEP) * STEP))).map((weight) => Math.round(weight * 100) / 100);
}

/** Which of `folds` parts a cluster belongs to: all its members to the same, on every machine. */
export const foldOf = ({ cluster }: Label, folds: number): number => createHash('sha256').update(cluster).digest().readUInt32BE(0) % folds;

/** Weights fitted for each part on the other parts. */
export const crossFitted = (cases: readonly Case[], prior: readonly number[], folds: number): readonly (readonly number[])[] =>
  Array.from({ length: folds }, (_, fold) => fit(cases.filter((one) => foldOf(one, folds) !== fold), prior));
