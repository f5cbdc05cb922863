/** Rule: a command line does what attackers do. */
import { COMMAND_INDICATORS, matching, TEXT_INDICATORS } from '../catalog/indicators';
import { decode } from '../dataflow/decoders';
import { decodeCharset } from '../dataflow/exact/charsets';
import { unknown, type Value } from '../dataflow/value';
import type { Rule, RuleContext, Site } from './rule';
import { readingOf, runsAtOnce } from './values';

export const hostileCommand: Rule = {
  metadata: {
    id: 'hostile-command',
    category: 'process',
    title: 'Hostile command line',
    why: 'Some command lines have no place in a build: encoded PowerShell, downloads piped into a shell, remote shells, programs that arrange to be started again. One constant string of this kind is all that the largest campaign against PyPI consisted of.',
    advice: 'If it is not yours: do not build this package. If it is: say what it does in plain commands, fetch with a pinned hash, and leave the user’s system as it was.',
    example: { bad: 'import os\nos.system("curl https://example.org/install.sh | sh")', good: 'import subprocess\nsubprocess.check_call(["make", "install"])' },
    cwe: [506, 494],
    sources: ['https://attack.mitre.org/techniques/T1059/', 'https://cwe.mitre.org/data/definitions/506.html'],
  },
  fixable: false,
  check(context) {
    for (const site of context.sites('shell')) judge(context, site, site.argument(site.calls[0]!.model.sinks!.shell!)?.value ?? unknown);
    for (const site of context.sites('streams')) {
      if (fromSocket(site.argument(site.calls[0]!.model.sinks!.streams!)?.value)) remoteShell(context, site);
    }
    for (const site of context.sites('process')) {
      if (fromSocket(site.argument('stdin')?.value)) remoteShell(context, site);
    }
    for (const site of context.sites('process')) judge(context, site, site.argument(site.calls[0]!.model.sinks!.process!)?.value ?? unknown);
  },
};

const remoteShell = (context: RuleContext, site: Site): void =>
  context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: 'A standard stream is connected to the network: what comes from there is what the program is told', signs: ['command:hostile'] });

const fromSocket = (value: Value | undefined): boolean =>
  value !== undefined && (value.taints.some(({ kind }) => kind === 'network') || value.shapes.some((shape) => shape.kind === 'external' && /^socket\.(?:socket|create_connection)\(\)/.test(shape.path)));

function judge(context: RuleContext, site: Site, value: Value): void {
  const text = readingOf(value).join(' ').slice(0, 200_000);
  const decoded = encodedPowerShell(text);
  const found = [...matching(COMMAND_INDICATORS, text), ...(decoded ? matching([...COMMAND_INDICATORS, ...TEXT_INDICATORS], decoded) : [])];
  const hostile = found.filter(({ kind }) => kind === 'hostile-command');
  const downloads = found.some(({ kind }) => kind === 'download-command');
  const odd = found.find(({ kind }) => kind === 'odd-command');
  const severity = site.calls.some(({ entry }) => runsAtOnce(entry)) ? 'error' : 'warning';
  if (hostile.length > 0) {
    const what = [...new Set(hostile.map((one) => one.what))].slice(0, 3).join(', ');
    context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `The command started here ${what}`, signs: ['command:hostile'] });
  } else if (downloads) {
    context.report({ point: site.point, severity, confidence: 'high', persona: 'regular', message: 'The command started here downloads something during the build', signs: ['command:download'] });
  } else if (odd) {
    context.report({ point: site.point, severity, confidence: 'medium', persona: 'regular', message: `The command started here ${odd.what}`, signs: ['command:odd'] });
  }
}

/** The text behind `-EncodedCommand`: base64 of UTF-16 (about_PowerShell_exe, Microsoft documentation). */
function encodedPowerShell(text: string): string | undefined {
  const payload = /\s-e(?:nc|ncodedcommand|c)?\s+['"]?([A-Za-z0-9+/=]{16,})/i.exec(text)?.[1];
  const bytes = payload === undefined ? undefined : decode('base64', payload);
  return bytes === undefined ? undefined : decodeCharset(bytes, 'utf-16le');
}
