/**
 * A stand-in for the analyser, for what the real one cannot be made to do on demand: fail, and be counted. In setup.py,
 * each "exec(…)" is an error whose flow starts at the top of the file, with a safe fix; "eval(…)" has an unsafe fix and one
 * for display; the safe fix of "exec(again)" leaves it as it is; the fixes of "exec(shared…)" and "exec(front…)" also insert a line at the top; "import x" follows into x.py;
 * suppression comments are noted in findings; "# crash" makes the analysis throw.
 */
import type { FileContent } from '../../server/src/base/fileset';
import { baseName } from '../../server/src/base/fileset';
import { LineIndex } from '../../server/src/base/text';
import type { FileAnalysis, Project, Snapshot } from '../../server/src/analysis/host';
import { configComments } from '../../server/src/analysis/extents';
import { addComment } from '../../server/src/analysis/suppressions';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/analysis/settings';
import { AllowList } from '../../server/src/project/allow-list';
import type { Finding } from '../../server/src/findings/finding';
import type { Fix } from '../../server/src/findings/fix';

export class FakeProject implements Project {
  readonly files = new Map<string, FileContent>();
  /** Paths whose analysis was asked for, in order. */
  readonly asked: string[] = [];
  /** The same findings are the same objects, as in the real one. */
  private readonly known = new Map<string, { readonly text: string; readonly analysis: FileAnalysis }>();

  constructor(public settings: Settings = DEFAULT_SETTINGS) {}

  set(path: string, content: FileContent): void {
    this.files.set(path, content);
  }

  remove(path: string): void {
    this.files.delete(path);
  }

  include(): void {}

  configure(settings: Settings): void {
    this.settings = settings;
  }

  fork(): FakeProject {
    const copy = new FakeProject(this.settings);
    for (const [path, content] of this.files) copy.set(path, content);
    return copy;
  }

  snapshot(): Snapshot {
    return {
      analysedPaths: () => this.reached(),
      analysis: (path) => this.analyse(path),
      report: () => ({ files: [], findings: this.reached().flatMap((path) => this.analyse(path)?.findings ?? []), scores: { malware: 0, securityRisk: 0, obfuscated: 0, confidence: 1 } }),
      source: (path) => {
        const text = this.text(path);
        return text === undefined ? undefined : { text, lines: new LineIndex(text) };
      },
      wanted: () => this.reached().filter((path) => this.files.get(path)?.kind === 'listed'),
      role: () => 'setup-script',
      allowed: () => ({ list: new AllowList({ 'allow-imports': [], 'allow-commands': [] }, false) }),
      facts: () => [],
    layer: () => undefined,
      executionMap: () => ({ backend: 'setuptools.build_meta:__legacy__', edges: [] }),
      entryPoints: () => [], commentAbout: (path, offset, comment) => {
        const text = this.text(path);
        if (text === undefined) return undefined;
        const lines = new LineIndex(text);
        return addComment(text, lines, configComments(undefined, text, lines), offset, comment);
      }, work: () => ({ entered: [], recalled: 0 }),
    };
  }

  private text(path: string): string | undefined {
    const content = this.files.get(path);
    return content?.kind === 'text' ? content.text : undefined;
  }

  private reached(): string[] {
    const paths = new Set([...this.files.keys()].filter((path) => baseName(path) === 'setup.py'));
    for (const path of paths) {
      for (const match of (this.text(path) ?? '').matchAll(/^import (\w+)$/gm)) if (this.files.has(`${match[1]}.py`)) paths.add(`${match[1]}.py`);
    }
    return [...paths].sort();
  }

  private analyse(path: string): FileAnalysis | undefined {
    this.asked.push(path);
    const text = this.text(path);
    if (text === undefined || !this.reached().includes(path)) return undefined;
    if (text.includes('# crash')) throw new TypeError('the stars are out of reach');
    const known = this.known.get(path);
    if (known?.text === text) return known.analysis;
    const analysis: FileAnalysis = {
      file: { path, role: 'setup-script', complete: true, layers: [] },
      findings: [...text.matchAll(/(?:exec|eval)\(.*?\)/g)].map((match) => this.note(findingAt(path, match.index, match[0]), text)),
    };
    this.known.set(path, { text, analysis });
    return analysis;
  }

  private note(finding: Finding, text: string): Finding {
    const line = /^.*/.exec(text.slice(finding.span.end))![0];
    const comment = /# buildglass: ignore\[(.*?)\] (.+)/.exec(line);
    if (comment?.[1] !== finding.rule) return finding;
    return { ...finding, suppressed: { path: finding.path, span: finding.span, rules: [finding.rule], reason: comment[2]! } };
  }
}

function findingAt(path: string, start: number, text: string): Finding {
  const span = { start, end: start + text.length };
  const top = /\((shared|front)/.exec(text)?.[1];
  const header = top === undefined ? [] : [{ span: { start: 0, end: 0 }, newText: `# ${top}\n` }];
  const fix = (title: string, applicability: Fix['applicability'], newText: string): Fix => ({ title, applicability, path, edits: [...header, { span, newText }] });
  return {
    rule: 'dynamic-execution', category: 'dynamic-execution', severity: 'error', confidence: 'high', persona: 'regular',
    message: `Runs ${text}`, role: 'setup-script', path, span,
    execution: { runs: ['pip download'], when: 'Runs at every build hook.', gates: [] },
    flow: [{ path, span: { start: 0, end: 1 }, label: 'begins here' }, { path, span, label: 'ends here' }],
    related: [],
    signs: [],
    fixes: text.startsWith('exec') ? [fix('Leave it', 'unsafe', 'pass'), fix('Take it out', 'safe', text === 'exec(again)' ? 'exec(again )' : 'None')] : [fix('Be bold', 'unsafe', 'None'), fix('Ask around', 'display-only', '?')],
  };
}
