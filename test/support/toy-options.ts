import type { Operator, Request } from '../../src/engine/ports.ts';
import type { Entry, JournalRecord } from '../../src/engine/records.ts';
import type { RunOptions } from '../../src/engine/run-options.ts';
import { toyRunbook } from './toy-runbook.ts';
import { scriptedOperator, type ToyWorld, toyEngine } from './toy-world.ts';

/** Somebody who passes every gate and answers every question. */
export const WILLING = {
  gate: (request: Request) => ({ choice: 'pass' as const, text: request.kind === 'gate' ? request.cluster : '' }),
  questions: () => ({ choice: 'answer' as const, answers: new Map([['colour', 'red']]) }),
};

/** One sitting at a toy run. */
export interface Sitting {
  world: ToyWorld;
  lines?: string[];
  operator?: Operator;
  onAppend?: (line: string) => void;
  signal?: AbortSignal;
}

/** What the engine is given for a sitting. */
export function options(sitting: Sitting): RunOptions<ToyWorld> {
  const { world, lines = [], operator = scriptedOperator(WILLING), onAppend } = sitting;
  return {
    runbook: toyRunbook(),
    ports: world,
    engine: toyEngine(world, lines, operator, onAppend),
    opening: {
      run: 'r1',
      cluster: 'toy-cluster',
      control: 'local',
      versions: { from: null, to: null },
      belay: '0',
      profile: {},
      profilePath: '/belay.yaml',
    },
    sitting: { pid: 1, host: 'h', user: 'u', auto: false, answers: {} },
    signal: sitting.signal ?? new AbortController().signal,
    observe: () => undefined,
  };
}

/** The entries of journal lines. */
export const entriesOf = (lines: readonly string[]): readonly Entry[] =>
  lines.map((line) => (JSON.parse(line) as JournalRecord).entry);
