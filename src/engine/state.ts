import type { Instant } from '../base/duration.ts';
import type { Json } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import type { Finding } from './check.ts';
import type { Debt, Deed, Look, Outcome } from './deed.ts';
import type { PlannedStep } from './plan-types.ts';
import type { By, Failure, Result, TaskEvent } from './records.ts';
import type { View } from './view.ts';

/** Everything that is known of a run: a reduction of its journal, live, on resume, in replay and in reports. */
export interface RunState {
  readonly run: OpenedRun | null;
  /** Answers given beforehand, of all sessions; later ones win. */
  readonly given: ReadonlyMap<string, string>;
  readonly auto: boolean;
  readonly answers: ReadonlyMap<string, { readonly answer: string; readonly by: By }>;
  readonly phases: readonly PhaseState[];
  readonly debts: readonly DebtState[];
  readonly estimateMs: number | null;
  /** The cluster as it was seen last; null when the runbook shows none. */
  readonly live: View | null;
  /** The step that is at work; null between steps. */
  readonly current: string | null;
  readonly lockHeld: boolean;
  /** How the run ended; null while it runs (or was killed). */
  readonly ended: { readonly result: Result; readonly reason: Text | null } | null;
  readonly startedAt: Instant;
  readonly lastAt: Instant;
  /** Number of records. */
  readonly length: number;
}
export interface OpenedRun {
  readonly id: string;
  readonly runbook: string;
  readonly title: Text;
  readonly cluster: string;
  readonly control: string;
  readonly versions: { readonly from: string | null; readonly to: string | null };
  readonly belay: string;
  readonly profile: Json;
  readonly profilePath: string;
}
export interface PhaseState {
  readonly id: string;
  readonly title: Text;
  readonly why: Text;
  readonly result: Result;
  readonly steps: readonly StepState[];
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
}
export interface StepState {
  readonly planned: PlannedStep;
  readonly id: string;
  readonly running: boolean;
  readonly result: Result;
  readonly reason: Text | null;
  readonly by: By | null;
  readonly trouble: Failure | null;
  readonly attempts: readonly AttemptState[];
  readonly findings: readonly Finding[];
  readonly evidence: Text | null;
  readonly view: View | null;
  readonly jobs: readonly JobState[];
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
}
export interface AttemptState {
  readonly gate: { readonly passed: boolean; readonly digest: string; readonly by: By; readonly at: Instant } | null;
  readonly deeds: readonly DeedState[];
}
export interface DeedState {
  readonly deed: Deed;
  readonly intendedAt: Instant;
  /** null: *unknown*. */
  readonly outcome: Outcome | null;
  readonly endedAt: Instant | null;
  readonly look: Look | null;
}
export interface JobState {
  readonly job: string;
  /** Number of lines that the job has written so far. */
  readonly lineCount: number;
  /** The last lines, at most {@link KEPT_LINES}. */
  readonly tail: readonly string[];
  readonly tasks: readonly TaskEvent[];
  readonly taskCount: number;
}
export interface DebtState {
  readonly debt: Debt;
  readonly step: string;
  readonly openedAt: Instant;
  readonly settled: { readonly at: Instant; readonly evidence: Text; readonly by: By } | null;
}

/** Lines and tasks of a job that the state keeps; the whole log lies with the job. */
export const KEPT_LINES = 2_000;

/** The state before the first record. */
export const EMPTY_STATE: RunState = {
  run: null,
  given: new Map(),
  auto: false,
  answers: new Map(),
  phases: [],
  debts: [],
  estimateMs: null,
  live: null,
  current: null,
  lockHeld: false,
  ended: null,
  startedAt: 0,
  lastAt: 0,
  length: 0,
};

/** Debts that are still owed. */
export function openDebts(state: RunState): readonly DebtState[] {
  return state.debts.filter((debt) => debt.settled === null);
}

/** A step by its id. */
export function findStep(state: RunState, id: string): StepState | undefined {
  for (const phase of state.phases) {
    const step = phase.steps.find((candidate) => candidate.id === id);
    if (step) return step;
  }
  return undefined;
}
