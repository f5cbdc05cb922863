/** Rule: a module of the project takes the place of one that the build imports. */
import { getOption } from '../syntax/ini/document';
import { entryOf } from '../project/lookup';
import type { ProjectConfig } from '../project/config';
import { normalisedName } from '../project/requirement';
import { type ConfigRule, enough, oneForEachPlace } from './config-rule';

export const shadowModule: ConfigRule = {
  metadata: {
    id: 'shadow-module',
    category: 'configuration',
    title: 'Module in place of one that the build imports',
    why: 'Without a declared backend, and with `backend-path`, folders of the project come first where Python looks for modules. setuptools and its plug-ins import some modules late; a file of that name in the project runs instead, though nothing mentions it.',
    advice: 'Give the module another name, or move it into the package; declare `build-backend = "setuptools.build_meta"`, which keeps the project folder out of the way.',
    example: { bad: '# wheel.py beside a setup.py, without pyproject.toml\nprint("imported by setuptools")', good: '# src/package/wheels.py\nprint("imported by the package")' },
    cwe: [427, 829],
    sources: ['https://setuptools.pypa.io/en/latest/build_meta.html', 'https://peps.python.org/pep-0517/#in-tree-build-backends'],
  },
  fixable: false,
  check(context) {
    const own = ownName(context.config);
    for (const edge of oneForEachPlace(context.edges.filter(({ id, executes }) => id.startsWith('shadow-') && executes))) {
      if (edge.target.kind !== 'file') continue;
      const module = edge.target.path.split('/').filter((part) => part !== '__init__.py').at(-1)!.replace(/\.py$/, '');
      // The project itself may be the module that others import.
      if (own === normalisedName(module)) continue;
      context.report({
        path: edge.target.path, span: { start: 0, end: 0 }, edge, severity: 'warning', confidence: edge.certainty === 'certain' ? 'high' : 'medium', persona: 'regular', signs: ['config:shadow'],
        message: `This file is imported in place of the module \`${module}\`${edge.condition === undefined ? '' : ` ${edge.condition}`}${enough(edge)}`,
      });
    }
  },
};

function ownName(config: ProjectConfig): string | undefined {
  const value = entryOf(config, ['project', 'name'])?.value;
  const name = value?.kind === 'string' ? value.value : config.setupCfg && getOption(config.setupCfg, 'metadata', 'name')?.value.trim();
  return name === undefined ? undefined : normalisedName(name);
}
