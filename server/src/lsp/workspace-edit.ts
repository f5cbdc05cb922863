/** Edits on a project's file as the protocol wants them: with the document's version when the client can check it. */
import { TextDocumentEdit, type TextEdit as ProtocolEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../base/edit';
import type { FileView } from './workspace';

/** Undefined when the file's text is not known. */
export function toWorkspaceEdit({ project, path }: FileView, edits: readonly TextEdit[], versioned: boolean): WorkspaceEdit | undefined {
  const places = project.places(path);
  if (places === undefined) return undefined;
  const uri = project.clientUri(path);
  const changes: ProtocolEdit[] = edits.map((edit) => ({ range: places.range(edit.span), newText: edit.newText }));
  return versioned
    ? { documentChanges: [TextDocumentEdit.create({ uri, version: project.documentVersion(path) }, changes)] }
    : { changes: { [uri]: changes } };
}
