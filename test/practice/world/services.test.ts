import { describe, expect, it } from 'vitest';
import {
  componentOf,
  isListening,
  openPorts,
  scheduleInForce,
  scheduleNumber,
  schedulersRun,
} from '../../../src/practice/world/lookup.ts';
import type { WorldState } from '../../../src/practice/world/state.ts';
import { after, historyOf, later, usualWorld } from './small-world.ts';

const stop = (component: string, unit: string) => ({ type: 'service-stop', component, unit }) as const;
const start = (component: string, unit: string) => ({ type: 'service-start', component, unit }) as const;
const binary = (component: string, version = '3.0.9') => ({ type: 'binary-replaced', component, version }) as const;

function restarted(world: WorldState, component: string, unit: string): WorldState {
  return later(after(world, stop(component, unit), binary(component), start(component, unit)), 15);
}

describe('a component', () => {
  it('runs what it was started with until it is started again', () => {
    const replaced = after(usualWorld(), binary('TiKV2-1'));
    expect(componentOf(replaced, 'TiKV2-1')).toMatchObject({
      disk: { version: '3.0.9' },
      process: { version: '2.1.19' },
    });
    const next = restarted(replaced, 'TiKV2-1', 'tikv-20160.service');
    expect(componentOf(next, 'TiKV2-1').process).toMatchObject({ state: 'running', version: '3.0.9' });
  });

  it('opens its port some time after its start', () => {
    const world = after(usualWorld(), stop('TiKV2-1', 'tikv-20160.service'), start('TiKV2-1', 'tikv-20160.service'));
    expect(isListening(componentOf(world, 'TiKV2-1'), world.now)).toBe(false);
    const soon = later(world, 5);
    expect(isListening(componentOf(soon, 'TiKV2-1'), soon.now)).toBe(true);
  });

  it('is stopped only by the unit that runs it: pd.service and pd-2379.service are two', () => {
    const world = usualWorld();
    expect(historyOf(after(world, start('pd-1', 'pd-2379.service')), 'service-start')[0]?.detail.effect).toBe(
      'no such unit',
    );
    const both = after(world, { type: 'unit-written', component: 'pd-1', unit: 'pd-2379.service' });
    const clash = after(both, start('pd-1', 'pd-2379.service'));
    expect(historyOf(clash, 'service-start')[0]?.detail.effect).toBe('address already in use');
    const moved = after(both, stop('pd-1', 'pd.service'), start('pd-1', 'pd-2379.service'));
    expect(componentOf(moved, 'pd-1').process).toMatchObject({ state: 'running', unit: 'pd-2379.service' });
    const again = after(moved, stop('pd-1', 'pd.service'));
    expect(historyOf(again, 'service-stop')[1]?.detail.effect).toBe('not running');
    expect(componentOf(again, 'pd-1').process.state).toBe('running');
  });

  it('never listens, or ends at once, when a fault says so', () => {
    const unit = 'tikv-20160.service';
    const deaf = { kind: 'never-listens', component: 'TiKV2-1' } as const;
    const world = later(
      after(usualWorld(), { type: 'fault-set', fault: deaf }, stop('TiKV2-1', unit), start('TiKV2-1', unit)),
      400,
    );
    expect(componentOf(world, 'TiKV2-1').process.state).toBe('running');
    expect(openPorts(componentOf(world, 'TiKV2-1'), world.now)).toEqual([]);
    const cleared = after(world, { type: 'fault-cleared', kind: 'never-listens', component: 'TiKV2-1' });
    const back = later(after(cleared, stop('TiKV2-1', unit), start('TiKV2-1', unit)), 5);
    expect(openPorts(componentOf(back, 'TiKV2-1'), back.now)).toEqual([20160]);
    const exits = { kind: 'exits-at-start', component: 'tidb-1', message: 'schema:1146' } as const;
    const ended = after(
      back,
      { type: 'fault-set', fault: exits },
      stop('tidb-1', 'tidb-4000.service'),
      start('tidb-1', 'tidb-4000.service'),
    );
    expect(componentOf(ended, 'tidb-1').process).toMatchObject({ state: 'stopped', how: 'exited' });
    const once = { ...exits, times: 1 };
    const faulty = after(back, { type: 'fault-set', fault: once }, stop('tidb-1', 'tidb-4000.service'));
    const tried = after(faulty, start('tidb-1', 'tidb-4000.service'));
    expect(componentOf(tried, 'tidb-1').process.state).toBe('stopped');
    const again = after(tried, start('tidb-1', 'tidb-4000.service'));
    expect(componentOf(again, 'tidb-1').process.state).toBe('running');
  });

  it('loses its status page in silence to a neighbour with the same status port', () => {
    const world = ['TiKV1-1', 'TiKV1-2'].reduce((next, component, index) => {
      const written = after(next, { type: 'config-written', component, statusPort: 20180 });
      return restarted(written, component, `tikv-2017${index + 1}.service`);
    }, usualWorld());
    expect(openPorts(componentOf(world, 'TiKV1-1'), world.now)).toEqual([20171, 20180]);
    expect(openPorts(componentOf(world, 'TiKV1-2'), world.now)).toEqual([20172]);
    expect(componentOf(world, 'TiKV1-2').process).toMatchObject({ state: 'running', statusPage: 'collided' });
  });
});

describe('an upgrade', () => {
  const tikvs = [
    ['TiKV1-1', 'tikv-20171.service'],
    ['TiKV1-2', 'tikv-20172.service'],
    ['TiKV2-1', 'tikv-20160.service'],
    ['TiKV3-1', 'tikv-20160.service'],
  ] as const;

  it('moves the cluster version only with the last TiKV', () => {
    const versions = tikvs.map(
      (_, index) =>
        tikvs.slice(0, index + 1).reduce((world, [component, unit]) => restarted(world, component, unit), usualWorld())
          .pd.clusterVersion,
    );
    expect(versions).toEqual(['2.1.19', '2.1.19', '2.1.19', '3.0.9']);
  });

  it('keeps what PD 2.1 had persisted, and adds what only 3.0 knows', () => {
    const world = later(
      ['pd-1', 'pd-2', 'pd-3'].reduce((next, id) => restarted(next, id, 'pd.service'), usualWorld()),
      20,
    );
    expect(scheduleInForce(world)).toMatchObject({
      'max-merge-region-size': 0,
      'region-schedule-limit': 4,
      'store-balance-rate': 15,
    });
    const set = after(world, { type: 'pd-schedule-set', changes: { 'max-merge-region-size': 20 } });
    expect(scheduleNumber(set, 'max-merge-region-size')).toBe(20);
  });

  it('lets an evict scheduler survive it, and a DELETE while PD is not ready', () => {
    const evict = { scheduler: 'evict-leader', args: ['5'] } as const;
    const world = restarted(after(usualWorld(), { type: 'pd-scheduler-added', ...evict }), 'pd-1', 'pd.service');
    const resigned = later(after(world, { type: 'pd-leader-resigned' }), 1.5);
    expect(schedulersRun(resigned)).toBe(false);
    const tried = after(resigned, { type: 'pd-scheduler-removed', ...evict });
    expect(historyOf(tried, 'pd-scheduler-removed')[0]?.detail.effect).toBe('scheduler not found');
    const ready = later(tried, 20);
    expect(schedulersRun(ready)).toBe(true);
    expect(ready.pd.schedulers.map(({ type }) => type)).toContain('evict-leader');
    const removed = after(ready, { type: 'pd-scheduler-removed', ...evict });
    expect(removed.pd.schedulers.map(({ type }) => type)).not.toContain('evict-leader');
  });
});

describe('PD', () => {
  it('needs a majority: without one nobody leads, with one again somebody does', () => {
    const one = after(usualWorld(), stop('pd-2', 'pd.service'));
    expect(later(one, 30).pd.leadership).toMatchObject({ state: 'led', leader: 'pd-1' });
    const two = later(after(one, stop('pd-3', 'pd.service')), 30);
    expect(two.pd.leadership).toMatchObject({ state: 'electing', until: null });
    const back = later(after(two, start('pd-3', 'pd.service')), 10);
    expect(back.pd.leadership.state).toBe('led');
  });

  it('is without a leader for twelve seconds after the leader was killed', () => {
    const killed = after(usualWorld(), { type: 'process-killed', component: 'pd-1' });
    expect(later(killed, 12).pd.leadership.state).toBe('electing');
    expect(later(killed, 14).pd.leadership.state).toBe('led');
  });

  it('counts a region whose store is gone only when it has a leader again', () => {
    const gone = after(usualWorld(), stop('TiKV2-1', 'tikv-20160.service'), stop('TiKV3-1', 'tikv-20160.service'));
    const resigned = later(after(gone, { type: 'pd-leader-resigned' }), 8);
    expect(schedulersRun(resigned)).toBe(false);
    expect(schedulersRun(later(resigned, 10))).toBe(true);
  });
});

describe('DDL', () => {
  it('runs one job at a time, in the order of submission, and ends by itself', () => {
    const job = {
      type: 'ddl-submitted',
      db: 'test',
      table: 'orders',
      job: 'add index',
      query: 'alter table …',
    } as const;
    const world = after(usualWorld(), { ...job, lastsMs: 30_000 }, { ...job, lastsMs: null });
    expect(world.ddl.jobs.map(({ state }) => state)).toEqual(['running', 'queueing']);
    const next = later(world, 31);
    expect(next.ddl.jobs.map(({ state }) => state)).toEqual(['running']);
    expect(next.ddl.finished.map(({ state }) => state)).toEqual(['synced']);
    expect(later(next, 600).ddl.jobs).toHaveLength(1);
    expect(after(next, { type: 'ddl-cancelled', job: next.ddl.jobs[0]!.id }).ddl.jobs).toEqual([]);
  });

  it('changes its owner when the owner stops or resigns', () => {
    const world = usualWorld();
    expect(world.ddl.owner).toBe('tidb-1');
    expect(after(world, { type: 'ddl-owner-resigned', component: 'tidb-1' }).ddl.owner).toBe('tidb-2');
    expect(later(after(world, stop('tidb-1', 'tidb-4000.service')), 1).ddl.owner).toBe('tidb-2');
  });
});
