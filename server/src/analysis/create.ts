/** The analysis host: one project that changes, snapshots of it, results cached by what they were made from. */
import type { TextEdit } from '../base/edit';
import type { FileContent } from '../base/fileset';
import { type Catalog, DEFAULT_CATALOG } from '../catalog/lookup';
import type { EntryPoint, ExecutionMap } from '../findings/execution-map';
import type { Finding, Role } from '../findings/finding';
import { compareFindings } from '../findings/finding';
import type { FileReport, PackageIdentity, ProjectReport } from '../findings/report';
import { rankOf } from '../findings/reach';
import { aliasesOf } from '../project/aliases';
import { type AllowList, allowListOf } from '../project/allow-list';
import { type ConfigPaths, findConfigPaths, type ProjectConfig, readConfig } from '../project/config';
import { headerText } from '../project/headers';
import { buildEdges, installedEdges, type Edge } from '../project/edges';
import { callsBuildHooks, probeBackendTest } from '../project/backend-tests';
import { executionOfRole } from '../project/execution';
import { assignRoles, candidatesToRead, executionMap } from '../project/roles';
import { resolveModule, searchPathFrom } from '../project/modules';
import { packageModules } from '../project/packages';
import { staticImports } from '../semantics/imports';
import type { Parsers } from '../syntax/parser';
import { analyzeFile, type FileResult } from './analyze-file';
import type { FileInput } from './file-input';
import { MOST_MODULES } from '../dataflow/machine';
import { Memory } from '../dataflow/memory';
import { assess } from './assess';
import { entryPointsOf } from './entry-points';
import { executionMapOf } from './execution-map';
import { factsOf } from './facts';
import { Files } from './files';
import { followsImports, isForeignImport } from './follow';
import { configComments, pythonComments } from './extents';
import type { Fact, FileAnalysis, Inclusion, Project, Purpose, Snapshot, Work } from './host';
import { encodingFindings, UNUSED_SIGN } from './meta-findings';
import { identityOf, metadataPath } from './package-identity';
import type { Settings } from './settings';
import { Sources, type SourceText } from './sources';
import { addComment } from './suppressions';

export function createProject(parsers: Parsers, settings: Settings): Project {
  return new HostProject(new Caches(new Sources(parsers)), settings);
}

/** What all files of a project share; the same object until configuration, listing or roles change. */
interface Shared {
  readonly config: ProjectConfig;
  readonly roles: ReadonlyMap<string, Role>;
  readonly edges: readonly Edge[];
  readonly trustProject: boolean;
  readonly wholePackage: boolean;
  readonly installed: boolean;
  readonly catalog: Catalog;
  readonly allowed: AllowList;
}

interface Cached {
  readonly shared: Shared;
  readonly result: FileResult;
}

class HostProject implements Project {
  private pending = new Map<string, FileContent | undefined>();
  private current: HostSnapshot | undefined;

  constructor(private readonly caches: Caches, private settings: Settings, private files = Files.empty(), private readonly included = new Map<string, Inclusion>()) {}

  set(path: string, content: FileContent): void {
    this.change(path, content);
  }

  remove(path: string): void {
    this.caches.forget(path);
    this.change(path, undefined);
  }

  private change(path: string, content: FileContent | undefined): void {
    this.pending.set(path, content);
    this.current = undefined;
  }

  include(path: string, when: Inclusion = 'always'): void {
    if (this.included.get(path) === when || this.included.get(path) === 'always') return;
    this.included.set(path, when);
    this.current = undefined;
  }

  configure(settings: Settings): void {
    this.settings = settings;
    this.current = undefined;
  }

  snapshot(): Snapshot {
    if (this.pending.size > 16) this.files = this.files.withAll([...this.pending]);
    else for (const [path, content] of this.pending) this.files = this.files.with(path, content);
    this.pending.clear();
    this.current ??= new HostSnapshot(this.files, this.caches, this.settings, this.included);
    return this.current;
  }

  fork(): Project {
    this.snapshot();
    return new HostProject(this.caches.fork(), this.settings, this.files, new Map(this.included));
  }
}

/** What the shared things of the last snapshot were made from. */
interface LastShared {
  readonly files: Files;
  readonly included: number;
  readonly shared: Shared;
  /** The user's own allow-lists. */
  readonly own: string;
  readonly configPaths: ConfigPaths;
  readonly candidates: readonly string[];
  readonly buildEdges: readonly Edge[];
  readonly consulted: ReadonlyMap<string, FileContent | undefined>;
}

/** What outlives a snapshot. */
class Caches {
  readonly results = new Map<string, Cached>();
  private catalog: { readonly rows: Settings['catalog']; readonly whole: Catalog } = { rows: [], whole: DEFAULT_CATALOG };
  private readonly memories = new Map<string, Memory>();
  private last: LastShared | undefined;

  constructor(readonly sources: Sources) {}

  /** With the same results. What the interpreter remembers changes as it works, so it is not shared. */
  fork(): Caches {
    const copy = new Caches(new Sources(this.sources.parsers, this.sources));
    for (const [path, cached] of this.results) copy.results.set(path, cached);
    copy.catalog = this.catalog;
    copy.last = this.last;
    return copy;
  }

  /** The same object as long as the user's rows are the same. */
  private catalogOf({ catalog: rows }: Settings): Catalog {
    if (this.catalog.rows !== rows) this.catalog = { rows, whole: DEFAULT_CATALOG.with(rows) };
    return this.catalog.whole;
  }

  /** What the interpreter remembers of a file and all that it runs. */
  memory(path: string): Memory {
    let memory = this.memories.get(path);
    if (!memory) this.memories.set(path, (memory = new Memory()));
    return memory;
  }

  forget(path: string): void {
    this.sources.forget(path);
    this.memories.delete(path);
  }

  /** Configuration, roles and execution map; made anew only when something they are made from changed. */
  shared(files: Files, included: ReadonlyMap<string, Inclusion>, settings: Settings): { shared: Shared; candidates: readonly string[] } {
    const { last } = this;
    const { trustProject, wholePackage, installed = false, allowImports, allowCommands } = settings;
    const own = JSON.stringify([allowImports, allowCommands]);
    const catalog = this.catalogOf(settings);
    const sameListing = last !== undefined && files.listing === last.files.listing && included.size === last.included;
    const configPaths = sameListing ? last.configPaths : findConfigPaths(files.paths());
    const same = (path: string): boolean => files.get(path) === last!.files.get(path);
    const sameConfig = sameListing && configPaths.documents.every(same) && configPaths.scripts.every((path) => same(path) || headerText(files.get(path)) === headerText(last.files.get(path)));
    const candidates = sameListing ? last.candidates : candidatesToRead(files.paths(), configPaths.documents);
    const sameModules = sameListing && [...last.consulted].every(([path, content]) => files.get(path) === content);
    const sameCandidates = sameListing && [...candidates, ...included.keys()].every((path) => files.get(path) === last.files.get(path));
    const sameSettings = last?.shared.trustProject === trustProject && last.shared.wholePackage === wholePackage && last.shared.installed === installed && last.shared.catalog === catalog && last.own === own;
    if (sameConfig && sameCandidates && sameModules && sameSettings) return { shared: last.shared, candidates };
    const parsed = sameConfig ? last.shared.config : readConfig(this.sources.parsers, files, configPaths, last?.shared.config);
    const built = sameConfig && sameModules && sameSettings ? last : this.build(files, parsed, installed);
    const roles = new Map(assignRoles(files, built.buildEdges, installed));
    for (const [path, when] of [...included].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const content = files.get(path);
      if (!content || roles.has(path)) continue;
      const text = content.kind === 'text' ? content.text : '';
      if (when === 'always') roles.set(path, probeBackendTest(text) ? 'backend-test' : 'helper-module');
      else if (callsBuildHooks(text)) roles.set(path, 'backend-test');
    }
    if (wholePackage) for (const path of packageModules(files.paths(), new Set(roles.keys()))) roles.set(path, 'package-module');
    const unchanged = sameConfig && sameSettings && sameEntries(roles, last.shared.roles) && sameEdges(built.buildEdges, last.buildEdges);
    const shared = unchanged ? last.shared : { config: parsed, roles, edges: executionMap(built.buildEdges, roles), trustProject, wholePackage, installed, catalog, allowed: allowListOf(parsed, settings, trustProject) };
    this.last = { files, included: included.size, shared, own, configPaths, candidates, buildEdges: built.buildEdges, consulted: built.consulted };
    return { shared, candidates };
  }

  /** The edges of the build, and the modules that were asked whether they are read as text. */
  private build(files: Files, config: ProjectConfig, installed: boolean): Pick<LastShared, 'buildEdges' | 'consulted'> {
    const consulted = new Map<string, FileContent | undefined>();
    const edges = (installed ? installedEdges : buildEdges)(files, config, (path) => {
      consulted.set(path, files.get(path));
      return this.sources.module(files, path);
    });
    return { buildEdges: edges, consulted };
  }
}

const sameEntries = (a: ReadonlyMap<string, Role>, b: ReadonlyMap<string, Role>): boolean => a.size === b.size && [...a].every(([path, role]) => b.get(path) === role);

const sameEdges = (a: readonly Edge[], b: readonly Edge[]): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

class HostSnapshot implements Snapshot {
  private readonly shared: Shared;
  private readonly candidates: readonly string[];
  private readonly own = new Map<string, FileResult>();
  private whole: ProjectReport | undefined;
  private map: ExecutionMap | undefined;

  constructor(private readonly files: Files, private readonly caches: Caches, private readonly settings: Settings, included: ReadonlyMap<string, Inclusion>) {
    const { shared, candidates } = caches.shared(files, included, settings);
    this.shared = shared;
    this.candidates = candidates;
  }

  role(path: string): Role | undefined {
    return this.shared.roles.get(path) ?? (this.followersOf(path).length > 0 ? 'helper-module' : undefined);
  }

  allowed(): ReturnType<Snapshot['allowed']> {
    const { allowed: list, config: { pyproject } } = this.shared;
    return { list, ...(pyproject && { document: pyproject }) };
  }

  source(path: string): SourceText | undefined {
    return this.caches.sources.source(this.files, path);
  }

  analysedPaths(): readonly string[] {
    return this.report().files.map((file) => file.path);
  }

  /** The result of a file with a role; from the cache when everything it was made from is as it was. */
  private result(path: string): FileResult {
    const known = this.own.get(path);
    if (known) return known;
    const { shared, caches, files } = this;
    const cached = caches.results.get(path);
    const valid = cached?.shared === shared && [...cached.result.inputs].every(([input, content]) => files.get(input) === content);
    const result = valid ? cached.result : analyzeFile(this.input(path));
    if (!valid) caches.results.set(path, { shared, result });
    this.own.set(path, result);
    return result;
  }

  private input(path: string): FileInput {
    const { shared, caches, files } = this;
    return {
      path, role: shared.roles.get(path)!, files, sources: caches.sources, roles: shared.roles, config: shared.config, edges: shared.edges,
      searchPath: searchPathFrom(files, path, ['', 'src']), allowed: shared.allowed, trustProject: this.settings.trustProject, catalog: shared.catalog,
      // Nobody types in all modules of a package, and what is remembered of them takes room.
      ...(shared.roles.get(path) !== 'package-module' && { memory: caches.memory(path) }),
    };
  }

  /** Files with a role that run a given module, as far as results are at hand: no other file is analysed for it. */
  private followersOf(path: string): FileResult[] {
    return [...this.shared.roles.keys()].filter((root) => this.caches.results.get(root)?.result.followed.includes(path)).map((root) => this.result(root));
  }

  analysis(path: string): FileAnalysis | undefined {
    if (!this.files.get(path)) return undefined;
    const own = this.shared.roles.has(path) ? this.result(path) : undefined;
    const followers = this.followersOf(path);
    if (!own && followers.length === 0) return undefined;
    const findings = distinct([...(own ? [own] : []), ...followers].flatMap((result) => result.findings).filter((finding) => finding.path === path));
    return { file: this.fileReport(path, own, findings), findings };
  }

  private fileReport(path: string, own: FileResult | undefined, findings: readonly Finding[]): FileReport {
    return { path, role: this.shared.roles.get(path) ?? 'helper-module', complete: own?.complete ?? !findings.some((finding) => finding.rule === 'not-analysed'), layers: own?.layers ?? [] };
  }

  report(): ProjectReport {
    if (this.whole) return this.whole;
    const paths = [...this.shared.roles.keys()].filter((path) => this.files.get(path));
    const results = new Map(paths.map((path) => [path, this.result(path)]));
    const followed = [...results.values()].flatMap((result) => result.followed);
    const all = [...new Set([...paths, ...followed])].sort();
    const findings = distinct([...results.values()].flatMap((result) => result.findings));
    const files = all.map((path) => this.fileReport(path, results.get(path), findings.filter((finding) => finding.path === path)));
    const shown = findings.filter((finding) => finding.persona === 'regular' && !(finding.suppressed && this.settings.trustProject));
    const about = this.identity(results.get('setup.py'));
    const metadata = this.metadata();
    if (metadata) {
      const odd = encodingFindings({ path: metadata.path, role: 'project-config', execution: executionOfRole('project-config') }, metadata.content);
      if (odd.length > 0) files.push({ path: metadata.path, role: 'project-config', complete: true, layers: [] });
      findings.push(...odd);
      files.sort((a, b) => (a.path < b.path ? -1 : 1));
      findings.sort(compareFindings);
    }
    this.whole = { ...(about && { package: about }), files, findings, scores: assess(shown, files.every((file) => file.complete)) };
    return this.whole;
  }

  private metadata(): { readonly path: string; readonly content: FileContent | undefined } | undefined {
    const path = metadataPath(this.files, this.shared.installed);
    return path === undefined ? undefined : { path, content: this.files.get(path) };
  }

  private identity(setupScript: FileResult | undefined): PackageIdentity | undefined {
    const metadata = this.metadata()?.content;
    const found = identityOf(this.shared.config, setupScript?.runs ?? [], metadata?.kind === 'text' ? metadata.text : undefined);
    return Object.keys(found).length > 0 ? found : undefined;
  }

  executionMap(): ExecutionMap {
    this.map ??= executionMapOf(this.shared.edges, this.shared.config, this.files, this.caches.sources, this.shared.installed);
    return this.map;
  }

  commentAbout(path: string, offset: number, comment: string): TextEdit | undefined {
    const source = this.source(path);
    if (!source) return undefined;
    const read = this.shared.config.documents.get(path)?.document;
    const module = read ? undefined : this.caches.sources.module(this.files, path);
    return addComment(source.text, source.lines, module ? pythonComments(module, source.lines) : configComments(read, source.text, source.lines), offset, comment);
  }

  entryPoints(path: string): readonly EntryPoint[] {
    const module = this.shared.roles.has(path) && path.endsWith('.py') ? this.caches.sources.module(this.files, path) : undefined;
    return module ? entryPointsOf(path, module, this.executionMap(), aliasesOf(this.shared.config)) : [];
  }

  wanted(purpose: Purpose = 'findings'): readonly string[] {
    const listed = (path: string): boolean => this.files.get(path)?.kind === 'listed';
    const wanted = new Set([...this.candidates, ...this.shared.roles.keys()].filter(listed));
    if (purpose === 'map') return [...wanted].sort();
    const metadata = metadataPath(this.files, this.shared.installed);
    if (metadata !== undefined && listed(metadata)) wanted.add(metadata);
    // Interpreting costs far more than parsing: first everything that imports name, then what only the interpreter finds.
    if (wanted.size === 0) for (const path of this.shared.roles.keys()) for (const one of this.importedFiles(path)) if (listed(one)) wanted.add(one);
    if (wanted.size === 0) for (const path of this.shared.roles.keys()) for (const one of this.result(path).wanted) if (listed(one)) wanted.add(one);
    return [...wanted].sort();
  }

  /** The files that a file's import statements name, followed as the interpreter would. */
  private importedFiles(root: string): readonly string[] {
    const role = this.shared.roles.get(root)!;
    // Where nothing is followed, parsing would be for nothing.
    if (!followsImports(role)) return [];
    const searchPath = searchPathFrom(this.files, root, ['', 'src']);
    const found = new Set<string>([root]);
    for (const path of found) {
      const module = path.endsWith('.py') ? this.caches.sources.module(this.files, path) : undefined;
      for (const { module: dotted, level } of module ? staticImports(module) : []) {
        if (found.size > MOST_MODULES || isForeignImport(role, level)) continue;
        const file = resolveModule(this.files, path, dotted, level, searchPath);
        if (file !== undefined) found.add(file);
      }
    }
    return [...found];
  }

  layer(id: string): ReturnType<Snapshot['layer']> {
    for (const { path, layers } of this.report().files) {
      const found = layers.find((layer) => layer.id === id);
      if (!found) continue;
      const hosts: string[] = [];
      for (let around = found.inside; around !== undefined && !hosts.includes(around); around = layers.find((layer) => layer.id === around)?.inside) hosts.push(around);
      return { ...found, path, hosts };
    }
    return undefined;
  }

  work(path: string): Work {
    const runs = this.shared.roles.has(path) ? this.result(path).runs : [];
    return { entered: runs.flatMap((run) => run.work.entered), recalled: runs.reduce((sum, run) => sum + run.work.recalled, 0) };
  }

  facts(path: string): readonly Fact[] {
    return this.shared.roles.has(path) ? factsOf(path, analyzeFile({ ...this.input(path), observe: true, memory: new Memory() }).runs) : [];
  }
}

/** Sorted, each once. Files that share a helper find the same in it; the one that runs more easily is kept. */
function distinct(findings: readonly Finding[]): Finding[] {
  const byKey = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.path} ${finding.span.start} ${finding.span.end} ${finding.layer?.id ?? ''}`;
    const known = byKey.get(key);
    const rank = rankOf(finding.execution.reach) - rankOf(known?.execution.reach);
    if (!known || rank < 0 || (rank === 0 && finding.execution.runs.length > known.execution.runs.length)) byKey.set(key, finding);
  }
  const used = new Set(findings.flatMap(({ rule, suppressed }) => (suppressed ? [`${suppressed.path}:${suppressed.span.start}:${UNUSED_SIGN}${rule}`] : [])));
  return [...byKey.values()].filter((finding) => !finding.signs.some((sign) => sign.startsWith(UNUSED_SIGN)) || !finding.signs.every((sign) => used.has(`${finding.path}:${finding.span.start}:${sign}`))).sort(compareFindings);
}
