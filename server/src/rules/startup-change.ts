/** Rule: something is put where programs start by themselves. */
import { START_UP_KEY } from '../catalog/locations';
import { lastComponent } from '../dataflow/intrinsics/paths';
import { readPaths } from '../dataflow/places';
import { unknown } from '../dataflow/value';
import { writtenPaths } from './paths';
import type { Rule } from './rule';
import { isTestRole } from './values';

export const startupChange: Rule = {
  metadata: {
    id: 'startup-change',
    category: 'system',
    title: 'Start-up change',
    why: 'A build that writes to a start-up folder, a shell’s start-up file, a service, a table of jobs, the `Run` keys of the registry or a `.pth` file among the installed packages arranges to run again: at every login, every shell, every start of Python. It outlives the package it came with.',
    advice: 'Remove it. Ship programs as entry points, and let users decide what starts by itself. If it is not yours: do not build this package.',
    example: { bad: 'import os\nwith open(os.path.expanduser("~/.bashrc"), "a") as rc:\n    rc.write("python -m tool &\\n")', good: 'from setuptools import setup\nsetup(entry_points={"console_scripts": ["tool = tool:main"]})' },
    cwe: [506, 552],
    sources: ['https://attack.mitre.org/tactics/TA0003/', 'https://docs.python.org/3/library/site.html'],
  },
  fixable: false,
  check(context) {
    if (isTestRole(context.program.role)) return;
    for (const { site, value, readings } of writtenPaths(context)) {
      const place = readings.find(({ location }) => location?.kind === 'start-up');
      if (place) context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `Writes \`${place.text}\`: ${place.location!.what}`, signs: ['writes:start-up'] });
      else if (/\.pth$/.test(lastComponent(value) ?? '')) context.report({ point: site.point, severity: 'information', confidence: 'medium', persona: 'pedantic', message: `Writes \`${lastComponent(value)!}\`: once installed, Python reads it at every start`, signs: ['writes:pth'] });
    }
    for (const site of context.sites('registry-write')) {
      const key = readPaths(site.argument(site.calls[0]!.model.sinks!['registry-write']!)?.value ?? unknown).find(({ text }) => START_UP_KEY.test(text));
      if (key) context.report({ point: site.point, severity: 'error', confidence: 'high', persona: 'regular', message: `Writes the registry key \`${key.text}\`: programs named there start by themselves`, signs: ['writes:start-up'] });
    }
  },
};
