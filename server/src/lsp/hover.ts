/** Hover: the explanation of the findings under the pointer. */
import { MarkupKind, type Hover } from 'vscode-languageserver';
import { explain } from '../analysis/explain';
import { checkCancelled } from './guard';
import type { Session } from './session';

export function registerHover(session: Session): void {
  session.connection.onHover(session.guard.request('textDocument/hover', async ({ textDocument, position }, token): Promise<Hover | null> => {
    const view = await session.view(textDocument.uri);
    checkCancelled(token);
    const places = view?.project.places(view.path);
    if (view === undefined || places === undefined) return null;
    const explanation = explain(view.project.snapshot(), view.path, places.offset(position), session.settings.current.analysis.persona);
    if (explanation === undefined) return null;
    const kind = session.abilities.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
    return { contents: { kind, value: explanation.markdown }, range: places.range(explanation.span) };
  }));
}
