/** The forms of a report, by the names that users type. */
import { githubWriter } from './github';
import { jsonLinesWriter, jsonWriter } from './json';
import { junitWriter } from './junit';
import { markdownWriter } from './markdown';
import { sarifWriter } from './sarif';
import { terminalWriter } from './terminal';
import type { ReportWriter } from './writer';

export const FORMATS = {
  terminal: terminalWriter,
  json: jsonWriter,
  jsonl: jsonLinesWriter,
  sarif: sarifWriter,
  junit: junitWriter,
  github: githubWriter,
  markdown: markdownWriter,
} satisfies Record<string, ReportWriter>;
