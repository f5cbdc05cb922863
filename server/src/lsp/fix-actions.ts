/** Code actions from the fixes that findings carry, one each. */
import { CodeActionKind, type CodeAction, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver';
import type { Finding } from '../findings/finding';
import { APPLICABILITIES, filesOf, type Fix } from '../findings/fix';
import type { ClientAbilities } from './client-abilities';
import { plain } from './convert';
import type { FileView } from './workspace';
import { toWorkspaceEdit } from './workspace-edit';

/** A fix as a code action, its edit still to be written down; `index` counts in the finding's fixes, `allow` is none of them. */
export interface FixAction {
  readonly index: number | 'allow';
  readonly action: CodeAction;
  readonly edit: () => WorkspaceEdit | undefined;
}

/** One action per fix, those that keep what happens first; the first safe one is preferred. */
export function fixActions(view: FileView, finding: Finding, diagnostic: Diagnostic, abilities: ClientAbilities): FixAction[] {
  const preferred = finding.fixes.find((fix) => fix.applicability === 'safe');
  const inOrder = [...finding.fixes.entries()].sort(([, a], [, b]) => APPLICABILITIES.indexOf(a.applicability) - APPLICABILITIES.indexOf(b.applicability));
  return inOrder.flatMap(([index, fix]): FixAction[] => {
    const action: CodeAction = { title: plain(fix.title), kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
    if (fix.applicability === 'display-only') {
      const reason = plain(fix.reason ?? 'This is a suggestion to carry out by hand.');
      return abilities.disabledCodeActions ? [{ index, action: { ...action, disabled: { reason } }, edit: () => undefined }] : [];
    }
    if (fix.applicability === 'unsafe') action.title += ' (changes behaviour)';
    if (fix === preferred && abilities.preferredCodeActions) action.isPreferred = true;
    return [{ index, action, edit: () => fixEdit(view, fix, abilities) }];
  });
}

export const fixEdit = ({ project }: FileView, fix: Fix, abilities: ClientAbilities): WorkspaceEdit | undefined =>
  toWorkspaceEdit(project, filesOf(fix), abilities, fix.applicability === 'unsafe' ? fix.title : undefined);
