/** What the client on the other side can do, read once from its `initialize` request. */
import { MarkupKind, type InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from './extensions';

export interface ClientAbilities {
  /** The client asks for diagnostics itself; nothing is pushed to it. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly versionedPush: boolean;
  readonly documentChanges: boolean;
  readonly codeActionLiterals: boolean;
  readonly disabledCodeActions: boolean;
  /** Edits of code actions may be asked for later, with `codeAction/resolve`. */
  readonly resolvesCodeActions: boolean;
  /** Changes can be marked so that the user confirms them. */
  readonly changeAnnotations: boolean;
  /** Edits may make new files. */
  readonly createsFiles: boolean;
  readonly preferredCodeActions: boolean;
  readonly markdownHover: boolean;
  readonly definitionLinks: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly showsDocuments: boolean;
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly remoteFiles: boolean;
  /** The client sent Buildglass's own options, so it understands Buildglass's own notifications. */
  readonly knowsBuildglass: boolean;
}

export function abilitiesOf(params: InitializeParams): ClientAbilities {
  const { textDocument, workspace } = params.capabilities;
  const options = optionsOf(params);
  const action = textDocument?.codeAction;
  const formats = textDocument?.hover?.contentFormat;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true || textDocument?.diagnostic?.relatedInformation === true,
    versionedPush: textDocument?.publishDiagnostics?.versionSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    codeActionLiterals: action?.codeActionLiteralSupport !== undefined,
    disabledCodeActions: action?.disabledSupport === true,
    resolvesCodeActions: action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    changeAnnotations: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.changeAnnotationSupport !== undefined,
    createsFiles: workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    preferredCodeActions: action?.isPreferredSupport === true,
    markdownHover: formats === undefined || formats.includes(MarkupKind.Markdown),
    definitionLinks: textDocument?.definition?.linkSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    showsDocuments: params.capabilities.window?.showDocument?.support === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    remoteFiles: options?.remoteFiles === true,
    knowsBuildglass: options !== undefined,
  };
}

/** The client's initialization options, as far as they are an object at all; members are checked where they are used. */
export function optionsOf(params: InitializeParams): InitializationOptions | undefined {
  const options: unknown = params.initializationOptions;
  return typeof options === 'object' && options !== null && !Array.isArray(options) ? (options as InitializationOptions) : undefined;
}
