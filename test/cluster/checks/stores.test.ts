import { describe, expect, it } from 'vitest';
import { storesMatchInventory } from '../../../src/cluster/checks/stores-match-inventory.ts';
import { storesUp } from '../../../src/cluster/checks/stores-up.ts';
import { storesProbe } from '../../../src/cluster/probes/stores.ts';
import { topologyProbe } from '../../../src/cluster/probes/topology.ts';
import { given, SEEN_AT } from '../support/facts.ts';
import { judge, nextOf } from '../support/judged.ts';
import { stores, topologyOf } from '../support/sample.ts';

const withState = (id: number, state: string) => stores((store) => (store.id === id ? { ...store, state } : store));

describe('all stores are Up', () => {
  it('when they are, with the age and source of the fact', () => {
    const finding = judge(storesUp, given().known(storesProbe, stores()));
    expect(finding).toMatchObject({ id: 'stores-up', result: 'ok', seenAt: SEEN_AT, source: 'stores' });
    expect(finding.what.en).toBe('all 4 stores are Up');
  });

  it('leaves tombstones aside, and says so', () => {
    const finding = judge(storesUp, given().known(storesProbe, withState(4, 'Tombstone')));
    expect(finding.result).toBe('ok');
    expect(finding.why.en).toContain('1 tombstones');
  });

  it.each([
    ['Down', 'log of the TiKV at 10.0.0.15:20160'],
    ['Disconnected', 'log of the TiKV at 10.0.0.15:20160'],
    ['Offline', 'wait until it is Tombstone'],
  ])('blocks while one is %s, and says what to do', (state, next) => {
    const finding = judge(storesUp, given().known(storesProbe, withState(3, state)));
    expect(finding.result).toBe('block');
    expect(finding.why.en).toContain(`3 (10.0.0.15:20160): ${state}`);
    expect(nextOf(finding).join()).toContain(next);
  });

  it('takes all of them Down without a count as a PD that was just restarted: not known', () => {
    const restarted = stores((store) => ({ ...store, state: 'Down', leaderCount: null }));
    expect(judge(storesUp, given().known(storesProbe, restarted)).result).toBe('unknown');
  });

  it('is not known when PD does not answer', () => {
    expect(judge(storesUp, given().notKnown(storesProbe)).result).toBe('unknown');
  });
});

describe('the inventory has exactly the stores of PD', () => {
  const facts = () => given().known(topologyProbe, topologyOf());

  it('when they name the same addresses', () => {
    expect(judge(storesMatchInventory, facts().known(storesProbe, stores())).result).toBe('ok');
  });

  it('blocks when PD has one that no playbook would touch', () => {
    const extra = [...stores(), ...stores((store) => ({ ...store, address: '10.0.0.17:20160' })).slice(0, 1)];
    const finding = judge(storesMatchInventory, facts().known(storesProbe, extra));
    expect(finding.result).toBe('block');
    expect(finding.why.en).toContain('only in PD: 10.0.0.17:20160; only in the inventory: none');
  });

  it('blocks when the inventory has a port that no store has', () => {
    const moved = stores((store) => (store.id === 3 ? { ...store, address: '10.0.0.15:20169' } : store));
    const finding = judge(storesMatchInventory, facts().known(storesProbe, moved));
    expect(finding.why.en).toContain('only in the inventory: 10.0.0.15:20160');
  });
});
