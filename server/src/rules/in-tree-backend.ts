/** Rule: the project brings its own build backend along. Reported from the configuration (analysis/config-file.ts). */
import type { ConfigRule } from './config-rule';

export const inTreeBackend: ConfigRule = {
  metadata: {
    id: 'in-tree-backend',
    category: 'configuration',
    title: 'In-tree build backend',
    why: '`backend-path` puts folders of the project first on `sys.path` of every build hook, and the backend is imported from there: the project’s own code runs on `pip download`, before anybody could read the metadata. It also shadows modules of the standard library and of the build requirements.',
    advice: 'Read the backend like a `setup.py`. If it only wraps another backend, consider that backend’s own hooks instead.',
    example: {
      bad: '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["tools"]',
      good: '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"',
    },
    cwe: [829],
    sources: ['https://peps.python.org/pep-0517/#in-tree-build-backends'],
  },
  fixable: false,
  check(context) {
    for (const edge of context.edges) {
      if (edge.id !== 'in-tree-backend' || edge.role !== 'in-tree-backend' || edge.target.kind !== 'file') continue;
      context.report({ path: edge.via.path, span: edge.via.span, severity: 'information', confidence: 'high', persona: 'regular', message: `The build backend is code of this project: \`${edge.target.path}\` runs at every build hook` });
    }
  },
};
