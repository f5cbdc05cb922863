/** The findings behind each score, so that every point of a number can be traced. */
import type { Finding } from '../findings/finding';
import { HIDDEN, INTENT, RISK, supports } from './assess';

export type EvidenceByScore = Readonly<Record<'malware' | 'securityRisk' | 'obfuscated', readonly Finding[]>>;

/** `findings`: those that the scores were made from. */
export const evidenceOf = (findings: readonly Finding[]): EvidenceByScore => ({
  malware: findings.filter((finding) => INTENT.some((row) => supports(finding, row))),
  securityRisk: findings.filter(({ severity }) => RISK[severity] > 0),
  obfuscated: findings.filter((finding) => HIDDEN.some((row) => supports(finding, row))),
});

/** The findings that scores are made from: what the regular persona sees, without what comments silence in a trusted project. */
export const scored = (findings: readonly Finding[], trustProject: boolean): readonly Finding[] => findings.filter((finding) => finding.persona === 'regular' && !(finding.suppressed && trustProject));
