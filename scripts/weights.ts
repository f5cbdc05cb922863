/**
 * Measures the weights of the score `malware` on labelled projects, fits them, and says what every row of the table is worth:
 *
 *   npm run weights -- LABELS.jsonl ROWS.jsonl…
 *
 * ROWS: what `buildglass scan --paths-from LIST --format jsonl` printed of the projects. LABELS: one object a line, {"project": as in the
 * rows, "label": "honest" or a kind of hostile project, "cluster": what counts as one}. Prints Markdown; docs/scores.md says how to read it.
 */
import { readFileSync } from 'node:fs';
import { INTENT } from '../server/src/analysis/assess';
import { type Case, casesOf, crossFitted, fit, foldOf, isHonest, type Label, type Quality, qualityOf, type ScanRow, scoreOf } from './weights-fit';

const FOLDS = 5;

const [labelsFile, ...rowFiles] = process.argv.slice(2);
if (labelsFile === undefined || rowFiles.length === 0) {
  console.error('usage: npm run weights -- LABELS.jsonl ROWS.jsonl...');
  process.exit(2);
}

const linesOf = <T>(file: string): T[] => readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T);

const rows = new Map(rowFiles.flatMap((file) => linesOf<ScanRow>(file)).map((row) => [row.project, row]));
const cases = casesOf(rows, linesOf<Label>(labelsFile));
const inForce = INTENT.map(({ weight }) => weight);

const labels = [...new Set(cases.map(({ label }) => label))].sort((a, b) => Number(b === 'honest') - Number(a === 'honest') || (a < b ? -1 : 1));
const clusters = (of: readonly Case[]): number => new Set(of.map(({ label, cluster }) => `${label}\0${cluster}`)).size;
const percent = (share: number | undefined): string => (share === undefined ? '–' : `${(share * 100).toFixed(1)} %`);
const table = (head: readonly string[], body: readonly (readonly string[])[]): string => [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const cellsOf = ({ alarms, auc }: Quality): string[] => [...labels.map((label) => percent(alarms.get(label))), auc.toFixed(4)];

const unanswered = cases.filter(({ project }) => !rows.has(project)).length;
const others = cases.filter(({ project, rows: own }) => (rows.get(project)?.scores?.malware ?? 0) !== scoreOf(own, inForce)).length;
console.log(table(['label', 'projects', 'clusters'], labels.map((label) => {
  const own = cases.filter((one) => one.label === label);
  return [label, String(own.length), String(clusters(own))];
})));
if (unanswered > 0) console.log(`\n${unanswered} projects have no row; they count as without signs.`);
if (others > 0) console.log(`\n${others} rows were scored by other weights than those in force.`);

const folds = crossFitted(cases, inForce, FOLDS);
const fitted = fit(cases, inForce);
const flat = (weight: number): readonly number[] => inForce.map(() => weight);
console.log(`\nAlarms by clusters (score ≥ 0.5), and AUC:\n\n${table(['weights', ...labels, 'AUC'], [
  ['in force', ...cellsOf(qualityOf(cases, () => inForce))],
  [`fitted without the part they are measured on (${FOLDS} parts)`, ...cellsOf(qualityOf(cases, (one) => folds[foldOf(one, FOLDS)]!))],
  ['fitted on all', ...cellsOf(qualityOf(cases, () => fitted))],
  ...[0.3, 0.5].map((weight) => [`${weight} for every row`, ...cellsOf(qualityOf(cases, () => flat(weight)))]),
  ...[0.8, 1.2].map((factor) => [`in force × ${factor}`, ...cellsOf(qualityOf(cases, () => inForce.map((weight) => Math.min(0.99, weight * factor))))]),
])}`);

const kinds = labels.filter((label) => label !== 'honest');
const whole = qualityOf(cases, () => inForce);
console.log(`\nRow by row: clusters that have the sign, the weight that they ask for (and its range over the parts), and alarms in percentage points when the row is left out:\n\n${table(
  ['rule', 'severity', 'sign', 'weight', 'fitted', 'hostile', 'honest', ...labels.map((label) => `Δ ${label}`)],
  INTENT.map(({ rule = 'any', severity = 'any', sign = 'any', weight }, index) => {
    const having = cases.filter(({ rows: own }) => own.includes(index));
    const without = qualityOf(cases, () => inForce.map((one, other) => (other === index ? 0 : one)));
    const range = folds.map((weights) => weights[index]!);
    const change = (label: string): string => ((without.alarms.get(label)! - whole.alarms.get(label)!) * 100).toFixed(1);
    return [rule, severity, sign, String(weight), `${fitted[index]} (${Math.min(...range)}–${Math.max(...range)})`,
      String(clusters(having.filter((one) => kinds.includes(one.label)))), String(clusters(having.filter(isHonest))), ...labels.map(change)];
  }))}`);
