/** Rule: something is written outside the project. */
import type { LocationKind } from '../catalog/locations';
import type { Persona, Severity } from '../findings/rule';
import { unknown } from '../dataflow/value';
import { readPaths } from '../dataflow/places';
import { writtenPaths } from './paths';
import type { Rule } from './rule';
import { isTestRole } from './values';

/** Caches and temporary folders are there to be written to; start-up locations have a rule of their own. */
const NOTABLE: Readonly<Partial<Record<LocationKind, readonly [Severity, Persona]>>> = {
  system: ['warning', 'regular'], everything: ['warning', 'regular'], documents: ['information', 'regular'],
  home: ['information', 'pedantic'], installation: ['information', 'pedantic'], outside: ['information', 'pedantic'],
};

export const outsideWrite: Rule = {
  metadata: {
    id: 'outside-write',
    category: 'system',
    title: 'Writing outside the project',
    why: 'What a build leaves outside its own folder is not in the wheel, is not removed with the package, and may replace what others rely on. A build that has to be started with more rights to do it hands them to everything it runs.',
    advice: 'Write below the project’s folder, a temporary folder or a cache, and let the installer put files where they belong: package data, `data_files`, entry points. What has to stand elsewhere is for the user to put there.',
    example: { bad: 'import shutil\nshutil.copy("tool.conf", "/etc/tool.conf")', good: 'from setuptools import setup\nsetup(data_files=[("etc", ["tool.conf"])])' },
    cwe: [73, 552],
    sources: ['https://setuptools.pypa.io/en/latest/userguide/datafiles.html', 'https://cwe.mitre.org/data/definitions/73.html'],
  },
  fixable: false,
  check(context) {
    if (isTestRole(context.program.role)) return;
    for (const { site, readings } of writtenPaths(context)) {
      const place = readings.find(({ location }) => location && NOTABLE[location.kind]);
      if (!place) continue;
      const [severity, persona] = NOTABLE[place.location!.kind]!;
      context.report({ point: site.point, severity, confidence: 'high', persona, message: `Writes \`${place.text}\`, in ${place.location!.what}`, signs: [`writes:${place.location!.kind}`] });
    }
    for (const site of context.sites('registry-write')) {
      const key = readPaths(site.argument(site.calls[0]!.model.sinks!['registry-write']!)?.value ?? unknown)[0]?.text;
      context.report({ point: site.point, severity: 'warning', confidence: 'high', persona: 'regular', message: `Changes the Windows registry${key === undefined || !/[^?/]/.test(key) ? '' : ` at \`${key}\``}`, signs: ['writes:registry'] });
    }
  },
};
