/**
 * Scores of a project, each in [0, 1], from evidence that adds up: independent pieces of evidence with weights w combine to
 * 1 − Π(1 − w), so that more evidence never lowers a score and no single weak sign decides. The tables below are all there is;
 * of each row the strongest finding counts once, since the tenth finding of a kind says little that the first did not.
 */
import type { Finding } from '../findings/finding';
import type { Scores } from '../findings/report';
import type { Severity } from '../findings/rule';

interface Evidence {
  readonly weight: number;
  readonly applies: (finding: Finding) => boolean;
}

/** What attackers could do with inputs they control. */
const RISK: Readonly<Record<Severity, number>> = { error: 0.35, warning: 0.12, information: 0.02, hint: 0 };

const by = (rule: string, severity: Severity, comes?: string): Evidence['applies'] => (finding) =>
  finding.rule === rule && finding.severity === severity && (comes === undefined || finding.flow.some((step) => step.label.startsWith(comes)) || finding.message.includes(comes));

/** Signs of intent: what honest builds do not do, with how sure one such sign makes us. */
const INTENT: readonly Evidence[] = [
  { weight: 0.9, applies: by('dynamic-exec', 'error', 'decoded data') },
  { weight: 0.95, applies: by('dynamic-exec', 'error', 'the network') },
  { weight: 0.85, applies: by('process-start', 'error', 'the network') },
  { weight: 0.8, applies: by('process-start', 'error', 'decoded data') },
  { weight: 0.6, applies: by('dynamic-import', 'error') },
  { weight: 0.8, applies: by('data-exfiltration', 'error') },
  { weight: 0.9, applies: (finding) => by('hostile-command', 'error')(finding) && !finding.message.includes('downloads something') },
  { weight: 0.5, applies: by('hostile-command', 'error', 'downloads something') },
  { weight: 0.25, applies: by('hostile-command', 'warning') },
  { weight: 0.6, applies: by('hidden-code', 'error') },
  { weight: 0.55, applies: by('network-access', 'error') },
  { weight: 0.3, applies: by('network-access', 'warning') },
  { weight: 0.6, applies: by('suspicious-text', 'error', 'collects what is sent') },
  { weight: 0.8, applies: by('suspicious-text', 'error', 'bytes of a program') },
  ...['SSH keys', 'cloud credentials', 'registry and version control', 'system account', 'browser profiles', 'chat clients'].map((what) => ({ weight: 0.35, applies: by('suspicious-text', 'warning', what) })),
  { weight: 0.45, applies: by('suspicious-text', 'warning', 'start by themselves') },
  { weight: 0.45, applies: by('suspicious-text', 'warning', 'a program to download') },
  { weight: 0.3, applies: by('suspicious-text', 'warning', 'leave files') },
  { weight: 0.4, applies: by('suspicious-text', 'warning', 'without a name') },
  { weight: 0.5, applies: by('unusual-encoding', 'warning') },
  { weight: 0.3, applies: by('unsafe-deserialization', 'error') },
];

/** Signs that something is hidden. */
const HIDDEN: readonly Evidence[] = [
  { weight: 0.5, applies: (finding) => finding.rule === 'unusual-encoding' && finding.severity === 'warning' },
  { weight: 0.6, applies: (finding) => finding.rule === 'hidden-code' },
  { weight: 0.6, applies: (finding) => finding.message.includes('decoded data') },
];

/** `findings`: those of the regular persona that are not suppressed. */
export function assess(findings: readonly Finding[], complete: boolean): Scores {
  const combine = (weights: readonly number[]): number => round(1 - weights.reduce((rest, weight) => rest * (1 - weight), 1));
  const of = (table: readonly Evidence[]): number => combine(table.filter(({ applies }) => findings.some(applies)).map(({ weight }) => weight));
  return { malware: of(INTENT), securityRisk: combine(worstByRule(findings).map((severity) => RISK[severity])), obfuscated: of(HIDDEN), confidence: complete ? 0.9 : 0.6 };
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
