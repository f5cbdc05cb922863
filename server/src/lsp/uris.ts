/**
 * URIs as the server compares and takes them apart. Clients spell one file in several ways (`file:///c%3A/x`,
 * `file:///C:/x`); inside, a URI is its canonical string. Towards the client an open document keeps the client's spelling.
 *
 *     folder   file:///home/me/my%20project          path inside it   src/setup.py
 *     file     file:///home/me/my%20project/src/setup.py
 */
import { URI } from 'vscode-uri';

/** A canonical URI string. */
export type Uri = string;

/** The canonical spelling. Malformed strings stand for themselves. */
export function canonical(uri: string): Uri {
  return parse(uri)?.toString() ?? uri;
}

/** The canonical spelling of a folder, without a slash at its end. */
export function canonicalFolder(uri: string): Uri {
  const parsed = parse(uri);
  return parsed === undefined ? uri : parsed.with({ path: withoutSlash(parsed.path) || '/' }).toString();
}

/** The path of `uri` below `folder`, with forward slashes; '' for the folder itself; undefined when it is elsewhere. */
export function pathBelow(folder: Uri, uri: Uri): string | undefined {
  const outer = parse(folder);
  const inner = parse(uri);
  if (outer === undefined || inner === undefined) return undefined;
  if (outer.scheme !== inner.scheme || outer.authority !== inner.authority || outer.query !== inner.query || inner.fragment !== outer.fragment) return undefined;
  const base = withoutSlash(outer.path);
  const path = withoutSlash(inner.path);
  if (path === base) return '';
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : undefined;
}

/** The URI of a path (forward slashes) below a folder. */
export function childOf(folder: Uri, path: string): Uri {
  const outer = parse(folder);
  return outer === undefined ? `${folder}/${path}` : outer.with({ path: `${withoutSlash(outer.path)}/${path}` }).toString();
}

/** The folder that holds a URI; undefined at the top. */
export function parentOf(uri: Uri): Uri | undefined {
  const parsed = parse(uri);
  if (parsed === undefined) return undefined;
  const path = withoutSlash(parsed.path);
  const cut = path.lastIndexOf('/');
  return cut < 0 ? undefined : parsed.with({ path: cut === 0 ? '/' : path.slice(0, cut) }).toString();
}

export function schemeOf(uri: Uri): string {
  return parse(uri)?.scheme ?? '';
}

/** Whether a URI names a plain place in a file tree, as opposed to one version or view of a document. */
export function isPlain(uri: Uri): boolean {
  const parsed = parse(uri);
  return parsed !== undefined && parsed.query === '' && parsed.fragment === '' && parsed.path.startsWith('/');
}

/** The last segment of a URI's path. */
export function nameOf(uri: Uri): string {
  const path = withoutSlash(parse(uri)?.path ?? uri);
  return path.slice(path.lastIndexOf('/') + 1);
}

/** How file systems name the place: a native path for `file:`, the URI itself for all others. */
export function locationOf(uri: Uri): string {
  const parsed = parse(uri);
  return parsed?.scheme === 'file' ? parsed.fsPath : uri;
}

/** The inverse of `locationOf`, given a URI of the same file system. */
export function uriOfLocation(location: string, neighbour: Uri): Uri {
  return schemeOf(neighbour) === 'file' ? URI.file(location).toString() : canonical(location);
}

function parse(uri: string): URI | undefined {
  try {
    return URI.parse(uri, true);
  } catch {
    return undefined;
  }
}

const withoutSlash = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : path);
