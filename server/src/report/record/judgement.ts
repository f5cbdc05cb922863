/** What repeats or stands out, what it comes to, and what to do; every number with the findings it came from. */
import type { Finding } from '../../findings/finding';
import { REACH_WORDS, REACHES } from '../../findings/reach';
import { isAtLeast, SEVERITIES, type Severity } from '../../findings/rule';
import { byGravity, calleeOf, isTold, sourceOf } from './dataflow';
import { at, code, ended, grouped, listed, type PackageFacts, places, plural, type Sentence, words } from './facts';

const SEVERITY_WORDS: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ['error', 'errors'], warning: ['warning', 'warnings'], information: ['piece of information', 'pieces of information'], hint: ['hint', 'hints'],
};

/** How often the same must stand in a package to be told as a habit of it. */
const REPEATED = 3;

export function anomalies(facts: PackageFacts): readonly Sentence[] {
  const { report, map } = facts;
  const sentences: Sentence[] = [];
  const hidden = report.findings.filter(({ category, signs }) => category === 'obfuscation' || signs.includes('from:decoded'));
  for (const [message, some] of grouped(byGravity(hidden), (finding) => finding.message)) sentences.push([...ended(words(message)).slice(0, -1), ...places(facts, some), '.']);
  const rest = report.findings.filter((finding) => !hidden.includes(finding) && finding.category !== 'analysis' && finding.category !== 'configuration' && !/^(?:Reads|Writes|Deletes) /.test(finding.message));
  for (const [key, some] of grouped(rest, (finding) => `${finding.rule}\0${calleeOf(facts, finding)}`)) {
    if (some.length < REPEATED) continue;
    const title = facts.rules.find(({ id }) => id === some[0]!.rule)?.title ?? some[0]!.rule;
    const inside = some.filter(({ layer }) => layer !== undefined).length;
    sentences.push([`${title} repeats: `, code(key.split('\0')[1]!), ` stands at ${some.length} places`, ...(inside > 0 ? [`, ${inside === some.length ? 'all' : inside} of them in programs inside strings`] : []), ...places(facts, some), '.']);
  }
  const held = report.files.flatMap((file) => file.layers.filter(({ role }) => role === 'decoded-layer').map((one) => ({ ...one, place: { path: file.path, span: one.host } })));
  for (const [, [layer, ...others]] of grouped(held, ({ name, place }) => `${name}\0${place.path}\0${place.span.start}`)) {
    const { id, name, place } = layer!;
    sentences.push([others.length === 0 ? 'A string holds a program of its own: ' : `Strings hold ${others.length + 1} programs of their own: `, { layer: { path: place.path, id }, text: name }, ' (', at(facts, place), ').']);
  }
  for (const edge of map.edges.filter(({ executes, target }) => executes && (target.state === 'missing' || target.state === 'outside'))) {
    sentences.push([at(facts, edge.via), ' names ', code(edge.target.text), edge.target.state === 'missing' ? ', which is not there.' : ', which lies outside the project.']);
  }
  const silenced = report.findings.filter(({ suppressed }) => suppressed !== undefined);
  if (silenced.length > 0) sentences.push([`Comments in the project ask to ignore ${plural(silenced.length, 'finding')}`, ...places(facts, silenced), '.']);
  for (const problem of facts.problems) sentences.push(['The folder or archive itself: ', ...ended(words(problem))]);
  if (sentences.length === 0) sentences.push(['Nothing stands out: no decoded or hidden code, no call that repeats, no path that leads nowhere.']);
  return sentences;
}

export function analysis(facts: PackageFacts): readonly Sentence[] {
  const { report } = facts;
  const shown = byGravity(report.findings.filter(({ persona }) => persona === 'regular'));
  const more = report.findings.length - shown.length;
  const sentences: Sentence[] = [];
  if (shown.length === 0) sentences.push(['Nothing was found that deserves action.']);
  else {
    const counts = SEVERITIES.flatMap((severity): Sentence[] => {
      const count = shown.filter((finding) => finding.severity === severity).length;
      return count === 0 ? [] : [[plural(count, ...SEVERITY_WORDS[severity])]];
    });
    sentences.push([`${plural(shown.length, 'finding')} ${shown.length === 1 ? 'deserves' : 'deserve'} a look: `, ...listed(counts), '.']);
    const reaches = REACHES.flatMap((reach): Sentence[] => {
      const count = shown.filter(({ execution }) => execution.reach === reach).length;
      return count === 0 ? [] : [[`${count} ${count === 1 ? REACH_WORDS[reach] : REACH_WORDS[reach].replace(/\bruns\b/, 'run')}`]];
    });
    if (reaches.length > 0) sentences.push(['By how they are reached: ', ...listed(reaches), '.']);
    // Of a single file the harness is its purpose, and told there.
    const least = shown.some(({ severity }) => severity === 'error' || severity === 'warning') ? 'warning' : 'information';
    const weighty = grouped(shown.filter(({ severity, category }) => isAtLeast(severity, least) && (facts.named.length === 0 || category !== 'build-isolation')), ({ message }) => message);
    for (const [message, some] of weighty.slice(0, 8)) sentences.push([...ended(words(message)).slice(0, -1), ...places(facts, some), '.']);
    if (weighty.length > 8) sentences.push([`${weighty.length - 8} more are of that weight.`]);
  }
  if (more > 0) sentences.push([`Beyond that, ${more === 1 ? 'one thing' : `${more} things`} that the code can do or that could be tidier ${more === 1 ? 'is' : 'are'} listed for auditors: `, ...rulesOf(facts, report.findings.filter(({ persona }) => persona !== 'regular')), '.']);
  const partial = report.files.filter(({ complete }) => !complete);
  for (const { path } of partial) {
    const why = report.findings.find((finding) => finding.rule === 'not-analysed' && finding.path === path);
    sentences.push(['Not all of ', code(path), ' could be analysed', ...(why ? [': ', ...words(why.message.replace(/^Not analysed: /, ''))] : []), '.']);
  }
  return sentences;
}

/** "4 × dynamic import, 1 × file access" by title. */
const rulesOf = (facts: PackageFacts, findings: readonly Finding[]): Sentence => listed(grouped(findings, ({ rule }) => rule).map(([rule, some]) => {
  const title = facts.rules.find(({ id }) => id === rule)?.title ?? rule;
  return [`${some.length} × ${title.charAt(0).toLowerCase()}${title.slice(1)}`];
}), 12);

export function conclusion(facts: PackageFacts): readonly Sentence[] {
  const { scores, findings } = facts.report;
  const { evidence } = facts;
  const reasons = (some: readonly Finding[]): Sentence => listed(grouped(byGravity(some), ({ rule }) => rule).map(([rule, all]) => [rule, ...places(facts, all)]), 8);
  const sentences: Sentence[] = [verdict(facts)];
  sentences.push(evidence.malware.length === 0 ? [`Malware ${scores.malware}: nothing that was found speaks of intent to harm.`] : [`Malware ${scores.malware}, from `, ...reasons(evidence.malware), '.']);
  sentences.push(evidence.securityRisk.length === 0 ? [`Security risk ${scores.securityRisk}: no input was found that would let somebody else decide what runs.`] : [`Security risk ${scores.securityRisk}, from `, ...reasons(evidence.securityRisk), '.']);
  if (evidence.obfuscated.length > 0) sentences.push([`Obfuscated ${scores.obfuscated}, from `, ...reasons(evidence.obfuscated), '.']);
  const fixable = findings.filter((finding) => isTold(finding) && finding.fixes.some(({ applicability }) => applicability !== 'display-only'));
  if (fixable.length > 0) {
    const keeping = fixable.filter(({ fixes }) => fixes.some(({ applicability }) => applicability === 'safe')).length;
    const what = keeping === fixable.length ? 'what the code does stays as it is' : keeping === 0 ? 'what the code does changes with it' : `for ${keeping} of them what the code does stays as it is`;
    sentences.push([`${fixable.length === 1 ? 'A fix is' : 'Fixes are'} offered for ${plural(fixable.length, 'finding')}: ${what}.`]);
  }
  const partial = facts.report.files.some(({ complete }) => !complete) || facts.problems.length > 0;
  sentences.push([`Confidence ${scores.confidence}: ${facts.report.files.length === 0 ? 'there was no file to analyse' : partial ? 'a part could not be analysed' : 'every file was analysed whole'}.`]);
  return sentences;
}

/** Alarm from this score on; docs/scores.md. */
const ALARM = 0.5;
const EXPOSED = 0.3;

function verdict({ report: { scores, files }, map, evidence }: PackageFacts): Sentence {
  if (files.length === 0 && map.edges.length === 0) return ['There was nothing to judge.'];
  if (scores.malware >= ALARM) return ['Do not build this outside a sandbox before somebody has read what is named here: it does what honest builds do not do.'];
  if (scores.malware > 0) return ['There are signs that deserve an explanation before this is built.'];
  if (scores.securityRisk >= EXPOSED) {
    const deciding = deciders(evidence.securityRisk);
    return deciding.length === 0 ? ['No sign of intent, but what the analysis names is worth a change.'] : ['No sign of intent, but inputs decide what runs: ', ...listed(deciding, 4), '.'];
  }
  return ['No sign of intent was found, and little that others could turn against a build.'];
}

const DECIDING: ReadonlySet<string> = new Set(['dynamic-execution', 'dynamic-import', 'deserialization']);

/** The sources of flows that end in code of somebody's choice. */
function deciders(findings: readonly Finding[]): readonly Sentence[] {
  const flowing = byGravity(findings).filter(({ flow, category, rule, severity }) => flow.length > 1 && isAtLeast(severity, 'warning') && (DECIDING.has(category) || rule === 'process-start'));
  return [...new Set(flowing.map(({ flow }) => flow[0]!.label))].map(sourceOf);
}
