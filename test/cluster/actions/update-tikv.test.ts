import { describe, expect, it } from 'vitest';
import { updateTikv } from '../../../src/cluster/actions/update-tikv.ts';
import { playbookHostsProbe } from '../../../src/cluster/probes/playbook-hosts.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import { commandsOf, deedsOf, planInput, refusalOf } from '../support/planned.ts';
import { DONE, LISTED, rollingFacts, storesWith } from '../support/rolling-facts.ts';

describe('rolling TiKV', () => {
  it('goes through all of it first, without a limit, so that the pre-checks run too', () => {
    expect(commandsOf(updateTikv, planInput(rollingFacts()))).toEqual([
      'ansible-playbook rolling_update.yml --tags=tikv',
    ]);
  });

  it('goes on with what is not seen Up on the target, by inventory names and in their order', () => {
    const facts = rollingFacts().known(storesProbe, storesWith({ 1: DONE, 2: { ...DONE, state: 'Down' } }));
    expect(commandsOf(updateTikv, planInput(facts))).toEqual([
      'ansible-playbook rolling_update.yml --tags=tikv -l TiKV1-2,TiKV2-1,TiKV3-1',
    ]);
  });

  it('does nothing when every store is Up on the target', () => {
    const facts = rollingFacts().known(storesProbe, storesWith({ 1: DONE, 2: DONE, 3: DONE, 4: DONE }));
    expect(deedsOf(updateTikv, planInput(facts))).toEqual([]);
  });

  it('owes an evict scheduler for every TiKV that it will touch, and for no other', () => {
    const facts = rollingFacts().known(storesProbe, storesWith({ 1: DONE, 2: DONE }));
    const debts = deedsOf(updateTikv, planInput(facts)).flatMap((deed) => deed.opens ?? []);
    expect(debts.map((debt) => debt.id)).toEqual(['evict-leader/TiKV2-1', 'evict-leader/TiKV3-1']);
    expect(debts[0]?.settle).toMatchObject([
      { method: 'DELETE', url: 'http://10.0.0.11:2379/pd/api/v1/schedulers/evict-leader-scheduler-3' },
    ]);
  });

  it('takes a scheduler for gone only while PD lists another one: an empty list proves nothing', () => {
    const [deed] = deedsOf(updateTikv, planInput(rollingFacts()));
    expect(deed?.opens?.[0]?.settledWhen).toEqual([
      expect.objectContaining({ kind: 'listed', item: 'balance-leader-scheduler', present: true }),
      expect.objectContaining({ kind: 'listed', item: 'evict-leader-scheduler-1', present: false }),
    ]);
  });

  it('refuses a limit that matches no host', () => {
    const byAddress = LISTED.map((play) => ({ ...play, hosts: ['10.0.0.14', '10.0.0.15', '10.0.0.16'] }));
    const facts = rollingFacts()
      .known(storesProbe, storesWith({ 1: DONE }))
      .known(playbookHostsProbe, byAddress);
    expect(refusalOf(updateTikv.plan(planInput(facts)))).toContain('would not reach TiKV1-2, TiKV2-1, TiKV3-1');
  });

  it('refuses a limit when nobody could say what it matches, but not a run of the whole', () => {
    const facts = rollingFacts().notKnown(playbookHostsProbe);
    expect(commandsOf(updateTikv, planInput(facts))).toHaveLength(1);
    facts.known(storesProbe, storesWith({ 1: DONE }));
    expect(refusalOf(updateTikv.plan(planInput(facts)))).toContain('-l TiKV1-2,TiKV2-1,TiKV3-1');
  });

  it('refuses a TiKV that PD does not know: the playbook would stop there half way', () => {
    const facts = rollingFacts().known(storesProbe, storesWith({ 3: { address: '10.0.0.15:20161' } }));
    expect(refusalOf(updateTikv.plan(planInput(facts)))).toContain('10.0.0.15:20160 (TiKV2-1)');
  });

  it('waits with its plan while the stores are not known', () => {
    expect(updateTikv.plan(planInput(rollingFacts().notKnown(storesProbe)))).toHaveProperty('later');
  });
});
