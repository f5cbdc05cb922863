/** Rule: a module is imported by a name that is a value, not a word in the source. */
import { type Value, unknown } from '../dataflow/value';
import { judgeAllowed } from './allowed';
import { entryPointFixes, isLoadOfEntryPoint, loaderOf } from './fixes/entry-points';
import { importFixes } from './fixes/imports';
import { loaderFixes } from './fixes/paths';
import type { Rule, RuleContext, Site } from './rule';
import { finiteModules, finiteReferences, isConstant, isRemote, listed, modulesOfReferences, readingOf, sourcePhrase, worstTaint } from './values';

export const dynamicImport: Rule = {
  metadata: {
    id: 'dynamic-import',
    category: 'dynamic-import',
    title: 'Dynamic import',
    why: 'Importing runs the module. When its name is data, whoever supplies the data chooses among everything that can be imported: every installed package, and with the project folder on `sys.path` every file of the project. Readers, linters and bundlers cannot see what is meant either.',
    advice: 'Import by name in the source. If there are several candidates, dispatch over them with one import statement each. If the name must stay open (a backend, a plug-in), check it against an allow-list before the import, or look it up among `importlib.metadata.entry_points(group=…)`. Names that you know can be put on [the allow-list](https://github.com/buildglass/buildglass/blob/main/docs/allow-list.md).',
    example: {
      bad: 'import importlib, os\nbackend = importlib.import_module(os.environ["BACKEND"])',
      good: 'import importlib, os\nname = os.environ["BACKEND"]\nif name not in {"flit_core.buildapi", "hatchling.build"}:\n    raise ValueError(f"backend not allowed: {name!r}")\nbackend = importlib.import_module(name)',
    },
    cwe: [470, 829],
    sources: ['https://docs.python.org/3/library/importlib.html#importlib.import_module', 'https://peps.python.org/pep-0517/', 'https://cwe.mitre.org/data/definitions/470.html'],
  },
  fixable: true,
  check(context) {
    for (const site of context.sites('import')) judge(context, site);
    for (const site of context.sites('run-spec')) judgeSpec(context, site);
  },
};

function judge(context: RuleContext, site: Site): void {
  const plugin = isLoadOfEntryPoint(site);
  const name = plugin ? loaderOf(site) : site.path.replace(/^builtins\./, '');
  const argument = site.argument(site.calls[0]!.model.sinks!.import!);
  const value: Value = argument?.value ?? unknown;
  const references = plugin || site.path === 'pkgutil.resolve_name';
  const names = references ? finiteReferences(value) : finiteModules(value);
  const modules = names ?? (references && value.guarded ? modulesOfReferences(value) : undefined);
  const taint = worstTaint(value, 'import');
  const verdict = judgeAllowed(context.allowed, 'allow-imports', value, 'import');
  if (verdict.allowed) return;
  const more = { fixes: names === undefined && modules ? [] : plugin ? (value.guarded ? [] : entryPointFixes(context, site)) : importFixes(context, site, value, names, argument?.point), beside: verdict.asked, ...(verdict.allow && { allow: verdict.allow }) };
  if (modules && (!taint || value.guarded)) {
    if (modules.length === 1 && !value.guarded) {
      context.report({ point: site.point, severity: 'information', confidence: 'high', persona: 'regular', message: `\`${name}\` always imports \`${modules[0]!}\`; an import statement says so`, ...more });
    } else {
      const guarded = value.guarded === true;
      context.report({
        point: site.point, severity: guarded ? 'hint' : 'information', confidence: 'high', persona: plugin ? 'auditor' : guarded ? 'pedantic' : 'regular',
        message: `\`${name}\` imports ${modules.length === 1 ? '' : 'one of '}${listed(modules)}`, ...more,
      });
    }
    return;
  }
  if (taint) {
    // What is installed was asked for by the build's requirements.
    const installed = taint.kind === 'entry-point';
    context.report({
      point: site.point, severity: isRemote(taint.kind) ? 'error' : installed ? 'information' : 'warning', confidence: 'high', persona: installed ? 'pedantic' : 'regular',
      message: `\`${name}\` imports whatever module ${sourcePhrase(taint)} names`, taint, ...more,
    });
  } else if (plugin && value.taints.length > 0) {
    context.report({ point: site.point, severity: 'hint', confidence: 'high', persona: 'auditor', message: `\`${name}\` imports what an installed package declares, by a name that is known or was checked`, beside: more.beside });
  } else {
    context.report({ point: site.point, severity: 'information', confidence: 'medium', persona: 'regular', message: `\`${name}\` imports a module whose name is not known beforehand`, ...more });
  }
}

/** `spec.loader.exec_module`: what matters is the file behind the spec. */
function judgeSpec(context: RuleContext, site: Site): void {
  const value = site.argument('self')?.value ?? unknown;
  const taint = worstTaint(value, 'run-spec', ['file']);
  if (taint) {
    context.report({ point: site.point, severity: isRemote(taint.kind) ? 'error' : 'warning', confidence: 'high', persona: 'regular', message: `A module file is run whose path comes from ${sourcePhrase(taint)}`, taint, fixes: loaderFixes(context, site.point, value) });
  } else if (isConstant(value) && readingOf(value).some((path) => /\.(?:zip|whl|egg|dat|bin)$/i.test(path))) {
    context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `A module inside the archive \`${readingOf(value)[0]!}\` is run, where nobody reads it`, signs: ['program:packed'] });
  } else if (isConstant(value)) {
    context.report({ point: site.point, severity: 'hint', confidence: 'high', persona: 'auditor', message: `A module file of known path is run: ${listed(value.shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.parts.map((part) => ('text' in part ? part.text : '?')).join('').replace(/^\.\//, '')] : [])))}` });
  } else if (value.guarded) {
    context.report({ point: site.point, severity: 'hint', confidence: 'high', persona: 'auditor', message: 'A module file is run whose path was checked' });
  } else {
    context.report({ point: site.point, severity: 'information', confidence: 'medium', persona: 'regular', message: 'A module file is run whose path is not known beforehand' });
  }
}
