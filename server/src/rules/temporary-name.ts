/** Rule: a name for a temporary file is chosen, and the file made later. */
import { temporaryNameFix } from './fixes/temporary-name';
import type { Rule } from './rule';

export const temporaryName: Rule = {
  metadata: {
    id: 'temporary-name',
    category: 'system',
    title: 'Guessable temporary file',
    why: '`tempfile.mktemp()` gives a name at which there is no file yet. Until the program makes one, anybody who can write to the folder for temporary files can put a file or a link there: the program then reads what they wrote, or writes where they like.',
    advice: 'Let the library make the file (`tempfile.NamedTemporaryFile`, `tempfile.mkstemp`) or a folder of your own (`tempfile.TemporaryDirectory`, `tempfile.mkdtemp`).',
    example: { bad: 'import tempfile\n\nprobe = tempfile.mktemp(".c")\nopen(probe, "w").write("int main(void) { return 0; }")', good: 'import os, tempfile\n\nprobe = os.path.join(tempfile.mkdtemp(), "file.c")\nopen(probe, "w").write("int main(void) { return 0; }")' },
    cwe: [377],
    sources: ['https://docs.python.org/3/library/tempfile.html#tempfile.mktemp', 'https://cwe.mitre.org/data/definitions/377.html'],
  },
  fixable: true,
  check(context) {
    for (const site of context.sites('temporary-name')) {
      context.report({ point: site.point, severity: 'information', confidence: 'high', persona: 'pedantic', message: `\`${site.path}\` gives a name at which somebody else can make a file first`, fixes: temporaryNameFix(site) });
    }
  },
};
