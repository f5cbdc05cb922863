/** Differences for people: at a terminal, and as Markdown for a pull request. Everything that comes from the projects is made harmless. */
import pc from 'picocolors';
import { type ComparedProject, type DiffWriter, type Mark, scoreChanges, sectionsOf } from './diff';
import { code, plain, prose } from './markdown-text';
import { visible } from './visible';
import { wrapped } from './wrap';

const SIGNS: Readonly<Record<Mark, string>> = { new: '+', gone: '-', changed: '~' };

const nothing = ({ old, new: now }: ComparedProject): string => `Nothing that matters to a build differs between ${old} and ${now}.`;

export const diffTerminal: DiffWriter = (compared, { colour, width }) => {
  const colours = pc.createColors(colour);
  const paints: Readonly<Record<Mark, (text: string) => string>> = { new: colours.red, gone: colours.green, changed: colours.yellow };
  const lines = [...wrapped(colours.bold(visible(`${compared.old} → ${compared.new}`)), '', '  ', width), ''];
  const sections = sectionsOf(compared);
  const scores = scoreChanges(compared);
  if (scores.length > 0) lines.push(`${colours.bold('Scores')}  ${scores.join(', ')}`, '');
  for (const { title, lines: told } of sections) {
    lines.push(colours.bold(title));
    for (const { mark, text, where, more } of told) {
      lines.push(...wrapped(visible(text), `  ${SIGNS[mark]} `, '    ', width, paints[mark]));
      if (where !== undefined) lines.push(...wrapped(visible(where), '    ', '    ', width, colours.cyan));
      for (const one of more) lines.push(...wrapped(visible(one), '      ', '        ', width));
    }
    lines.push('');
  }
  if (sections.length === 0) lines.push(...wrapped(visible(nothing(compared)), '', '', width), '');
  return `${lines.join('\n')}\n`;
};

const WORDS: Readonly<Record<Mark, string>> = { new: '**new**', gone: 'gone', changed: '*changed*' };

export const diffMarkdown: DiffWriter = (compared) => {
  const lines = [`## ${code(compared.old)} → ${code(compared.new)}`, ''];
  const sections = sectionsOf(compared);
  const scores = scoreChanges(compared);
  if (scores.length > 0) lines.push(`Scores: ${scores.join(', ')}`, '');
  for (const { title, lines: told } of sections) {
    lines.push(`### ${title}`, '');
    for (const { mark, text, where, more } of told) {
      lines.push(`- ${WORDS[mark]} ${prose(text)}${where === undefined ? '' : ` — ${code(where)}`}`);
      for (const one of more) lines.push(`  - ${prose(one)}`);
    }
    lines.push('');
  }
  if (sections.length === 0) lines.push(plain(nothing(compared)), '');
  return lines.join('\n');
};
