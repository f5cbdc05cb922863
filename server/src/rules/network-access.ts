/** Rule: the build talks to the network. */
import { isPublicAddress } from '../catalog/indicators';
import { isPackageIndex } from '../catalog/package-indexes';
import type { SourceKind } from '../catalog/model';
import { constantText, joinAll, unknown, type Value } from '../dataflow/value';
import type { Rule } from './rule';
import { serverOf } from './servers';
import { isIdentity, isTestRole, runsAtOnce, sourcePhrase, worstTaint } from './values';

export const networkAccess: Rule = {
  metadata: {
    id: 'network-access',
    category: 'network',
    title: 'Network access during the build',
    why: 'Honest setup scripts hardly ever open a connection; malicious ones do it to fetch what they run and to report what they found. What is fetched changes without the version changing, what is sent is gone, and the build works only where the network does.',
    advice: 'Declare what the build needs in `[build-system] requires`, ship it in the source distribution, or fetch it in a step of its own that pins a hash.',
    example: { bad: 'import urllib.request\nurllib.request.urlretrieve("https://example.org/lib.tar.gz", "lib.tar.gz")', good: '# pyproject.toml\n# [build-system]\n# requires = ["setuptools", "examplelib==1.2"]' },
    cwe: [494, 829],
    sources: ['https://reproducible-builds.org/docs/source-date-epoch/', 'https://cwe.mitre.org/data/definitions/494.html'],
  },
  fixable: false,
  check(context) {
    if (isTestRole(context.program.role)) return;
    for (const site of context.sites('dns')) {
      const severity = site.calls.some(({ entry }) => runsAtOnce(entry)) ? 'error' : 'warning';
      const names = site.calls.map(({ args, model }) => args.get(model.sinks!.dns!)?.value ?? unknown).filter((name) => !isOwnName(name));
      const name = joinAll(names);
      if (names.length > 0) context.report({ point: site.point, severity, confidence: 'high', persona: 'regular', message: `\`${site.path.replace(/\(\)/g, '')}\` asks name servers for ${nameIn(name)}`, signs: ['network:dns'] });
    }
    for (const site of context.sites('network')) {
      const value = site.argument(site.calls[0]!.model.sinks!.network!)?.value ?? unknown;
      const taint = worstTaint(value, 'network', ['identity', 'file', 'process-id']);
      const where = serverOf(site);
      const hidden = value.taints.find(({ kind }) => kind === 'decoded');
      // Libraries decode addresses that they read elsewhere; one that is known was put into the code.
      if (hidden && (where !== undefined || context.program.role !== 'package-module') && NAMES_A_SERVER.test(site.calls[0]!.model.sinks!.network!)) {
        context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `\`${site.path.replace(/\(\)/g, '')}\` talks to ${where ? `\`${where}\`, an address that was encoded` : 'an address that was encoded'}`, taint: hidden });
        continue;
      }
      const chosen = isPackageIndex(where ?? '') || (taint !== undefined && CHOSEN.has(taint.kind) && !where);
      const atOnce = site.calls.some(({ entry }) => runsAtOnce(entry));
      const never = site.calls.every(({ entry }) => entry.kind === 'called');
      context.report({
        point: site.point, severity: atOnce && !chosen ? 'error' : never ? 'information' : 'warning', confidence: 'high', persona: 'regular',
        message: `\`${site.path.replace(/\(\)/g, '')}\` talks to ${where ? `\`${where}\`` : taint ? `a server that ${sourcePhrase(taint)} names` : 'a server'} during the build`, ...(taint && !where && { taint }), ...(isPublicAddress(where ?? '') && { signs: ['network:address'] }),
      });
    }
  },
};

/** Who builds chose the server. */
const CHOSEN: ReadonlySet<SourceKind> = new Set(['environment', 'arguments', 'hook-argument', 'user-input']);

/** Parameters that are an address; the others are what is sent there. */
const NAMES_A_SERVER = /^(?:url|uri|host|hostname|address|addr|server_address|source)$/;

/** Whoever looks up the machine's own name, or one that never leaves it, tells nobody anything. */
const isOwnName = (name: Value): boolean => isIdentity(name) || /^(?:localhost|127\.|::1)/.test(constantText(name) ?? '');

const nameIn = (name: Value): string => (constantText(name) === undefined ? 'a name that is put together here' : `\`${constantText(name)!}\``);
