/**
 * Hosts that serve packages to everybody: what is fetched there is no secret, though it may be no good idea either.
 * Sources: https://docs.pypi.org/ (pypi.org, files.pythonhosted.org), https://pip.pypa.io/en/stable/installation/ (bootstrap.pypa.io)
 */
const PACKAGE_INDEX = /^(?:(?:www\.|test\.)?pypi\.(?:org|python\.org)|pypi\.python\.org|files\.pythonhosted\.org|bootstrap\.pypa\.io|peak\.telecommunity\.com)$/;

export const isPackageIndex = (host: string): boolean => PACKAGE_INDEX.test(host);

/** The host in an address, or in its beginning. */
export const hostOf = (address: string): string | undefined => /^[a-z]+:\/\/([^/?#\s]+)/i.exec(address)?.[1];
