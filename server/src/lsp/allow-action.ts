/** The code action that puts the names a finding speaks of on the project's allow-list. It decides, it does not mend: no fix-all makes it. */
import { CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import { allowOffer } from '../analysis/allow-help';
import type { Finding } from '../findings/finding';
import type { ClientAbilities } from './client-abilities';
import { plain } from './convert';
import type { FixAction } from './fix-actions';
import type { FileView } from './workspace';
import { toWorkspaceEdit } from './workspace-edit';

export function allowAction(view: FileView, finding: Finding, diagnostic: Diagnostic, abilities: ClientAbilities): FixAction | undefined {
  const offer = finding.allow && allowOffer(view.project.snapshot(), finding.allow);
  if (!offer) return undefined;
  const action = { title: plain(offer.title), kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  if ('edits' in offer) return { index: 'allow', action, edit: () => toWorkspaceEdit(view.project, [offer.edits], abilities) };
  return abilities.disabledCodeActions ? { index: 'allow', action: { ...action, disabled: { reason: plain(offer.reason) } }, edit: () => undefined } : undefined;
}
