/**
 * Code actions: fixes and a suppression for the findings at a range, and all safe fixes of the file or its project (fix-all.ts). Clients that can
 * ask again get the edits when one is chosen.
 */
import { CodeActionKind, LSPErrorCodes, ResponseError, type CodeAction, type CodeActionContext, type Diagnostic, type Range, type WorkspaceEdit } from 'vscode-languageserver';
import { overlaps } from '../base/text';
import type { Finding } from '../findings/finding';
import { allowAction } from './allow-action';
import { CONFIGURATION_SECTION, type DiagnosticData, FIX_ALL_KIND, FIX_PROJECT_KIND } from './extensions';
import { type AllData, FixAll } from './fix-all';
import { findingKey, sameRange, toDiagnostic } from './convert';
import { shownFindings } from './file-diagnostics';
import { fixActions, fixEdit, type FixAction } from './fix-actions';
import { checkCancelled } from './guard';
import { layerAction, layersAt } from './layers';
import type { Session } from './session';
import { suppressAction } from './suppress-action';
import type { FileView } from './workspace';

/** Kinds announced to the client. */
export const CODE_ACTION_KINDS: readonly string[] = [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll, FIX_ALL_KIND, FIX_PROJECT_KIND];

export function registerCodeActions(session: Session): void {
  const fixAll = new FixAll(session);
  session.connection.onCodeAction(session.guard.request('textDocument/codeAction', async ({ textDocument, range, context }, token): Promise<CodeAction[]> => {
    // Clients without literals would need commands for everything.
    if (!session.abilities.codeActionLiterals) return [];
    const view = await session.view(textDocument.uri);
    checkCancelled(token);
    if (view === undefined) return [];
    const findings = shownFindings(view, session.settings.current);
    const actions: CodeAction[] = [];
    if (wants(context, CodeActionKind.QuickFix)) {
      for (const [finding, diagnostic] of findingsAt(view, findings, range, context.diagnostics)) {
        actions.push(...fixActions(view, finding, diagnostic, session.abilities).flatMap((fix) => ready(session, textDocument.uri, finding, fix) ?? []));
        const allow = allowAction(view, finding, diagnostic, session.abilities);
        actions.push(...(allow === undefined ? [] : [ready(session, textDocument.uri, finding, allow)]).filter((action) => action !== undefined));
        const suppress = suppressAction(view, finding, diagnostic, session.abilities);
        if (suppress !== undefined) actions.push(suppress);
      }
    }
    if (session.abilities.knowsBuildglass && wants(context, CodeActionKind.QuickFix)) actions.push(...layersAt(view, range).map((layer) => layerAction(textDocument.uri, layer)));
    const kinds = [fixAllKind(context), ...(context.only !== undefined && wants(context, FIX_PROJECT_KIND) ? [FIX_PROJECT_KIND] : [])].filter((kind) => kind !== undefined);
    for (const kind of kinds) {
      const all = await fixAll.action(view, textDocument.uri, kind);
      checkCancelled(token);
      if (all !== undefined) actions.push(all);
    }
    return actions;
  }));
  session.connection.onCodeActionResolve(session.guard.request('codeAction/resolve', async (action: CodeAction, token): Promise<CodeAction> => {
    const data = action.data as Partial<FixData & AllData> | null | undefined;
    if (typeof data?.uri !== 'string') return action;
    const view = await session.view(data.uri);
    checkCancelled(token);
    if (view && data.all !== undefined) return { ...action, edit: (await fixAll.edit(view, data.all)) ?? { documentChanges: [] } };
    const finding = view && shownFindings(view, session.settings.current).find((one) => findingKey(one) === data.finding);
    const edit = view && finding && editOf(session, view, finding, data.fix);
    if (!edit) throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed since the action was offered.');
    return { ...action, edit };
  }));
}

function editOf({ abilities }: Session, view: FileView, finding: Finding, which: FixData['fix'] | undefined): WorkspaceEdit | undefined {
  // The diagnostic plays no part in the edit.
  if (which === 'allow') return allowAction(view, finding, { range: NOWHERE, message: '' }, abilities)?.edit();
  const fix = finding.fixes[which ?? -1];
  return fix && fixEdit(view, fix, abilities);
}

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** What an action needs to find its edit again. */
interface FixData {
  readonly uri: string;
  /** `findingKey` of the finding. */
  readonly finding: string;
  /** Index in the finding's fixes, or what else it is. */
  readonly fix: FixAction['index'];
}

/** With its edit, or with what it takes to find it. */
function ready(session: Session, uri: string, finding: Finding, { index, action, edit }: FixAction): CodeAction | undefined {
  if (action.disabled !== undefined) return action;
  const data: FixData = { uri, finding: findingKey(finding), fix: index };
  if (session.abilities.resolvesCodeActions) return { ...action, data };
  const made = edit();
  return made && { ...action, edit: made };
}

/** Kinds are hierarchical: who wants `source` wants `source.fixAll` too. */
const wants = (context: CodeActionContext, kind: string): boolean =>
  context.only === undefined || context.only.some((wanted) => wanted === '' || wanted === kind || kind.startsWith(`${wanted}.`));

/** Clients that ask for exactly `source.fixAll` may compare kinds literally. */
function fixAllKind(context: CodeActionContext): string | undefined {
  if (!wants(context, FIX_ALL_KIND)) return undefined;
  return context.only?.includes(CodeActionKind.SourceFixAll) === true && !context.only.includes(FIX_ALL_KIND) ? CodeActionKind.SourceFixAll : FIX_ALL_KIND;
}

/**
 * The findings that the client means, each with the client's own diagnostic where there is one. Clients that keep `data`
 * are understood by it, others by range and code; findings under the range count even when no diagnostic was sent.
 */
function findingsAt(view: FileView, findings: readonly Finding[], range: Range, diagnostics: readonly Diagnostic[]): [Finding, Diagnostic][] {
  const places = view.project.places(view.path);
  if (places === undefined) return [];
  const wanted = places.span(range);
  const own = diagnostics.filter((diagnostic) => diagnostic.source === CONFIGURATION_SECTION || diagnostic.source === undefined);
  return findings.flatMap((finding): [Finding, Diagnostic][] => {
    const sent = own.find((diagnostic) => (diagnostic.data as Partial<DiagnosticData> | null | undefined)?.finding === findingKey(finding))
      ?? own.find((diagnostic) => diagnostic.code === finding.rule && sameRange(diagnostic.range, places.range(finding.span)));
    if (sent !== undefined) return [[finding, sent]];
    if (!overlaps(finding.span, wanted)) return [];
    const made = toDiagnostic(finding, (place) => view.project.locate(place), false);
    return made === undefined ? [] : [[finding, made]];
  });
}
