/** Derived views of file contents, made once per content: lines, parsed modules. */
import type { FileContent, FileSet } from '../base/fileset';
import { groupedBy } from '../base/group';
import { LineIndex } from '../base/text';
import type { Module } from '../syntax/python/ast';
import { parsePython } from '../syntax/python/parse';
import type { Parsers } from '../syntax/parser';

export interface SourceText {
  readonly text: string;
  readonly lines: LineIndex;
}

/** Longer texts are listed, not parsed. */
export const LONGEST_SOURCE = 8 * 1024 * 1024;

let instances = 0;

/** Parsed programs by their text. Each is handed out once: two programs are two, though they read the same. */
export class InnerModules {
  private readonly made: Module[] = [];
  private readonly earlier: ReadonlyMap<string, Module[]>;

  constructor(private readonly parsers: Parsers, before: InnerModules | undefined) {
    this.earlier = groupedBy([...(before?.made ?? [])].reverse(), ({ text }) => text);
  }

  module(text: string): Module {
    const module = this.earlier.get(text)?.pop() ?? parsePython(this.parsers, text, { margin: true });
    this.made.push(module);
    return module;
  }
}

export class Sources {
  private readonly texts: WeakMap<FileContent, SourceText>;
  private readonly modules: WeakMap<FileContent, Module>;
  /** The last module of each path lends its unchanged statements to the next. */
  private readonly latest = new Map<string, Module>();
  /** Programs inside strings, of the last analysis of each file. */
  private readonly inside = new Map<string, InnerModules>();
  private readonly id = ++instances;

  /** `known`: lends what it has made of contents. */
  constructor(readonly parsers: Parsers, known?: Sources) {
    this.texts = known?.texts ?? new WeakMap();
    this.modules = known?.modules ?? new WeakMap();
  }

  source(files: FileSet, path: string): SourceText | undefined {
    const content = files.get(path);
    if (content?.kind !== 'text') return undefined;
    let source = this.texts.get(content);
    if (!source) {
      source = { text: content.text, lines: new LineIndex(content.text) };
      this.texts.set(content, source);
    }
    return source;
  }

  module(files: FileSet, path: string): Module | undefined {
    const content = files.get(path);
    if (content?.kind !== 'text' || content.text.length > LONGEST_SOURCE) return undefined;
    let module = this.modules.get(content);
    if (!module) {
      const earlier = this.latest.get(path);
      // Only what is edited is worth keeping a syntax tree for.
      module = parsePython(this.parsers, content.text, { key: earlier && `${this.id}:${path}`, earlier });
      this.modules.set(content, module);
      this.latest.set(path, module);
    }
    return module;
  }

  /** For one analysis of a file: the programs inside it, those that stood there the last time as they were. */
  innerModules(path: string): InnerModules {
    const inner = new InnerModules(this.parsers, this.inside.get(path));
    this.inside.set(path, inner);
    return inner;
  }

  forget(path: string): void {
    this.inside.delete(path);
    this.latest.delete(path);
  }
}
