/**
 * Everything Buildglass asks of the world outside, in one interface. Implementations live in platform/ (node) and in
 * lsp/ (files that only the editor can reach: virtual workspaces). The core below analysis/ never sees it.
 */

export interface DirectoryEntry {
  readonly name: string;
  /** `other`: sockets, devices, broken links. Links to folders are reported as `other`, so that walks end. */
  readonly kind: 'file' | 'folder' | 'other';
}

/** Locations are absolute and opaque (a native path or a URI string); only the implementation takes them apart. */
export interface FileSystem {
  /** The bytes of a file, or a plain-words reason why they cannot be had (missing, a folder, too large, no permission). Never throws. */
  readFile(location: string, maximumBytes: number): Promise<Uint8Array | { readonly reason: string }>;
  /** The entries of a folder sorted by name, or `undefined` when it is not a readable folder. Never throws. */
  readFolder(location: string): Promise<readonly DirectoryEntry[] | undefined>;
  kind(location: string): Promise<'file' | 'folder' | 'other' | 'missing'>;
  /** Plain-words phrases on what of a project's folder could not be listed; for roots that know more than their folders say. Never throws. */
  problems?(root: string): Promise<readonly string[]>;
  /** The folder that an archive holds, as a location; absent where archives are not read. Whether it can be read, `kind` and `readFile` of it tell. */
  insideOf?(archive: string): string;
  /** What a revision of the working copy around a folder held there, as a location, or a plain-words reason; absent where revisions are not read. Never throws. */
  revisionOf?(folder: string, revision: string): Promise<string | { readonly reason: string }>;
  /** The location of a project-relative path (forward slashes) below a folder. */
  join(folder: string, relative: string): string;
}
