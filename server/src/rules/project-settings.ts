/** Rule: what a project writes into its own settings for Buildglass. */
import { ALLOW_KEYS } from '../project/allow-fields';
import { readAllowTable, TABLE_PATH } from '../project/allow-list';
import type { ConfigRule } from './config-rule';
import { listed } from './values';

export const projectSettings: ConfigRule = {
  metadata: {
    id: 'project-settings',
    category: 'analysis',
    title: 'Settings for Buildglass in the project',
    why: 'The table `[tool.buildglass]` names modules and programs that a build may reach by computed names. A name that is misspelt allows nothing and looks as if it did. In a project that is not trusted the table is somebody else’s wish: it is listed, and nothing follows from it.',
    advice: 'Write lists of names; `*` stands for one whole part between dots. Trust the workspace, or use `--trust-project`, if the project is yours.',
    example: { bad: '[tool.buildglass]\nallow-imports = "tides.plugins.tide*"', good: '[tool.buildglass]\nallow-imports = ["tides.plugins.*"]' },
    cwe: [1127],
    sources: ['https://packaging.python.org/en/latest/specifications/pyproject-toml/#arbitrary-tool-configuration-the-tool-table', 'https://cwe.mitre.org/data/definitions/1127.html'],
  },
  fixable: false,
  check({ config, trustProject, report }) {
    const { entries, problems } = readAllowTable(config);
    const note = { path: TABLE_PATH, severity: 'information', confidence: 'high', persona: 'regular' } as const;
    for (const { span, message } of problems) report({ ...note, span, message: `${message.charAt(0).toUpperCase()}${message.slice(1)}` });
    if (trustProject) return;
    for (const key of ALLOW_KEYS) {
      const [first] = entries[key];
      if (!first?.place) continue;
      report({ ...note, span: first.place.span, persona: 'pedantic', message: `\`${key}\` asks to allow ${listed(entries[key].map(({ name }) => name))}; the project is not trusted, so this is listed and not obeyed` });
    }
  },
};
