/** Code actions from the fixes that findings carry: one each, and all safe ones of a file together. */
import { CodeActionKind, type CodeAction, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver';
import { areDisjoint, type TextEdit } from '../base/edit';
import type { Finding } from '../findings/finding';
import type { Fix } from '../findings/fix';
import type { ClientAbilities } from './client-abilities';
import { plain } from './convert';
import type { FileView } from './workspace';
import { toWorkspaceEdit } from './workspace-edit';

/** A fix as a code action, its edit still to be written down; `index` counts in the finding's fixes. */
export interface FixAction {
  readonly index: number;
  readonly action: CodeAction;
  readonly edit: () => WorkspaceEdit | undefined;
}

/** One action per fix; the first safe one is preferred. */
export function fixActions(view: FileView, finding: Finding, diagnostic: Diagnostic, abilities: ClientAbilities): FixAction[] {
  const preferred = finding.fixes.find((fix) => fix.applicability === 'safe');
  return finding.fixes.flatMap((fix, index): FixAction[] => {
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
  toWorkspaceEdit({ project, path: fix.path }, fix.edits, abilities, fix.applicability === 'unsafe' ? fix.title : undefined);

/** The safe fixes of a file that can be made together; undefined when there are none. What collides waits for the next time. */
export function fixAllAction(view: FileView, findings: readonly Finding[], kind: string, abilities: ClientAbilities): CodeAction | undefined {
  let edits: readonly TextEdit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find(({ applicability, path }) => applicability === 'safe' && path === view.path);
    if (fix === undefined) continue;
    // Two fixes may need the same import: it is added once.
    const more = [...edits, ...fix.edits.filter((edit) => !edits.some((known) => isSame(known, edit)))];
    if (areDisjoint(more)) edits = more;
  }
  if (edits.length === 0) return undefined;
  const edit = toWorkspaceEdit(view, edits, abilities);
  return edit && { title: 'Apply all safe Buildglass fixes in this file', kind, edit };
}

const isSame = (a: TextEdit, b: TextEdit): boolean => a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
