/** Rule: a build requirement is named like a known one, but is not it. */
import { KNOWN_REQUIREMENTS } from '../project/known-requirements';
import { normalisedName, readRequirement } from '../project/requirement';
import { resembled } from '../project/similar-names';
import { isBuildRequirement } from './build-requirement';
import { type ConfigRule, enough, placeOf, quoted } from './config-rule';

export const lookalikeRequirement: ConfigRule = {
  metadata: {
    id: 'lookalike-requirement',
    category: 'configuration',
    title: 'Build requirement named like a known one',
    why: 'Whoever registers a name that is easily mistyped, or taken for another, waits for builds that ask for it; its code then runs at build time. It may be a mistake of the project, or the point of it.',
    advice: 'Check the name on the index. If the known package was meant, write its name; if not, see who publishes this one.',
    example: { bad: '[build-system]\nrequires = ["setuptoo1s>=68"]\nbuild-backend = "setuptools.build_meta"', good: '[build-system]\nrequires = ["setuptools>=68"]\nbuild-backend = "setuptools.build_meta"' },
    cwe: [1357, 506],
    sources: ['https://arxiv.org/abs/2003.03471', 'https://packaging.python.org/en/latest/specifications/name-normalization/'],
  },
  fixable: false,
  check(context) {
    let compared = 0;
    for (const edge of context.edges) {
      if (!isBuildRequirement(edge) || edge.target.kind !== 'requirement') continue;
      if (++compared > MOST_COMPARED) {
        context.report({ ...placeOf(edge), edge, severity: 'warning', confidence: 'high', persona: 'regular', message: `There are more than ${MOST_COMPARED} build requirements: from here on, names were not compared` });
        return;
      }
      const { name } = readRequirement(edge.target.text);
      const like = name === undefined ? undefined : resembled(normalisedName(name), KNOWN_REQUIREMENTS);
      if (name === undefined || !like) continue;
      const isDisguise = like.how === 'looks the same';
      context.report({
        ...placeOf(edge), edge, severity: isDisguise ? 'error' : 'warning', confidence: isDisguise ? 'high' : like.how === 'differs by two letters' ? 'low' : 'medium', persona: 'regular', signs: ['requirement:lookalike'],
        message: `The build requirement ${quoted(name)} is not \`${like.name}\`, but ${WORDS[like.how]}${enough(edge)}`,
      });
    }
  },
};

/** No project has as many. */
const MOST_COMPARED = 1000;

const WORDS = {
  'looks the same': 'looks the same',
  'differs in separators': 'has its name with other separators',
  'has the same words': 'has its words in another order',
  'differs by one letter': 'differs from it by one letter',
  'differs by two letters': 'differs from it by two letters',
} as const;
