/** What a rule is: one value with its metadata and its check. Rules read what the interpreter saw; none walks syntax on its own. */
import type { TextEdit } from '../base/edit';
import type { Applicability, FileEdits } from '../findings/fix';
import type { Confidence, Persona, RuleMetadata, Severity } from '../findings/rule';
import type { SinkKind } from '../catalog/model';
import type { AnalysisEvent, BoundArgument, CallEvent } from '../dataflow/events';
import type { Point, Program } from '../dataflow/source';
import type { Taint } from '../dataflow/taint';
import type { Allowance, Place } from '../findings/finding';
import type { AllowList } from '../project/allow-list';
import type { ProjectConfig } from '../project/config';

export interface Rule {
  readonly metadata: RuleMetadata;
  /** Whether the rule ever offers a fix; its suite then shows one. */
  readonly fixable: boolean;
  readonly check: (context: RuleContext) => void;
}

/** All calls of one library function at one place, their arguments joined. */
export interface Site {
  readonly point: Point;
  readonly path: string;
  readonly calls: readonly CallEvent[];
  argument(name: string): BoundArgument | undefined;
}

export interface RuleContext {
  readonly program: Program;
  readonly events: readonly AnalysisEvent[];
  /** What the project's configuration says. */
  readonly config: ProjectConfig;
  /** Names that may be imported or started, and those that fixes propose. */
  readonly allowed: AllowList;
  /** Places where a function with this sink is called, in source order. */
  sites(sink: SinkKind): readonly Site[];
  /** Whether text that reached this place was followed and found to do nothing. */
  isHarmless(point: Point): boolean;
  report(draft: Draft): void;
}

/** A finding in the making; analysis/ adds role, reach and files. */
export interface Draft {
  readonly point: Point;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly persona: Persona;
  readonly message: string;
  /** The flow to show: from this taint's source … */
  readonly taint?: Taint;
  /** … to this last step; default: the place itself, "reaches …". */
  readonly sink?: { readonly point: Point; readonly label: string };
  readonly related?: readonly { readonly point: Point; readonly label: string }[];
  /** Places outside of programs that are worth a look as well. */
  readonly beside?: readonly { readonly place: Place; readonly label: string }[];
  readonly fixes?: readonly DraftFix[];
  /** What the user could allow instead. */
  readonly allow?: Allowance;
  /** Signs besides the source of `taint` (findings/finding.ts). */
  readonly signs?: readonly string[];
  /** The events the finding rests on, for when it runs; default: all events at the point. */
  readonly events?: readonly AnalysisEvent[];
}

export interface DraftFix {
  readonly title: string;
  readonly applicability: Applicability;
  /** Edits on the program's own text (for layers: the layer's text); analysis/ maps them to the file or drops the fix. */
  readonly edits: readonly TextEdit[];
  /** What has to change in other files along with it. */
  readonly elsewhere?: readonly FileEdits[];
  /** As in `Fix`. */
  readonly leaves?: string;
  /** Of a display-only fix: what stands in its way, a sentence. */
  readonly reason?: string;
}
