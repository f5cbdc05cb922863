/** Edits on a project's file as the protocol wants them: with the document's version, and a question to the user, where the client knows those. */
import { AnnotatedTextEdit, TextDocumentEdit, type TextEdit as ProtocolEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../base/edit';
import type { ClientAbilities } from './client-abilities';
import { plain } from './convert';
import type { FileView } from './workspace';

const CONFIRMATION = 'buildglass-changes-behaviour';

/** `confirm`: what the user is asked to agree to, for changes of behaviour. Undefined when the file's text is not known. */
export function toWorkspaceEdit({ project, path }: FileView, edits: readonly TextEdit[], abilities: ClientAbilities, confirm?: string): WorkspaceEdit | undefined {
  const places = project.places(path);
  if (places === undefined) return undefined;
  const uri = project.clientUri(path);
  const changes: ProtocolEdit[] = edits.map((edit) => ({ range: places.range(edit.span), newText: edit.newText }));
  if (!abilities.documentChanges) return { changes: { [uri]: changes } };
  const asks = confirm !== undefined && abilities.changeAnnotations;
  const marked = asks ? changes.map(({ range, newText }) => AnnotatedTextEdit.replace(range, newText, CONFIRMATION)) : changes;
  return {
    documentChanges: [TextDocumentEdit.create({ uri, version: project.documentVersion(path) }, marked)],
    ...(asks && { changeAnnotations: { [CONFIRMATION]: { label: plain(confirm), description: 'Changes behaviour', needsConfirmation: true } } }),
  };
}
