/**
 * What a program wrote to which file, so that a file carries its content to the process that starts it:
 *
 *     open(path, "wb").write(download)      path ↦ download
 *     os.system("start " + path)            the command names the file: its content is what runs
 *
 * Paths are compared by their reading (`show`), so that two uses of one unknown folder agree.
 */
import { newSerial } from './frame';
import type { Point } from './source';
import { joinTaints, type Taint } from './taint';
import { textShape } from './texts';
import type { Trace } from './trace';
import { joinAll, literalText, show, type TextShape, type Value } from './value';

export interface WrittenFile {
  readonly content: Value;
  readonly point: Point;
  /** As a person would write it; parts that are not known are "?". */
  readonly path: string;
}

export class WrittenFiles {
  private readonly files = new Map<string, WrittenFile>();
  /** A new number for each new state; 0 as long as nothing was written. */
  version = 0;

  constructor(private readonly trace: Trace) {}

  write(path: Value, content: Value, point: Point): void {
    this.version = newSerial();
    for (const key of keysOf(path)) {
      const known = this.files.get(key);
      this.files.set(key, { content: known ? appended(known.content, content) : content, point, path: key });
    }
  }

  /** It matters what was written so far; mostly it is nothing. */
  private looksUp(): void {
    if (this.files.size > 0) this.trace.spoil();
    else this.trace.ask({ ask: 'files', answer: this.version });
  }

  /** Something was learned about the data in files. */
  mapTaints(change: (taints: readonly Taint[]) => readonly Taint[]): void {
    this.looksUp();
    if (this.files.size > 0) this.version = newSerial();
    for (const [key, file] of this.files) if (file.content.taints.length > 0) this.files.set(key, { ...file, content: { ...file.content, taints: change(file.content.taints) } });
  }

  /** What was written under exactly this path. */
  at(path: Value): Value | undefined {
    this.looksUp();
    const found = keysOf(path).flatMap((key) => this.files.get(key)?.content ?? []);
    return found.length === 0 ? undefined : joinAll(found);
  }

  /** Files at exactly this path. */
  named(path: Value): WrittenFile[] {
    this.looksUp();
    return this.files.size === 0 ? [] : keysOf(path).flatMap((key) => this.files.get(key) ?? []);
  }

  /** Files whose path is named by a command or path value. */
  namedBy(value: Value): WrittenFile[] {
    this.looksUp();
    if (this.files.size === 0) return [];
    const texts = flatten(value).flatMap(keysOf);
    return [...this.files].filter(([key]) => texts.some((text) => text === key || names(text, key) || names(text, lastPart(key)))).map(([, file]) => file);
  }
}

/** One write after another makes one text; where one of them is not known, the file holds either. */
function appended(before: Value, after: Value): Value {
  const [a] = before.shapes;
  const [b] = after.shapes;
  const parts = a?.kind === 'text' && b?.kind === 'text' && before.shapes.length === 1 && after.shapes.length === 1 ? [...a.parts, ...b.parts] : undefined;
  if (!parts || parts.length > MOST_PARTS) return joinAll([before, after]);
  return { shapes: [textShape(parts, (a as TextShape).bytes)], taints: joinTaints(before.taints, after.taints) };
}

/** Files written in more pieces than this are not put together. */
const MOST_PARTS = 2_000;

/** Whether a text holds a name that cannot stand there by chance; a short one has to be a word of its own. */
function names(text: string, key: string): boolean {
  if (!key.includes('.') || key.startsWith('?')) return false;
  if (key.length >= 5) return text.includes(key);
  return /^\w+\.\w+$/.test(key) && text.split(/[^\w.]+/).includes(key);
}

/** The name alone: a program may have changed into the folder. */
const lastPart = (key: string): string => key.slice(Math.max(key.lastIndexOf('/'), key.lastIndexOf('\\')) + 1);

/** How a path or text reads, one key a shape. */
function keysOf(value: Value): string[] {
  return value.shapes.flatMap((shape) => {
    if (shape.kind === 'text') return [reading(shape)];
    if (shape.kind === 'external') {
      const opened = shape.path.startsWith('open()') ? shape.members?.get('path') : undefined;
      return opened ? keysOf(opened) : [shape.path];
    }
    return [];
  });
}

const reading = (shape: TextShape): string =>
  literalText(shape)?.replace(/^\.\//, '') ?? shape.parts.map((part) => ('text' in part ? part.text : holeKey(part.hole))).join('');

const holeKey = (value: Value): string => {
  const [only] = value.shapes;
  return value.shapes.length === 1 && only!.kind === 'external' ? only!.path : `?${show({ shapes: [], taints: value.taints })}`;
};

function flatten(value: Value, depth = 4): Value[] {
  if (depth === 0) return [value];
  const inner = value.shapes.flatMap((shape) => (shape.kind === 'sequence' ? [...shape.elements, ...(shape.rest ? [shape.rest] : [])].flatMap((element) => flatten(element, depth - 1)) : []));
  return inner.length > 0 ? inner : [value];
}
