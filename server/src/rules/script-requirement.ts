/** The rule about build requirements, for those that a setup script asks for: `setup(setup_requires=[…])`. */
import { constantText, type Value } from '../dataflow/value';
import { readRequirement } from '../project/requirement';
import { buildRequirement, PLACES } from './build-requirement';
import { quoted } from './config-rule';
import { withoutSetupRequires } from './fixes/setup-requires';
import type { Rule } from './rule';

export const scriptRequirement: Rule = {
  metadata: buildRequirement.metadata,
  fixable: true,
  check(context) {
    for (const site of context.sites('requirements')) {
      const argument = site.argument('setup_requires');
      if (!argument?.point) continue;
      const wanted = requirementsIn(argument.value);
      const far = wanted.find((text) => readRequirement(text).elsewhere !== undefined);
      const base = { point: argument.point, events: site.calls, confidence: 'high', persona: 'regular' } as const;
      if (far !== undefined) {
        context.report({ ...base, severity: 'warning', signs: ['requirement:elsewhere'], message: `\`setup_requires\` makes frontends install ${quoted(far)} before the build: it comes from ${PLACES[readRequirement(far).elsewhere!]}, not from an index` });
      } else if (wanted.length > 0) {
        context.report({ ...base, severity: 'information', fixes: withoutSetupRequires(context, site, argument.value), message: `\`setup_requires\` makes frontends install ${quoted(wanted[0]!)}${wanted.length > 1 ? ` and ${wanted.length - 1} more` : ''} before the build, beside \`build-system.requires\`` });
      }
    }
  },
};

/** The requirements among what the argument may be: a list of them, or lines. */
export function requirementsIn(value: Value): readonly string[] {
  const texts = value.shapes.flatMap((shape) => {
    if (shape.kind === 'text') return constantText({ shapes: [shape], taints: [] })?.split(/[\r\n]+/) ?? [];
    return shape.kind === 'sequence' ? [...shape.elements, ...(shape.rest ? [shape.rest] : [])].flatMap((element) => element.shapes.flatMap((one) => constantText({ shapes: [one], taints: [] }) ?? [])) : [];
  });
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== '' && !text.startsWith('#')))];
}
