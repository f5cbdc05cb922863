/** Rule: the working directory moves to a place somebody else names. */
import { unknown } from '../dataflow/value';
import type { Rule } from './rule';
import { isConstant, isOutside, sourcePhrase, worstTaint } from './values';

export const directoryChange: Rule = {
  metadata: {
    id: 'directory-change',
    category: 'environment',
    title: 'Change of the working directory',
    why: 'Relative paths, and under some backends `import` itself, start from the working directory. After `os.chdir` to a folder that somebody else names, `open("setup.cfg")` and `import helper` mean that folder’s files; in a test harness it is the folder whose `setup.py` is about to run.',
    advice: 'Use absolute paths, or `cwd=` of the one process that needs it. Where the directory must change, check that it lies inside the folder you expect: `Path(target).resolve().is_relative_to(root)`.',
    example: { bad: 'import os\n\ndef build(folder):\n    os.chdir(folder)', good: 'import subprocess\n\ndef build(folder):\n    subprocess.check_call(["make"], cwd=folder)' },
    cwe: [426, 427],
    sources: ['https://docs.python.org/3/library/os.html#os.chdir', 'https://cwe.mitre.org/data/definitions/427.html'],
  },
  fixable: false,
  check(context) {
    for (const site of context.sites('directory')) {
      const value = site.argument('path')?.value ?? unknown;
      const taint = worstTaint(value, 'directory', ['file']);
      if (taint) context.report({ point: site.point, severity: isOutside(taint.kind) ? 'warning' : 'information', confidence: 'high', persona: 'regular', message: `\`${site.path}\` goes to a folder that ${sourcePhrase(taint)} names`, taint });
      else if (isConstant(value)) context.report({ point: site.point, severity: 'hint', confidence: 'high', persona: 'auditor', message: `\`${site.path}\` goes to a known folder` });
      else context.report({ point: site.point, severity: 'hint', confidence: 'medium', persona: 'auditor', message: `\`${site.path}\` goes to a folder that is not known beforehand` });
    }
  },
};
