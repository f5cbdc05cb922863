/** Rule: an archive decides where its members are written. */
import { truth } from '../dataflow/value';
import { extractionFix } from './fixes/archives';
import type { Rule } from './rule';

export const archiveExtraction: Rule = {
  metadata: {
    id: 'archive-extraction',
    category: 'system',
    title: 'Archive extracted without a filter',
    why: 'A tar archive names the paths, links, owners and modes of its members. Without a filter, one that holds `../../.bashrc`, a link to `/etc` or a device is extracted as it says. Python 3.14 filters by default; every earlier version that has filters (3.12, and 3.8 to 3.11 with security releases) does so when asked.',
    advice: 'Pass `filter="data"`: members that leave the folder, and everything that is no plain file or folder, are refused.',
    example: { bad: 'import tarfile\n\nwith tarfile.open("vendor.tar.gz") as archive:\n    archive.extractall("build")', good: 'import tarfile\n\nwith tarfile.open("vendor.tar.gz") as archive:\n    archive.extractall("build", filter="data")' },
    cwe: [22],
    sources: ['https://docs.python.org/3/library/tarfile.html#extraction-filters', 'https://peps.python.org/pep-0706/'],
  },
  fixable: true,
  check(context) {
    for (const site of context.sites('file-write')) {
      if (!/^tarfile\.(?:open|TarFile(?:\.open)?)\(\)\.extract(?:all)?$/.test(site.path)) continue;
      if (site.calls.every((call) => call.args.has('filter') || (call.args.has('members') && truth(call.args.get('members')!.value) !== false))) continue;
      context.report({ point: site.point, severity: 'information', confidence: 'high', persona: 'pedantic', message: `\`${site.path.replace(/\(\)/g, '')}\` writes wherever the archive says: it has no filter`, fixes: extractionFix(site) });
    }
  },
};
