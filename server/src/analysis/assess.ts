/**
 * Scores of a project, each in [0, 1], from evidence that adds up: independent pieces of evidence with weights w combine to
 * 1 − Π(1 − w), so that more evidence never lowers a score and no single weak sign decides. The tables below are all there is
 * (docs/scores.md shows them); a row counts once, since the tenth finding of a kind says little that the first did not.
 */
import type { Finding } from '../findings/finding';
import type { Scores } from '../findings/report';
import { SEVERITIES, type Severity } from '../findings/rule';

/** One kind of evidence: findings of a rule with a severity and, where given, a sign. */
export interface Evidence {
  readonly weight: number;
  /** Undefined: any rule. */
  readonly rule?: string;
  readonly severity?: Severity;
  readonly sign?: string;
}

/** What attackers could do with inputs they control: the worst finding of each rule counts. */
export const RISK: Readonly<Record<Severity, number>> = { error: 0.35, warning: 0.12, information: 0.02, hint: 0 };

/** Signs of intent: what honest builds do not do, with how sure one such sign makes us. */
export const INTENT: readonly Evidence[] = [
  { weight: 0.9, rule: 'dynamic-exec', severity: 'error', sign: 'from:decoded' },
  { weight: 0.95, rule: 'dynamic-exec', severity: 'error', sign: 'from:network' },
  { weight: 0.85, rule: 'process-start', severity: 'error', sign: 'from:network' },
  { weight: 0.8, rule: 'process-start', severity: 'error', sign: 'from:decoded' },
  { weight: 0.6, rule: 'dynamic-import', severity: 'error' },
  { weight: 0.8, rule: 'data-exfiltration', severity: 'error' },
  { weight: 0.9, rule: 'hostile-command', severity: 'error', sign: 'command:hostile' },
  { weight: 0.5, rule: 'hostile-command', severity: 'error', sign: 'command:download' },
  { weight: 0.5, rule: 'hostile-command', severity: 'error', sign: 'command:odd' },
  { weight: 0.25, rule: 'hostile-command', severity: 'warning' },
  { weight: 0.8, rule: 'dropped-program', severity: 'error', sign: 'from:network' },
  { weight: 0.6, rule: 'dropped-program', severity: 'error', sign: 'from:decoded' },
  { weight: 0.7, rule: 'dropped-program', severity: 'error', sign: 'command:hostile' },
  { weight: 0.5, rule: 'dropped-program', severity: 'error', sign: 'writes:program' },
  { weight: 0.6, rule: 'hidden-code', severity: 'error' },
  { weight: 0.6, rule: 'startup-change', severity: 'error' },
  { weight: 0.5, rule: 'outside-write', sign: 'writes:documents' },
  { weight: 0.6, rule: 'private-data', severity: 'error' },
  { weight: 0.6, rule: 'file-removal', severity: 'error' },
  { weight: 0.55, rule: 'network-access', severity: 'error' },
  { weight: 0.3, rule: 'network-access', severity: 'warning' },
  { weight: 0.3, rule: 'network-access', sign: 'network:address' },
  { weight: 0.8, rule: 'suspicious-text', sign: 'text:embedded-program' },
  { weight: 0.5, rule: 'suspicious-text', sign: 'text:encrypted-program' },
  { weight: 0.5, rule: 'suspicious-text', sign: 'text:hijacked-browser' },
  { weight: 0.6, rule: 'suspicious-text', sign: 'text:collector' },
  { weight: 0.35, rule: 'suspicious-text', sign: 'text:ssh-keys' },
  { weight: 0.35, rule: 'suspicious-text', sign: 'text:cloud-credentials' },
  { weight: 0.35, rule: 'suspicious-text', sign: 'text:registry-credentials' },
  { weight: 0.35, rule: 'suspicious-text', sign: 'text:system-accounts' },
  { weight: 0.35, rule: 'suspicious-text', sign: 'text:browser-profiles' },
  { weight: 0.35, rule: 'suspicious-text', sign: 'text:chat-and-wallets' },
  { weight: 0.45, rule: 'suspicious-text', sign: 'text:start-up-location' },
  { weight: 0.45, rule: 'suspicious-text', sign: 'text:program-download' },
  { weight: 0.3, rule: 'suspicious-text', sign: 'text:file-host' },
  { weight: 0.4, rule: 'suspicious-text', sign: 'text:raw-address' },
  { weight: 0.5, rule: 'unusual-encoding', severity: 'warning' },
  { weight: 0.3, rule: 'unsafe-deserialization', severity: 'error' },
  { weight: 0.6, rule: 'lookalike-requirement', severity: 'error' },
  { weight: 0.3, rule: 'lookalike-requirement', severity: 'warning' },
  { weight: 0.7, rule: 'startup-line', severity: 'error' },
  { weight: 0.3, rule: 'startup-line', severity: 'warning' },
  { weight: 0.7, rule: 'config-code', severity: 'warning', sign: 'command:hostile' },
  { weight: 0.3, rule: 'config-code', severity: 'warning', sign: 'command:odd' },
  { weight: 0.3, rule: 'config-code', severity: 'warning', sign: 'config:odd' },
  { weight: 0.35, rule: 'shipped-entry-point', severity: 'warning', sign: 'config:entry-point' },
  { weight: 0.3, rule: 'shadow-module', severity: 'warning', sign: 'config:shadow' },
  { weight: 0.2, rule: 'outside-hook', severity: 'warning', sign: 'config:outside' },
  { weight: 0.2, rule: 'build-requirement', severity: 'warning', sign: 'requirement:elsewhere' },
  { weight: 0.05, rule: 'package-index', severity: 'warning', sign: 'index:unsafe' },
];

/** Signs that something is hidden. */
export const HIDDEN: readonly Evidence[] = [
  { weight: 0.5, rule: 'unusual-encoding', severity: 'warning' },
  { weight: 0.6, rule: 'hidden-code' },
  { weight: 0.6, sign: 'from:decoded' },
];

/** `findings`: those of the regular persona that are not suppressed. */
export function assess(findings: readonly Finding[], complete: boolean): Scores {
  const of = (table: readonly Evidence[]): number => combine(table.filter((row) => findings.some((finding) => supports(finding, row))).map(({ weight }) => weight));
  return { malware: of(INTENT), securityRisk: combine(worstByRule(findings).map((severity) => RISK[severity])), obfuscated: of(HIDDEN), confidence: complete ? 0.9 : 0.6 };
}

/** Whether a finding is a piece of evidence of this kind. */
export const supports = (finding: Finding, { rule, severity, sign }: Evidence): boolean =>
  (rule === undefined || finding.rule === rule) && (severity === undefined || (finding.ruleSeverity ?? finding.severity) === severity) && (sign === undefined || finding.signs.includes(sign));

const combine = (weights: readonly number[]): number => Math.round((1 - weights.reduce((rest, weight) => rest * (1 - weight), 1)) * 100) / 100;

function worstByRule(findings: readonly Finding[]): Severity[] {
  const worst = new Map<string, Severity>();
  for (const { rule, severity } of findings) {
    const known = worst.get(rule);
    if (!known || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known)) worst.set(rule, severity);
  }
  return [...worst.values()];
}
