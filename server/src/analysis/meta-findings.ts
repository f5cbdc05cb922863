/** Findings about the analysis itself: unreadable text, unusual encodings, comments that ask for silence. */
import type { FileContent } from '../base/fileset';
import { LineIndex, type Span } from '../base/text';
import type { Execution, Finding, LayerReference, Role } from '../findings/finding';
import type { RuleMetadata, Persona, Severity } from '../findings/rule';
import { listed } from '../rules/values';
import { NOT_ANALYSED, SUPPRESSION, UNUSUAL_ENCODING } from '../rules/meta';
import { type SuppressionComment, type Used, withoutRules } from './suppressions';

export interface FileContext {
  readonly path: string;
  readonly role: Role;
  readonly execution: Execution;
}

export function metaFinding(
  context: FileContext, metadata: RuleMetadata, span: Span, severity: Severity, persona: Persona, message: string, layer?: LayerReference,
): Finding {
  return {
    rule: metadata.id, category: metadata.category, severity, confidence: 'high', persona, message, path: context.path, span, role: context.role,
    execution: context.execution, flow: [], related: [], signs: [], fixes: [], ...(layer && { layer }),
  };
}

export const notAnalysed = (context: FileContext, span: Span, reason: string, layer?: LayerReference): Finding =>
  metaFinding(context, NOT_ANALYSED, span, 'warning', 'regular', `Not analysed: ${reason}`, layer);

/** Problems of one file that are told one by one; broken texts have as many as characters. */
const MOST_PROBLEMS = 100;

/** The first problems of a file; of many, the last one says how many more follow. */
export function firstProblems<T extends { readonly message: string }>(problems: readonly T[]): readonly T[] {
  const last = problems[MOST_PROBLEMS - 1];
  const more = problems.length - MOST_PROBLEMS;
  return last && more > 0 ? [...problems.slice(0, MOST_PROBLEMS - 1), { ...last, message: `${last.message}, and ${more} more ${more === 1 ? 'place' : 'places'} behind it cannot be read` }] : problems;
}

/** What decoding had to assume. */
export function encodingFindings(context: FileContext, content: FileContent | undefined): Finding[] {
  if (content?.kind !== 'text' || content.note === undefined) return [];
  const alarming = /hides code/.test(content.note);
  const firstLine = content.text.search(/[\r\n]/);
  const span = { start: 0, end: firstLine === -1 ? content.text.length : firstLine };
  return [metaFinding(context, UNUSUAL_ENCODING, span, alarming ? 'warning' : 'information', 'regular', `The encoding of this file is unusual: ${content.note}`)];
}

/** What is to be said of the comments of a file themselves. */
export function suppressionFindings(context: FileContext, text: string, comments: readonly SuppressionComment[], used: Used, trusted: boolean): Finding[] {
  const lines = new LineIndex(text);
  return comments.flatMap((comment): Finding[] => {
    if (comment.reason === '') return [metaFinding(context, SUPPRESSION, comment.span, 'warning', 'regular', 'This comment gives no reason, so it suppresses nothing')];
    const unused = comment.rules.filter((rule) => used.get(comment)?.has(rule) !== true);
    const told: Finding[] = unused.length === 0 && comment.rules.length > 0 ? [] : [{
      ...metaFinding(context, SUPPRESSION, comment.span, 'information', 'pedantic', `Nothing here is reported by ${listed(unused) || 'no rule'}: ${unused.length < comment.rules.length ? 'the comment need not name it' : 'the comment can go'}`),
      signs: unused.map((rule) => UNUSED_SIGN + rule),
      fixes: [{ title: unused.length < comment.rules.length ? `Take ${listed(unused)} out of the comment` : 'Remove the comment', applicability: 'safe', path: context.path, edits: [withoutRules(text, lines, comment, unused)] }],
    }];
    if (trusted || unused.length === comment.rules.length) return told;
    return [...told, metaFinding(context, SUPPRESSION, comment.span, 'information', 'regular', `This comment asks for silence about ${listed(comment.rules)}; the project is not trusted, so it is listed and not obeyed`)];
  });
}

/** Begins the signs of a comment that was of no use to one program, a rule each; it may be to another that runs the same file. */
export const UNUSED_SIGN = 'unused:';
