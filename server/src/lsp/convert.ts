/**
 * Between the analyser's words and the protocol's: offsets ↔ positions, spans ↔ ranges, findings → diagnostics.
 *
 * Both sides count UTF-16 code units, so an emoji is two everywhere. They differ in one thing: a byte order mark at the
 * start of a file on disk is a character of the analysed text, but editors take it off:
 *
 *     analysed   \uFEFFimport os      `import` at offset 1
 *     editor     import os            `import` at line 0, character 0
 */
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic, DiagnosticRelatedInformation, Position, Range } from 'vscode-languageserver';
import { span, type LineIndex, type Span } from '../base/text';
import { ROLE_NAMES, type Finding, type FlowStep, type Place } from '../findings/finding';
import { rulePage, type Severity } from '../findings/rule';
import { CONFIGURATION_SECTION, type DiagnosticData } from './extensions';
import { contentKey } from './content-key';

/** The places of one text. `hiddenMark`: the text starts with a byte order mark that the editor does not show. */
export class TextPlaces {
  private readonly shift: number;

  constructor(private readonly lines: LineIndex, hiddenMark: boolean) {
    this.shift = hiddenMark ? 1 : 0;
  }

  /** Line and character (both 0-based, UTF-16) of an offset. */
  position(offset: number): Position {
    const { line, column } = this.lines.locate(offset);
    return { line, character: line === 0 ? Math.max(0, column - this.shift) : column };
  }

  /** The offset of a position; clamped into the text. */
  offset(position: Position): number {
    return this.lines.offset({ line: position.line, column: position.line === 0 ? position.character + this.shift : position.character });
  }

  range(place: Span): Range {
    return { start: this.position(place.start), end: this.position(place.end) };
  }

  span(range: Range): Span {
    const start = this.offset(range.start);
    return span(start, Math.max(start, this.offset(range.end)));
  }
}

/** Where a place stands for the client; undefined when its file is not known. */
export type Locate = (place: Place) => { readonly uri: string; readonly range: Range } | undefined;

/** Identifies a finding within one state of its file. */
export const findingKey = (finding: Finding): string =>
  contentKey([finding.rule, finding.path, finding.span.start, finding.span.end, finding.message, finding.layer?.id, finding.layer?.span.start]);

/** Undefined when the finding's own place cannot be located. */
export function toDiagnostic(finding: Finding, locate: Locate, withRelated: boolean, isNew = false): Diagnostic | undefined {
  const location = locate(finding);
  if (location === undefined) return undefined;
  const data: DiagnosticData = { finding: findingKey(finding), ...(isNew && { isNew }) };
  return {
    range: location.range,
    severity: toSeverity(finding.severity),
    code: finding.rule,
    codeDescription: { href: rulePage(finding.rule) },
    source: CONFIGURATION_SECTION,
    message: isNew ? `${messageOf(finding)}\nNew since the last commit.` : messageOf(finding),
    ...(withRelated ? { relatedInformation: relatedOf(finding, locate) } : {}),
    data,
  };
}

/** Two lines: what, then when and where it runs. Diagnostics are plain text: backticks become quotes. */
function messageOf(finding: Finding): string {
  const where = finding.layer === undefined ? ROLE_NAMES[finding.role] : `${ROLE_NAMES[finding.role]}: ${finding.layer.name}`;
  return plain(`${finding.message}\n${finding.execution.when} (${where})`);
}

/** Menus and problem lists show text as it is: backticks become quotes. */
export const plain = (text: string): string => text.replaceAll('`', "'");

/** The flow in the order the value travels, numbered; then the other places. */
function relatedOf(finding: Finding, locate: Locate): DiagnosticRelatedInformation[] {
  const total = finding.flow.length;
  const steps = finding.flow.map((step, i) => related(step, `${i + 1}/${total} ${step.label}`, locate));
  const others = finding.related.map((step) => related(step, step.label, locate));
  return [...steps, ...others].filter((information) => information !== undefined);
}

function related(step: FlowStep, message: string, locate: Locate): DiagnosticRelatedInformation | undefined {
  const location = locate(step);
  return location && { location, message: plain(message) };
}

export function toSeverity(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error': return DiagnosticSeverity.Error;
    case 'warning': return DiagnosticSeverity.Warning;
    case 'information': return DiagnosticSeverity.Information;
    case 'hint': return DiagnosticSeverity.Hint;
  }
}

export const sameRange = (a: Range, b: Range): boolean =>
  a.start.line === b.start.line && a.start.character === b.start.character && a.end.line === b.end.line && a.end.character === b.end.character;
