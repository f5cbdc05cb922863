/** One interpreted program → findings: runs the rules, turns drafts into findings with files, flows, reach and applicable fixes. */
import { combineEdits, type TextEdit } from '../base/edit';
import { groupedBy } from '../base/group';
import type { Span } from '../base/text';
import type { SinkKind } from '../catalog/model';
import type { AnalysisEvent, CallEvent } from '../dataflow/events';
import type { ProgramRun } from '../dataflow/entries';
import { type Point, placeOf, pointKey, type Program, spanInProgram } from '../dataflow/source';
import { stepsOf } from '../dataflow/taint';
import { joinAll, nothing, type Value } from '../dataflow/value';
import type { Finding, FlowStep } from '../findings/finding';
import type { Fix } from '../findings/fix';
import type { AllowList } from '../project/allow-list';
import type { ProjectConfig } from '../project/config';
import type { Edge } from '../project/edges';
import { unitAt } from '../semantics/find';
import { CODE_RULES } from '../rules/registry';
import { NOT_ANALYSED } from '../rules/meta';
import type { Draft, DraftFix, RuleContext, Site } from '../rules/rule';
import { isMainGuard } from '../rules/values';
import type { RuleMetadata } from '../findings/rule';
import { executionOfEvents } from './execution';
import { obstacleTo } from './fix-obstacles';
import { isQuietLayer } from './quiet-layers';
import { ratedByReach } from './severity';

export interface CheckInput {
  readonly run: ProgramRun;
  readonly config: ProjectConfig;
  readonly edges: readonly Edge[];
  readonly allowed: AllowList;
  /** Text of a file of the project, to see whether an edit inside a string says what it should. */
  readonly textOf: (path: string) => string | undefined;
}

export function checkProgram(input: CheckInput): Finding[] {
  const { run } = input;
  const findings: Finding[] = [];
  const grouped = new Map<SinkKind, readonly Site[]>();
  const eventsAt = groupedBy(run.events, (event) => pointKey(event.point));
  const harmless = new Set(run.events.flatMap((event) => (event.kind === 'layer' && event.harmless ? [pointKey(event.point)] : [])));
  for (const rule of CODE_RULES) {
    const context: RuleContext = {
      program: run.program, events: run.events, config: input.config, allowed: input.allowed,
      sites: (sink) => {
        let sites = grouped.get(sink);
        if (!sites) grouped.set(sink, sites = sitesOf(run.events, sink));
        return sites;
      },
      isHarmless: (point) => harmless.has(pointKey(point)),
      report: (draft) => {
        findings.push(finish(input, rule.metadata, run.program.role === 'package-module' ? ofPackage(run, rule.metadata, draft, draft.events ?? eventsAt.get(pointKey(draft.point)) ?? []) : draft, eventsAt));
      },
    };
    rule.check(context);
  }
  for (const { point, reason } of run.gaps) {
    findings.push(finish(input, NOT_ANALYSED, { point, severity: 'warning', confidence: 'high', persona: run.program.role === 'package-module' ? 'auditor' : 'regular', message: `Not analysed further: ${reason}` }, eventsAt));
  }
  return findings;
}

/** Rules about what no honest library does, whoever calls it. */
const HOSTILE: ReadonlySet<string> = new Set(['hidden-code', 'unusual-encoding', 'dropped-program', 'hostile-command', 'suspicious-text', 'startup-change', 'file-removal']);
/** Texts that are rare enough in libraries to be told though they are no alarm by themselves. */
const TELLING: ReadonlySet<string> = new Set(['text:browser-profiles', 'text:chat-and-wallets', 'text:raw-address', 'network:address']);

/** Whether a finding speaks of intent: by its rule, or because what was hidden or fetched is run. */
const showsIntent = (metadata: RuleMetadata, draft: Draft): boolean => HOSTILE.has(metadata.id) || metadata.id === 'data-exfiltration'
  || (draft.taint !== undefined && (draft.taint.kind === 'decoded' || (draft.taint.kind === 'network' && metadata.id !== 'network-access')));

/** What a library may do is its own business; in its modules only what no honest library does is told. */
function ofPackage(run: ProgramRun, metadata: RuleMetadata, draft: Draft, events: readonly AnalysisEvent[]): Draft {
  const onImport = isImportable(draft.point.program.path) && events.some((event) => event.entry.kind === 'import' && !event.gates.some(isMainGuard));
  const hostile = draft.severity === 'error' && (showsIntent(metadata, draft)
    // Importing a package connects to nothing.
    || (metadata.id === 'network-access' && onImport && draft.point.program.path.endsWith('__init__.py'))
    // Tools that record the screen are asked to; none does it on import, or reads what browsers keep.
    || (metadata.id === 'private-data' && (onImport || draft.signs?.includes('reads:secret-store') === true)));
  // What was decoded, is known and does nothing by itself is a way to pack texts; what is only written down speaks where it runs.
  const packed = draft.signs?.includes('text:known') === true && (metadata.id === 'dropped-program' || isQuietLayer(run, draft.point));
  return (hostile && !packed) || draft.signs?.some((sign) => TELLING.has(sign)) ? draft : { ...draft, persona: 'auditor' };
}

/** `python -m package` runs `__main__`, and only whoever starts it a script whose name is none of a module; no import does. */
const isImportable = (path: string): boolean => /(?:^|\/)(?!__main__\.)[\p{ID_Start}_]\p{ID_Continue}*\.pyw?$/u.test(path);

function sitesOf(events: readonly AnalysisEvent[], sink: SinkKind): Site[] {
  const reached = events.filter((event): event is CallEvent => event.kind === 'call' && event.model.sinks?.[sink] !== undefined);
  const groups = groupedBy(reached, (event) => `${pointKey(event.point)} ${event.path}`);
  return [...groups.values()].map((calls) => {
    const joined = new Map<string, { value: Value; point?: Point } | undefined>();
    return {
      point: calls[0]!.point, path: calls[0]!.path, calls,
      argument: (name: string) => {
        if (!joined.has(name)) {
          const given = calls.flatMap((call) => call.args.get(name) ?? []);
          const value = given.reduce((all, one) => joinAll([all, one.value]), nothing);
          const point = given.find((one) => one.point)?.point;
          joined.set(name, given.length === 0 ? undefined : { value, ...(point && { point }) });
        }
        return joined.get(name);
      },
    };
  }).sort((a, b) => spanInProgram(a.point).start - spanInProgram(b.point).start);
}

/** Adds what a rule need not know: files, reach, flow, which fixes can be written down. */
function finish(input: CheckInput, metadata: RuleMetadata, draft: Draft, eventsAt: ReadonlyMap<string, readonly AnalysisEvent[]>): Finding {
  const { run } = input;
  const place = placeOf(draft.point);
  const { program } = draft.point;
  const events = draft.events ?? eventsAt.get(pointKey(draft.point)) ?? [];
  const step = (point: Point, label: string): FlowStep => ({ ...placeOf(point), label });
  const sink = draft.sink ?? { point: draft.point, label: 'reaches this call' };
  const flow = draft.taint ? [...stepsOf(draft.taint).map(({ point, label }) => step(point, label)), step(sink.point, sink.label)] : [];
  return {
    rule: metadata.id, category: metadata.category, confidence: draft.confidence, persona: draft.persona, message: draft.message,
    ...place, role: program.role, flow,
    // In modules of the package the persona already tells what is worth an alarm; what was not analysed may be anything.
    ...ratedByReach(draft.severity, executionOfEvents(run.program, input.config, input.edges, events), program.role === 'package-module' || metadata.category === 'analysis' || showsIntent(metadata, draft)),
    related: [...(draft.related ?? []).map(({ point, label }) => step(point, label)), ...(draft.beside ?? []).map(({ place: other, label }) => ({ ...other, label }))],
    ...(program.layer && { layer: { id: program.layer.id, name: program.layer.name, span: spanInProgram(draft.point) } }),
    signs: [...(draft.taint ? [`from:${draft.taint.kind}`] : []), ...(draft.signs ?? [])],
    fixes: (draft.fixes ?? []).flatMap((fix) => writable(input, program, withoutObstacle(draft.point, fix)) ?? []),
    ...(draft.allow && { allow: draft.allow }),
  };
}

/** A fix that cannot be applied here says why. */
function withoutObstacle(point: Point, fix: DraftFix): DraftFix {
  const reason = obstacleTo(point, fix.edits);
  return reason === undefined ? fix : { title: fix.title, applicability: 'display-only', edits: [], reason };
}

/** A fix on the file itself; in a layer only where the string holds the layer's text as it is. */
function writable(input: CheckInput, program: Program, fix: DraftFix): Fix | undefined {
  const base = { title: fix.title, applicability: fix.applicability, path: program.path, ...(fix.elsewhere && { elsewhere: fix.elsewhere }), ...(fix.leaves !== undefined && { leaves: fix.leaves }), ...(fix.reason !== undefined && { reason: fix.reason }) };
  const own = combineEdits(fix.edits);
  if (!program.layer) return { ...base, edits: own };
  const host = input.textOf(program.path);
  const edits: TextEdit[] = [];
  for (const edit of own) {
    const mapped = host === undefined ? undefined : editInHost(program, host, edit);
    if (!mapped) return undefined;
    edits.push(mapped);
  }
  return { ...base, edits };
}

function editInHost(program: Program, host: string, edit: TextEdit): TextEdit | undefined {
  const { text } = program.module;
  const last = Math.max(edit.span.start + 1, edit.span.end);
  const span = hostSpan(program, { start: edit.span.start, end: Math.min(last, text.length) });
  if (!span || host.slice(span.start, span.end) !== text.slice(edit.span.start, Math.min(last, text.length))) return undefined;
  const target: Span = edit.span.start === edit.span.end ? { start: span.start, end: span.start } : span;
  const lineStart = host.lastIndexOf('\n', target.start - 1) + 1;
  const indent = /^[ \t]*/.exec(host.slice(lineStart, target.start))![0];
  const inMultiline = indent.length === target.start - lineStart;
  if (!/[\n'"\\]/.test(edit.newText)) return { span: target, newText: edit.newText };
  if (/['"\\]/.test(edit.newText)) return undefined;
  // Inside a one-line literal a line break would end the literal: a semicolon separates statements as well.
  if (!inMultiline) return /^[^\n:]*(?:\n[^\n:]*)*$/.test(edit.newText) ? { span: target, newText: edit.newText.replace(/\n[ \t]*/g, '; ') } : undefined;
  // New lines already have the layer's own indentation; the host's, which the program takes off, comes in front of it.
  const own = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', edit.span.start - 1) + 1, edit.span.start))![0];
  if (!indent.endsWith(own)) return undefined;
  return { span: target, newText: edit.newText.replaceAll('\n', `\n${indent.slice(0, indent.length - own.length)}`) };
}

function hostSpan(program: Program, span: Span): Span | undefined {
  const unit = unitAt(program.module, span.start);
  const at = unit && program.module.offsets.get(unit)!;
  if (at === undefined || span.end > at + unit!.text.length) return undefined;
  return placeOf({ program, unit: unit!, start: span.start - at, end: span.end - at }).span;
}
