/**
 * Names of characters, for `\N{…}`: those of ASCII, which are what programs are written in. Names are those of the Unicode Character
 * Database (https://www.unicode.org/Public/UCD/latest/ucd/UnicodeData.txt); the table of all of them is not worth its size.
 */

const DIGITS = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];

const OTHERS: Readonly<Record<string, string>> = {
  SPACE: ' ', 'EXCLAMATION MARK': '!', 'QUOTATION MARK': '"', 'NUMBER SIGN': '#', 'DOLLAR SIGN': '$', 'PERCENT SIGN': '%', AMPERSAND: '&', APOSTROPHE: "'",
  'LEFT PARENTHESIS': '(', 'RIGHT PARENTHESIS': ')', ASTERISK: '*', 'PLUS SIGN': '+', COMMA: ',', 'HYPHEN-MINUS': '-', 'FULL STOP': '.', SOLIDUS: '/', COLON: ':', SEMICOLON: ';',
  'LESS-THAN SIGN': '<', 'EQUALS SIGN': '=', 'GREATER-THAN SIGN': '>', 'QUESTION MARK': '?', 'COMMERCIAL AT': '@', 'LEFT SQUARE BRACKET': '[', 'REVERSE SOLIDUS': '\\',
  'RIGHT SQUARE BRACKET': ']', 'CIRCUMFLEX ACCENT': '^', 'LOW LINE': '_', 'GRAVE ACCENT': '`', 'LEFT CURLY BRACKET': '{', 'VERTICAL LINE': '|', 'RIGHT CURLY BRACKET': '}', TILDE: '~',
  'LINE FEED': '\n', 'NEW LINE': '\n', 'CHARACTER TABULATION': '\t', 'CARRIAGE RETURN': '\r', 'NO-BREAK SPACE': '\u00a0',
};

/** The character of a name, in any case of letters; undefined for those outside the table. */
export function characterNamed(name: string): string | undefined {
  const wanted = name.toUpperCase();
  const letter = /^LATIN (SMALL|CAPITAL) LETTER ([A-Z])$/.exec(wanted);
  if (letter) return letter[1] === 'SMALL' ? letter[2]!.toLowerCase() : letter[2]!;
  const digit = /^DIGIT ([A-Z]+)$/.exec(wanted);
  if (digit && DIGITS.includes(digit[1]!)) return String(DIGITS.indexOf(digit[1]!));
  return Object.hasOwn(OTHERS, wanted) ? OTHERS[wanted] : undefined;
}
