/** Completion in `[tool.buildglass]` of pyproject.toml. */
import { CompletionItemKind, type CompletionItem, MarkupKind } from 'vscode-languageserver';
import { completeTable } from '../analysis/allow-help';
import { checkCancelled } from './guard';
import type { Session } from './session';
import { nameOf } from './uris';

/** Characters after which editors ask by themselves. */
export const COMPLETION_TRIGGERS: readonly string[] = ['"', "'", '.', '['];

export function registerCompletion(session: Session): void {
  session.connection.onCompletion(session.guard.request('textDocument/completion', async ({ textDocument, position }, token): Promise<CompletionItem[]> => {
    // Other files need not be analysed to know that there is nothing to offer.
    if (nameOf(textDocument.uri) !== 'pyproject.toml') return [];
    const view = await session.view(textDocument.uri);
    checkCancelled(token);
    const places = view?.project.places(view.path);
    if (view === undefined || places === undefined) return [];
    return completeTable(view.project.snapshot(), view.path, places.offset(position)).map((one, i): CompletionItem => ({
      label: one.label,
      kind: one.kind === 'key' ? CompletionItemKind.Property : CompletionItemKind.Module,
      detail: one.detail,
      sortText: String(i).padStart(4, '0'),
      filterText: one.newText,
      textEdit: { range: places.range(one.span), newText: one.newText },
      ...(one.markdown !== undefined && { documentation: { kind: MarkupKind.Markdown, value: one.markdown } }),
    }));
  }));
}
