/** Rule: a function is called that was looked up by a computed name. */
import { spanInProgram } from '../dataflow/source';
import type { DynamicCallEvent } from '../dataflow/events';
import { joinAll } from '../dataflow/value';
import { allowedNameFixes } from './fixes/allowed-names';
import type { Rule } from './rule';
import { sourcePhrase, worstTaint } from './values';

export const dynamicCall: Rule = {
  metadata: {
    id: 'dynamic-call',
    category: 'dynamic-execution',
    title: 'Call of a computed attribute',
    why: '`getattr(obj, name)(…)` calls whatever attribute the name picks, not only the ones that were meant: on a module that includes everything the module itself imported (`os`, `subprocess`, …). Together with a module chosen at run time nothing about the call can be known beforehand.',
    advice: 'Dispatch over the allowed names: check `name` against a set such as the hooks of PEP 517 before the call, or keep the callables in a dictionary.',
    example: {
      bad: 'def call(backend, name, *args):\n    return getattr(backend, name)(*args)',
      good: 'HOOKS = {"build_wheel", "build_sdist"}\n\ndef call(backend, name, *args):\n    if name not in HOOKS:\n        raise AttributeError(name)\n    return getattr(backend, name)(*args)',
    },
    cwe: [470],
    sources: ['https://docs.python.org/3/library/functions.html#getattr', 'https://peps.python.org/pep-0517/#build-backend-interface'],
  },
  fixable: true,
  check(context) {
    const groups = new Map<string, DynamicCallEvent[]>();
    for (const event of context.events) {
      if (event.kind !== 'dynamic-call') continue;
      const { start, end } = spanInProgram(event.point);
      const key = `${start}:${end}`;
      groups.set(key, [...(groups.get(key) ?? []), event]);
    }
    for (const events of groups.values()) {
      const [{ point }] = events as [DynamicCallEvent];
      const name = joinAll(events.map((event) => event.computed.name));
      const object = joinAll(events.map((event) => event.computed.object));
      const taint = worstTaint(name, 'code');
      const fixes = allowedNameFixes(events[0]!, object);
      const chosen = object.taints.some((one) => one.kind === 'dynamic-module') ? ', of a module that is itself chosen at run time' : '';
      if (taint) {
        context.report({ point, severity: 'warning', confidence: 'high', persona: 'regular', message: `Calls an attribute that is picked by ${sourcePhrase(taint)}${chosen}`, taint, events, fixes });
      } else {
        context.report({ point, severity: 'information', confidence: 'medium', persona: 'pedantic', message: `Calls an attribute by a name that is not known beforehand${chosen}`, events, fixes });
      }
    }
  },
};
