/**
 * An analyser for the kit's own tests. It understands a toy language, so that the tests need nothing real:
 *
 *     bad(x)        a finding [toy] "bad call of x" over `bad(x)`, with a safe fix to `good(x)`
 *     odd(x)        the same for [other], without a fix
 *     listed(x)     a finding of [toy] that only an auditor sees
 *     hushed(x)     the same with a suppression that is obeyed
 *     say name = v  a fact `reveal`;  from kind / into kind: facts `source` and `sink`
 *     broken        the file cannot be analysed whole
 */
import type { Finding } from '../../server/src/findings/finding';
import type { Fix } from '../../server/src/findings/fix';
import type { Analyser, Analysis, Fact } from './analysis';

export type FixOf = (path: string, start: number, whole: string, inner: string) => readonly Fix[];

export const replaceWith = (title: string, make: (inner: string) => string): FixOf => (path, start, whole, inner) =>
  [{ title, applicability: 'safe', path, edits: [{ span: { start, end: start + whole.length }, newText: make(inner) }] }];

export const GOOD: FixOf = replaceWith('Use good', (inner) => `good(${inner})`);

export function fakeAnalyser(fixesOf: FixOf = GOOD, tells = true): Analyser {
  return {
    analyse(files): Analysis {
      const findings: Finding[] = [];
      const facts: Fact[] = [];
      for (const [path, text] of Object.entries(files)) {
        for (const match of text.matchAll(/\b(bad|odd|listed|hushed)\(([^)]*)\)/g)) {
          const [whole, word, inner] = [match[0], match[1]!, match[2]!];
          findings.push(findingOf(path, match.index, whole, word, inner, word === 'bad' ? fixesOf(path, match.index, whole, inner) : []));
        }
        for (const match of text.matchAll(/\bsay (\w+ = \w+)|\b(?:from|into) (\w+)/g)) {
          const kind = match[1] !== undefined ? 'reveal' : match[0].startsWith('from') ? 'source' : 'sink';
          facts.push({ kind, path, span: { start: match.index, end: match.index + match[0].length }, text: match[1] ?? match[2]! });
        }
      }
      return {
        findings,
        ...(tells ? { facts, runs: ['pip download → setup.py'] } : {}),
        layers: [{ id: '1', name: 'inner', role: 'decoded-layer', host: { start: 0, end: 0 }, language: 'python', text: 'decoded' }],
        incomplete: Object.keys(files).filter((path) => files[path]!.includes('broken')),
      };
    },
  };
}

function findingOf(path: string, start: number, whole: string, word: string, inner: string, fixes: readonly Fix[]): Finding {
  const span = { start, end: start + whole.length };
  return {
    signs: [],
    rule: word === 'odd' ? 'other' : 'toy', category: 'process', severity: 'warning', confidence: 'high', persona: word === 'listed' ? 'auditor' : 'regular',
    message: `${word} call of ${inner}`, role: 'setup-script', path, span, fixes, related: [],
    ...(word === 'hushed' ? { suppressed: { path, span, rules: ['toy'], reason: 'a reason' } } : {}),
    execution: { runs: ['pip download'], when: 'Runs always.', gates: [] },
    flow: [{ path, span: { start: 0, end: 1 }, label: 'begins here' }, { path, span, label: 'ends here' }],
  };
}
