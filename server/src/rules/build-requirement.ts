/** Rule: whose code a build requirement brings in: from elsewhere than an index, in any version, or by a road beside `build-system.requires`. */
import { readRequirement } from '../project/requirement';
import { type ConfigContext, type ConfigRule, enough, keyOf, placeOf, quoted } from './config-rule';
import type { Edge } from '../project/edges';
import { fromIndex, intoBuildSystem, unpinned } from './fixes/requirements';

export const buildRequirement: ConfigRule = {
  metadata: {
    id: 'build-requirement',
    category: 'configuration',
    title: 'Questionable build requirement',
    why: 'Build requirements are installed, and their code runs, before anything of the package can be looked at. One that comes from an address, a repository or a folder bypasses the index, its checks and its hashes; the address may serve something else tomorrow. `setup_requires` asks for more of them where nobody looks.',
    advice: 'Ask for released versions from an index, in `build-system.requires`, with a lower bound at least; pin them with hashes (`pip install --require-hashes`, a build constraints file) where builds have to be the same tomorrow.',
    example: { bad: '[build-system]\nrequires = ["hatchling @ git+https://example.org/hatchling"]\nbuild-backend = "hatchling.build"', good: '[build-system]\nrequires = ["hatchling>=1.26"]\nbuild-backend = "hatchling.build"' },
    cwe: [829, 494],
    sources: ['https://peps.python.org/pep-0518/#build-system-table', 'https://packaging.python.org/en/latest/specifications/version-specifiers/#direct-references', 'https://setuptools.pypa.io/en/latest/references/keywords.html'],
  },
  fixable: true,
  check(context) {
    for (const edge of context.edges) {
      if (edge.kind !== 'require' || edge.target.kind !== 'requirement') continue;
      if (edge.id === 'setuptools-dependency-links') dependencyLink(context, edge, edge.target.text);
      else if (isBuildRequirement(edge)) judge(context, edge, edge.target.text);
    }
  },
};

/** Whether frontends install it before they build: it is asked for at hooks, or for them. */
export const isBuildRequirement = ({ kind, hooks }: Edge): boolean => kind === 'require' && hooks.some((hook) => hook === 'RS' || hook === 'RW' || hook === 'RE');

function dependencyLink(context: ConfigContext, edge: Edge, text: string): void {
  const isPlain = /^http:\/\//i.test(text);
  context.report({
    ...placeOf(edge), edge, severity: isPlain ? 'warning' : 'information', confidence: 'high', persona: 'regular',
    message: `${keyOf(edge)} sends setuptools to ${quoted(text)} for requirements${isPlain ? ', over a connection that anybody on the way can change' : ''}: no frontend follows it, \`python setup.py\` does`,
  });
}

function judge(context: ConfigContext, edge: Edge, text: string): void {
  const { elsewhere, pinned } = readRequirement(text);
  const base = { ...placeOf(edge), edge, confidence: 'high' } as const;
  if (elsewhere !== undefined) {
    context.report({ ...base, severity: 'warning', persona: 'regular', signs: ['requirement:elsewhere'], fixes: fromIndex(context.config, edge, text), message: `The build requirement ${quoted(text)} comes from ${PLACES[elsewhere]}, not from an index, and its code runs at build time${enough(edge)}` });
  } else if (edge.id === 'setuptools-setup-requires') {
    context.report({ ...base, severity: 'information', persona: 'regular', fixes: intoBuildSystem(context.config, base.path), message: `${keyOf(edge)} makes frontends install ${quoted(text)} before the build, beside \`build-system.requires\`${enough(edge)}` });
  } else if (edge.id === 'build-requirement' && !pinned) {
    context.report({ ...base, severity: 'hint', persona: 'auditor', fixes: [unpinned(base.path)], message: `The build requirement ${quoted(text)} is not pinned: any version that is released runs at build time${enough(edge)}` });
  }
}

export const PLACES = { address: 'an address', repository: 'a repository', folder: 'a folder or file of this machine' } as const;
