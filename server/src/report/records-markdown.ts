/** Records as Markdown: a heading a field; what comes from the package is shown and is no markup. */
import { code, plain } from './markdown-text';
import { recordOf, sectionsOf, TEXT_FIELDS } from './record';
import type { Piece, Sentence } from './record/facts';
import { type RecordEntry, type RecordWriter, titleOf } from './records';

export const FIELD_TITLES = {
  purpose: 'Purpose', sources: 'Sources', sinks: 'Sinks', flows: 'Flows', anomalies: 'Anomalies', analysis: 'Analysis', conclusion: 'Conclusion',
} as const;

export const recordsMarkdown: RecordWriter = {
  start: () => '',
  record: (entry, index) => `${index === 0 ? '' : '\n'}${linesOf(entry).join('\n')}\n`,
  finish: () => '',
};

function linesOf(entry: RecordEntry): readonly string[] {
  if ('error' in entry) return [`# ${code(entry.project)}`, '', `**Not read**: ${plain(entry.error)}`];
  const sections = sectionsOf(entry);
  const record = recordOf(entry, sections);
  const lines = [titleOf(entry) === '.' ? '# Build report' : `# Build report: ${code(titleOf(entry))}`, ''];
  for (const field of TEXT_FIELDS) {
    lines.push(`## ${FIELD_TITLES[field]}`, '');
    const sentences = sections[field].map(markdownOf);
    if (field === 'flows' || field === 'anomalies') lines.push(...sentences.map((sentence) => `- ${sentence}`), '');
    else lines.push(sentences.join(' '), '');
  }
  return [...lines, '| confidence | obfuscated | malware | securityRisk | report\\_number |', '|---|---|---|---|---|',
    `| ${record.confidence} | ${record.obfuscated} | ${record.malware} | ${record.securityRisk} | ${record.report_number} |`];
}

const markdownOf = (sentence: Sentence): string => sentence.map(pieceOf).join('');

const pieceOf = (piece: Piece): string => (typeof piece === 'string' ? plain(piece) : 'layer' in piece ? plain(piece.text) : code('code' in piece ? piece.code : piece.text));
