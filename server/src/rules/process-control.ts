/** Rule: processes are signalled, copied or replaced; terminals are opened. */
import { unknown } from '../dataflow/value';
import { killFixes } from './fixes/own-child';
import type { Rule } from './rule';
import { isConstant, sourcePhrase, worstTaint } from './values';

export const processControl: Rule = {
  metadata: {
    id: 'process-control',
    category: 'process',
    title: 'Process control',
    why: 'Process ids are reused: `os.kill` of a remembered id may hit a process of somebody else. Forking, replacing the process image, installing signal handlers and opening a terminal are rare in honest builds and common in programs that want to outlive them.',
    advice: 'Keep the object that started the process and call `terminate()` or `kill()` on it. Use `subprocess` with a timeout instead of `fork` and `exec`.',
    example: {
      bad: 'import os, signal\nos.kill(int(open("build.pid").read()), signal.SIGTERM)',
      good: 'import subprocess\nworker = subprocess.Popen(["make"])\nworker.terminate()',
    },
    cwe: [283, 367],
    sources: ['https://docs.python.org/3/library/os.html#os.kill', 'https://docs.python.org/3/library/subprocess.html#subprocess.Popen.terminate'],
  },
  fixable: true,
  check(context) {
    for (const site of context.sites('kill')) {
      const value = site.argument('pid')?.value ?? unknown;
      const taint = worstTaint(value, 'kill');
      const fixes = killFixes(site, value);
      if (taint) context.report({ point: site.point, severity: 'warning', confidence: 'high', persona: 'regular', message: taint.kind === 'process-id' ? `\`${site.path}\` signals a process by an id that was read earlier; the id may belong to another process by now` : `\`${site.path}\` signals whatever process ${sourcePhrase(taint)} names`, taint, fixes });
      else if (value.guarded) context.report({ point: site.point, severity: 'hint', confidence: 'high', persona: 'auditor', message: `\`${site.path}\` signals a process whose id was checked before` });
      else context.report({ point: site.point, severity: isConstant(value) ? 'information' : 'warning', confidence: 'medium', persona: 'regular', message: `\`${site.path}\` signals a process${isConstant(value) ? '' : ' that is not known beforehand'}`, fixes });
    }
    for (const site of context.sites('fork')) {
      const what = /exec/.test(site.path) ? 'replaces the running build by another program' : /spawn/.test(site.path) ? 'starts a process below the reach of `subprocess`' : 'copies the running build into another process';
      context.report({ point: site.point, severity: 'information', confidence: 'high', persona: 'regular', message: `\`${site.path}\` ${what}` });
    }
    for (const site of context.sites('signal')) context.report({ point: site.point, severity: 'information', confidence: 'high', persona: 'regular', message: `\`${site.path}\` changes how the build reacts to signals` });
    for (const site of context.sites('terminal')) context.report({ point: site.point, severity: 'warning', confidence: 'high', persona: 'regular', message: `\`${site.path}\` opens an interactive terminal` });
  },
};
