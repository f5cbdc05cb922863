/** Rule: what builds the project is not written down. */
import { get } from '../syntax/toml/document';
import type { ConfigContext, ConfigRule } from './config-rule';
import { writtenOut } from './fixes/requirements';

export const missingBuildSystem: ConfigRule = {
  metadata: {
    id: 'missing-build-system',
    category: 'configuration',
    title: 'Build system not written down',
    why: 'Without `[build-system]`, frontends fall back to setuptools in whatever version is newest, in the mode for old scripts that puts the project’s folder on `sys.path`: files of the project can take the place of modules that the build imports. Readers and tools cannot tell what will run.',
    advice: 'Write the table down, first with what is assumed today; then name what the build needs, and use `setuptools.build_meta` if `setup.py` imports nothing beside it.',
    example: { bad: '[project]\nname = "tides"\nversion = "1.0"', good: '[build-system]\nrequires = ["setuptools>=40.8.0"]\nbuild-backend = "setuptools.build_meta:__legacy__"\n\n[project]\nname = "tides"\nversion = "1.0"' },
    cwe: [1104],
    sources: ['https://peps.python.org/pep-0517/#source-trees', 'https://peps.python.org/pep-0518/#build-system-table', 'https://pip.pypa.io/en/stable/reference/build-system/#fallback-behaviour'],
  },
  fixable: true,
  check(context) {
    const { config, edges } = context;
    const script = edges.find(({ id }) => id === 'setup-script');
    if (!config.pyproject) {
      // A script alone builds nothing by itself; with a configuration beside it, it is a project's.
      if (script && config.setupCfg && !config.documents.has('pyproject.toml')) tell(context, 'setup.cfg');
      return;
    }
    if (config.pyproject.problems.length > 0 || get(config.pyproject, ['build-system'])) return;
    if (script || get(config.pyproject, ['project'])) tell(context, 'pyproject.toml');
  },
};

function tell({ config, report }: ConfigContext, path: string): void {
  report({
    path, span: { start: 0, end: 0 }, severity: 'information', confidence: 'high', persona: 'pedantic', fixes: [writtenOut(config, path)],
    message: 'What builds this project is not written down: frontends take the newest setuptools, with the project’s folder on the path of the build',
  });
}
