/** What following commands works with: the interpreter's help, and where in which text it stands. */
import type { DecoderName } from '../catalog/model';
import type { Language, Piece, Point, Program } from './source';
import type { Value } from './value';

/** What commands may ask of the interpreter. */
export interface CommandHost {
  /** Something is remembered that a repeated call would not find again. */
  unrepeatable(): void;
  /** It matters what commands fetched so far. */
  looksUp(): void;
  /** A script is started of which nothing is known: perhaps the project does not hold it. */
  missing(path: Value, point: Point): void;
  gap(point: Point, reason: string): void;
  runPython(value: Value, point: Point, how: string): void;
  runPythonFile(path: string, point: Point): void;
  runPythonModule(name: Value, point: Point): void;
  /** What the program wrote to a file, or what the project holds there. */
  fileContent(path: Value): Value | undefined;
  write(path: Value, content: Value, point: Point): void;
  decode(name: DecoderName, by: string, input: Value, point: Point): Value;
  /** A layer in another language; `work` is done unless layers are nested too deeply or this one was followed from here before. */
  runLayer(pieces: readonly Piece[], name: string, language: Language, point: Point, work: (program: Program) => void): void;
  recognise(pieces: readonly Piece[], point: Point): void;
  /** A command line was followed. `text`: how it reads, without the programs in it. `fed`: what a shell runs of it. */
  command(point: Point, text: string, fed?: Value): void;
}

export interface Context {
  readonly point: Point;
  /** The shell text that is followed, if it is a layer. */
  readonly layer?: Program;
  /** The folder it runs in, when it changed; shared by the commands of one list. */
  readonly place: { folder?: Value };
  readonly variables: Map<string, Value>;
  /** What is piped in. */
  readonly input?: Value;
  /** Words that are programs and are told of by themselves. */
  readonly nested: Set<Value>;
}

/** What PowerShell needs of those who follow commands. */
export interface Follower {
  readonly host: CommandHost;
  run(words: readonly Value[], context: Context, point: Point): Value | undefined;
  file(path: Value, language: Language, context: Context, point: Point): Value | undefined;
  layer(value: Value, name: string, language: Language, context: Context, point: Point): Value | undefined;
}

/** A place within the shell text, or where the text stands when it has no places of its own. */
export function pointIn(context: Context, start: number, end: number): Point {
  const unit = context.layer?.module.units[0];
  return context.layer && unit ? { program: context.layer, unit, start, end } : context.point;
}

export function wholeOf(context: Context): Point {
  const whole = context.layer?.module.text ?? '';
  const start = whole.length - whole.trimStart().length;
  return pointIn(context, start, Math.max(start, whole.trimEnd().length));
}
