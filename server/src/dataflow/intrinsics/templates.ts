/**
 * The module `string`: its constants, and templates that are filled in.
 * https://docs.python.org/3/library/string.html#string-constants, https://docs.python.org/3/library/string.html#template-strings-strings
 */
import { textShape } from '../texts';
import { constantText, joinAll, text, type TextPiece, type Value } from '../value';
import { asText } from './formatting';
import { argument, type Intrinsic, type IntrinsicCall } from './intrinsic';
import { remembering } from './operators';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const WHITESPACE = ' \t\n\r\v\f';

/** Values of modules of the standard library that are the same everywhere. */
export const LIBRARY_CONSTANTS: ReadonlyMap<string, Value> = new Map(Object.entries({
  ascii_lowercase: LOWER, ascii_uppercase: UPPER, ascii_letters: LOWER + UPPER, digits: DIGITS, hexdigits: `${DIGITS}abcdefABCDEF`, octdigits: '01234567',
  punctuation: PUNCTUATION, whitespace: WHITESPACE, printable: DIGITS + LOWER + UPPER + PUNCTUATION + WHITESPACE,
  // Python 2.
  lowercase: LOWER, uppercase: UPPER, letters: LOWER + UPPER,
}).map(([name, value]) => [`string.${name}`, text(value)]));

const PLACE = /\$(?:(\$)|([_a-zA-Z][_a-zA-Z0-9]*)|\{([_a-zA-Z][_a-zA-Z0-9]*)\})/g;

/** The values of the names, as keywords and a mapping give them; keywords come first. */
function valueFor({ args }: IntrinsicCall, name: string): Value | undefined {
  const [mapping] = argument(args, 0, 'mapping')?.shapes ?? [];
  return args.keywords.get(name)?.value ?? (mapping?.kind === 'dict' ? mapping.entries.get(`t${name}`)?.value : undefined);
}

const substitute: Intrinsic = (call) => {
  const [self] = call.self.shapes;
  const given = self?.kind === 'external' ? self.members?.get('0') ?? self.members?.get('=template') : undefined;
  const template = given && constantText(given);
  if (template === undefined) return undefined;
  const pieces: TextPiece[] = [];
  const used: Value[] = [given!];
  let at = 0;
  for (const place of template.matchAll(PLACE)) {
    pieces.push({ text: template.slice(at, place.index) });
    at = place.index + place[0].length;
    const name = place[2] ?? place[3];
    const value = name === undefined ? text('$') : valueFor(call, name);
    if (!value) return undefined;
    used.push(value);
    pieces.push(...asText(call.machine.printed(value, call.point)).parts);
  }
  pieces.push({ text: template.slice(at) });
  return { shapes: [textShape(pieces)], taints: joinAll(used).taints };
};

export const TEMPLATE_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'string.Template': remembering('string.Template()'),
  'string.Template().substitute': substitute,
  'string.Template().safe_substitute': substitute,
};
