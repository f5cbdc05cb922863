/** Text of the scanned project in Markdown: shown, never obeyed. */

/** Text must not become markup. */
export const escaped = (text: string): string => text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&');

/** An inline code span; backticks inside become a look-alike. */
export const code = (text: string): string => `\`${text.replaceAll('`', 'ˋ')}\``;
