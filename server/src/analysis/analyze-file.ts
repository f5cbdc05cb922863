/** The analysis of one file, programs inside its strings included. Pure: everything it read is in `inputs`. */
import { fileSetOf, type FileContent } from '../base/fileset';
import { LineIndex } from '../base/text';
import { type EmbeddedFile, embeddedFiles, withPlaceholders } from '../dataflow/embedded';
import { runProgram, type ProgramRun } from '../dataflow/entries';
import { placeOf, type Point, type Program, wholeModule } from '../dataflow/source';
import type { Finding, LayerReference } from '../findings/finding';
import { compareFindings } from '../findings/finding';
import type { Layer } from '../findings/report';
import { readConfig } from '../project/config';
import { buildEdges } from '../project/edges';
import { executionOf, executionOfRole } from '../project/execution';
import { unitAt } from '../semantics/find';
import { anchored } from './anchors';
import { checkConfig, repetitionsIn } from './check-config';
import { checkProgram } from './check-program';
import { analyzeHeld } from './held-programs';
import { isInert } from '../dataflow/inert';
import type { FileInput } from './file-input';
import { encodingFindings, type FileContext, firstProblems, notAnalysed, suppressionFindings } from './meta-findings';
import { ProjectWorld } from './project-world';
import { LONGEST_SOURCE } from './sources';
import { type Commented, configComments, pythonComments } from './extents';
import { findSuppressions, suppress } from './suppressions';

export interface FileResult {
  readonly findings: readonly Finding[];
  readonly layers: readonly Layer[];
  /** Modules of the project that running this file runs as well. */
  readonly followed: readonly string[];
  readonly complete: boolean;
  readonly runs: readonly ProgramRun[];
  /** What the result depends on: paths and what they held. */
  readonly inputs: ReadonlyMap<string, FileContent | undefined>;
  readonly wanted: readonly string[];
}

/** Strings inside strings inside strings … */
const EMBEDDING_DEPTH = 3;

export function analyzeFile(input: FileInput): FileResult {
  const content = input.files.get(input.path);
  const context: FileContext = { path: input.path, role: input.role, execution: executionOf(input.edges, input.path, input.role) };
  const inputs = new Map<string, FileContent | undefined>([[input.path, content]]);
  const empty = { layers: [], followed: [], runs: [], inputs, wanted: content?.kind === 'listed' ? [input.path] : [] };
  if (content?.kind !== 'text') {
    const findings = content?.kind === 'unreadable' ? [notAnalysed(context, { start: 0, end: 0 }, content.reason)] : [];
    return { ...empty, findings, complete: content?.kind !== 'unreadable' && content?.kind !== 'listed' };
  }
  if (content.text.length > LONGEST_SOURCE) {
    return { ...empty, findings: [notAnalysed(context, { start: 0, end: 0 }, `it is longer than ${LONGEST_SOURCE / 1024 / 1024} million characters`)], complete: false };
  }
  if (input.role === 'package-module' && !input.observe && isInert(content.text, input.catalog)) return { ...empty, findings: checkConfig(context, input.config, input.edges, input.trustProject), complete: true };
  return input.config.documents.has(input.path) ? analyzeConfig(input, context, content, inputs) : analyzePython(input, context, content);
}

function analyzeConfig(input: FileInput, context: FileContext, content: FileContent & { kind: 'text' }, inputs: ReadonlyMap<string, FileContent | undefined>): FileResult {
  const held = analyzeHeld(input, content.text);
  const found = unique([...encodingFindings(context, content), ...checkConfig(context, input.config, input.edges, input.trustProject), ...held.findings]);
  const done = withSuppressions(input, context, content.text, found, (lines) => configComments(input.config.documents.get(input.path)?.document, content.text, lines));
  const findings = anchored(done, (path, layer) => (layer === undefined ? { text: (path === input.path ? content.text : held.world.readText(path)) ?? '' } : held.world.layers.get(layer)));
  return {
    findings, layers: inOrder(held.layers), followed: followedBy(input.path, held.runs), complete: !findings.some((finding) => finding.rule === 'not-analysed'), runs: held.runs,
    inputs: new Map([...inputs, ...held.world.inputs]), wanted: [...held.world.wanted].sort(),
  };
}

const followedBy = (path: string, runs: readonly ProgramRun[]): readonly string[] =>
  [...new Set(runs.flatMap((run) => run.events.map((event) => event.point.program.path)))].filter((one) => one !== path).sort();

const inOrder = (layers: readonly Layer[]): readonly Layer[] => [...layers].sort((a, b) => a.host.start - b.host.start || (a.id < b.id ? -1 : 1));

function analyzePython(input: FileInput, context: FileContext, content: FileContent & { kind: 'text' }): FileResult {
  const world = new ProjectWorld(input.files, input.sources, input.roles, input, input.searchPath, input.catalog, input.observe, input.memory);
  input.memory?.begin();
  const program = world.program(input.path)!;
  const lines = input.sources.source(input.files, input.path)!.lines;
  const layers: Layer[] = [];
  const runs: ProgramRun[] = [];
  // Some files count because of their names, which no key mentions.
  const findings = [...encodingFindings(context, content), ...syntaxFindings(context, program), ...checkConfig(context, input.config, input.edges, input.trustProject)];
  const check = (root: Program, depth: number): void => {
    const run = runProgram(root, world, input.part);
    runs.push(run);
    findings.push(...checkProgram({ run, config: input.config, edges: input.edges, allowed: input.allowed, textOf: (path) => world.readText(path) }));
    for (const file of embeddedFiles(run.events)) {
      if (depth >= EMBEDDING_DEPTH) break;
      const name = `${file.name} embedded at line ${lines.locate(placeOf(file.point).span.start).line + 1}`;
      if (file.language === 'python') {
        const made = (one: EmbeddedFile): Program => world.layer(one.pieces, { name, host: root, place: one.point }, one.role);
        const plain = made(file);
        const layer = plain.module.problems.length > 0 ? better(plain, made(withPlaceholders(file))) : plain;
        if (layer !== plain) world.layers.delete(plain.layer!.id);
        findings.push(...syntaxFindings({ ...context, role: file.role, execution: executionOfRole(file.role) }, layer));
        check(layer, depth + 1);
      } else {
        const { layer, findings: inside } = embeddedConfig(input, file, name, root);
        layers.push(layer);
        findings.push(...inside);
      }
    }
  };
  check(program, 0);
  for (const [id, layer] of world.layers) {
    const { name, language, host, place } = layer.layer!;
    layers.push({ id, name, role: layer.role, host: placeOf(place).span, language, text: layer.module.text, ...(host.layer && { inside: host.layer.id }) });
  }
  let done = withSuppressions(input, context, content.text, unique(findings), (lines) => pythonComments(program.module, lines));
  // Comments in the modules it runs speak of what is found there.
  for (const path of [...new Set(done.map((finding) => finding.path))].filter((one) => one !== input.path)) {
    const other = world.program(path);
    if (!other) continue;
    const { role } = other;
    done = withSuppressions(input, { path, role, execution: executionOf(input.edges, path, role) }, other.module.text, done, (lines) => pythonComments(other.module, lines));
  }
  const embedded = new Map(layers.map((layer) => [layer.id, layer]));
  return {
    findings: anchored(done, (path, layer) => (layer === undefined ? world.program(path) : world.layers.get(layer) ?? embedded.get(layer))), layers: inOrder(layers), runs,
    followed: followedBy(input.path, runs),
    complete: !done.some((finding) => finding.rule === 'not-analysed'), inputs: world.inputs, wanted: [...world.wanted].sort(),
  };
}

function withSuppressions(input: FileInput, context: FileContext, text: string, found: readonly Finding[], commentedIn: (lines: LineIndex) => Commented): Finding[] {
  if (!text.includes('buildglass:')) return [...found].sort(compareFindings);
  const lines = new LineIndex(text);
  const comments = findSuppressions(text, lines, commentedIn(lines));
  const { findings, used } = suppress(found, comments, context.path, lines);
  return [...findings, ...suppressionFindings(context, text, comments, used, input.trustProject)].sort(compareFindings);
}

function syntaxFindings(context: FileContext, program: Program): Finding[] {
  return firstProblems(program.module.problems).map(({ start, end, message }) => {
    if (!program.layer) return notAnalysed(context, { start, end }, message);
    const point = pointAt(program, start, end);
    const layer: LayerReference = { id: program.layer.id, name: program.layer.name, span: { start, end } };
    return notAnalysed(context, placeOf(point ?? program.layer.place).span, `${message} in ${program.layer.name}`, layer);
  });
}

function pointAt(program: Program, start: number, end: number): Point | undefined {
  const { offsets } = program.module;
  const unit = unitAt(program.module, start);
  return unit && { program, unit, start: start - offsets.get(unit)!, end: end - offsets.get(unit)! };
}

/** Of two readings of a text the one with fewer problems. */
const better = (a: Program, b: Program): Program => (b.module.problems.length < a.module.problems.length ? b : a);

/** A configuration inside a string is read like the file it will become, in a project of its own. */
function embeddedConfig(input: FileInput, file: EmbeddedFile, name: string, host: Program): { layer: Layer; findings: Finding[] } {
  const plain = readEmbeddedConfig(input, file, name, host);
  if (!plain.findings.some((finding) => finding.rule === 'not-analysed')) return plain;
  const template = readEmbeddedConfig(input, withPlaceholders(file), name, host);
  return template.findings.length < plain.findings.length ? template : plain;
}

function readEmbeddedConfig(input: FileInput, file: EmbeddedFile, name: string, host: Program): { layer: Layer; findings: Finding[] } {
  const text = file.pieces.map((piece) => piece.text).join('');
  const hostPlace = placeOf(file.point);
  const id = `${hostPlace.path}:${hostPlace.span.start}`;
  const layer: Layer = { id, name, role: file.role, host: hostPlace.span, language: file.language, text };
  const files = fileSetOf({ [file.name]: text });
  const config = readConfig(input.sources.parsers, files);
  const context: FileContext = { path: file.name, role: file.role, execution: executionOfRole(file.role) };
  const program: Program = {
    path: host.path, role: file.role, module: wholeModule(text), layer: { id, name, language: file.language, host, place: file.point, pieces: file.pieces },
  };
  // Of a text that is put together nobody knows that its parts are the last ones written: what stands twice need not come together.
  const repeated = new Set(file.pieces.length < 2 ? [] : repetitionsIn(config, file.name));
  const found = checkConfig(context, config, buildEdges(files, config), input.trustProject).filter(({ rule, span }) => !(rule === 'not-analysed' && repeated.has(span.start)));
  const findings = found.map((finding): Finding => {
    const point = pointAt(program, finding.span.start, finding.span.end);
    return { ...finding, ...placeOf(point ?? file.point), execution: context.execution, fixes: [], layer: { id, name, span: finding.span } };
  });
  return { layer, findings };
}

/** A helper that two programs share is told once, with the earlier reach. */
function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.path} ${finding.span.start} ${finding.span.end} ${finding.layer?.id ?? ''} ${finding.message}`;
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

