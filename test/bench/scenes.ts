import { text, verbatim } from '../../src/base/text.ts';
import type { Deed } from '../../src/engine/deed.ts';
import type { Request } from '../../src/engine/ports.ts';
import { KEPT_LINES, type RunState, type StepState } from '../../src/engine/state.ts';
import type { GaugesView, MergeView } from '../../src/engine/view.ts';
import { toyRun } from '../support/toy-run.ts';

/** What the bench shows: a state, what is asked in it, and how it goes on. */
export interface Scene {
  readonly state: RunState;
  readonly request: Request | null;
  readonly live: ((count: number) => GaugesView) | null;
  readonly next: ((count: number) => RunState) | null;
  /** Real time between two states; null: nothing moves. */
  readonly everyMs: number | null;
}

const LOG_LINES_PER_SECOND = 200;
const STORES = 500;
const DIFF_LINES = 10_000;

/** A scene by its name: danger-gate, logs, stores, diff or merge. */
export async function scene(name: string): Promise<Scene> {
  const { requests } = await toyRun();
  const danger = requests.find(({ request }) => request.kind === 'gate' && request.strength === 'danger')!;
  const still = { ...danger, live: null, next: null, everyMs: null };
  switch (name) {
    case 'danger-gate':
      return still;
    case 'logs':
      return { ...still, request: null, next: logging(danger.state), everyMs: 1000 / LOG_LINES_PER_SECOND };
    case 'stores':
      return { ...still, live: stores, everyMs: 500 };
    case 'diff':
      return { ...still, state: withStep(danger.state, diffed), request: null };
    case 'merge':
      return { ...still, ...mergeAsked(danger.state, danger.request) };
    default:
      throw new Error(`no scene ${name}`);
  }
}

/** The state with the step at work changed. */
function withStep(state: RunState, change: (step: StepState) => StepState): RunState {
  const phases = state.phases.map((phase) => ({
    ...phase,
    steps: phase.steps.map((step) => (step.id === state.current ? change(step) : step)),
  }));
  return { ...state, phases };
}

function logging(state: RunState): (count: number) => RunState {
  const first = Array.from({ length: KEPT_LINES }, (_, n) => logLine(n));
  return (count) => {
    const tail = [
      ...first.slice(count % KEPT_LINES),
      ...Array.from({ length: count % KEPT_LINES }, (_, n) => logLine(n)),
    ];
    tail[KEPT_LINES - 1] = logLine(KEPT_LINES + count);
    const job = { job: 'bench', lineCount: KEPT_LINES + count, tail, tasks: [], taskCount: 0 };
    return withStep(state, (step) => ({ ...step, running: true, jobs: [job] }));
  };
}

function logLine(n: number): string {
  return `TASK [tikv : check the leader count] *** ok: [TiKV1-${n % 9}] => leader_count ${n} of 300, retries left ${n % 60}`;
}

function stores(count: number): GaugesView {
  const rows = Array.from({ length: STORES }, (_, n): GaugesView['rows'][number] => {
    const value = (n * 7 + count * 13) % 300;
    return {
      id: String(n),
      name: `TiKV${n}`,
      address: `10.0.${n % 250}.${n % 200}:20160`,
      version: '3.0.9',
      state: 'Up',
      mark: n === count % STORES ? 'now' : 'to-come',
      value,
      full: 300,
      trend: Array.from({ length: 8 }, (_, k) => (value + k * 20) % 300),
      drainsInMs: null,
      note: null,
    };
  });
  return { kind: 'gauges', unit: text('leaders', 'leader'), rows, line: [], seenAt: null };
}

function diffed(step: StepState): StepState {
  const lines = Array.from(
    { length: DIFF_LINES },
    (_, n) => `${n % 3 === 0 ? '+' : ' '}line-${String(n).padStart(6, '0')}: value`,
  );
  const deed: Deed = {
    id: 'write',
    kind: 'file',
    title: verbatim('write the file'),
    host: 'control',
    path: '/conf/tikv.yml',
    after: '',
    diff: ['--- old', '+++ new', '@@ -1 +1 @@', ...lines].join('\n'),
  };
  return { ...step, planned: { ...step.planned, later: null, deeds: [deed] } };
}

/** A merge of one file of that many lines, with one decision in its middle. */
function mergeAsked(state: RunState, asked: Request): Pick<Scene, 'state' | 'request'> {
  const asksAt = DIFF_LINES / 2;
  const key = (n: number) => `line-${String(n).padStart(6, '0')}`;
  const lines = (value: (n: number) => string) =>
    Array.from({ length: DIFF_LINES }, (_, n) => `${key(n)}: ${value(n)}`).join('\n');
  const rows: MergeView['rows'] = Array.from({ length: DIFF_LINES / 10 }, (_, k) => {
    const n = k * 10;
    return {
      id: `conf/tikv.yml#${key(n)}`,
      path: 'conf/tikv.yml',
      key: key(n),
      verdict: n === asksAt ? 'conflict' : 'carried',
      base: '1',
      old: String(n),
      new: '2',
      result: n === asksAt ? null : String(n),
      place: null,
      reason: verbatim('kept'),
      source: '',
    };
  });
  const yours = lines((n) => (n % 10 === 0 ? String(n) : '1'));
  const view: MergeView = {
    kind: 'merge',
    base: { found: true, how: verbatim('git') },
    rows,
    findings: [],
    files: [
      {
        path: 'conf/tikv.yml',
        base: lines(() => '1'),
        old: yours,
        new: lines((n) => (n % 3 === 0 ? '2' : '1')),
        result: yours,
      },
    ],
  };
  if (!('step' in asked)) throw new Error('a request with a step is wanted');
  const question = {
    id: `conf/tikv.yml#${key(asksAt)}`,
    title: verbatim('a conflict'),
    why: verbatim('both changed it'),
    options: [
      { answer: 'yours', title: verbatim('yours') },
      { answer: 'new', title: verbatim('new') },
    ],
    proposed: null,
    free: null,
  };
  const { id, step } = asked;
  return {
    state: withStep(state, (one) => ({ ...one, view })),
    request: { kind: 'questions', id, step, questions: [question], view, options: [] },
  };
}
