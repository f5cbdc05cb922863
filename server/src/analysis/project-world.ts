/** What the interpreter may ask of the project, and a record of everything it asked: the inputs of a cached result. */
import { isForeignImport } from './follow';
import { baseName, type FileContent, type FileSet } from '../base/fileset';
import type { Catalog } from '../catalog/lookup';
import type { Memory } from '../dataflow/memory';
import type { NewLayer, World } from '../dataflow/world';
import { type Piece, placeOf, type Program, wholeModule } from '../dataflow/source';
import type { Role } from '../findings/finding';
import { resolveModule } from '../project/modules';
import type { InnerModules, Sources } from './sources';

export class ProjectWorld implements World {
  /** Every file that was asked for, with what it was then. */
  readonly inputs = new Map<string, FileContent | undefined>();
  /** Files that are there but not read yet. */
  readonly wanted = new Set<string>();
  readonly layers = new Map<string, Program>();
  private names: ReadonlySet<string> | undefined;
  private readonly programs = new Map<string, Program | undefined>();
  private readonly inner: InnerModules;

  constructor(
    private readonly files: FileSet,
    private readonly sources: Sources,
    private readonly roles: ReadonlyMap<string, Role>,
    private readonly root: { readonly path: string; readonly role: Role },
    private readonly searchPath: readonly string[],
    readonly catalog: Catalog,
    readonly observe = false,
    readonly memory?: Memory,
  ) {
    this.inner = sources.innerModules(root.path);
  }

  /** Looks a file up and remembers that the result depends on it. */
  private readonly tracked: FileSet = {
    get: (path) => {
      const content = this.files.get(path);
      this.inputs.set(path, content);
      return content;
    },
    paths: () => this.files.paths(),
  };

  private read(path: string): FileContent | undefined {
    const content = this.tracked.get(path);
    if (content?.kind === 'listed') this.wanted.add(path);
    return content;
  }

  resolveModule(importer: string, dotted: string, level: number): string | undefined {
    if (isForeignImport(this.root.role, level)) return undefined;
    const found = resolveModule(this.tracked, importer, dotted, level, this.searchPath);
    return found === importer ? undefined : found;
  }

  program(path: string): Program | undefined {
    if (this.programs.has(path)) return this.programs.get(path);
    const content = this.read(path);
    const module = content?.kind === 'text' ? this.sources.module(this.files, path) : undefined;
    const role = path === this.root.path ? this.root.role : this.roles.get(path) ?? 'helper-module';
    const program = module && (this.memory?.program(path, role, module) ?? { path, role, module });
    this.programs.set(path, program);
    return program;
  }

  isMissing(path: string): boolean {
    if (this.tracked.get(path) !== undefined) return false;
    // A program may start it from another folder.
    this.names ??= new Set(this.files.paths().map(baseName));
    return !this.names.has(baseName(path));
  }

  readText(path: string): string | undefined {
    const content = this.read(path);
    return content?.kind === 'text' ? content.text : undefined;
  }

  layer(pieces: readonly Piece[], origin: NewLayer, role: Role): Program {
    const text = pieces.map((piece) => piece.text).join('');
    const place = placeOf(origin.place);
    const language = origin.language ?? 'python';
    const base = `${place.path}:${place.span.start}`;
    for (let n = 0; ; n++) {
      const id = n === 0 ? base : `${base}.${n}`;
      const known = this.layers.get(id);
      if (known && known.module.text === text && known.layer!.language === language) return known;
      if (known) continue;
      const module = language === 'python' ? this.inner.module(text) : wholeModule(text);
      const program: Program = { path: origin.host.path, role, module, layer: { ...origin, name: this.nameOf(origin), language, id, pieces } };
      this.layers.set(id, program);
      return program;
    }
  }

  /** "text run by exec at line 3", "text run by sh -c, in text run by exec at line 3" */
  private nameOf({ name, host, place }: NewLayer): string {
    if (host.layer) return `${name}, in ${host.layer.name}`;
    if (/\bline \d+$/.test(name)) return name;
    const { path, span } = placeOf(place);
    const line = this.sources.source(this.files, path)?.lines.locate(span.start).line;
    return line === undefined ? name : `${name} at line ${line + 1}`;
  }
}
