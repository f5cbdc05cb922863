/**
 * What Buildglass adds to the Language Server Protocol: names and shapes of its own messages and options.
 * Plain constants and types without any import, so that the client can share them.
 *
 *     client → server   initialize.initializationOptions   InitializationOptions
 *     client → server   buildglass/trust       (notification)  TrustParams
 *     client → server   buildglass/executionMap         (request)       ExecutionMapParams → ExecutionMapResult
 *     server → client   buildglass/executionMapChanged  (notification)  what was answered last is out of date; only to clients that asked
 *     client → server   buildglass/layer       (request)       LayerParams → LayerResult | null
 *     client → server   buildglass/report      (request)       ReportParams → ReportResult | null
 *     client → server   buildglass/exportReport (request)      ExportParams → ExportResult | null
 *     client → server   buildglass/committedText (notification) CommittedTextParams
 *     server → client   buildglass/status      (notification)  StatusParams; only to clients that sent initializationOptions
 *     server → client   buildglass/readFile    (request)       ReadFileParams → ReadFileResult     ┐ only with
 *     server → client   buildglass/readFolder  (request)       ReadFolderParams → ReadFolderResult ┘ remoteFiles: true
 */

/** Section of the editor's settings, and `source` of every diagnostic. */
export const CONFIGURATION_SECTION = 'buildglass';

/** Kind of the code action that applies every safe fix of a file. */
export const FIX_ALL_KIND = 'source.fixAll.buildglass';

/** Kind of the one that applies every safe fix of the file's project. Not below `source.fixAll`: saving one file changes no others. */
export const FIX_PROJECT_KIND = 'source.fixProject.buildglass';

export const ReadFileRequest = 'buildglass/readFile';
export const ReadFolderRequest = 'buildglass/readFolder';
export const LayerRequest = 'buildglass/layer';
export const ReportRequest = 'buildglass/report';
export const ExportRequest = 'buildglass/exportReport';
export const CommittedTextNotification = 'buildglass/committedText';
export const TrustNotification = 'buildglass/trust';
export const StatusNotification = 'buildglass/status';
export const ExecutionMapRequest = 'buildglass/executionMap';
export const ExecutionMapChangedNotification = 'buildglass/executionMapChanged';

/** Command of code lenses, for clients that sent initializationOptions: goes to a place, or lists several. Arguments: ShowPlacesArguments. */
export const SHOW_PLACES_COMMAND = 'buildglass.showPlaces';
/** The same for other clients, carried out by the server with `window/showDocument`: goes to the first place. */
export const OPEN_PLACE_COMMAND = 'buildglass.openPlace';

/** Command of code actions and hovers, for clients that sent initializationOptions: shows a program found inside a string. Arguments: OpenLayerArguments. */
export const OPEN_LAYER_COMMAND = 'buildglass.openLayer';

/** The document that holds it, and its id. */
export type OpenLayerArguments = readonly [uri: string, id: string];

/** What a user can set; every member is optional and falls back to its default. */
export interface ConfigurationOptions {
  /** `regular` (default), `pedantic` or `auditor`. */
  readonly persona?: string | null;
  /** False: no diagnostics, hovers or actions. Default true. */
  readonly enable?: boolean | null;
  /** False: no code lenses that say what runs when. Default true. */
  readonly codeLens?: boolean | null;
  /** Models of libraries, a list of rows (docs/catalog.md). Send the user's own only, never those of a project. Default: none. */
  readonly catalog?: unknown;
  /** Modules that may be imported by a computed name, and programs that may be started: lists of names. Send the user's own only. Default: none. */
  readonly allowImports?: unknown;
  readonly allowCommands?: unknown;
}

export interface InitializationOptions extends ConfigurationOptions {
  /** Whether the user trusts the workspace: suppressions that it brings along are obeyed. Default false. */
  readonly trusted?: boolean;
  /** The client answers `buildglass/readFile` and `buildglass/readFolder` for URIs that are not `file:`. Default false. */
  readonly remoteFiles?: boolean;
}

/** A program found inside a string of a document. */
export interface LayerParams {
  readonly uri: string;
  /** As in the JSON report. */
  readonly id: string;
  /** The text it had, for clients that show it: ids change when the document does, and the program with this text is meant then. */
  readonly text?: string | null;
}

export interface LayerResult {
  readonly id: string;
  readonly name: string;
  /** `python`, `toml`, `ini`, `shell`, `cmd` or `powershell`. */
  readonly language: string;
  readonly text: string;
  /** What is found in it, at places of its own text; as in the diagnostics of the document that holds it. */
  readonly findings: readonly LayerFinding[];
  /** Ids of the layers around it, innermost first. */
  readonly hosts: readonly string[];
}

export interface LayerFinding {
  readonly range: MapPlace['range'];
  /** As in the protocol: 1 error, 2 warning, 3 information, 4 hint. */
  readonly severity: 1 | 2 | 3 | 4;
  readonly rule: string;
  /** Address of the rule's page. */
  readonly page: string;
  readonly message: string;
  /** Places in the files of the project, the steps of the flow first. */
  readonly related: readonly { readonly uri: string; readonly range: MapPlace['range']; readonly message: string }[];
}

/** What to report on: a folder, an archive (source distribution or wheel), or any document or file of a project. */
export interface ReportParams {
  readonly uri: string;
  /** A command of the client that takes ShowPlacesArguments: places lead there by `command:` addresses. Absent: they lead to `uri#line,column`. */
  readonly command?: string | null;
  /** A command of the client that takes OpenLayerArguments: programs inside strings lead there. Absent: they lead nowhere. */
  readonly layerCommand?: string | null;
}

/** `uri`: as in ReportParams. */
export interface ExportParams {
  readonly uri: string;
  /** `html`, `markdown` and `json` are the record; `sarif` are the findings. */
  readonly format: 'html' | 'markdown' | 'json' | 'sarif';
}

/** The text of the file, and a name for it without folders: "tides-1.0.sarif". */
export type ExportResult = { readonly name: string; readonly text: string } | { readonly reason: string };

/** What the last commit holds of an open document: its text, or null where the commit has no such file. Absent: forget it. Findings that were not in it are marked as new. */
export interface CommittedTextParams {
  readonly uri: string;
  readonly text?: string | null;
}

/**
 * The report of the project around it as HTML without script, or why there is none, in plain words. `body` goes into a `main` element; `style` is a style sheet whose
 * colours are variables of `:root`. Everything from the project is escaped; styles stand in attributes too.
 */
export type ReportResult = {
  /** The project's folder, the archive, or the document that stands alone. */
  readonly uri: string;
  readonly name: string;
  readonly style: string;
  readonly body: string;
} | { readonly reason: string };

/** `data` of a diagnostic. */
export interface DiagnosticData {
  /** Names the finding within one state of its file. */
  readonly finding: string;
  /** The last commit did not have it. */
  readonly isNew?: true;
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

export interface ExecutionMapParams {
  /** Only the project of this document or file; absent: all projects of the workspace folders. */
  readonly uri?: string | null;
}

export interface ExecutionMapResult {
  /** In the order of their folders. */
  readonly projects: readonly ExecutionMapProject[];
}

/** What one project runs. `commands` is the tree: command → hooks → edges, by their index in `edges`. */
export interface ExecutionMapProject {
  /** The project's folder, or the document that stands alone. */
  readonly uri: string;
  readonly name: string;
  /** "hatchling.build" */
  readonly backend: string;
  readonly edges: readonly ExecutionMapEdge[];
  /** The cheapest command first. */
  readonly commands: readonly { readonly command: string; readonly stages: readonly { readonly hooks: readonly string[]; readonly edges: readonly number[] }[] }[];
}

export interface ExecutionMapEdge {
  /** Stable name of the kind of edge. */
  readonly id: string;
  readonly title: string;
  /** "executes setup.py", "may evaluate … (when …)" */
  readonly words: string;
  /** The key or file that makes it so; `key` is '' for a file that is found by its name. */
  readonly via: { readonly path: string; readonly key: string; readonly place: MapPlace };
  /** `place`: where it stands, when it stands in the project. */
  readonly target: { readonly text: string; readonly state: 'project' | 'missing' | 'installed' | 'outside'; readonly place?: MapPlace };
  /** "import", "exec-text", "eval-expression", "spawn", … */
  readonly kind: string;
  readonly certainty: 'certain' | 'conditional' | 'unknown';
  readonly condition?: string;
  readonly executes: boolean;
  /** Where this is known from: an address, or a name. */
  readonly source: string;
}

/** A place in a document, true of that version of it; null when the document is not open. */
export interface MapPlace {
  readonly uri: string;
  readonly version: number | null;
  readonly range: { readonly start: { readonly line: number; readonly character: number }; readonly end: { readonly line: number; readonly character: number } };
}

/** The document and position of the lens, and where it leads. */
export type ShowPlacesArguments = readonly [uri: string, position: MapPlace['range']['start'], places: readonly { readonly uri: string; readonly range: MapPlace['range'] }[]];
