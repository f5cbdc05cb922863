/** Derived views of file contents, made once per content: lines, parsed modules. */
import type { FileContent, FileSet } from '../base/fileset';
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

export class Sources {
  private readonly texts: WeakMap<FileContent, SourceText>;
  private readonly modules: WeakMap<FileContent, Module>;
  /** The last module of each path lends its unchanged statements to the next. */
  private readonly latest = new Map<string, Module>();
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

  forget(path: string): void {
    this.latest.delete(path);
  }
}
