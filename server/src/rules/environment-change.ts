/** Rule: environment variables are set for this process and every program it starts. */
import { constantText, unknown } from '../dataflow/value';
import { environmentFixes } from './fixes/mappings';
import type { Rule } from './rule';
import { isConstant, sourcePhrase, worstTaint } from './values';

export const environmentChange: Rule = {
  metadata: {
    id: 'environment-change',
    category: 'environment',
    title: 'Environment change',
    why: 'The environment steers everything that runs later: `PATH`, `PYTHONPATH`, `LD_PRELOAD`, `CC`, `PIP_INDEX_URL`. Whoever may fill `os.environ` wholesale chooses which programs and modules the rest of the build runs.',
    advice: 'Set the variables you mean, by name. Better still, leave `os.environ` alone and pass `env={**os.environ, "NAME": value}` to the one process that needs it.',
    example: { bad: 'import os\n\ndef prepare(settings):\n    os.environ.update(settings)', good: 'import os\n\ndef prepare(settings):\n    os.environ["CFLAGS"] = settings["cflags"]' },
    cwe: [15, 454],
    sources: ['https://docs.python.org/3/library/os.html#os.environ', 'https://cwe.mitre.org/data/definitions/454.html'],
  },
  fixable: true,
  check(context) {
    for (const site of context.sites('environment-write')) {
      const whole = site.path.endsWith('.update');
      const value = site.argument(site.calls[0]!.model.sinks!['environment-write']!)?.value ?? unknown;
      const taint = worstTaint(value, 'environment-write', ['environment', 'whole-environment', 'file']);
      const key = site.argument('key')?.value;
      const file = value.taints.find(({ kind }) => kind === 'file' || kind === 'network' || kind === 'decoded');
      if (isConstant(value) && (!key || isConstant(key))) context.report({ point: site.point, severity: 'hint', confidence: 'high', persona: 'auditor', message: 'Sets environment variables to constants' });
      else if (taint && whole) context.report({ point: site.point, severity: 'warning', confidence: 'high', persona: 'regular', message: `\`${site.path}\` takes names and values of environment variables from ${sourcePhrase(taint)}`, taint, fixes: environmentFixes(site, value) });
      else if (file && STEERING.test(constantText(key ?? unknown) ?? '')) context.report({ point: site.point, severity: 'warning', confidence: 'medium', persona: 'regular', message: `\`${constantText(key!)!}\` decides what later steps run, and is set from ${sourcePhrase(file)}`, taint: file });
      else if (taint) context.report({ point: site.point, severity: 'information', confidence: 'high', persona: key && isConstant(key) ? 'pedantic' : 'regular', message: `An environment variable is set from ${sourcePhrase(taint)}`, taint });
      else context.report({ point: site.point, severity: 'information', confidence: 'medium', persona: whole ? 'regular' : 'auditor', message: whole ? `\`${site.path}\` sets environment variables that are not known beforehand` : 'Sets an environment variable', fixes: environmentFixes(site, value) });
    }
  },
};

/** Variables by which programs, modules and packages are found. */
const STEERING = /^(?:PATH|PATHEXT|PYTHON(?:PATH|HOME|STARTUP|EXECUTABLE|BREAKPOINT|PLATLIBDIR)|LD_(?:PRELOAD|LIBRARY_PATH|AUDIT)|DYLD_\w+|PIP_\w+|UV_\w+|GIT_(?:SSH|SSH_COMMAND|EXEC_PATH|PROXY_COMMAND)|BASH_ENV|ENV|https?_proxy|HTTPS?_PROXY)$/;
