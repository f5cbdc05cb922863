/** Findings about the analysis itself: unreadable text, unusual encodings, comments that ask for silence. */
import type { FileContent } from '../base/fileset';
import type { Span } from '../base/text';
import type { Execution, Finding, LayerReference, Role } from '../findings/finding';
import type { RuleMetadata, Persona, Severity } from '../findings/rule';
import { listed } from '../rules/values';
import { NOT_ANALYSED, SUPPRESSION, UNUSUAL_ENCODING } from '../rules/meta';
import type { SuppressionComment } from './suppressions';

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

/** What decoding had to assume. */
export function encodingFindings(context: FileContext, content: FileContent | undefined): Finding[] {
  if (content?.kind !== 'text' || content.note === undefined) return [];
  const alarming = /hides code/.test(content.note);
  const firstLine = content.text.search(/[\r\n]/);
  const span = { start: 0, end: firstLine === -1 ? content.text.length : firstLine };
  return [metaFinding(context, UNUSUAL_ENCODING, span, alarming ? 'warning' : 'information', 'regular', `The encoding of this file is unusual: ${content.note}`)];
}

export function suppressionFindings(context: FileContext, comments: readonly SuppressionComment[], used: ReadonlySet<SuppressionComment>, trusted: boolean): Finding[] {
  return comments.flatMap((comment) => {
    const rules = listed(comment.rules);
    if (comment.reason === '') return [metaFinding(context, SUPPRESSION, comment.span, 'warning', 'regular', 'This comment gives no reason, so it suppresses nothing')];
    if (!used.has(comment)) return [metaFinding(context, SUPPRESSION, comment.span, 'information', 'pedantic', `Nothing here is reported by ${rules || 'no rule'}: the comment can go`)];
    return trusted ? [] : [metaFinding(context, SUPPRESSION, comment.span, 'information', 'regular', `This comment asks for silence about ${rules}; the project is not trusted, so it is listed and not obeyed`)];
  });
}
