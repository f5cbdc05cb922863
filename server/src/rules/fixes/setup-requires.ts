/** `setup(setup_requires=["x"])` → `requires = ["x"]` in pyproject.toml, where frontends and readers look. */
import type { TextEdit } from '../../base/edit';
import type { Value } from '../../dataflow/value';
import { constantText } from '../../dataflow/value';
import type { Argument } from '../../syntax/python/ast';
import type { DraftFix, RuleContext, Site } from '../rule';
import { movedTo } from './requirements';
import { callSource, type CallSource } from './source';
import { nearly } from './statement';

const TITLE = 'Move `setup_requires` to `[build-system] requires`';

export function withoutSetupRequires({ config, program }: RuleContext, site: Site, value: Value): DraftFix[] {
  const wanted = allOf(value);
  const source = callSource(site.point);
  const argument = source?.named.get('setup_requires');
  if (program.path !== 'setup.py' || program.layer) return [];
  if (!source || !argument) return [nearly(TITLE, 'It is not written in the call itself.')];
  if (!wanted) return [nearly(TITLE, 'What it asks for is computed: write it into pyproject.toml by hand, with markers in place of conditions.')];
  const moved = movedTo(config, wanted);
  return moved ? [{ ...moved, applicability: 'unsafe', edits: [without(source, argument)] }] : [nearly(TITLE, '`[build-system] requires` cannot be written: something in pyproject.toml is not understood.')];
}

/** All requirements, when the value is certainly these. */
function allOf({ shapes: [shape, ...others], taints }: Value): readonly string[] | undefined {
  if (!shape || others.length > 0 || taints.length > 0) return undefined;
  const elements = shape.kind === 'sequence' && !shape.rest ? shape.elements : undefined;
  const texts = shape.kind === 'text' ? constantText({ shapes: [shape], taints: [] })?.split(/[\r\n]+/) : elements?.map((element) => (element.taints.length === 0 ? constantText(element) : undefined));
  return texts?.every((text) => text !== undefined) ? texts.map((text) => text.trim()).filter((text) => text !== '') : undefined;
}

/** Takes an argument out, with the lines that it fills. */
function without(source: CallSource, argument: Argument): TextEdit {
  const { call, point } = source;
  const { text } = point.program.module;
  const own = source.span(argument);
  const rest = /^[ \t]*,?/.exec(text.slice(own.end, source.span(call).end))![0].length;
  const lineStart = text.lastIndexOf('\n', own.start - 1) + 1;
  const [, blanks] = /^([ \t]*\r?\n)/.exec(text.slice(own.end + rest)) ?? [];
  if (/^[ \t]*$/.test(text.slice(lineStart, own.start)) && blanks !== undefined) return { span: { start: lineStart, end: own.end + rest + blanks.length }, newText: '' };
  const at = call.args.indexOf(argument);
  const [before, after] = [call.args[at - 1], call.args[at + 1]];
  if (after) return { span: { start: own.start, end: source.span(after).start }, newText: '' };
  return { span: { start: before ? source.span(before).end : own.start, end: own.end }, newText: '' };
}
