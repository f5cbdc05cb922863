/** Rule: a number from the environment becomes a time limit unchecked. */
import { pointKey } from '../dataflow/source';
import { stepsOf, type Taint } from '../dataflow/taint';
import { boundedNumberFix } from './fixes/time-limit';
import type { Rule, RuleContext, Site } from './rule';
import { isOutside, sourcePhrase, worstTaint } from './values';

export const environmentNumber: Rule = {
  metadata: {
    id: 'environment-number',
    category: 'environment',
    title: 'Unchecked number from outside',
    why: '`int(os.getenv("TIMEOUT", "180"))` accepts 0, a negative number, or one so large that the limit never ends anything; junk ends the program at import with a `ValueError` that names neither the variable nor the range.',
    advice: 'Parse with bounds, in one place, and say which variable was wrong: `max(1, min(int(text), 3600))`.',
    example: {
      bad: 'import os, time\nDELAY = int(os.getenv("DELAY", "3"))\ntime.sleep(DELAY)',
      good: 'import time\nDELAY = 3\ntime.sleep(DELAY)',
    },
    cwe: [1284, 20],
    sources: ['https://docs.python.org/3/library/functions.html#int', 'https://cwe.mitre.org/data/definitions/1284.html'],
  },
  fixable: true,
  check(context) {
    const bySource = new Map<string, { taint: Taint; sites: Site[] }>();
    for (const site of context.sites('timeout')) {
      const value = site.argument(site.calls[0]!.model.sinks!.timeout!)?.value;
      const taint = value && worstTaint(value, 'timeout');
      if (!taint || !isOutside(taint.kind)) continue;
      const known = bySource.get(taint.key);
      if (known) known.sites.push(site);
      else bySource.set(taint.key, { taint, sites: [site] });
    }
    for (const { taint, sites } of bySource.values()) tell(context, taint, sites);
  },
};

/** The place to mend is the conversion, not each use. */
function tell(context: RuleContext, taint: Taint, sites: readonly Site[]): void {
  const [first, ...others] = sites as [Site, ...Site[]];
  const conversion = stepsOf(taint).find((step) => /^converted by/.test(step.label));
  const point = conversion && conversion.point.program === first.point.program ? conversion.point : first.point;
  context.report({
    point, severity: 'information', confidence: 'high', persona: 'regular',
    message: `${capital(sourcePhrase(taint))} sets a time limit, whatever number it holds`,
    taint, sink: { point: first.point, label: `becomes the time limit of \`${first.path.replace(/\(\)/g, '')}\`` },
    related: others.filter((site) => pointKey(site.point) !== pointKey(first.point)).map((site) => ({ point: site.point, label: 'the same limit is used here' })),
    events: sites.flatMap((site) => site.calls), fixes: conversion ? boundedNumberFix(point) : [],
  });
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
