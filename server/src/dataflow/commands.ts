/**
 * Follows command lines: which programs they start, with which text. What is itself a program becomes a layer and is followed too:
 *
 *     cd tools && python gen.py                     the file tools/gen.py
 *     sh -c "python -c 'import os'"                 shell text, and in it Python text
 *     echo aW1wb3J0IG9z | base64 -d | python        text that a pipe decodes
 *     powershell -EncodedCommand aQBlAHgA…          PowerShell text
 *
 * Which program does what stands in catalog/programs.ts. Nothing is run; what a program prints is known only where it merely copies
 * or decodes.
 */
import { type ProgramRow, programNamed } from '../catalog/programs';
import { type Command, type Dialect, readShell, type Script, type Word } from '../syntax/shell/script';
import { type CommandHost, type Context, type Follower, pointIn, wholeOf } from './command-context';
import { fromEscapes } from './decoders/notations';
import { decodeCharset } from './exact/charsets';
import { lastComponent, projectPath } from './intrinsics/paths';
import { joinPaths } from './operators';
import { PowerShell } from './powershell';
import { hasPlaces, isText, ShellSource, spaced, wordText } from './shell-words';
import type { Language, Point } from './source';
import { taintFrom } from './taint';
import { concat, hole, piecesOf, textShape } from './texts';
import { constantText, literalText, text, type TextShape, unknownFrom, type Value, valueOf } from './value';

/** Longer texts are data. */
const LONGEST = 200_000;

export class Commands implements Follower {
  private readonly powershell: PowerShell;
  /** Sources that commands fetched from, by their keys: data of the program around is its own matter. */
  private readonly fetchedFrom = new Set<string>();

  constructor(readonly host: CommandHost) {
    this.powershell = new PowerShell(this);
  }

  /** Whether any command fetched data so far. */
  get hasFetched(): boolean {
    return this.fetchedFrom.size > 0;
  }

  /** Follows what is handed to a process or a shell: a text or a list of words. */
  follow(value: Value, point: Point, options: { readonly folder?: Value; readonly input?: Value } = {}): void {
    for (const shape of value.shapes) {
      const context: Context = { point, place: options.folder ? { folder: options.folder } : {}, variables: new Map(), nested: new Set(), ...(options.input && { input: options.input }) };
      if (shape.kind === 'text') this.script(shape, dialectOf(literalText(shape) ?? ''), context);
      else if (shape.kind === 'sequence') {
        this.run(shape.elements, context, point);
        this.host.command(point, shape.elements.map((word) => (context.nested.has(word) ? '…' : wordText(word))).join(' '));
      }
    }
  }

  /** Follows shell text; gives what it prints. */
  script(shape: TextShape, dialect: Dialect, context: Context): Value | undefined {
    const source = new ShellSource(shape);
    if (source.text.length > LONGEST) {
      this.host.gap(context.point, `this command is longer than ${LONGEST} characters`);
      return undefined;
    }
    const reading: string[] = [];
    const output = this.list(readShell(source.text, dialect), source, context, reading);
    this.host.command(wholeOf(context), reading.join(''));
    return output;
  }

  private list(script: Script, source: ShellSource, context: Context, reading: string[]): Value | undefined {
    const printed: (Value | undefined)[] = [];
    for (const { commands, connector } of script) {
      let { input } = context;
      let output: Value | undefined;
      for (const [i, command] of commands.entries()) {
        if (i > 0) reading.push(' | ');
        const { input: _, ...rest } = context;
        output = this.command(command, source, input ? { ...rest, input } : rest, reading, i < commands.length - 1);
        input = output;
      }
      if (output) printed.push(output);
      reading.push(connector === '' ? '' : connector === ';' ? '; ' : ` ${connector} `);
    }
    return printed.length < 2 ? printed[0] : valueOf(concat(...printed.map((one) => asText(one!))), printed.flatMap((one) => one!.taints));
  }

  private command(command: Command, source: ShellSource, context: Context, reading: string[], piped: boolean): Value | undefined {
    const point = pointIn(context, command.start, command.end);
    const value = (word: Word): Value => source.value(word, (i) => this.expansion(word, i, source, context));
    for (const assigned of command.assignments) context.variables.set(assigned.name, value(assigned.value));
    const from = command.redirects.find(({ operator }) => operator === '<');
    const given = command.input ? value(command.input) : from ? this.host.fileContent(this.inFolder(value(from.target), context)) : context.input;
    const { input: _, ...rest } = context;
    const inner: Context = given ? { ...rest, input: given } : rest;
    if (command.group) {
      reading.push('(');
      const output = this.list(command.group, source, { ...inner, place: { ...inner.place } }, reading);
      reading.push(')');
      return output;
    }
    const words = command.words.map(value);
    const output = words.length > 0 ? this.run(words, inner, point) : undefined;
    // What is printed into a pipe is told by what reads it.
    const isData = piped && words[0] && programNamed(wordText(words[0]))?.kind === 'print';
    const shown = words.map((word, i) => (context.nested.has(word) || (isData && i > 0) ? '…' : readingOf(command.words[i]!, word)));
    reading.push([...shown, ...command.redirects.map(({ operator, target }) => `${operator} ${target.text}`)].join(' '));
    const to = command.redirects.find(({ operator }) => /^&?>[>|]?$/.test(operator));
    if (!to) return output;
    if (output) this.host.write(this.inFolder(value(to.target), context), output, point);
    return undefined;
  }

  private expansion(word: Word, index: number, source: ShellSource, context: Context): Value | undefined {
    const { name, script } = word.expansions[index]!;
    if (script) return trimmed(this.list(script, source, { ...context, place: { ...context.place } }, []));
    return name === undefined ? undefined : context.variables.get(name);
  }

  /** Follows one simple command; gives what it prints. */
  run(words: readonly Value[], context: Context, point: Point): Value | undefined {
    const [program, ...rest] = words;
    if (!program) return undefined;
    const row = programNamed(isPython(program) ? 'python' : constantText(program) ?? lastComponent(program) ?? '?');
    switch (row?.kind) {
      case 'interpreter':
        if (row.language === 'python') this.python(rest, row, context, point);
        else if (row.language === 'shell') this.shell(constantText(program) ?? 'sh', rest, row, context, point);
        else if (row.language === 'cmd') this.cmd(rest, context, point);
        else this.powershell.start(rest, context, point);
        return undefined;
      case 'prefix': return this.prefixed(rest, row, context, point);
      case 'print': return printed(isText(program, /printf$/), rest);
      case 'copy': return this.copied(isText(program, /tee$/), rest, context, point);
      case 'decode': return this.decoded(row, wordText(program), rest, context, point);
      case 'fetch': return this.fetched(row, wordText(program), rest, context, point);
      case 'folder':
        if (rest.length > 0) context.place.folder = this.inFolder(rest.find((word) => !isText(word, /^(?:-|\/d$)/i)) ?? rest[0]!, context);
        return undefined;
      case 'evaluate':
        for (const word of rest) context.nested.add(word);
        return this.layer(valueOf(spaced(rest)), 'text run by eval', 'shell', context, point);
      case 'source': return rest[0] && this.file(rest[0], 'shell', context, point);
      default: {
        const known = this.host.fileContent(this.inFolder(program, context));
        // A bare name is looked for on the path, not in the project.
        if (!known && isText(program, /[\\/]/)) this.host.missing(this.inFolder(program, context), point);
        const language = known && languageOf(lastComponent(program) ?? '', wordText(known));
        if (known) this.fed(known, context);
        if (known && language) this.layer(known, `the script ${wordText(program)}`, language, context, point);
        return undefined;
      }
    }
  }

  private prefixed(words: readonly Value[], row: ProgramRow, context: Context, point: Point): Value | undefined {
    if (row.names.test('start-process')) {
      const kept = words.filter((word, i) => !isText(word, /^(?:,|-(?:filepath|argumentlist|args|nonewwindow|wait|passthru|windowstyle|verb))$/i) && !isText(words[i - 1] ?? word, /^-(?:windowstyle|verb)$/i));
      return this.script(spaced(kept), 'cmd', context);
    }
    let operands = row.operands ?? 0;
    for (let i = 0; i < words.length; i++) {
      const word = constantText(words[i]!);
      if (word !== undefined && row.valued?.includes(word)) i++;
      else if (word !== undefined && (/^(?:-|\w+=)/.test(word) || word === '' || (row.names.test('start') && /^\/\w+$/.test(word)))) continue;
      else if (operands > 0) operands--;
      else return this.run(words.slice(i), context, point);
    }
    return undefined;
  }

  private python(words: readonly Value[], row: ProgramRow, context: Context, point: Point): void {
    for (let i = 0; i < words.length; i++) {
      const word = constantText(words[i]!);
      const next = words[i + 1];
      if (word !== undefined && row.valued?.includes(word)) i++;
      else if (word !== undefined && /^-[A-Za-z]*c$/.test(word)) {
        if (next) this.host.runPython(next, point, 'python -c');
        return;
      } else if (word !== undefined && /^-[A-Za-z]*m$/.test(word)) {
        if (next) this.host.runPythonModule(next, point);
        return;
      } else if (word === '-') break;
      else if (word === undefined || !/^-|^[<>|]/.test(word)) {
        this.file(words[i]!, 'python', context, point);
        return;
      }
    }
    if (context.input) {
      this.fed(context.input, context);
      this.host.runPython(valueOf(asText(context.input), context.input.taints), point, 'python from its input');
    }
  }

  private shell(name: string, words: readonly Value[], row: ProgramRow, context: Context, point: Point): void {
    for (let i = 0; i < words.length; i++) {
      const word = constantText(words[i]!);
      if (word !== undefined && row.valued?.includes(word)) i++;
      else if (word !== undefined && /^-[A-Za-z]*c[A-Za-z]*$/.test(word)) {
        const next = words.slice(i + 1).find((one) => !isText(one, /^-/));
        if (next) {
          context.nested.add(next);
          this.layer(next, `text run by ${baseName(name)} -c`, 'shell', context, point);
        }
        return;
      } else if (word === '-' || word === '-s') break;
      else if (word === undefined || !/^[-+]/.test(word)) {
        this.file(words[i]!, 'shell', context, point);
        return;
      }
    }
    if (context.input) this.layer(context.input, `text run by ${baseName(name)} from its input`, 'shell', context, point);
  }

  private cmd(words: readonly Value[], context: Context, point: Point): void {
    const at = words.findIndex((word) => isText(word, /^\/[ckr]$/i));
    if (at === -1) return;
    const rest = words.slice(at + 1);
    for (const word of rest) context.nested.add(word);
    this.layer(valueOf(spaced(rest)), 'text run by cmd /c', 'cmd', context, point);
  }

  private copied(tee: boolean, words: readonly Value[], context: Context, point: Point): Value | undefined {
    const files = words.filter((word) => !isText(word, /^-/));
    if (tee) for (const file of files) if (context.input) this.host.write(this.inFolder(file, context), context.input, point);
    return tee || files.length === 0 ? context.input : this.host.fileContent(this.inFolder(files[0]!, context));
  }

  private decoded(row: ProgramRow, name: string, words: readonly Value[], context: Context, point: Point): Value | undefined {
    if (row.when && !words.some((word) => isText(word, row.when!))) return undefined;
    const file = words.find((word) => !isText(word, /^-|^enc$|^base64$/));
    const data = (file && this.host.fileContent(this.inFolder(file, context))) ?? context.input;
    return data && this.host.decode(row.decodes!, name, data, point);
  }

  private fetched(row: ProgramRow, name: string, words: readonly Value[], context: Context, point: Point): Value | undefined {
    const address = words.find((word) => isText(word, /^\w+:\/\//)) ?? words.at(-1);
    const taint = taintFrom('network', address ? wordText(address) : '', { point, label: `fetched by \`${baseName(name)}\`` });
    this.host.unrepeatable();
    this.fetchedFrom.add(taint.key);
    const content = unknownFrom([taint]);
    const option = words.findIndex((word) => row.saves?.includes(constantText(word) ?? '') === true);
    const target = option === -1 ? undefined : words[option + 1];
    if (target && !isText(target, '-')) {
      this.host.write(this.inFolder(target, context), content, point);
      return undefined;
    }
    const saves = target ? false : baseName(name) === 'wget' || words.some((word) => isText(word, /^-[a-zA-Z]*O|^--remote-name$/));
    if (!saves) return content;
    const last = address && wordText(address).replace(/[?#].*$/, '').split('/').at(-1);
    if (last) this.host.write(this.inFolder(text(last), context), content, point);
    return undefined;
  }

  /** Runs a file of the project, or one that was written before. */
  file(path: Value, language: Language, context: Context, point: Point): Value | undefined {
    const substituted = processOutput(path);
    if (substituted) return this.layer(substituted, `the output of a command`, language, context, point);
    const place = this.inFolder(path, context);
    const inside = projectPath(place);
    const content = this.host.fileContent(place);
    if (!content) this.host.missing(place, point);
    if (language === 'python') {
      if (content && !content.shapes.some(isFile)) {
        this.fed(content, context);
        this.host.runPython(content, point, 'the file it writes');
      } else if (inside !== undefined) this.host.runPythonFile(inside, point);
      return undefined;
    }
    return content && this.layer(content, `the script ${wordText(path)}`, language, context, point);
  }

  /** Follows text in its own language. Text that is not wholly known has no places of its own, and is followed where it stands. */
  layer(value: Value, name: string, language: Language, context: Context, point: Point): Value | undefined {
    this.fed(value, context);
    let output: Value | undefined;
    if (language === 'python') {
      this.host.runPython(value, point, name);
      return undefined;
    }
    const follow = (shape: TextShape, inner: Context): void => {
      if (language === 'powershell') this.powershell.script(shape, inner);
      else output = this.script(shape, language === 'cmd' ? 'cmd' : dialectOf(literalText(shape) ?? ''), inner);
    };
    for (const one of value.shapes) {
      if (one.kind !== 'text' || one.parts.length === 0) continue;
      const shape = asText(valueOf(one));
      const pieces = piecesOf(shape);
      const base = { point, place: { ...context.place }, variables: new Map(context.variables), nested: new Set<Value>() };
      if (!pieces) follow(shape, base);
      else {
        this.host.runLayer(pieces, name, language, point, (program) => {
          if (!hasPlaces(pieces)) this.host.recognise(pieces, wholeOf({ ...base, layer: program }));
          follow(shape, { ...base, layer: program });
        });
      }
    }
    return output;
  }

  /** A shell or an interpreter runs this: worth telling when it comes from elsewhere. */
  private fed(value: Value, context: Context): void {
    if (value.taints.length > 0) this.host.looksUp();
    if (value.taints.some(({ key }) => this.fetchedFrom.has(key))) this.host.command(wholeOf(context), '', value);
  }

  private inFolder(path: Value, { place }: Context): Value {
    return place.folder ? valueOf(joinPaths([asText(place.folder), asText(path)]), path.taints) : path;
  }
}

/** What the script in `<(script)` prints. */
function processOutput(value: Value): Value | undefined {
  const only = value.shapes.length === 1 ? value.shapes[0]! : undefined;
  const [first, ...rest] = only?.kind === 'text' ? only.parts : [];
  if (!first || 'hole' in first || !first.text.startsWith('<')) return undefined;
  const [part] = rest;
  return first.text === '<' && part && 'hole' in part ? part.hole : valueOf(textShape([{ ...first, text: first.text.slice(1) }, ...rest]), value.taints);
}

const isFile = (shape: Value['shapes'][number]): boolean => shape.kind === 'text' && shape.parts.some((part) => 'text' in part && part.file !== undefined);

/** Which shell a text is for cannot be known; what starts Windows programs is quoted as Windows does. */
const dialectOf = (text: string): Dialect => (/^\s*(?:start\s+(?:\/\w+\s+)*)?"?(?:[A-Za-z]:)?[\w\\/.]*\b(?:powershell|pwsh|cmd)(?:\.exe)?\b/i.test(text) ? 'cmd' : 'posix');

const baseName = (name: string): string => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '');

/** A script by its ending or first line; undefined for programs of other kinds. */
function languageOf(name: string, content: string): Language | undefined {
  if (/\.pyw?$/i.test(name)) return 'python';
  if (/\.(?:ba|z|k)?sh$|\.command$/i.test(name)) return 'shell';
  if (/\.(?:bat|cmd)$/i.test(name)) return 'cmd';
  if (/\.ps1$/i.test(name)) return 'powershell';
  return /^#!\S*(?:\/env)?[\s/]*\S*python/.test(content) ? 'python' : content.startsWith('#!') ? 'shell' : undefined;
}

/** The interpreter that runs the build: `sys.executable`, by itself or within a text. */
function isPython(value: Value): boolean {
  return value.shapes.some((shape) => (shape.kind === 'external' && shape.path === 'sys.executable') || (shape.kind === 'text' && shape.parts.length === 1 && 'hole' in shape.parts[0]! && isPython(shape.parts[0]!.hole)));
}

/** The text a value is; bytes are UTF-8. */
export function asText(value: Value): TextShape {
  const only = value.shapes.length === 1 ? value.shapes[0]! : undefined;
  if (only?.kind !== 'text') return hole(value);
  const known = only.bytes ? literalText(only) : undefined;
  if (known !== undefined && !/^[\0-\x7f]*$/.test(known)) return textShape([{ text: decodeCharset(known, 'utf-8') ?? known }]);
  return { ...only, bytes: false };
}

/** A substitution loses its last line ends. */
function trimmed(value: Value | undefined): Value | undefined {
  const known = value && constantText(value);
  if (!value || known === undefined || !known.endsWith('\n')) return value;
  const pieces = asText(value).parts.flatMap((part) => ('text' in part ? [part] : []));
  const last = pieces.at(-1)!;
  return last.text === '\n' ? valueOf(textShape(pieces.slice(0, -1)), value.taints) : value;
}

/** What `echo` and `printf` print. */
function printed(isFormat: boolean, words: readonly Value[]): Value {
  const escapes = isFormat || words.some((word) => isText(word, /^-[nE]*e[nE]*$/));
  const rest = isFormat ? words : words.slice(words.findIndex((word) => !isText(word, /^-[neE]+$/)));
  const [format, ...given] = rest;
  const all = isFormat && format && isText(format, /^(?:%[sb](?:\\n)?)+$/) ? given : rest;
  const line = spaced(all);
  const known = literalText(line);
  const taints = all.flatMap(({ taints: own }) => own);
  if (escapes && known?.includes('\\')) return valueOf(textShape([{ text: (fromEscapes(known, false) ?? known) + (isFormat ? '' : '\n') }]), taints);
  return valueOf(isFormat ? line : textShape([...line.parts, { text: '\n' }]), taints);
}

/** Variables and substitutions that are not known read as they are written. */
function readingOf(word: Word, value: Value): string {
  return word.expansions.length > 0 && constantText(value) === undefined ? word.text : wordText(value);
}
