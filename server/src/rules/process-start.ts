/** Rule: another program is started. */
import { hostOf, isPackageIndex } from '../catalog/package-indexes';
import { isToolVariable } from '../catalog/tool-variables';
import { isProved, type Taint } from '../dataflow/taint';
import { constantText, joinAll, truth, unknown, type Value } from '../dataflow/value';
import { judgeAllowed } from './allowed';
import { argumentListFixes } from './fixes/argument-list';
import { isFoundPython, ownInterpreterFixes } from './fixes/own-interpreter';
import type { Rule, RuleContext, Site } from './rule';
import { isConstant, isOutside, isRemote, readingOf, sourcePhrase, worstTaint } from './values';

export const processStart: Rule = {
  metadata: {
    id: 'process-start',
    category: 'process',
    title: 'Process start',
    why: 'Builds start compilers and version control all the time, and a constant `["git", "describe"]` is no reason for alarm. It becomes one when somebody else decides what is started, or when a shell reads the text: then a value such as `; rm -rf ~` is a command of its own.',
    advice: 'Pass a list of arguments without a shell; keep the program constant; quote what must go through a shell with `shlex.quote`; check values from the environment or the command line against what you expect.',
    example: {
      bad: 'import os\nos.system("make CFLAGS=" + os.environ["CFLAGS"])',
      good: 'import os, shlex, subprocess\nsubprocess.check_call(["make", f"CFLAGS={shlex.quote(os.environ[\'CFLAGS\'])}"])',
    },
    cwe: [78, 88],
    sources: ['https://docs.python.org/3/library/subprocess.html#security-considerations', 'https://cwe.mitre.org/data/definitions/78.html'],
  },
  fixable: true,
  check(context) {
    for (const site of context.sites('shell')) judge(context, site, site.argument(site.calls[0]!.model.sinks!.shell!)?.value ?? unknown, true);
    for (const site of context.sites('process')) {
      const shell = site.argument('shell')?.value;
      judge(context, site, site.argument(site.calls[0]!.model.sinks!.process!)?.value ?? unknown, shell !== undefined && truth(shell) !== false);
    }
  },
};

function judge(context: RuleContext, site: Site, value: Value, shell: boolean): void {
  // What a shell makes of a text is more than the program it begins with.
  const verdict = shell ? undefined : judgeAllowed(context.allowed, 'allow-commands', programOf(value), 'process');
  const asked = { ...(verdict && { beside: verdict.asked }), ...(verdict?.allow && { allow: verdict.allow }) };
  const report = (severity: 'error' | 'warning' | 'information' | 'hint', persona: 'regular' | 'pedantic' | 'auditor', message: string, taint?: Taint): void =>
    context.report({ point: site.point, severity, confidence: taint ? 'high' : 'medium', persona, message, fixes: shell ? argumentListFixes(site, (program) => saysOf(taint, program)) : [], ...(taint && { taint }), ...asked });
  const how = shell ? `\`${site.path}\` hands a shell a command` : `\`${site.path}\` starts a program`;
  const sink = shell ? 'shell' : 'process';
  const hidden = worstTaint(value, sink);
  if (hidden && isRemote(hidden.kind)) {
    if (isProved(hidden, 'pinned')) report('information', 'regular', `${how} that comes from ${sourcePhrase(hidden)}; its hash is compared with a known one`, hidden);
    else if (hidden.kind === 'network' && isPackageIndex(hostOf(hidden.detail) ?? '')) report('warning', 'regular', `${how} that comes from a package index`, hidden);
    else {
      // A Python file that was written from known text was analysed as a program of its own.
      const known = hidden.kind === 'decoded' && isConstant(value, sink) && /\.pyw?\b/i.test(readingOf(value).join(' '));
      context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `${how} that comes from ${sourcePhrase(hidden)}`, taint: hidden, ...(known && { signs: ['text:known'] }) });
    }
    return;
  }
  if (verdict?.allowed) return;
  if (isConstant(value, sink)) {
    if (shell) report('information', 'pedantic', `${how} that is constant; no shell is needed for it`);
    else if (isFoundPython(constantText(programOf(value)))) {
      context.report({ point: site.point, severity: 'information', confidence: 'high', persona: 'pedantic', message: `\`${site.path}\` starts the first \`${constantText(programOf(value))!}\` on the search path, which may not belong to the Python that builds`, fixes: ownInterpreterFixes(site) });
    } else report('hint', 'auditor', `${how} with constant arguments`);
    return;
  }
  const program = shell ? value : programOf(value);
  const chosen = worstTaint(program, sink);
  if (chosen?.kind === 'environment' && isToolVariable(chosen.detail) && !shell) {
    report('information', 'pedantic', `${how} that ${sourcePhrase(chosen)} chooses, as whoever builds may`, chosen);
    return;
  }
  // A quoted word is no second command, but as the first word it is still the program.
  const first = shell && !chosen ? worstTaint(firstWordOf(value), 'process') : undefined;
  if (first) {
    report('warning', 'regular', `\`${site.path}\` starts a program that ${sourcePhrase(first)} chooses`, first);
    return;
  }
  const taint = chosen;
  const argumentTaint = taint ? undefined : worstTaint(value, sink);
  if (taint && shell && isOutside(taint.kind) && taint.kind !== 'process-output') report('error', 'regular', `${how} that holds what ${sourcePhrase(taint)} says`, taint);
  else if (taint && taint.kind === 'file' && !shell) report('information', 'pedantic', `${how} named by ${sourcePhrase(taint)}`, taint);
  else if (taint) report('warning', 'regular', shell ? `${how} that holds data from ${sourcePhrase(taint)}` : `${how} that ${sourcePhrase(taint)} chooses`, taint);
  else if (argumentTaint) report('information', steers(argumentTaint, constantText(program)) ? 'regular' : 'pedantic', `${how} with arguments from ${sourcePhrase(argumentTaint)}`, argumentTaint);
  else if (shell) report('information', 'regular', `${how} that is not known beforehand`);
  else report('information', isConstant(programOf(value)) ? 'auditor' : 'regular', `${how}${isConstant(programOf(value)) ? ' with arguments that are not known beforehand' : ' that is not known beforehand'}`);
}

/** Whether an argument from there gives somebody a say who has none. */
const steers = (argument: Taint, program: string | undefined): boolean => isOutside(argument.kind) && !(isOfBuilder(argument) && isPlainProgram(program));

/** Who has a say in the arguments when the program is started without a shell. */
const saysOf = (taint: Taint | undefined, program: string | undefined): string | undefined => (taint && steers(taint, program) ? sourcePhrase(taint) : undefined);

/** What is started is known, and runs nothing that its arguments say. */
function isPlainProgram(program: string | undefined): boolean {
  const name = program?.replace(/^.*[\\/]/, '');
  return name !== undefined && !/^(?:[a-z]*sh|cmd|powershell|pwsh|python[\d.]*|pip[\d.]*|perl|ruby|node|npx|php|lua|env|xargs|ssh|sudo|nice|nohup|time|find)(?:\.exe)?$/i.test(name);
}

/** The environment is that of whoever builds; where a shell cannot make commands of it, it may steer a known program. */
const isOfBuilder = ({ kind }: Taint): boolean => kind === 'environment' || kind === 'whole-environment';

/** The first element of an argument list: what is started. */
function programOf(value: Value): Value {
  const lists = value.shapes.filter((shape) => shape.kind === 'sequence');
  if (lists.length === 0 || lists.length !== value.shapes.length) return value;
  return joinAll(lists.map((shape) => shape.elements[0] ?? shape.rest ?? unknown));
}

/** What a command line begins with, where that is not known text. */
const firstWordOf = (value: Value): Value => joinAll(value.shapes.flatMap((shape) => {
  const first = shape.kind === 'text' ? shape.parts[0] : undefined;
  return shape.kind === 'text' ? (first && 'hole' in first ? [first.hole] : []) : shape.kind === 'any' ? [{ shapes: [shape], taints: value.taints }] : [];
}));
