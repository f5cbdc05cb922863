/** Rule: files are deleted. */
import type { LocationKind } from '../catalog/locations';
import type { Persona, Severity } from '../findings/rule';
import { constantText } from '../dataflow/value';
import { deletedPaths, type TouchedPath } from './paths';
import { enclosing } from '../semantics/enclosing';
import type { Rule, RuleContext } from './rule';
import { isOutside, isTestRole, sourcePhrase, worstTaint } from './values';

/** What deleting there is; elsewhere it is what builds do with their own trees. */
const GRAVE: Readonly<Partial<Record<LocationKind, readonly [Severity, Persona]>>> = {
  everything: ['error', 'regular'], documents: ['error', 'regular'], system: ['warning', 'regular'], home: ['warning', 'regular'], 'start-up': ['warning', 'regular'],
  installation: ['information', 'pedantic'], outside: ['information', 'pedantic'],
};

export const fileRemoval: Rule = {
  metadata: {
    id: 'file-removal',
    category: 'system',
    title: 'Files are deleted',
    why: 'A build may clean up after itself: build trees, caches and temporary files come and go. What it deletes elsewhere is not its own, and nothing brings it back: a home folder, a user’s documents, parts of the system.',
    advice: 'Delete below the project’s folder or a temporary folder only, and check paths from outside before: `Path(path).resolve().is_relative_to(root)`.',
    example: { bad: 'import os, shutil\nshutil.rmtree(os.path.expanduser("~/Documents"))', good: 'import shutil\nshutil.rmtree("build", ignore_errors=True)' },
    cwe: [22, 73],
    sources: ['https://attack.mitre.org/techniques/T1485/', 'https://docs.python.org/3/library/shutil.html#shutil.rmtree'],
  },
  fixable: false,
  check(context) {
    for (const path of deletedPaths(context)) judge(context, path);
  },
};

function judge(context: RuleContext, { site, value, readings }: TouchedPath): void {
  const place = isTestRole(context.program.role) ? undefined : readings.find(({ location }) => location && GRAVE[location.kind]);
  const grave = place && GRAVE[place.location!.kind];
  if (grave && !(place.location!.kind === 'everything' && isSingle(site))) {
    const [severity, persona] = grave;
    const where = place.location!.kind === 'everything' ? place.location!.what : `\`${place.text}\`, in ${place.location!.what}`;
    context.report({ point: site.point, severity, confidence: place.text.includes('?') ? 'medium' : 'high', persona, message: `Deletes ${where}`, signs: [`deletes:${place.location!.kind}`] });
    return;
  }
  const taint = worstTaint(value, 'file-delete', ['file']);
  // A folder that the system names is as good as a known one.
  const named = readings.length > 0 && readings.every(({ location }) => location !== undefined);
  if (taint && isOutside(taint.kind) && !named) context.report({ point: site.point, severity: 'information', confidence: 'high', persona: 'regular', message: `Deletes a file that ${sourcePhrase(taint)} names`, taint });
  else context.report({ point: site.point, severity: 'hint', confidence: 'high', persona: 'auditor', message: `Deletes ${describe(value, readings[0]?.text)}` });
}

/** What takes away one file or an empty folder, outside loops, deletes no file system, wherever its path leads. */
function isSingle({ point, path }: TouchedPath['site']): boolean {
  return /\.(?:remove|unlink|rmdir|removedirs)$/.test(path) && !enclosing(point.unit, point.start, point.end)?.statements.some(({ kind }) => kind === 'For' || kind === 'While');
}

function describe(value: TouchedPath['value'], reading: string | undefined): string {
  const known = constantText(value)?.replace(/^\.\//, '') ?? (reading !== undefined && /[^?/]/.test(reading) ? reading : undefined);
  return known === undefined ? 'a file that is not known beforehand' : `\`${known}\``;
}
