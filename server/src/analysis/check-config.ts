/** Configuration files → findings: what cannot be read, and the rules about configuration. */
import type { Span } from '../base/text';
import type { Finding } from '../findings/finding';
import { executionOf } from '../project/execution';
import type { ProjectConfig } from '../project/config';
import type { Edge } from '../project/edges';
import { CONFIG_RULES } from '../rules/registry';
import { type FileContext, notAnalysed } from './meta-findings';

/** Findings in one of the configuration files. `edges` and `config` are those of the project the file belongs to. */
export function checkConfig(context: FileContext, config: ProjectConfig, edges: readonly Edge[]): Finding[] {
  const findings = problemsOf(context.path, config).map(({ span, message }) => notAnalysed(context, span, message));
  for (const rule of CONFIG_RULES) {
    rule.check({
      config, edges,
      report: (draft) => {
        if (draft.path !== context.path) return;
        findings.push({
          rule: rule.metadata.id, category: rule.metadata.category, severity: draft.severity, confidence: draft.confidence, persona: draft.persona, message: draft.message,
          path: draft.path, span: draft.span, role: context.role, execution: executionOf(edges, draft.path, context.role, draft.span), flow: [], related: [], signs: [], fixes: [],
        });
      },
    });
  }
  return findings;
}

function problemsOf(path: string, config: ProjectConfig): readonly { readonly span: Span; readonly message: string }[] {
  const document = path === 'pyproject.toml' ? config.pyproject : path === 'hatch.toml' ? config.hatch : config.setupCfg;
  return document?.problems ?? [];
}
