/**
 * What makes two findings of different versions of a project the same finding: the rule, what it saw (its signs), the file, the
 * functions around it, the words of the statement, and which of several equal ones it is. Lines do not count, nor do white space
 * and comments, so that a fingerprint survives code that moves; the message does not count either, because wording changes.
 *
 *     process-start  from:environment  setup.py  Build.run  `os.system(tool)`  0
 *
 * The fingerprint is the beginning of a SHA-256: whoever writes the scanned project must not be able to write a new finding that
 * has the fingerprint of an accepted one.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { compareFindings, type Finding } from './finding';

/** The name of the recipe; another recipe gets another name. */
export const FINGERPRINT_NAME = 'buildglassFinding/v1';

/** Digits of a fingerprint: 128 bits. */
const DIGITS = 32;

/** What a finding is, before equal ones are numbered. `path`: false to compare across files. */
export function identityOf(finding: Finding, { path = true } = {}): string {
  const { anchor } = finding;
  return JSON.stringify([
    finding.rule, [...new Set(finding.signs)].sort(), path ? finding.path : '', finding.layer !== undefined,
    anchor?.within ?? '', anchor?.text ?? '',
  ]);
}

/** The fingerprint of each finding of a project; all different. The findings may come in any order. */
export function fingerprints(findings: readonly Finding[]): ReadonlyMap<Finding, string> {
  const seen = new Map<string, number>();
  const result = new Map<Finding, string>();
  for (const finding of [...findings].sort(inOrder)) {
    const identity = identityOf(finding);
    const occurrence = seen.get(identity) ?? 0;
    seen.set(identity, occurrence + 1);
    result.set(finding, digest(`${identity} ${occurrence}`));
  }
  return result;
}

/** Several programs may be told at one place of their host. */
const inOrder = (a: Finding, b: Finding): number => compareFindings(a, b) || (a.layer?.span.start ?? 0) - (b.layer?.span.start ?? 0);

/** A short name for a text: the same for equal texts, on every machine. */
export const digest = (text: string): string => Array.from(sha256(new TextEncoder().encode(text)), (byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, DIGITS);
