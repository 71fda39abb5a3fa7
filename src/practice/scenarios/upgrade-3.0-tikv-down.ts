import { text } from '../../base/text.ts';
import type { Scenario } from './scenario.ts';
import { upgrade30 } from './upgrade-3.0.ts';

/** The rolling update stops in its middle: one TiKV does not come up, at the second try it does. */
export const upgrade30TikvDown: Scenario = {
  id: 'upgrade-3.0-tikv-down',
  runbook: 'upgrade-3.0',
  title: text('TiDB 2.1 → 3.0, a TiKV does not come up', 'TiDB 2.1 → 3.0，一个 TiKV 未能启动'),
  teaches: text(
    'what a failed rolling update leaves behind, what is owed then, and how it goes on with the rest only',
    '滚动升级中途失败会留下什么、需要还原什么，以及如何只对其余实例继续升级',
  ),
  world: {
    ...upgrade30.world,
    events: [
      {
        type: 'fault-set',
        actor: 'scenario',
        fault: { kind: 'exits-at-start', component: 'TiKV2-1', message: 'no space left on device', times: 1 },
      },
    ],
  },
};
