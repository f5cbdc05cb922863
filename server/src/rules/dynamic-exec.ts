/** Rule: source text or a file is run as Python. */
import { contains } from '../base/text';
import { spanInProgram } from '../dataflow/source';
import { isProved } from '../dataflow/taint';
import { evalFixes, execFixes } from './fixes/literals';
import { pathFixes } from './fixes/paths';
import type { Draft, Rule, RuleContext, Site } from './rule';
import { isConstant, isOutside, isRemote, sourcePhrase, worstTaint } from './values';

export const dynamicExec: Rule = {
  metadata: {
    id: 'dynamic-exec',
    category: 'dynamic-execution',
    title: 'Dynamic execution',
    why: 'Whoever decides about the text decides what runs: with the rights of the person who builds, before anything was installed. `exec(open("_version.py").read())` of a file that only assigns literals is harmless, and Buildglass says nothing about it; text from the environment, a download, a decoder or an unknown file is not.',
    advice: 'Read values instead of running code: `ast.literal_eval`, `tomllib`, a regular expression on the one line you need, or `importlib.metadata.version`. In `pyproject.toml`, `version = {attr = "pkg.__version__"}` is read without running the file when it is a literal.',
    example: {
      bad: 'import os\nexec(os.environ["PRE_BUILD"])',
      good: 'import re\nversion = re.search(r\'^__version__ = "([^"]+)"\', open("pkg/_version.py").read(), re.M)[1]',
    },
    cwe: [94, 95],
    sources: ['https://docs.python.org/3/library/functions.html#exec', 'https://packaging.python.org/en/latest/discussions/single-source-version/'],
  },
  fixable: true,
  check(context) {
    for (const site of context.sites('code')) if (!isInnerCompile(context, site)) judge(context, site, 'code');
    for (const site of context.sites('run-path')) judge(context, site, 'run-path');
  },
};

/** `exec(compile(…))` is one thing, told once. */
function isInnerCompile(context: RuleContext, site: Site): boolean {
  if (site.path !== 'builtins.compile') return false;
  const own = spanInProgram(site.point);
  return context.sites('code').some((other) => other !== site && other.point.unit === site.point.unit && contains(spanInProgram(other.point), own));
}

function judge(context: RuleContext, site: Site, sink: 'code' | 'run-path'): void {
  const text = sink === 'code';
  const comesFrom = `runs ${text ? 'what' : 'a file that'} comes from`;
  const name = site.path.replace(/^builtins\./, '');
  const argument = site.argument(site.calls[0]!.model.sinks![sink]!);
  if (!argument) return;
  const { value } = argument;
  const report = (draft: Omit<Draft, 'point' | 'fixes'>): void => context.report({ point: site.point, ...draft, fixes: text ? [...evalFixes(context, site, isConstant(value)), ...execFixes(context, site)] : argument.point ? pathFixes(site.point, argument.point, value) : [] });
  const taint = worstTaint(value, sink, context.isHarmless(site.point) ? ['file'] : []);
  if (taint && isRemote(taint.kind) && isProved(taint, 'pinned')) {
    report({ severity: 'information', confidence: 'high', persona: 'regular', message: `\`${name}\` ${comesFrom} ${sourcePhrase(taint)}; its hash is compared with a known one`, taint });
  } else if (taint && isRemote(taint.kind)) {
    report({ severity: 'error', confidence: 'high', persona: 'regular', message: `\`${name}\` ${comesFrom} ${sourcePhrase(taint)}`, taint, ...(isConstant(value) && { signs: ['text:known'] }) });
  } else if (taint && isOutside(taint.kind)) {
    report({ severity: 'error', confidence: 'high', persona: 'regular', message: `\`${name}\` runs ${text ? `what ${sourcePhrase(taint)} says` : `a file that ${sourcePhrase(taint)} names`}`, taint });
  } else if (!text && !taint && value.guarded && !isConstant(value)) {
    report({ severity: 'hint', confidence: 'high', persona: 'auditor', message: `\`${name}\` runs a file whose path was checked` });
  } else if (context.isHarmless(site.point)) {
    report({ severity: 'hint', confidence: 'high', persona: 'auditor', message: `\`${name}\` runs text that was followed and only sets values` });
  } else if (isConstant(value)) {
    report({ severity: 'information', confidence: 'high', persona: 'pedantic', message: `\`${name}\` runs ${text ? 'text that is known; it was analysed as a program of its own' : 'a file whose path is known'}`, ...(taint && { taint }) });
  } else if (taint?.kind === 'file' && taint.detail) {
    report({ severity: 'information', confidence: 'medium', persona: 'regular', message: `\`${name}\` runs ${text ? `text taken from ${sourcePhrase(taint)}, of which not everything is known` : `a file that ${sourcePhrase(taint)} names`}`, taint });
  } else if (taint) {
    report({ severity: 'warning', confidence: 'medium', persona: 'regular', message: `\`${name}\` ${comesFrom} ${sourcePhrase(taint)}`, taint });
  } else {
    report({ severity: 'warning', confidence: 'medium', persona: 'regular', message: `\`${name}\` runs ${text ? 'text' : 'a file'} that cannot be known beforehand` });
  }
}
