/** Text that stands for other text: percent signs, character references, escapes, rot13. */

/** RFC 3986 in UTF-8, as urllib.parse.unquote reads it: what is no escape stands for itself, what is no UTF-8 becomes U+FFFD. */
export const fromPercent = (input: string): string =>
  input.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%'), (code) => parseInt(code, 16))));

const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\xa0', lpar: '(', rpar: ')', lsqb: '[', rsqb: ']', lcub: '{', rcub: '}', period: '.', comma: ',', colon: ':', semi: ';', equals: '=', plus: '+',
  lowbar: '_', sol: '/', bsol: '\\', quest: '?', excl: '!', num: '#', dollar: '$', percnt: '%', ast: '*', commat: '@', Tab: '\t', NewLine: '\n', vert: '|', Hat: '^', grave: '`', hyphen: '‐', dash: '‐',
};

/** Character references; of the named ones those that program text is made of (https://html.spec.whatwg.org/multipage/named-characters.html). */
export const fromHtml = (input: string): string =>
  input.replace(/&#(?:[xX]([0-9a-fA-F]{1,6})|(\d{1,7}));?|&([A-Za-z]+);/g, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': '' };

/** Escapes of Python's literals in a text (`unicode_escape`) or in bytes (`string_escape`, codecs.escape_decode). Undefined where Python refuses. */
export function fromEscapes(input: string, inText: boolean): string | undefined {
  let valid = true;
  const output = input.replace(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S])|$)/g, (whole, octal: string | undefined, hex: string | undefined, short: string | undefined, long: string | undefined, other: string | undefined) => {
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & (inText ? 0x1ff : 0xff));
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    const code = short ?? long;
    if (code !== undefined && inText) {
      const point = parseInt(code, 16);
      valid &&= point <= 0x10ffff;
      return point <= 0x10ffff ? String.fromCodePoint(point) : '';
    }
    if (other === undefined || other === 'x' || (inText && /[uUN]/.test(other))) valid = code !== undefined && valid;
    return other === undefined ? whole : ESCAPES[other] ?? whole;
  });
  return valid ? output : undefined;
}

export const fromRot13 = (input: string): string => input.replace(/[a-z]/gi, (c) => String.fromCharCode((c.charCodeAt(0) & 96) + 1 + ((c.charCodeAt(0) & 31) + 12) % 26));
