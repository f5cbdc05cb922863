/** Keeps documents from the server that only show a copy: the old side of a comparison, notebook cells, output. */
import type { TextDocument, Uri } from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { isCopy } from './selectors';

const uriOf = (document: TextDocument | Uri): Uri => ('uri' in document ? document.uri : document);

export const documentMiddleware: Middleware = {
  didOpen: async (document, next) => { if (!isCopy(document.uri)) await next(document); },
  didChange: async (event, next) => { if (!isCopy(event.document.uri)) await next(event); },
  didSave: async (document, next) => { if (!isCopy(document.uri)) await next(document); },
  didClose: async (document, next) => { if (!isCopy(document.uri)) await next(document); },
  provideDiagnostics: (document, previous, token, next) => (isCopy(uriOf(document)) ? undefined : next(document, previous, token)),
  provideCodeLenses: (document, token, next) => (isCopy(document.uri) ? undefined : next(document, token)),
  provideDocumentLinks: (document, token, next) => (isCopy(document.uri) ? undefined : next(document, token)),
  provideDefinition: (document, position, token, next) => (isCopy(document.uri) ? undefined : next(document, position, token)),
  provideHover: (document, position, token, next) => (isCopy(document.uri) ? undefined : next(document, position, token)),
  provideCodeActions: (document, range, context, token, next) => (isCopy(document.uri) ? undefined : next(document, range, context, token)),
};
