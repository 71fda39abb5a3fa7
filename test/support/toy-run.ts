import type { Request } from '../../src/engine/ports.ts';
import type { JournalRecord } from '../../src/engine/records.ts';
import { runRunbook } from '../../src/engine/run.ts';
import type { RunState } from '../../src/engine/state.ts';
import { toyRunbook } from './toy-runbook.ts';
import { scriptedOperator, toyEngine, toyWorld } from './toy-world.ts';

/** A whole toy run: every record with the state after it, and every request with the state it came in. */
export async function toyRun(failing = 0): Promise<{
  readonly moments: readonly { readonly record: JournalRecord; readonly state: RunState }[];
  readonly requests: readonly { readonly request: Request; readonly state: RunState }[];
}> {
  const moments: { record: JournalRecord; state: RunState }[] = [];
  const requests: { request: Request; state: RunState }[] = [];
  const world = toyWorld();
  world.failing.set('playbook', failing);
  const willing = scriptedOperator({
    gate: (request) => ({ choice: 'pass', text: request.kind === 'gate' ? request.cluster : '' }),
    questions: () => ({ choice: 'answer', answers: new Map([['colour', 'red']]) }),
    failed: () => ({ choice: 'again' }),
  });
  await runRunbook({
    runbook: toyRunbook(),
    ports: world,
    engine: toyEngine(world, [], {
      decide: (request, signal) => {
        requests.push({ request, state: moments.at(-1)!.state });
        return willing.decide(request, signal);
      },
    }),
    opening: {
      run: 'r1',
      cluster: 'test-cluster',
      control: '10.0.0.9',
      versions: { from: 'v2.1.19', to: 'v3.0.9' },
      belay: '0',
      profile: {},
      profilePath: '/belay.yaml',
    },
    sitting: { pid: 1, host: 'h', user: 'u', auto: false, answers: {} },
    signal: new AbortController().signal,
    observe: (record, state) => moments.push({ record, state }),
  });
  return { moments, requests };
}
