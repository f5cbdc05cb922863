/** Rule: a build waits for a server, for ever if need be. */
import { timeLimitFix } from './fixes/time-limit';
import type { Rule } from './rule';

/** Calls that wait without a limit unless they are given one by this name. */
const WAITING = /^(?:urllib\.request\.urlopen|urllib2\.urlopen|urllib\.urlopen|requests\.(?:(?:Session\(\)|session\(\)|sessions\.Session\(\))\.)?(?:get|post|put|patch|delete|head|options|request))$/;

export const missingTimeout: Rule = {
  metadata: {
    id: 'missing-timeout',
    category: 'network',
    title: 'Request without a time limit',
    why: '`requests.get(url)` and `urlopen(url)` wait for ever for a server that accepts the connection and says nothing. A build, and the machine that runs it, then hangs until somebody kills it.',
    advice: 'Pass `timeout=`, in seconds; it limits each wait for the server, not the whole download. Better still, download nothing while building.',
    example: { bad: 'import requests\n\ntable = requests.get("https://example.org/table.json").json()', good: 'import requests\n\ntable = requests.get("https://example.org/table.json", timeout=60).json()' },
    cwe: [400, 1088],
    sources: ['https://requests.readthedocs.io/en/latest/user/advanced/#timeouts', 'https://docs.python.org/3/library/urllib.request.html#urllib.request.urlopen'],
  },
  fixable: true,
  check(context) {
    for (const site of context.sites('network')) {
      if (!WAITING.test(site.path) || site.calls.every((call) => call.args.has('timeout'))) continue;
      context.report({ point: site.point, severity: 'information', confidence: 'high', persona: 'pedantic', message: `\`${site.path.replace(/\(\)/g, '')}\` waits for ever for a server that does not answer`, fixes: timeLimitFix(site) });
    }
  },
};
