/**
 * The code action that silences one finding with a comment. A reason is required; the comment carries a placeholder that
 * asks for one:
 *
 *     mod = load(name)  # buildglass: ignore[dynamic-import] TODO: say why
 *
 * It stands at the end of the line or of the statement, where it is a comment and changes nothing; in setup.cfg, whose values swallow comments at
 * their end, on a line above.
 */
import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import type { Finding } from '../findings/finding';
import type { ClientAbilities } from './client-abilities';
import type { FileView } from './workspace';
import { toWorkspaceEdit } from './workspace-edit';

/** What users are to replace. */
export const REASON_PLACEHOLDER = 'TODO: say why';

export function suppressAction({ project, path }: FileView, finding: Finding, diagnostic: Diagnostic, abilities: ClientAbilities): CodeAction | undefined {
  if (finding.suppressed !== undefined || finding.rule === 'suppression') return undefined;
  const comment = project.snapshot().commentAbout(path, finding.span.start, `# buildglass: ignore[${finding.rule}] ${REASON_PLACEHOLDER}`);
  const edit = comment && toWorkspaceEdit(project, [{ path, edits: [comment] }], abilities);
  return edit && { title: `Suppress ${finding.rule} here, with a reason`, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit };
}
