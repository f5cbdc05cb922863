/**
 * Applies fixes to a project in memory, round by round, until none is left: what collides waits for the next round. Every round is
 * analysed again; a fix that leaves its finding, adds another or breaks the syntax is taken back and told.
 */
import { applyEdits, areDisjoint, composeEdits, type TextEdit } from '../base/edit';
import { textFile } from '../base/fileset';
import type { Finding } from '../findings/finding';
import { filesOf, type FileEdits, type Fix } from '../findings/fix';
import { isAtLeast, isShownTo, type Persona, PERSONAS, type RuleId } from '../findings/rule';
import type { Project } from './host';

export interface FixOptions {
  readonly persona: Persona;
  /** Also fixes that change behaviour. */
  readonly unsafe: boolean;
  /** Only findings of these rules; undefined: of all. */
  readonly rules?: ReadonlySet<RuleId>;
  /** Obey suppressions of the project. */
  readonly trustProject: boolean;
  /** Which files may be changed. */
  readonly mayChange: (path: string) => boolean;
  /** Reads what the analysis newly asks for. */
  readonly reload: () => Promise<void>;
}

/** Where a finding stood in the text of its round. */
interface Told {
  readonly finding: Finding;
  readonly line: number;
  readonly column: number;
}

export interface AppliedFix extends Told {
  readonly fix: Fix;
}

export interface Unfixed extends Told {
  /** In plain words. */
  readonly reason: string;
}

export interface ChangedFile {
  readonly path: string;
  /** Undefined for a file that is made. */
  readonly before: string | undefined;
  readonly after: string;
  /** All that changes, on the text before; on the empty one for a file that is made. */
  readonly edits: readonly TextEdit[];
}

export interface Fixing {
  /** Changed files by path, sorted. */
  readonly files: readonly ChangedFile[];
  readonly applied: readonly AppliedFix[];
  readonly unfixed: readonly Unfixed[];
}

/** A finding and the fix to try for it. */
export interface Offer {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Honest projects need two or three rounds; a fix that provokes itself must come to an end. */
const MOST_ROUNDS = 100;

export async function fixProject(project: Project, options: FixOptions): Promise<Fixing> {
  const run = new FixRun(project, options);
  await run.toTheEnd();
  return run.result();
}

class FixRun {
  private readonly changed = new Map<string, Pick<ChangedFile, 'before' | 'edits'>>();
  private readonly applied: AppliedFix[] = [];
  private readonly failed = new Map<string, string>();
  /** After a round that had to be taken back, fixes are tried one by one. */
  private oneByOne = false;

  constructor(private readonly project: Project, private readonly options: FixOptions) {}

  async toTheEnd(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const offers = this.findings().flatMap((finding) => {
        const fix = this.choose(finding);
        return typeof fix === 'string' ? [] : [{ finding, fix }];
      });
      const batch = this.oneByOne ? offers.slice(0, 1) : together(offers);
      if (batch.length === 0) return;
      await this.attempt(batch);
    }
  }

  result(): Fixing {
    const files = [...this.changed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, change]) => ({ path, ...change, after: this.textOf(path) ?? '' })).filter(({ before, after }) => before !== after);
    const unfixed = this.findings().map((finding): Unfixed => {
      const fix = this.choose(finding);
      return { ...this.told(finding), reason: typeof fix === 'string' ? fix : `there was no end to fixing: ${fix.title}` };
    });
    return { files, applied: this.applied, unfixed };
  }

  private findings(): readonly Finding[] {
    const { rules, trustProject } = this.options;
    return this.shown().filter((finding) => (rules === undefined || rules.has(finding.rule)) && !(trustProject && finding.suppressed) && this.options.mayChange(finding.path));
  }

  private shown(): readonly Finding[] {
    return shownTo(this.project, this.options.persona);
  }

  /** The fix to apply, or why there is none. */
  private choose(finding: Finding): Fix | string {
    if (finding.suppressed) return `a comment asks for silence: ${finding.suppressed.reason}`;
    const usable = finding.fixes.filter(({ applicability }) => applicability === 'safe' || (applicability === 'unsafe' && this.options.unsafe));
    const foreignTo = (fix: Fix): string | undefined => filesOf(fix).map(({ path }) => path).find((path) => !this.options.mayChange(path));
    const inOrder = [...usable].sort((a, b) => Number(a.applicability !== 'safe') - Number(b.applicability !== 'safe'));
    const fix = inOrder.find((one) => foreignTo(one) === undefined) ?? inOrder[0];
    if (fix === undefined) {
      const unsafe = finding.fixes.find(({ applicability }) => applicability === 'unsafe');
      if (unsafe) return `only with --unsafe, for it changes behaviour: ${unsafe.title}`;
      const byHand = finding.fixes.find(({ applicability }) => applicability === 'display-only');
      if (byHand?.reason !== undefined) return `${byHand.title}: ${byHand.reason}`;
      return byHand ? `by hand: ${byHand.title}` : 'no fix is known for it';
    }
    const foreign = foreignTo(fix);
    if (foreign !== undefined) return `${foreign} would have to change too, and was not named`;
    const broken = filesOf(fix).map(({ path }) => path).find((path) => isBroken(this.shown(), path));
    if (broken !== undefined) return `${broken} is not understood whole, so nothing is changed in it`;
    return this.failed.get(this.keyOf(finding, fix)) ?? fix;
  }

  private async attempt(batch: readonly Offer[]): Promise<void> {
    const told = batch.map(({ finding, fix }): AppliedFix => ({ ...this.told(finding), fix }));
    const keys = batch.map(({ finding, fix }) => this.keyOf(finding, fix));
    const tried = await tryFixes(this.project, batch, this.options);
    if (tried.problem === undefined) {
      for (const { path, edits } of editsByFile(batch)) {
        const known = this.changed.get(path);
        this.changed.set(path, known ? { ...known, edits: composeEdits(known.edits, edits) } : { before: tried.before.get(path), edits });
      }
      this.applied.push(...told);
      return;
    }
    restore(this.project, tried.before);
    if (batch.length > 1) this.oneByOne = true;
    else this.failed.set(keys[0]!, `the fix was taken back: ${tried.problem}`);
  }

  private textOf(path: string): string | undefined {
    return this.project.snapshot().source(path)?.text;
  }

  /** The same finding with the same fix, wherever it has moved. */
  private keyOf(finding: Finding, fix: Fix): string {
    return JSON.stringify([finding.rule, finding.path, fix.title, this.textOf(finding.path)?.slice(finding.span.start, finding.span.end)]);
  }

  private told(finding: Finding): Told {
    const place = this.project.snapshot().source(finding.path)?.lines.locate(finding.span.start) ?? { line: 0, column: 0 };
    return { finding, line: place.line + 1, column: place.column + 1 };
  }
}

/** Applies fixes to a project, and tells what is wrong afterwards, in plain words. `before`: the texts of the files that changed. */
export async function tryFixes(project: Project, batch: readonly Offer[], { persona, reload }: Pick<FixOptions, 'persona' | 'reload'>): Promise<{ readonly before: ReadonlyMap<string, string | undefined>; readonly problem: string | undefined }> {
  const shown = (): readonly Finding[] => shownTo(project, persona);
  const findings = shown();
  const edits = editsByFile(batch);
  const before = new Map(edits.map(({ path }) => [path, project.snapshot().source(path)?.text]));
  for (const { path, edits: changes } of edits) project.set(path, textFile(applyEdits(before.get(path) ?? '', changes)));
  await reload();
  return { before, problem: problemAfter(findings, shown(), batch, new Map(edits.map((file) => [file.path, file.edits]))) };
}

/** Gives files their old texts again. */
export function restore(project: Project, before: ReadonlyMap<string, string | undefined>): void {
  for (const [path, text] of before) {
    if (text === undefined) project.remove(path);
    else project.set(path, textFile(text));
  }
}

const shownTo = (project: Project, persona: Persona): readonly Finding[] => project.snapshot().report().findings.filter((finding) => isShownTo(finding.persona, persona));

/** Whether a file does not parse, or is not written as files are. */
const isBroken = (findings: readonly Finding[], path: string): boolean =>
  findings.some((finding) => finding.path === path && (finding.rule === 'unusual-encoding' || (finding.rule === 'not-analysed' && finding.layer === undefined && !finding.message.startsWith('Not analysed further'))));

/** As many offers as do not touch the same text, in their order. Two may need the same import: it is added once. */
export function together(offers: readonly Offer[]): readonly Offer[] {
  const taken: Offer[] = [];
  for (const offer of offers) if (fits([...taken, offer])) taken.push(offer);
  return taken;
}

const fits = (offers: readonly Offer[]): boolean => editsByFile(offers).every(({ edits }) => areDisjoint(edits));

/** What several fixes change, one entry a file. */
export function editsByFile(offers: readonly { readonly fix: Fix }[]): readonly FileEdits[] {
  const byFile = new Map<string, FileEdits>();
  for (const { path, edits, creates } of offers.flatMap(({ fix }) => filesOf(fix))) {
    const known = byFile.get(path)?.edits ?? [];
    byFile.set(path, { path, edits: [...known, ...edits.filter((edit) => !known.some((one) => isSame(one, edit)))], ...(creates && { creates }) });
  }
  return [...byFile.values()];
}

/** Whether what stays of a finding is what its fix said would stay. */
export const isLowered = ({ finding, fix }: Offer, now: Finding): boolean => fix.leaves !== undefined && !isAtLeast(now.severity, finding.severity);

const isSame = (a: TextEdit, b: TextEdit): boolean => a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;

/** What is wrong after a round, in plain words. */
function problemAfter(before: readonly Finding[], after: readonly Finding[], batch: readonly Offer[], edits: ReadonlyMap<string, readonly TextEdit[]>): string | undefined {
  const mended = new Set(batch.map(({ finding }) => finding));
  const left = before.filter((finding) => !mended.has(finding));
  const unmatched: Finding[] = [];
  // What a build can do goes on being listed for those who want to see more than the finding that was mended.
  const readers = PERSONAS.findLast((persona) => batch.some(({ finding }) => finding.persona === persona)) ?? 'regular';
  for (const finding of after.filter(({ persona }) => isShownTo(persona, readers))) {
    const at = left.findIndex((old) => isMoved(old, finding, edits));
    if (at >= 0) left.splice(at, 1);
    else unmatched.push(finding);
  }
  for (const finding of unmatched) {
    // The same thing may be told of another place of the file.
    const at = left.findIndex((old) => old.rule === finding.rule && old.path === finding.path && old.message === finding.message);
    if (at >= 0) left.splice(at, 1);
    else if (finding.rule === 'not-analysed') return `afterwards ${finding.path} is not understood whole`;
    else {
      const mended = batch.filter((offer) => isMoved(offer.finding, finding, edits));
      if (mended.some((offer) => isLowered(offer, finding))) continue;
      return mended.length > 0 ? 'the finding is still there afterwards' : `it leads to another finding (${finding.rule}: ${finding.message})`;
    }
  }
  return undefined;
}

/** Whether a finding may be one from before that moved with the text. */
function isMoved(old: Finding, now: Finding, edits: ReadonlyMap<string, readonly TextEdit[]>): boolean {
  if (old.rule !== now.rule || old.path !== now.path) return false;
  let shift = 0;
  for (const { span, newText } of [...(edits.get(old.path) ?? [])].sort((a, b) => a.span.start - b.span.start)) {
    const insertion = span.start === span.end;
    if (span.end < old.span.start || (span.end === old.span.start && !insertion)) shift += newText.length - (span.end - span.start);
    else if (span.start <= old.span.start) return now.span.start >= span.start + shift && now.span.start <= old.span.start + newText.length + shift;
  }
  return now.span.start === old.span.start + shift;
}
