import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { commandSource, saidNothing, seen, unseen } from './reading.ts';

const WHO = ['id', '-un'];

/** The user that commands run as on the control machine. */
export const controlUserProbe: Probe<ClusterPorts, string> = {
  id: 'control-user',
  title: text('User on the control machine', '中控机用户'),
  shelfLifeMs: 600_000,
  needs: [],
  async read({ hosts }, _facts, signal) {
    const source = commandSource('control', WHO);
    const result = await hosts.control.run(WHO, { signal });
    const user = result.stdout.trim();
    return result.exit === 0 && user !== ''
      ? seen(user, source)
      : unseen(saidNothing(WHO, result.exit, result.stderr), source);
  },
};
