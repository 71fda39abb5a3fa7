import { createHash } from 'node:crypto';
import { autoOperator } from '../../../src/cli/operators/auto-operator.ts';
import type { Operator } from '../../../src/engine/ports.ts';
import type { Entry } from '../../../src/engine/records.ts';
import { runRunbook } from '../../../src/engine/run.ts';
import type { RunState } from '../../../src/engine/state.ts';
import { upgrade30 } from '../../../src/runbooks/upgrade-3.0/index.ts';
import type { MemoryPractice } from '../../support/memory-practice.ts';

/** A run of the whole upgrade in memory: how it ended, and every entry of its journal. */
export interface MemoryRun {
  readonly state: RunState;
  readonly entries: readonly Entry[];
  /** The journal's lines: another sitting goes on from them. */
  readonly lines: readonly string[];
}

export interface MemoryRunOptions {
  readonly operator?: (good: Operator) => Operator;
  /** The journal of the sitting before. */
  readonly lines?: readonly string[];
  /** Called before a line is written; `lines`: those before it. */
  readonly written?: (line: string, lines: readonly string[]) => void;
  /** Called with the state after each record. */
  readonly onState?: (state: RunState) => void;
}

/** One sitting of the upgrade, decided by the good operator, or by what `operator` makes of him. */
export async function memoryRun(
  practice: MemoryPractice,
  { operator = (good) => good, lines = [], written: onWritten, onState }: MemoryRunOptions = {},
): Promise<MemoryRun> {
  const written = [...lines];
  const entries: Entry[] = [];
  const state = await runRunbook({
    runbook: upgrade30,
    ports: practice.ports,
    engine: {
      clock: practice.clock,
      doer: practice.doer,
      lock: practice.lock,
      journal: {
        read: async () => [...written],
        append: async (line) => {
          onWritten?.(line, written);
          written.push(line);
        },
      },
      operator: operator(autoOperator(practice.clock)),
      sha256: (content) => createHash('sha256').update(content).digest('hex'),
      secrets: () => [],
    },
    opening: {
      run: 'r1',
      cluster: 'test-cluster',
      control: 'control',
      versions: { from: null, to: 'v3.0.9' },
      belay: '0',
      profile: {},
      profilePath: '/belay.yaml',
    },
    sitting: { pid: 1, host: 'h', user: 'u', auto: true, answers: {} },
    signal: new AbortController().signal,
    observe: (record, next) => {
      entries.push(record.entry);
      onState?.(next);
    },
  });
  return { state, entries, lines: written };
}

/** The command lines of all jobs that were begun, in order: without the binary's name. */
export function playbooksRun(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap((entry) =>
    entry.type === 'intent' && entry.deed.kind === 'job' ? [entry.deed.argv.slice(1).join(' ')] : [],
  );
}
