/**
 * Edits on files of a project as the protocol wants them: with the documents' versions, and a question to the user, where the client knows those.
 * What is asked about is one change a file: editors let their users agree to each change by itself, and half of a fix is broken code.
 */
import { AnnotatedTextEdit, CreateFile, TextDocumentEdit, type TextEdit as ProtocolEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { asOneEdit } from '../base/edit';
import { type FileEdits, partsOf } from '../findings/fix';
import type { ClientAbilities } from './client-abilities';
import { plain } from './convert';
import type { HostedProject } from './hosted-project';

const CONFIRMATION = 'buildglass-changes-behaviour';

interface DocumentChange {
  readonly path: string;
  readonly uri: string;
  readonly creates: boolean;
  readonly changes: ProtocolEdit[];
}

/** `confirm`: the title of an unsafe fix, which the user is asked to agree to. Undefined when a file's text is not known, or the client can make no files. */
export function toWorkspaceEdit(project: HostedProject, files: readonly FileEdits[], abilities: ClientAbilities, confirm?: string): WorkspaceEdit | undefined {
  const changing = files.filter(({ edits, creates }) => creates || edits.length > 0);
  const asks = confirm !== undefined && abilities.changeAnnotations;
  const documents = changing.map((file) => changeOf(project, asks ? whole(project, file) : file)).filter((change) => change !== undefined);
  if (documents.length < changing.length || (documents.some(({ creates }) => creates) && !abilities.createsFiles)) return undefined;
  if (!abilities.documentChanges) return { changes: Object.fromEntries(documents.map(({ uri, changes }) => [uri, changes])) };
  return {
    documentChanges: documents.flatMap(({ path, uri, creates, changes }) => [
      ...(creates ? [CreateFile.create(uri, undefined, asks ? CONFIRMATION : undefined)] : []),
      TextDocumentEdit.create({ uri, version: project.documentVersion(path) }, asks ? changes.map(({ range, newText }) => AnnotatedTextEdit.replace(range, newText, CONFIRMATION)) : changes),
    ]),
    ...(asks && { changeAnnotations: { [CONFIRMATION]: { ...annotationOf(confirm), needsConfirmation: true } } }),
  };
}

/** What is done, and beside it what changes. */
function annotationOf(title: string): { readonly label: string; readonly description: string } {
  const { done, changes } = partsOf(title);
  return { label: plain(done), description: changes === undefined ? 'Changes behaviour' : `Changes behaviour: ${plain(changes)}` };
}

/** A file that is made is one change already. */
function whole(project: HostedProject, file: FileEdits): FileEdits {
  const text = file.creates ? undefined : project.snapshot().source(file.path)?.text;
  return text === undefined ? file : { ...file, edits: asOneEdit(text, file.edits) };
}

function changeOf(project: HostedProject, { path, edits, creates }: FileEdits): DocumentChange | undefined {
  const uri = project.clientUri(path);
  const start = { line: 0, character: 0 };
  if (creates) return { path, uri, creates, changes: edits.map(({ newText }) => ({ range: { start, end: start }, newText })) };
  const places = project.places(path);
  return places && { path, uri, creates: false, changes: edits.map((edit) => ({ range: places.range(edit.span), newText: edit.newText })) };
}
