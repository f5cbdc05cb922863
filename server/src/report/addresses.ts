/** Where files of scanned projects are, for programs that read reports: paths as shown to the user, and the same as URIs. */

/** A project's folder and a path inside it: `pkg` and `a/b.py` are `pkg/a/b.py`; in the current folder the path stands alone. */
export const pathIn = (project: string, path: string): string => {
  const folder = project.replaceAll('\\', '/').replace(/\/+$/, '');
  return folder === '.' ? path : `${folder}/${path}`;
};

/** A URI for absolute paths, a relative reference for others; every character that means something in URIs is encoded. */
export function uriOf(path: string): string {
  const encoded = path.split('/').map((part) => encodeURIComponent(part.replace(/[\uD800-\uDFFF]/gu, '\ufffd')).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)).join('/');
  const drive = /^([A-Za-z])%3A(?=\/)/.exec(encoded);
  if (drive) return `file:///${drive[1]}:${encoded.slice(drive[0].length)}`;
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}

export const isAbsolute = (path: string): boolean => /^(?:\/|[A-Za-z]:\/)/.test(path);
