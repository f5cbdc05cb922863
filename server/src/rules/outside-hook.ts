/** Rule: what the build runs lies outside the project. */
import { type ConfigRule, enough, keyOf, placeOf, quoted } from './config-rule';

export const outsideHook: ConfigRule = {
  metadata: {
    id: 'outside-hook',
    category: 'configuration',
    title: 'Build code outside the project',
    why: 'A path with `..` or an absolute path makes the build run a file that is no part of the project: whoever reviews the project does not see it, and whoever can write there decides what the build does. Backends follow such paths.',
    advice: 'Keep the script inside the project and name it by a relative path.',
    example: { bad: '[tool.hatch.build.hooks.custom]\npath = "../../hatch_build.py"', good: '[tool.hatch.build.hooks.custom]\npath = "hatch_build.py"' },
    cwe: [829, 22],
    sources: ['https://hatch.pypa.io/latest/plugins/build-hook/custom/', 'https://cwe.mitre.org/data/definitions/829.html'],
  },
  fixable: false,
  check(context) {
    for (const edge of context.edges) {
      if (!edge.executes || edge.target.kind !== 'outside') continue;
      context.report({
        ...placeOf(edge), edge, severity: 'warning', confidence: 'high', persona: 'regular', signs: ['config:outside'],
        message: `${keyOf(edge)} runs ${quoted(edge.target.text)}, which lies outside the project${enough(edge)}`,
      });
    }
  },
};
