/**
 * The code action that silences one finding with a comment. A reason is required; the comment carries a placeholder that
 * asks for one:
 *
 *     mod = load(name)  # buildglass: ignore[dynamic-import] TODO: say why
 *
 * It is offered only where a comment at the end of the line is one: not inside a string and not after a backslash, where it
 * would change the program; and not in setup.cfg, whose values swallow comments at their end.
 */
import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import type { Finding } from '../findings/finding';
import type { ClientAbilities } from './client-abilities';
import type { FileView } from './workspace';
import { toWorkspaceEdit } from './workspace-edit';

/** What users are to replace. */
export const REASON_PLACEHOLDER = 'TODO: say why';

export function suppressAction(view: FileView, finding: Finding, diagnostic: Diagnostic, abilities: ClientAbilities): CodeAction | undefined {
  const snapshot = view.project.snapshot();
  const source = snapshot.source(view.path);
  if (source === undefined) return undefined;
  const line = source.lines.lineSpan(source.lines.locate(finding.span.start).line);
  const text = source.text.slice(line.start, line.end);
  if (!takesComment(view, line.end, text)) return undefined;
  const comment = `# buildglass: ignore[${finding.rule}] ${REASON_PLACEHOLDER}`;
  const end = line.start + text.trimEnd().length;
  const edit = toWorkspaceEdit(view.project, [{ path: view.path, edits: [{ span: { start: end, end: line.end }, newText: `${end === line.start ? '' : '  '}${comment}` }] }], abilities);
  return edit && { title: `Suppress ${finding.rule} here, with a reason`, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit };
}

function takesComment(view: FileView, lineEnd: number, line: string): boolean {
  // One suppression a line: a second comment would stand inside the first one's reason.
  if (/\\\s*$/.test(line) || /#\s*buildglass:/.test(line) || /\.(cfg|ini)$/.test(view.path)) return false;
  const layers = view.project.snapshot().analysis(view.path)?.file.layers ?? [];
  return !layers.some(({ host }) => host.start < lineEnd && lineEnd < host.end);
}
