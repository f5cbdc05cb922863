/** Rule: a text in the build names secrets, start-up locations or servers that collect data. */
import type { IndicatorKind } from '../catalog/indicators';
import type { IndicatorEvent } from '../dataflow/events';
import { pointKey } from '../dataflow/source';
import type { Rule } from './rule';
import { isTestRole } from './values';

const SAYS: Readonly<Partial<Record<IndicatorKind, string>>> = {
  'embedded-program': 'This text holds', 'encrypted-program': 'This text holds', 'secret-path': 'This text names', 'startup-location': 'This text names', 'callback-host': 'This text is the address of', 'file-host': 'This text is the address of', 'raw-address': 'This text is the address of',
};

/** What no honest build has a use for. */
const ALARMING: ReadonlySet<IndicatorKind> = new Set(['callback-host', 'embedded-program', 'encrypted-program']);

export const suspiciousText: Rule = {
  metadata: {
    id: 'suspicious-text',
    category: 'network',
    title: 'Suspicious path or address',
    why: 'A build needs no SSH keys, no browser profiles, no start-up folders, and no server without a name. A text that names one does nothing by itself; together with network access it says what the code is after.',
    advice: 'Read what the code does with it. If it is not yours and you see no honest reason, do not build this package.',
    example: { bad: 'KEYS = "~/.ssh/id_rsa"', good: 'KEYS = None  # the build signs nothing' },
    cwe: [200, 506],
    sources: ['https://attack.mitre.org/techniques/T1552/', 'https://attack.mitre.org/techniques/T1567/'],
  },
  fixable: false,
  check(context) {
    if (isTestRole(context.program.role)) return;
    const seen = new Map<string, IndicatorEvent>();
    for (const event of context.events) if (event.kind === 'indicator') seen.set(`${pointKey(event.point)} ${event.indicator.what}`, event);
    for (const event of seen.values()) {
      const says = SAYS[event.indicator.kind];
      if (says) context.report({ point: event.point, severity: ALARMING.has(event.indicator.kind) ? 'error' : 'warning', confidence: 'medium', persona: 'regular', message: `${says} ${event.indicator.what}`, signs: [`text:${event.indicator.id}`], events: [event] });
    }
  },
};
