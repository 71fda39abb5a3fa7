import { describe, expect, it } from 'vitest';
import { updateTikv } from '../../../src/cluster/actions/update-tikv.ts';
import { explainTikv } from '../../../src/cluster/failures/explain-rolling.ts';
import { likelyCause } from '../../../src/cluster/failures/likely-cause.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import type { JobDeed } from '../../../src/engine/deed.ts';
import { deedsOf, planInput } from '../support/planned.ts';
import { DONE, rollingFacts, storesWith } from '../support/rolling-facts.ts';

const [job] = deedsOf(updateTikv, planInput(rollingFacts())) as readonly [JobDeed];
const failedIn = (name: string, host: string) => ({
  deeds: [
    {
      deed: job,
      outcome: {
        ok: false,
        code: 2,
        said: '',
        detail: { failedTask: { name, host, unreachable: false, message: '' } },
      },
    },
  ],
});

describe('a failed playbook', () => {
  const facts = rollingFacts().known(storesProbe, storesWith({ 1: DONE, 2: { state: 'Disconnected' } }));
  const told = explainTikv.explain(planInput(facts), failedIn('wait until the TiKV port is up', 'TiKV1-2'));

  it('is told with what is done and what is left, by what is seen', () => {
    expect(told.now?.en).toBe(
      'seen on v3.0.9: TiKV1-1 3.0.9 Up; left: TiKV1-2 2.1.19 Disconnected, TiKV2-1 2.1.19 Up, TiKV3-1 2.1.19 Up',
    );
  });

  it('names the likely cause, the log and the unit of the host it failed on', () => {
    const next = told.next.map((step) => step.en);
    expect(next[0]).toContain('the process does not start');
    expect(next[1]).toBe('ssh tidb@10.0.0.14 tail -n 50 /data2/deploy/log/tikv.log /data2/deploy/log/tikv_stderr.log');
    expect(next[2]).toBe('ssh tidb@10.0.0.14 systemctl status tikv-20172.service');
  });

  it('is told without guesses when nothing of the task is known', () => {
    const other = explainTikv.explain(planInput(facts), failedIn('something new', 'localhost'));
    expect(other.next).toEqual([]);
  });
});

describe('the likely cause', () => {
  const cause = (task: string) => likelyCause({ task, host: 'h', unreachable: false })?.en;

  it('knows the excessive playbook that came a second time', () => {
    expect(cause('wait until the PD port is down')).toContain('a second time');
  });

  it('knows that a refused configuration stopped nothing', () => {
    expect(cause('Check TiKV config')).toContain('nothing was stopped');
  });

  it('says that a host could not be reached, whatever the task', () => {
    expect(likelyCause({ task: 'x', host: 'TiKV1-1', unreachable: true })?.en).toContain('cannot log in to TiKV1-1');
  });
});
