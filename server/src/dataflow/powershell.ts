/**
 * Follows PowerShell: command lines that start it, and its text. Nested `-EncodedCommand`, `Invoke-Expression` of literals and
 * base64 literals are programs again; other programs that a statement starts are followed as on any command line.
 */
import { readPowerShell, type Statement, type Token, plainPowerShell } from '../syntax/shell/powershell';
import { programNamed } from '../catalog/programs';
import { type Context, type Follower, pointIn, wholeOf } from './command-context';
import { decode } from './decoders';
import { decodeCharset } from './exact/charsets';
import { isText, ShellSource, spaced } from './shell-words';
import type { Point } from './source';
import { textShape } from './texts';
import { constantText, text, type TextShape, type Value, valueOf } from './value';

/** Parameters whose value is the next word (https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_powershell_exe). */
const VALUED = ['executionpolicy', 'ep', 'windowstyle', 'version', 'inputformat', 'outputformat', 'configurationname', 'psconsolefile', 'settingsfile', 'workingdirectory', 'custompipename'];

export class PowerShell {
  constructor(private readonly commands: Follower) {}

  /** `powershell` with these words behind it. */
  start(words: readonly Value[], context: Context, point: Point): void {
    for (let i = 0; i < words.length; i++) {
      const word = constantText(words[i]!);
      const option = word === undefined ? undefined : /^[-/](\w+)$/.exec(word)?.[1]?.toLowerCase();
      const next = words[i + 1];
      if (option === undefined) {
        if (word === '-') break;
        this.text(words.slice(i), 'PowerShell text run by powershell', context, point);
        return;
      }
      if (isShort(option, 'encodedcommand') || option === 'ec') {
        const decoded = next && encodedCommand(constantText(next));
        if (decoded !== undefined) this.commands.layer(text(decoded), 'PowerShell text of -EncodedCommand', 'powershell', context, point);
        else if (next) this.commands.host.gap(point, 'the encoded command is not known or not valid');
        return;
      }
      if (isShort(option, 'command') && !isText(next ?? words[i]!, '-')) {
        this.text(words.slice(i + 1), 'PowerShell text of -Command', context, point);
        return;
      }
      if (isShort(option, 'file') && next) {
        this.commands.file(next, 'powershell', context, point);
        return;
      }
      if (VALUED.some((one) => isShort(option, one))) i++;
    }
    if (context.input) this.commands.layer(context.input, 'PowerShell text from its input', 'powershell', context, point);
  }

  private text(words: readonly Value[], name: string, context: Context, point: Point): void {
    for (const word of words) context.nested.add(word);
    this.commands.layer(valueOf(spaced(words), words.flatMap(({ taints }) => taints)), name, 'powershell', context, point);
  }

  /** Follows PowerShell text. */
  script(shape: TextShape, context: Context): void {
    const source = new ShellSource(shape);
    const statements = readPowerShell(source.text);
    const values = new Map<Token, Value>();
    for (const [i, statement] of statements.entries()) {
      const point = pointIn(context, statement.start, statement.end);
      const value = (token: Token): Value => {
        const known = values.get(token) ?? variable(token, context) ?? source.value(token, () => undefined);
        values.set(token, known);
        return known;
      };
      this.base64(statement, value, source.text, context, point);
      this.statement(statement, statements[i - 1], value, context, point);
    }
    // Programs within it are told of by themselves.
    const reading = plainPowerShell(statements, (token) => values.has(token) && context.nested.has(values.get(token)!));
    this.commands.host.command(wholeOf(context), reading);
  }

  private statement({ tokens, piped }: Statement, before: Statement | undefined, value: (token: Token) => Value, context: Context, point: Point): void {
    const [assigned, equals, literal] = tokens;
    if (assigned && equals?.text === '=' && literal?.quoted && tokens.length === 3 && assigned.text.startsWith('$')) context.variables.set(assigned.text.toLowerCase(), value(literal));
    const words = tokens.filter((token) => token.quoted || !/^(?:[(),&.]|=)$/.test(token.text));
    const name = words[0]?.text.toLowerCase() ?? '';
    if (/^(?:iex|invoke-expression)$/.test(name)) {
      const given = words.slice(1).find((token) => token.quoted || variable(token, context)) ?? (piped && before?.tokens.length === 1 && before.tokens[0]!.quoted ? before.tokens[0] : undefined);
      if (given) context.nested.add(value(given));
      if (given) this.commands.layer(value(given), 'PowerShell text run by Invoke-Expression', 'powershell', context, point);
    } else if (programNamed(name)) this.commands.run(words.map(value), context, point);
  }

  /** `[Convert]::FromBase64String('…')`, as text or packed. */
  private base64({ tokens }: Statement, value: (token: Token) => Value, whole: string, context: Context, point: Point): void {
    for (const [i, token] of tokens.entries()) {
      if (token.quoted || !/FromBase64String$/i.test(token.text)) continue;
      const given = tokens.slice(i + 1, i + 3).find((one) => one.text !== '(');
      const bytes = given && decode('base64', constantText(value(given)) ?? '');
      const plain = bytes && asPlainText(/deflatestream/i.test(whole) ? decode('zlib', bytes, { wbits: -15 }) ?? bytes : decode('gzip', bytes) ?? bytes);
      if (plain) this.commands.layer(valueOf(textShape([{ text: plain }])), 'text decoded from base64 in PowerShell', 'powershell', context, point);
    }
  }
}

/** Parameters may be shortened. */
const isShort = (given: string, name: string): boolean => given !== '' && name.startsWith(given);

const variable = (token: Token, context: Context): Value | undefined => (token.quoted ? undefined : context.variables.get(token.text.toLowerCase()));

/** Base64 of UTF-16, lowest byte first. */
function encodedCommand(word: string | undefined): string | undefined {
  const bytes = word === undefined || word.length < 4 ? undefined : decode('base64', word);
  return bytes === undefined || bytes === '' ? undefined : decodeCharset(bytes, 'utf-16le') ?? decodeCharset(bytes.slice(0, bytes.length & ~1), 'utf-16le');
}

/** UTF-16 or UTF-8, whichever reads as text; undefined for machine code and the like. */
function asPlainText(bytes: string): string | undefined {
  const wide = (bytes.match(/[^\0]\0/g)?.length ?? 0) * 3 > bytes.length;
  const plain = decodeCharset(bytes, wide ? 'utf-16le' : 'utf-8');
  return plain !== undefined && plain.trim() !== '' && !/[\0-\x08\x0e-\x1a]/.test(plain) ? plain : undefined;
}
