/** Addresses that run a command of the client with arguments, for HTML and Markdown. */

/**
 * Editors decode the arguments once or twice: without a percent sign in them nothing is lost, as an escaped # of a file's name would be.
 * A round bracket would end a link of Markdown.
 */
export const commandLink = (command: string, given: readonly unknown[]): string =>
  `command:${encodeURIComponent(command)}?${encodeURIComponent(JSON.stringify(given).replaceAll('%', '\\u0025')).replaceAll('(', '%28').replaceAll(')', '%29')}`;
