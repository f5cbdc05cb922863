/**
 * The report of one package as HTML without the page around it: a pure function of the facts. Where places lead is the caller's matter: an editor
 * opens code; a page on disk leads to the excerpt of the finding.
 */
import { titleOf } from '../records';
import { type MapEdge, whatRuns } from '../../findings/execution-map';
import { ROLE_NAMES, type Finding, type Place } from '../../findings/finding';
import { rulePage } from '../../findings/rule';
import { excerpt, type ExcerptPaint } from '../excerpt';
import { recordOf, sectionsOf } from '../record';
import { byGravity, stepOf } from '../record/dataflow';
import { at, ended, type LayerName, type PackageFacts, type Piece, type Sentence, words } from '../record/facts';
import { whenOf } from '../sentences';
import { edgesOf, executionPicture } from '../svg/execution-map';
import { flowsPicture } from '../svg/flows';
import { escaped } from './escape';

export interface BodyOptions {
  /** Where a place leads; undefined: nowhere but to the finding's own excerpt. */
  readonly linkOf?: (place: Place) => string | undefined;
  /** Where a program inside a string leads; undefined: nowhere. */
  readonly layerLinkOf?: (layer: LayerName) => string | undefined;
  /** Begins the ids of this package, so that several can stand in one page. */
  readonly prefix: string;
}

/** Findings with their excerpts; those that auditors alone see are counted in the analysis. */
const MOST_FINDINGS = 60;
const MOST_EDGES = 60;
const EXCERPT_WIDTH = 110;

const PAINT: ExcerptPaint = { gutter: (text) => text, context: (text) => text, caret: (text) => text };

export function reportBody(facts: PackageFacts, options: BodyOptions): string {
  return new Body(facts, options).all();
}

class Body {
  private readonly findings: readonly Finding[];
  private readonly anchors: ReadonlyMap<string, string>;

  constructor(private readonly facts: PackageFacts, private readonly options: BodyOptions) {
    this.findings = byGravity(facts.report.findings.filter(({ persona }) => persona === 'regular')).slice(0, MOST_FINDINGS);
    this.anchors = new Map([...this.findings.entries()].reverse().flatMap(([index, finding]) => [finding, ...finding.flow].map((place) => [this.lineOf(place), `#${options.prefix}finding-${index + 1}`] as const)).reverse());
  }

  all(): string {
    const { facts, options: { prefix } } = this;
    const sections = sectionsOf(facts);
    const record = recordOf(facts, sections);
    const [verdict, ...reasons] = sections.conclusion;
    const map = executionPicture(facts, `${prefix}map`, this.linkOf);
    const flows = flowsPicture(facts, `${prefix}flows-picture`, this.linkOf);
    return `<header>
<h1 id="${prefix}top">${this.title()}</h1>
<p class="verdict">${this.sentence(verdict!)}</p>
${this.scores()}
</header>
${this.contents()}
${this.section('purpose', 'Purpose', this.paragraph(sections.purpose))}
${this.section('runs', 'What a build runs', (map === undefined ? '<p>Nothing is known to run.</p>' : figure(map, 'Full lines run for certain, long dashes under a condition, dots are read without being executed.')) + this.edgeTable())}
${this.section('sources', 'Sources', this.paragraph(sections.sources))}
${this.section('sinks', 'Sinks', this.paragraph(sections.sinks))}
${this.section('flows', 'Flows', (flows === undefined ? '' : figure(flows, 'Red frames are errors, long dashes warnings.')) + this.list(sections.flows))}
${this.section('anomalies', 'Anomalies', this.list(sections.anomalies))}
${this.section('analysis', 'Analysis', this.paragraph(sections.analysis))}
${this.section('conclusion', 'Conclusion', this.paragraph([verdict!, ...reasons]))}
${this.section('findings', 'Findings', this.findings.length === 0 ? '<p>Nothing was found that deserves action.</p>' : this.findings.map((finding, index) => this.finding(finding, index)).join('\n'))}
<p class="dim">Report number ${record.report_number}</p>`;
  }

  private title(): string {
    const { named } = this.facts;
    const title = titleOf(this.facts);
    // The current folder has no name to show.
    const subject = named.length > 0 ? named.join(', ') : title === '.' ? '' : title;
    return `Build report${subject === '' ? '' : `: ${escaped(subject)}`}`;
  }

  private scores(): string {
    const { scores } = this.facts.report;
    const row = (label: string, value: number, grave: boolean, meaning: string): string =>
      `<tr><th scope="row">${label}</th><td>${value}</td><td><span class="bar" aria-hidden="true"><span${grave ? ' class="grave"' : ''} style="width:${Math.round(value * 100)}%"></span></span></td><td>${meaning}</td></tr>`;
    return `<div class="wide"><table>
<caption>Scores from 0 to 1</caption>
<thead><tr><th scope="col">score</th><th scope="col">value</th><th scope="col"><span class="dim">bar</span></th><th scope="col">answers</th></tr></thead>
<tbody>
${row('malware', scores.malware, true, 'Does it look as if it was meant to do harm?')}
${row('securityRisk', scores.securityRisk, false, 'What could somebody do who controls its inputs?')}
${row('obfuscated', scores.obfuscated, false, 'Is something hidden?')}
${row('confidence', scores.confidence, false, 'How far may the others be trusted?')}
</tbody></table></div>`;
  }

  private contents(): string {
    const entries = ['purpose', 'runs', 'sources', 'sinks', 'flows', 'anomalies', 'analysis', 'conclusion', 'findings'];
    return `<nav aria-label="Contents"><ul>${entries.map((id) => `<li><a href="#${this.options.prefix}${id}">${id === 'runs' ? 'what a build runs' : id}</a></li>`).join('')}</ul></nav>`;
  }

  private section(id: string, title: string, inside: string): string {
    const name = `${this.options.prefix}${id}`;
    return `<section aria-labelledby="${name}"><h2 id="${name}" tabindex="-1">${title}</h2>\n${inside}\n</section>`;
  }

  private edgeTable(): string {
    const all = edgesOf(this.facts);
    if (all.length === 0) return '';
    const rows = all.slice(0, MOST_EDGES).map((edge) => `<tr><td>${escaped(whatRuns(edge))}</td><td>${this.because(edge)}</td><td>${escaped([...new Set(edge.ways.map(({ command }) => command))].join(', '))}</td></tr>`);
    const more = all.length > MOST_EDGES ? `<p class="dim">${all.length - MOST_EDGES} more.</p>` : '';
    return `<div class="wide"><table>\n<caption>What runs, because of which key or file, by which commands</caption>\n<thead><tr><th scope="col">what</th><th scope="col">because of</th><th scope="col">commands</th></tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody></table></div>${more}`;
  }

  private because(edge: MapEdge): string {
    return `${this.place(edge.via)}${edge.via.key === '' ? '' : ` <code>${escaped(edge.via.key)}</code>`}`;
  }

  private finding(finding: Finding, index: number): string {
    const { facts } = this;
    const title = facts.rules.find(({ id }) => id === finding.rule)?.title ?? finding.rule;
    const source = facts.source(finding.path);
    const steps = finding.flow.map((step) => `<li>${this.place(step)} ${this.sentence(stepOf(step.label))}</li>`);
    const gates = finding.execution.gates.map((gate) => `<code>${escaped(gate)}</code>`);
    return `<article class="finding" aria-labelledby="${this.options.prefix}finding-${index + 1}">
<h3 id="${this.options.prefix}finding-${index + 1}" tabindex="-1"><span class="${finding.severity}">${finding.severity}</span> ${this.sentence(words(finding.message))}</h3>
<p>${this.place(finding, true)}, ${ROLE_NAMES[finding.role]}${finding.layer ? `: ${this.layer({ path: finding.path, id: finding.layer.id }, finding.layer.name)}` : ''}. <a href="${escaped(rulePage(finding.rule))}">${escaped(title)}</a>. ${this.sentence(words(whenOf(finding)))}${gates.length > 0 ? ` Only if ${gates.join(', and ')}.` : ''}${finding.confidence === 'high' ? '' : ` Confidence: ${finding.confidence}.`}</p>
${source ? `<pre>${excerpt(source, finding.span, EXCERPT_WIDTH, PAINT).map(escaped).join('\n')}</pre>` : ''}${steps.length > 0 ? `\n<p>How the value gets there:</p>\n<ol>${steps.join('')}</ol>` : ''}${finding.fixes.length > 0 ? `\n<p>Fixes: ${finding.fixes.map((fix) => `${this.sentence(words(fix.title))} (${fix.applicability})`).join('; ')}.</p>` : ''}
</article>`;
  }

  private readonly linkOf = (place: Place): string | undefined => this.options.linkOf?.(place) ?? this.anchors.get(this.lineOf(place));

  private lineOf({ path, span }: Place): string {
    return `${path}:${this.facts.source(path)?.lines.locate(span.start).line ?? 0}`;
  }

  /** `outward`: the heading of an excerpt, which must not lead to itself. */
  private place(place: Place, outward = false): string {
    const piece = at(this.facts, place);
    const href = outward ? this.options.linkOf?.(place) : this.linkOf(place);
    const text = typeof piece === 'object' && 'text' in piece ? piece.text : '';
    return href === undefined ? `<code>${escaped(text)}</code>` : `<a href="${escaped(href)}"><code>${escaped(text)}</code></a>`;
  }

  private layer(layer: LayerName, text: string): string {
    const href = this.options.layerLinkOf?.(layer);
    return href === undefined ? escaped(text) : `<a href="${escaped(href)}">${escaped(text)}</a>`;
  }

  private sentence(sentence: Sentence): string {
    return sentence.map((piece) => this.piece(piece)).join('');
  }

  private piece(piece: Piece): string {
    if (typeof piece === 'string') return escaped(piece);
    if ('layer' in piece) return this.layer(piece.layer, piece.text);
    return 'code' in piece ? `<code>${escaped(piece.code)}</code>` : this.place(piece.place);
  }

  private paragraph(sentences: readonly Sentence[]): string {
    return `<p>${sentences.map((sentence) => this.sentence(ended(sentence))).join(' ')}</p>`;
  }

  private list(sentences: readonly Sentence[]): string {
    return `<ul>${sentences.map((sentence) => `<li>${this.sentence(sentence)}</li>`).join('\n')}</ul>`;
  }
}

/** Wide pictures scroll by themselves, with the keyboard too. */
const figure = (picture: string, caption: string): string => `<figure><div class="wide" tabindex="0" role="group" aria-label="Picture">${picture}</div><figcaption class="dim">${caption}</figcaption></figure>`;
