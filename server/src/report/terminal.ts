/**
 * The report for people at a terminal: each finding with its place, when it runs, the source under it, how the value got
 * there and what can be done; then a summary. Everything that comes from the scanned project goes through `visible`.
 */
import pc from 'picocolors';
import { LineIndex, type Span } from '../base/text';
import { ROLE_NAMES, type Finding, type FlowStep } from '../findings/finding';
import type { Severity } from '../findings/rule';
import { excerpt, oneLine, type ExcerptPaint, type Source } from './excerpt';
import { placeOf } from './place';
import { whenOf } from './sentences';
import { summary } from './summary';
import { isSilenced, visibleFindings } from './totals';
import { visible } from './visible';
import { wrapped } from './wrap';
import type { BaselineRow, ReportWriter, ScannedProject, WriterOptions } from './writer';

type Colours = ReturnType<typeof pc.createColors>;

export const terminalWriter: ReportWriter = {
  start: () => '',
  project(entry, _index, options) {
    if ('error' in entry) return '';
    const painter = new FindingPainter(entry, options);
    return visibleFindings(entry.report, options)
      .filter((finding) => !isSilenced(finding, options))
      .map((finding) => `${painter.paint(finding).join('\n')}\n\n`)
      .join('') + (entry.baseline?.gone ?? []).map((row) => `${painter.gone(row).join('\n')}\n\n`).join('');
  },
  // Where nothing could be read there is nothing to sum up; the reasons stand on standard error.
  finish: (totals, options) => (options.quiet || (totals.errors > 0 && totals.errors === totals.projects) ? '' : summary(totals, pc.createColors(options.colour))),
};

class FindingPainter {
  private readonly colours: Colours;
  private readonly excerptPaint: ExcerptPaint;

  constructor(private readonly entry: ScannedProject, private readonly options: WriterOptions) {
    this.colours = pc.createColors(options.colour);
    this.excerptPaint = { gutter: this.colours.dim, context: this.colours.dim, caret: (text) => this.colours.bold(this.colours.red(text)) };
  }

  paint(finding: Finding): string[] {
    const { bold, dim } = this.colours;
    const doubt = finding.confidence === 'high' ? '' : ` (${finding.confidence} confidence)`;
    const lines = [
      ...this.wrap(`${visible(finding.message)}${doubt}`, `${severityPaint(this.colours, finding.severity)} ${bold(visible(finding.rule))}  `, '  '),
      `  ${this.colours.cyan(this.where(finding))}  ${dim(ROLE_NAMES[finding.role])}`,
      ...this.wrap(visible(whenOf(finding)), '  ', '  '),
    ];
    if (finding.execution.gates.length > 0) lines.push(...this.wrap(`Only if ${finding.execution.gates.map((gate) => visible(gate)).join(', and ')}`, '  ', '    '));
    if (finding.suppressed !== undefined) {
      lines.push(...this.wrap(`A comment in the project asks to ignore this (${visible(finding.suppressed.reason)}); it is obeyed with --trust-project.`, '  ', '    '));
    }
    lines.push(...this.excerpts(finding));
    if (finding.flow.length > 0) lines.push(...this.steps('How the value gets there', finding.flow));
    if (finding.related.length > 0) lines.push(...this.steps('See also', finding.related));
    if (finding.fixes.length > 0) {
      lines.push('', `  ${bold(finding.fixes.length === 1 ? 'Fix' : 'Fixes')}`);
      for (const fix of finding.fixes) lines.push(...this.wrap(`${visible(fix.title)} ${dim(`(${fix.applicability})`)}`, '    ', '      '));
    }
    return lines;
  }

  gone({ rule, path, message }: BaselineRow): string[] {
    return [
      ...this.wrap(visible(message), `${this.colours.green('gone')} ${this.colours.bold(visible(rule))}  `, '  '),
      `  ${this.colours.cyan(this.where({ path, span: { start: 0, end: 0 } }, false))}  ${this.colours.dim('in the baseline, no longer found')}`,
    ];
  }

  private excerpts(finding: Finding): string[] {
    const host = this.entry.source(finding.path);
    const result: string[] = [];
    if (host) result.push('', ...excerpt(host, finding.span, this.options.width, this.excerptPaint));
    const layer = this.layerOf(finding);
    // A layer that stands in the file as written needs no second excerpt.
    if (layer && finding.layer && host?.text.slice(finding.span.start, finding.span.end) !== layer.text.slice(finding.layer.span.start, finding.layer.span.end)) {
      result.push('', `  In ${visible(finding.layer.name)}`, ...excerpt(layer, finding.layer.span, this.options.width, this.excerptPaint));
    }
    return result;
  }

  private layerOf(finding: Finding): Source | undefined {
    const layers = this.entry.report.files.find((file) => file.path === finding.path)?.layers;
    const layer = layers?.find(({ id }) => id === finding.layer?.id);
    return layer && { text: layer.text, lines: new LineIndex(layer.text) };
  }

  private steps(title: string, steps: readonly FlowStep[]): string[] {
    const digits = String(steps.length).length;
    const lines = ['', `  ${this.colours.bold(title)}`];
    steps.forEach((step, index) => {
      const lead = `    ${String(index + 1).padStart(digits)}  `;
      lines.push(...this.wrap(visible(step.label), `${lead}${this.colours.cyan(this.where(step))}  `, ' '.repeat(lead.length + 2)));
      const source = this.entry.source(step.path);
      if (source) lines.push(`${' '.repeat(lead.length + 2)}${this.colours.dim(oneLine(source, step.span, Math.max(8, this.options.width - lead.length - 2)))}`);
    });
    return lines;
  }

  /** Path as seen from where the user stands, line and column from 1. */
  private where(place: { readonly path: string; readonly span: Span }, exact = true): string {
    const path = this.entry.project === '.' ? place.path : `${this.entry.project.replace(/\/$/, '')}/${place.path}`;
    const source = this.entry.source(place.path);
    const at = placeOf(source, place.span.start);
    return visible(source && exact ? `${path}:${at.line}:${at.column}` : path);
  }

  private wrap(text: string, first: string, rest: string): string[] {
    return wrapped(text, first, rest, this.options.width);
  }
}

function severityPaint(colours: Colours, severity: Severity): string {
  const paint = { error: colours.red, warning: colours.yellow, information: colours.blue, hint: colours.dim }[severity];
  return colours.bold(paint(severity));
}
