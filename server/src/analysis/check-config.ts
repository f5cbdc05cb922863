/** Configuration files → findings: what cannot be read, and the rules about configuration. */
import type { Span } from '../base/text';
import type { Finding } from '../findings/finding';
import type { RuleMetadata } from '../findings/rule';
import { executionOf } from '../project/execution';
import { executionAt } from '../project/hooks';
import type { ProjectConfig } from '../project/config';
import type { Edge } from '../project/edges';
import type { ConfigDraft } from '../rules/config-rule';
import { CONFIG_RULES } from '../rules/registry';
import { type FileContext, firstProblems, notAnalysed } from './meta-findings';
import { ratedByReach } from './severity';

/** Findings in one of the files that configuration speaks of. `edges` and `config` are those of the project the file belongs to. */
export function checkConfig(context: FileContext, config: ProjectConfig, edges: readonly Edge[], trustProject: boolean): Finding[] {
  const findings = firstProblems(problemsOf(context.path, config)).map(({ span, message }) => notAnalysed(context, span, message));
  for (const { metadata, draft } of draftsOf(config, edges, trustProject).get(context.path) ?? []) {
    const { edge, signs = [] } = draft;
    const execution = edge?.executes ? executionAt(edge.hooks, edge.commands, edge.condition) : executionOf(edges, draft.path, context.role, draft.span);
    findings.push({
      rule: metadata.id, category: metadata.category, confidence: draft.confidence, persona: draft.persona, message: draft.message,
      path: draft.path, span: draft.span, role: context.role, flow: [], related: [], signs, fixes: draft.fixes ?? [],
      // A command that does what attackers do is one, whoever calls it.
      ...ratedByReach(draft.severity, execution, signs.some((sign) => sign.startsWith('command:'))),
    });
  }
  return findings;
}

interface Drafted {
  readonly metadata: RuleMetadata;
  readonly draft: ConfigDraft;
}

const DRAFTED = new WeakMap<readonly Edge[], { readonly config: ProjectConfig; readonly trustProject: boolean; readonly byPath: ReadonlyMap<string, readonly Drafted[]> }>();

/** What the rules say of a project, by file: they look at the whole map, so they are asked once for all files. */
function draftsOf(config: ProjectConfig, edges: readonly Edge[], trustProject: boolean): ReadonlyMap<string, readonly Drafted[]> {
  const known = DRAFTED.get(edges);
  if (known?.config === config && known.trustProject === trustProject) return known.byPath;
  const byPath = new Map<string, Drafted[]>();
  for (const rule of CONFIG_RULES) {
    rule.check({
      config, edges, trustProject,
      report: (draft) => {
        const ofFile = byPath.get(draft.path);
        if (ofFile) ofFile.push({ metadata: rule.metadata, draft });
        else byPath.set(draft.path, [{ metadata: rule.metadata, draft }]);
      },
    });
  }
  DRAFTED.set(edges, { config, trustProject, byPath });
  return byPath;
}

/** Where a section or a key is written twice. */
export const repetitionsIn = (config: ProjectConfig, path: string): readonly number[] => problemsOf(path, config).filter(({ kind }) => kind.startsWith('duplicate')).map(({ span }) => span.start);

function problemsOf(path: string, { documents }: ProjectConfig): readonly { readonly kind: string; readonly span: Span; readonly message: string }[] {
  const read = documents.get(path)?.document;
  return read === undefined || read.kind === 'lines' ? [] : read.document.problems;
}
