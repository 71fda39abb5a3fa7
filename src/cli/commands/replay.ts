import { text } from '../../base/text.ts';
import type { Call } from '../call.ts';
import { findRun } from '../runs.ts';
import { notThereYet } from '../usage-error.ts';

/** `belay replay RUN`: comes with the full screen. */
export async function replay(call: Call): Promise<number> {
  const { id } = await findRun(call.stateDir, call.args[0] ?? '');
  throw notThereYet('replay-not-there', text('A run cannot be shown again yet.', '尚不能回放一次运行。'), [
    text(`What it did stands in: belay report ${id}`, `其过程可见：belay report ${id}`),
  ]);
}
