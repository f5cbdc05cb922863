/** Configuration files → findings: what cannot be read, and the rules about configuration. */
import type { Span } from '../base/text';
import type { Finding } from '../findings/finding';
import { executionOf } from '../project/execution';
import { executionAt } from '../project/hooks';
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
        const { edge } = draft;
        findings.push({
          rule: rule.metadata.id, category: rule.metadata.category, severity: draft.severity, confidence: draft.confidence, persona: draft.persona, message: draft.message,
          path: draft.path, span: draft.span, role: context.role, execution: edge?.executes ? executionAt(edge.hooks, edge.commands, edge.condition) : executionOf(edges, draft.path, context.role, draft.span), flow: [], related: [], signs: draft.signs ?? [], fixes: [],
        });
      },
    });
  }
  return findings;
}

function problemsOf(path: string, { documents }: ProjectConfig): readonly { readonly span: Span; readonly message: string }[] {
  const read = documents.get(path)?.document;
  return read === undefined || read.kind === 'lines' ? [] : read.document.problems;
}
