/** Where data comes in, where it matters, and how it gets from the one to the other. */
import type { Finding, FlowStep, Place } from '../../findings/finding';
import { SEVERITIES, type Category } from '../../findings/rule';
import { capital, code, ended, grouped, listed, type PackageFacts, places, type Piece, type Sentence, words } from './facts';

const CONCERNED: ReadonlySet<Category> = new Set(['dynamic-execution', 'dynamic-import', 'process', 'environment', 'system', 'deserialization', 'native-code', 'network']);

/** How messages about files begin; they are told by the names of the files. */
const ACCESS = /^(?:Reads|Writes|Deletes) /;

/** Flows that are told in full; the report of `scan` has all. */
const MOST_FLOWS = 12;

/** The gravest first, otherwise as in every report. */
export const byGravity = (findings: readonly Finding[]): readonly Finding[] => [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));

/** What everybody is told comes before what the code merely can do. */
export function flowing({ report }: PackageFacts): readonly Finding[] {
  const all = byGravity(report.findings.filter(({ flow }) => flow.length > 1));
  return [...all.filter(isTold), ...all.filter((finding) => !isTold(finding))];
}

/** Whether it is among the findings of the analysis, and not only listed for auditors. */
export const isTold = ({ persona }: Finding): boolean => persona === 'regular';

export function sources(facts: PackageFacts): readonly Sentence[] {
  const entries = grouped(flowing(facts).map(({ flow }) => flow[0]!), ({ label }) => label);
  const reads = accesses(facts, 'Reads', 'The code reads ');
  if (entries.length === 0) return [['No value from the environment, a file, the network or a caller was seen to reach a call that matters.'], ...reads];
  const named = listed(entries.map(([label, steps]) => [...sourceOf(label), ...places(facts, steps)]));
  return [entries.length === 1 ? [...capital(named), ' reaches calls that matter.'] : [`${entries.length} sources reach calls that matter: `, ...named, '.'], ...reads];
}

/** The label of a flow's first step as a noun: "what is read from the environment variable `CC`", "the argument `name` of `run`". */
export function sourceOf(label: string): Sentence {
  const quoted = label.replace(/\b(environment variable|file|option) ([^\s`]+)$/, '$1 `$2`');
  return words(`${/^(?:read|taken|sent|\w+ed)\b/.test(quoted) ? 'what is' : 'the'} ${quoted}`);
}

export function sinks(facts: PackageFacts): readonly Sentence[] {
  const calls = facts.report.findings.filter(({ category, message }) => CONCERNED.has(category) && !ACCESS.test(message));
  const [reached, fixed] = [calls.filter(({ flow }) => flow.length > 1), calls.filter(({ flow }) => flow.length <= 1)];
  const sentences: Sentence[] = [];
  if (reached.length > 0) sentences.push(['Reached by data from outside: ', ...byRule(facts, reached), '.']);
  if (fixed.length > 0) sentences.push(['No flow was found into ', ...byRule(facts, fixed), '.']);
  if (sentences.length === 0) sentences.push(['No call that runs text, starts programs, loads code by name, changes the environment or uses the network was found.']);
  return [...sentences, ...accesses(facts, 'Writes', 'The code writes '), ...accesses(facts, 'Deletes', 'The code deletes ')];
}

/** "dynamic import by `__import__` (setup.py:1), process start by `os.system` (setup.py:9)" */
function byRule(facts: PackageFacts, findings: readonly Finding[]): Sentence {
  const named = grouped(byGravity(findings), ({ rule }) => rule).map(([rule, some]) => {
    const title = facts.rules.find(({ id }) => id === rule)?.title ?? rule;
    const callees = grouped(some, (finding) => sinkOf(facts, finding)[0]).map(([callee, all]): Sentence => [code(callee), ...places(facts, all.map((finding) => sinkOf(facts, finding)[1]))]);
    return [`${title.charAt(0).toLowerCase()}${title.slice(1)} by `, ...listed(callees, 5)];
  });
  return named.flatMap((sentence, index) => (index === 0 ? sentence : ['; ', ...sentence]));
}

/** What a finding's data reaches, and where: what the last step names, else the call of the finding. */
function sinkOf(facts: PackageFacts, finding: Finding): readonly [callee: string, place: Place] {
  const last = finding.flow.at(-1);
  const named = last && /^becomes .*`([^`]+)`$/.exec(last.label)?.[1];
  return last && named !== undefined ? [named, last] : [calleeOf(facts, finding), finding];
}

/** The function as the message names it, else as it is written. */
export function calleeOf({ source }: PackageFacts, { message, path, span }: Finding): string {
  const named = /^`([^`]+)`/.exec(message)?.[1];
  if (named !== undefined) return named;
  const text = (source(path)?.text.slice(span.start, span.end) ?? '').replace(/\s+/g, ' ');
  return text.length <= 60 ? text : `${text.slice(0, text.indexOf('(') > 0 ? Math.min(60, text.indexOf('(')) : 60)}(…)`;
}

/** Files by the names that messages of one verb give: "`a`, `b` and 4 files that are not known beforehand". */
function accesses(facts: PackageFacts, verb: string, lead: string): readonly Sentence[] {
  const told = facts.report.findings.filter(({ message, layer }) => message.startsWith(`${verb} `) && layer === undefined);
  if (told.length === 0) return [];
  const names = grouped(told.filter(({ message }) => message.includes('`')), ({ message }) => message.slice(verb.length + 1)).map(([what, some]): Sentence => [...words(what).map(withGaps), ...places(facts, some)]);
  const unnamed = told.filter(({ message }) => !message.includes('`'));
  return [[lead, ...listed([...names, ...(unnamed.length > 0 ? [[unnamed.length === 1 ? '1 file whose name only exists at run time' : `${unnamed.length} files whose names only exist at run time`, ...places(facts, unnamed)]] : [])], 6), '.']];
}

/** Parts of a name that are not known, as gaps. */
const withGaps = (piece: Piece): Piece => (typeof piece === 'object' && 'code' in piece ? (piece.code === '<temporary>' ? 'a temporary file' : code(piece.code.replaceAll('?', '…'))) : piece);

/** A sentence for each flow, and when it happens where that is not as before. */
export function flows(facts: PackageFacts): readonly Sentence[] {
  const all = flowing(facts);
  if (all.length === 0) return [['No flow from a source to a sink was found.']];
  const told = all.slice(0, MOST_FLOWS).map((finding, index): Sentence => {
    const { when } = finding.execution;
    return [...flowSentence(facts, finding), ...(when === '' || when === all[index - 1]?.execution.when ? [] : [' ', ...words(when)])];
  });
  return [...told, ...(all.length > MOST_FLOWS ? [[`${all.length - MOST_FLOWS} more are of less weight.`]] : [])];
}

/** "Warning: what is read from the environment variable `CC` (setup.py:1), assigned to `cc`, reaches `os.system` (setup.py:2): …" */
export function flowSentence(facts: PackageFacts, finding: Finding): Sentence {
  const { flow, execution, severity, confidence, category } = finding;
  const [first, last] = [flow[0]!, flow.at(-1)!];
  const end: Sentence = last.label === 'reaches this call' ? ['reaches ', code(calleeOf(facts, finding))] : /^(?:becomes|reaches)\b/.test(last.label) ? words(last.label) : ['gets to where ', ...words(last.label.replace(/ here$/, ''))];
  const way = wayOf(flow.slice(1, -1));
  return [
    `${isTold(finding) ? `${severity.charAt(0).toUpperCase()}${severity.slice(1)}` : 'For auditors'}${confidence === 'high' ? '' : ` (${confidence} confidence)`}: `,
    ...sourceOf(first.label), ...places(facts, [first]), ...(way.length > 0 ? [', ', ...way, ','] : []), ' ', ...end, ...places(facts, [last]),
    ...(execution.gates.length > 0 ? [', only if ', ...listed(execution.gates.map((gate): Piece[] => [code(gate)]))] : []),
    ...(category === 'build-isolation' ? ['.'] : [': ', ...ended(words(lowered(finding.message)))]),
  ];
}

/** The steps between, of many the first two and the last two; assignments to names alone tell little, so they are the first to go. */
function wayOf(steps: readonly FlowStep[]): Sentence {
  const labels = [...new Set(steps.map(({ label }) => label))];
  if (labels.length === 0) return [];
  const shown = labels.length <= 5 ? labels : [...labels.slice(0, 2), `${labels.length - 4} more steps`, ...labels.slice(-2)];
  return shown.flatMap((label, index): Sentence => [...(index === 0 ? [] : [', ']), ...stepOf(label)]);
}

/** The label of a step, with the text it quotes from the program as code. */
export function stepOf(label: string): Sentence {
  const quoted = /^(combined in|put into the text) ([^`]+)$/.exec(label);
  return quoted ? [`${quoted[1]} `, code(quoted[2]!)] : words(label);
}

/** A message after a colon: with a small letter where it begins with a word of ours. */
const lowered = (message: string): string => (/^[A-Z][a-z]* /.test(message) ? message.charAt(0).toLowerCase() + message.slice(1) : message);
