/**
 * What Buildglass adds to the Language Server Protocol: names and shapes of its own messages and options.
 * Plain constants and types without any import, so that the client can share them.
 *
 *     client → server   initialize.initializationOptions   InitializationOptions
 *     client → server   buildglass/trust       (notification)  TrustParams
 *     server → client   buildglass/status      (notification)  StatusParams; only to clients that sent initializationOptions
 *     server → client   buildglass/readFile    (request)       ReadFileParams → ReadFileResult     ┐ only with
 *     server → client   buildglass/readFolder  (request)       ReadFolderParams → ReadFolderResult ┘ remoteFiles: true
 */

/** Section of the editor's settings, and `source` of every diagnostic. */
export const CONFIGURATION_SECTION = 'buildglass';

/** Kind of the code action that applies every safe fix of a file. */
export const FIX_ALL_KIND = 'source.fixAll.buildglass';

export const ReadFileRequest = 'buildglass/readFile';
export const ReadFolderRequest = 'buildglass/readFolder';
export const TrustNotification = 'buildglass/trust';
export const StatusNotification = 'buildglass/status';

/** What a user can set; every member is optional and falls back to its default. */
export interface ConfigurationOptions {
  /** `regular` (default), `pedantic` or `auditor`. */
  readonly persona?: string | null;
  /** False: no diagnostics, hovers or actions. Default true. */
  readonly enable?: boolean | null;
  /** Models of libraries, a list of rows (docs/catalog.md). Send the user's own only, never those of a project. Default: none. */
  readonly catalog?: unknown;
}

export interface InitializationOptions extends ConfigurationOptions {
  /** Whether the user trusts the workspace: suppressions that it brings along are obeyed. Default false. */
  readonly trusted?: boolean;
  /** The client answers `buildglass/readFile` and `buildglass/readFolder` for URIs that are not `file:`. Default false. */
  readonly remoteFiles?: boolean;
}

export interface TrustParams {
  readonly trusted: boolean;
}

export interface ReadFileParams {
  readonly uri: string;
  /** Files larger than this many bytes are answered with a reason. */
  readonly maximumBytes: number;
}

/** The bytes of the file in base64, or why they cannot be had, in plain words. */
export type ReadFileResult = { readonly base64: string } | { readonly reason: string };

export interface ReadFolderParams {
  readonly uri: string;
}

export interface ReadFolderEntry {
  readonly name: string;
  /** Links to folders are `other`, so that walks end. */
  readonly kind: 'file' | 'folder' | 'other';
}

export type ReadFolderResult = { readonly entries: readonly ReadFolderEntry[] } | { readonly reason: string };

/**
 * `starting`: the grammars are being loaded. `reading`: files of a project are being read. `ready`: results are current.
 * `off`: switched off in the settings. `failed`: the analyser could not be loaded; nothing is analysed.
 */
export type StatusState = 'starting' | 'reading' | 'ready' | 'off' | 'failed';

export interface StatusParams {
  readonly state: StatusState;
  /** One line in plain words. */
  readonly message: string;
}
