/**
 * Scores of a project, each in [0, 1], from evidence that adds up: independent pieces of evidence with weights w combine to
 * 1 − Π(1 − w), so that more evidence never lowers a score and no single weak sign decides. The table below is all there is.
 */
import type { Finding } from '../findings/finding';
import type { Scores } from '../findings/report';
import type { Severity } from '../findings/rule';

/** What attackers could do with inputs they control; weight by severity. */
const RISK: Readonly<Record<Severity, number>> = { error: 0.35, warning: 0.12, information: 0.02, hint: 0 };

/** Signs of intent: only what honest builds do not do. */
const INTENT: readonly { readonly weight: number; readonly applies: (finding: Finding) => boolean }[] = [
  { weight: 0.6, applies: (finding) => finding.severity === 'error' && /comes from (?:the network|decoded data)/.test(finding.message) },
];

/** Signs that something is hidden. */
const HIDDEN: readonly { readonly weight: number; readonly applies: (finding: Finding) => boolean }[] = [
  { weight: 0.5, applies: (finding) => finding.rule === 'unusual-encoding' && finding.severity === 'warning' },
  { weight: 0.3, applies: (finding) => /decoded data/.test(finding.message) },
];

export function assess(findings: readonly Finding[], complete: boolean): Scores {
  const combine = (weights: readonly number[]): number => round(1 - weights.reduce((rest, weight) => rest * (1 - weight), 1));
  const of = (table: typeof INTENT): number => combine(findings.flatMap((finding) => table.filter(({ applies }) => applies(finding)).map(({ weight }) => weight)));
  // The tenth finding of a rule says little that the first did not.
  const risk = combine([...worstByRule(findings)].map((severity) => RISK[severity]));
  return { malware: of(INTENT), securityRisk: risk, obfuscated: of(HIDDEN), confidence: complete ? 0.9 : 0.6 };
}

function worstByRule(findings: readonly Finding[]): Severity[] {
  const order: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
  const worst = new Map<string, Severity>();
  for (const { rule, severity } of findings) {
    const known = worst.get(rule);
    if (!known || order.indexOf(severity) < order.indexOf(known)) worst.set(rule, severity);
  }
  return [...worst.values()];
}

const round = (value: number): number => Math.round(value * 100) / 100;
