/** Code actions from the fixes that findings carry: one each, and all safe ones together. */
import { CodeActionKind, type CodeAction, type Diagnostic, type WorkspaceEdit } from 'vscode-languageserver';
import { editsByFile, together } from '../analysis/fixing';
import type { Finding } from '../findings/finding';
import { filesOf, type FileEdits, type Fix } from '../findings/fix';
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
  toWorkspaceEdit(project, filesOf(fix), abilities, fix.applicability === 'unsafe' ? fix.title : undefined);

/** The safe fixes of the findings that can be made together; undefined when there are none. What collides waits for the next time. */
export function safeFixes(findings: readonly Finding[], isMeant: (fix: Fix) => boolean = () => true): readonly FileEdits[] | undefined {
  const offers = findings.filter(({ suppressed }) => suppressed === undefined).flatMap((finding) => {
    const fix = finding.fixes.find((one) => one.applicability === 'safe' && isMeant(one));
    return fix ? [{ finding, fix }] : [];
  });
  return offers.length > 0 ? editsByFile(together(offers)) : undefined;
}

/** All safe fixes that need no other file. */
export const ofFileAlone = (path: string) => (fix: Fix): boolean => filesOf(fix).every((file) => file.path === path && !file.creates);
