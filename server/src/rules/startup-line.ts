/** Rule: a file of the project makes every Python interpreter run something when it starts. */
import { knownStartupLine } from '../project/startup-templates';
import { type ConfigContext, type ConfigRule, keyOf, placeOf, quoted } from './config-rule';
import type { Edge } from '../project/edges';

export const startupLine: ConfigRule = {
  metadata: {
    id: 'startup-line',
    category: 'configuration',
    title: 'Code at the start of every interpreter',
    why: 'Lines of a `.pth` file that begin with `import`, the functions a `.start` file names, and `sitecustomize` run whenever any Python starts in the environment, whether the package is used or not. An installed package needs no import to run.',
    advice: 'Do the work when the package is imported. Build tools write such lines for editable installs; those need not be part of a project.',
    example: { bad: '# package.pth\nimport os; os.system("true")', good: '# package.pth\n../src' },
    cwe: [506, 829],
    sources: ['https://docs.python.org/3/library/site.html', 'https://peps.python.org/pep-0829/', 'https://attack.mitre.org/techniques/T1546/018/'],
  },
  fixable: false,
  check(context) {
    for (const edge of context.edges) if (edge.executes && edge.hooks.includes('start')) judge(context, edge);
  },
};

/** What no editable install needs: text that is decoded or evaluated, programs, the network. */
const ALARMING = /\b(?:exec|eval|compile)\s*\(|\b(?:base64|zlib|marshal|codecs|binascii|subprocess|ctypes|urllib|requests|socket|http)\b|\bos\s*\.\s*(?:system|popen|exec\w*|spawn\w*)|\\x[0-9a-f]{2}|fromhex|chr\s*\(/i;

/** A line of Python without the remark at its end; what may be inside a string stays. */
function withoutComment(line: string): string {
  if (/'''|"""/.test(line)) return line;
  const code = /^(?:[^#'"]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*/.exec(line)![0];
  return line[code.length] === '#' ? code : line;
}

function judge(context: ConfigContext, edge: Edge): void {
  const base = { ...placeOf(edge), edge, persona: 'regular' } as const;
  const { target } = edge;
  if (edge.id.startsWith('pth-line') && target.kind === 'text') {
    if (knownStartupLine(target.text) !== undefined) return;
    const isAlarming = ALARMING.test(withoutComment(target.text));
    context.report({
      ...base, severity: isAlarming ? 'error' : 'warning', confidence: isAlarming ? 'high' : 'medium', signs: isAlarming ? ['startup:code'] : ['startup:line'],
      message: `This line runs as Python whenever an interpreter starts, once the file is installed: ${quoted(target.text)}`,
    });
  } else if (edge.id.startsWith('start-line') && target.kind === 'module') {
    context.report({ ...base, severity: 'warning', confidence: 'medium', signs: ['startup:line'], message: `This line calls ${quoted(`${target.name}:${target.object}`)} whenever an interpreter starts, once the file is installed` });
  } else if (/^(?:site|user)customize/.test(edge.id) && edge.via.key === '') {
    context.report({ ...base, severity: 'information', confidence: 'medium', message: `\`${edge.via.path}\` runs whenever an interpreter starts, ${edge.condition ?? 'once it is installed'}` });
  } else if (edge.id.startsWith('pth-') && target.kind === 'file') {
    context.report({ ...base, severity: 'information', confidence: 'high', message: `${keyOf(edge)} puts \`${target.path}\` where interpreters read it at every start` });
  }
}
