/** `buildglass/exportReport`: the report of a project or an archive as the text of a file, in the forms that the command line writes. */
import { recordsHtml } from '../report/html/page';
import { type RecordWriter, recordsJson } from '../report/records';
import { recordsMarkdown } from '../report/records-markdown';
import { sarifWriter } from '../report/sarif';
import { addTotals, NO_TOTALS } from '../report/totals';
import type { Entry, WriterOptions } from '../report/writer';
import { CONFIGURATION_SECTION, ExportRequest, type ExportParams, type ExportResult } from './extensions';
import { checkCancelled } from './guard';
import { type Subject, subjectOf } from './report';
import type { Session } from './session';

const RECORDS: Readonly<Record<string, { readonly writer: RecordWriter; readonly ending: string }>> = {
  html: { writer: recordsHtml, ending: 'html' }, markdown: { writer: recordsMarkdown, ending: 'md' }, json: { writer: recordsJson, ending: 'json' },
};

export function registerExportReport(session: Session): void {
  session.connection.onRequest(ExportRequest, session.guard.request(ExportRequest, async ({ uri, format }: ExportParams, token): Promise<ExportResult | null> => {
    const subject = await subjectOf(session, uri, token);
    checkCancelled(token);
    if (subject === null || 'reason' in subject) return subject;
    const name = fileName(subject);
    const tool = { name: CONFIGURATION_SECTION, version: session.environment.version };
    if (format === 'sarif') return { name: `${name}.sarif`, text: sarifOf(session, subject, tool) };
    const form = RECORDS[format];
    if (form === undefined) return { reason: `"${format}" is no form of a report` };
    const options = { tool, count: 1 };
    return { name: `${name}.${form.ending}`, text: form.writer.start(options) + form.writer.record(subject.facts, 0, options) + form.writer.finish(options) };
  }));
}

/** Files are named relative to the project: what is exported is read on other machines. */
function sarifOf({ environment, settings }: Session, { facts }: Subject, tool: WriterOptions['tool']): string {
  const { persona, trustProject } = settings.current.analysis;
  const options: WriterOptions = { persona, trustProject, colour: false, width: 80, quiet: false, tool, rules: environment.rules };
  const entry: Entry = { project: '.', report: facts.report, source: facts.source, problems: facts.problems };
  return sarifWriter.start(options) + sarifWriter.project(entry, 0, options, NO_TOTALS) + sarifWriter.finish(addTotals(NO_TOTALS, entry, options), options);
}

/** What a package calls itself may hold anything; a file name does not. */
function fileName({ facts: { project, report } }: Subject): string {
  const { name, version } = report.package ?? {};
  const whole = name === undefined ? project : version === undefined ? name : `${name}-${version}`;
  return whole.replace(/[^\w.+-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '').slice(0, 100) || 'report';
}
