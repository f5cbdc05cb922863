/** Rule: files are read or written; a capability, listed for auditors. */
import { constantText, unknown, type Value } from '../dataflow/value';
import type { SinkKind } from '../catalog/model';
import type { Rule, RuleContext, Site } from './rule';
import { opensForWriting } from './paths';
import { isOutside, sourcePhrase, worstTaint } from './values';

const VERBS: readonly (readonly [SinkKind, string])[] = [['file-read', 'Reads'], ['file-write', 'Writes']];

export const fileAccess: Rule = {
  metadata: {
    id: 'file-access',
    category: 'environment',
    title: 'File access',
    why: 'Builds read and write files: that is what they are for, and Buildglass only lists it. It is worth a look when somebody outside the project names the file: a path such as `../../.ssh/config` leads out of the tree.',
    advice: 'Keep to the project’s own folder and to temporary folders. Check paths from outside: `Path(path).resolve().is_relative_to(root)`.',
    example: { bad: 'import os\nversion = open(os.environ["VERSION_FILE"]).read()', good: 'version = open("VERSION").read()' },
    cwe: [22, 73],
    sources: ['https://docs.python.org/3/library/pathlib.html#pathlib.PurePath.is_relative_to', 'https://cwe.mitre.org/data/definitions/22.html'],
  },
  fixable: false,
  check(context) {
    for (const [sink, verb] of VERBS) for (const site of context.sites(sink)) judge(context, site, sink, verb);
  },
};

function judge(context: RuleContext, site: Site, sink: SinkKind, verb: string): void {
  const value: Value = site.argument(site.calls[0]!.model.sinks![sink]!)?.value ?? unknown;
  const writes = sink === 'file-read' && opensForWriting(site);
  const what = writes ? 'Writes' : verb;
  const taint = worstTaint(value, sink, ['file']);
  const named = constantText(value)?.replace(/^\.\//, '');
  if (taint && isOutside(taint.kind)) {
    context.report({ point: site.point, severity: 'information', confidence: 'high', persona: 'auditor', message: `${what} a file that ${sourcePhrase(taint)} names`, taint });
  } else {
    context.report({ point: site.point, severity: 'hint', confidence: 'high', persona: 'auditor', message: `${what} ${named === undefined ? 'a file that is not known beforehand' : `\`${named}\``}` });
  }
}
