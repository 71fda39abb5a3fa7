import { Cancelled } from '../../../src/base/errors.ts';
import { promptOperator } from '../../../src/cli/operators/prompt-operator.ts';
import type { Request } from '../../../src/engine/ports.ts';
import * as requests from './requests.ts';

/** Asks one request at the terminal that this process runs in, and prints what was decided. */
const REQUESTS: Record<string, Request> = {
  continue: requests.aGate('continue', [requests.aFinding('warn')]),
  confirm: requests.aGate('confirm'),
  danger: requests.aGate('danger'),
  questions: requests.someQuestions(requests.aQuestion('a', 'new'), requests.aQuestion('b', null)),
  failed: requests.aFailure('tikv-down', { owed: ['evict/1'] }),
};

const operator = promptOperator({
  style: { lang: 'en', ascii: true, color: false },
  by: { via: 'person', who: 'ops' },
  clock: { now: () => 0, sleep: async () => undefined },
  line: (words) => process.stdout.write(`${words}\n`),
});

try {
  const decision = await operator.decide(REQUESTS[process.argv[2] ?? '']!, new AbortController().signal);
  const answers = decision?.answers && Object.fromEntries(decision.answers);
  process.stdout.write(`\nDECIDED ${JSON.stringify({ ...decision, answers })}\n`);
} catch (error) {
  if (!(error instanceof Cancelled)) throw error;
  process.stdout.write('\nDECIDED cancelled\n');
}
