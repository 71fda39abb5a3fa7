import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ansibleReader } from '../../../src/adapters/ansible/events.ts';
import type { AnsibleSummary } from '../../../src/adapters/ansible/summary.ts';
import { type AnsibleEventBody, formatAnsibleEvent } from '../../../src/formats/ansible-events.ts';

type Result = Extract<AnsibleEventBody, { event: 'result' }>;

const result = (host: string, task: string, more: Partial<Result> = {}): Result => ({
  event: 'result',
  host,
  task,
  path: '/t/rolling_update.yml:12',
  action: 'shell',
  state: 'changed',
  message: '',
  seconds: 1,
  attempts: null,
  ...more,
});
const play = (name: string, hosts: readonly string[], serial = true): AnsibleEventBody => ({
  event: 'play',
  name,
  hosts,
  serial,
});
const none = { ok: 1, changed: 1, failures: 0, unreachable: 0, skipped: 0, rescued: 0, ignored: 0 };
const stats = (hosts: Record<string, Partial<typeof none>>): AnsibleEventBody => ({
  event: 'stats',
  hosts: Object.fromEntries(Object.entries(hosts).map(([name, row]) => [name, { ...none, ...row }])),
});
const lines = (bodies: readonly AnsibleEventBody[]) =>
  bodies.map((body, n) => formatAnsibleEvent({ n, at: 1_600_000_000_000 + n, ...body }));

function summaryOf(bodies: readonly AnsibleEventBody[], exit: number | null = 0): AnsibleSummary {
  const reader = ansibleReader();
  for (const line of lines(bodies)) expect(reader.line(line)).not.toBeNull();
  return reader.summary(exit);
}

describe('what a playbook tells, on the screen', () => {
  const shown = (body: AnsibleEventBody) => ansibleReader().line(lines([body])[0]!);

  it('shows a retry with its count and how many leaders are left', () => {
    const seen = JSON.stringify({ store: { id: 4 }, status: { leader_count: 118, region_count: 300 } });
    const task = { task: "check tikv's leader count", path: null, action: 'uri' };
    expect(shown({ event: 'retry', host: 'TiKV1-2', attempt: 2, retries: 18, seen, ...task })).toEqual({
      what: "check tikv's leader count",
      host: 'TiKV1-2',
      state: 'retry',
      note: 'try 2 of 18: leader_count 118',
    });
  });

  it('shows what failed on one clean line', () => {
    const event = shown(
      result('TiKV1-1', 'wait', { state: 'failed', message: '\u001b[31mTimeout\u001b[0m\nwhen waiting' }),
    );
    expect(event).toMatchObject({ state: 'failed', host: 'TiKV1-1', note: 'Timeout when waiting' });
  });

  it('shows plays, tasks and the end', () => {
    expect(shown(play('rolling update TiKV', ['TiKV1-1']))).toMatchObject({
      what: 'PLAY rolling update TiKV',
      note: 'TiKV1-1',
    });
    expect(shown({ event: 'task', task: 'stop', path: null, action: 'systemd', handler: false })?.state).toBe(
      'started',
    );
    expect(shown(stats({ 'TiKV1-1': {} }))).toMatchObject({ state: 'ended', note: '1 hosts' });
  });

  it('takes no line for an event that is none', () => {
    const reader = ansibleReader();
    for (const line of [
      '',
      '{',
      '{"v":2,"n":0,"at":1,"event":"no-hosts","which":"matched"}',
      '{"v":1,"n":0,"at":1,"event":"play"}',
    ])
      expect(reader.line(line)).toBeNull();
    fc.assert(fc.property(fc.json(), (json) => reader.line(json) === null));
  });
});

describe('what a playbook came to', () => {
  it('counts hosts finished by the rolling plays they came through', () => {
    const summary = summaryOf(
      [
        play('pre-check', ['db1'], false),
        result('db1', 'tidb -V'),
        play('pd lists', ['pd1']),
        result('pd1', 'follower list', { action: 'add_host' }),
        play('rolling update TiKV', ['kv1']),
        result('kv1', 'stop'),
        play('rolling update TiKV', ['kv2']),
        result('kv2', 'stop'),
        result('kv2', 'wait', { state: 'failed', message: 'Timeout when waiting for 10.0.0.15:20160' }),
        stats({ kv1: {}, kv2: { failures: 1 } }),
      ],
      2,
    );
    expect(summary).toMatchObject({
      told: 'complete',
      hostsFinished: ['kv1'],
      hostsTouched: ['db1', 'kv1', 'kv2'],
      hostsFailed: ['kv2'],
      failedTask: { name: 'wait', host: 'kv2', path: '/t/rolling_update.yml:12', unreachable: false },
    });
    expect(summary.plays.map(({ name, finished }) => [name, finished])).toEqual([
      ['pre-check', ['db1']],
      ['pd lists', []],
      ['rolling update TiKV', ['kv1']],
    ]);
  });

  it('does not count the host that was at work when it was interrupted', () => {
    const bodies = [
      play('rolling update TiKV', ['kv1']),
      result('kv1', 'stop'),
      play('rolling update TiKV', ['kv2']),
      result('kv2', 'stop'),
    ];
    expect(summaryOf(bodies, 99)).toMatchObject({ told: 'interrupted', hostsFinished: ['kv1'], stats: null });
    expect(summaryOf(bodies, 143).told).toBe('killed');
    expect(summaryOf(bodies, null).told).toBe('killed');
  });

  it('sees leaders left on a store that was stopped all the same', () => {
    const debug = (host: string, count: number) =>
      result(host, 'display leader_count', { action: 'debug', state: 'ok', message: `leader_count: ${count}` });
    expect(
      summaryOf([play('kv', ['kv1']), debug('kv1', 252), debug('kv2', 0), stats({ kv1: {} })]).leadersLeft,
    ).toEqual([{ host: 'kv1', count: 252 }]);
  });

  it('keeps the last retry of each task and host', () => {
    const retry = (attempt: number): AnsibleEventBody => ({
      event: 'retry',
      task: 'check',
      path: null,
      action: 'uri',
      host: 'kv1',
      attempt,
      retries: 18,
      seen: `still ${18 - attempt}`,
    });
    expect(summaryOf([play('kv', ['kv1']), retry(1), retry(2), stats({})]).retriesSeen).toEqual([
      { task: 'check', host: 'kv1', attempts: 2, retries: 18, seen: 'still 16' },
    ]);
  });

  it('does not blame a task that was rescued', () => {
    const bodies = [play('p', ['a']), result('a', 'try', { state: 'failed' }), stats({ a: { rescued: 1 } })];
    expect(summaryOf(bodies, 2).failedTask).toBeNull();
    const old = [...bodies.slice(0, 2), stats({ a: { failures: 1 } })];
    expect(summaryOf(old, 0).failedTask).toBeNull();
  });

  it('tells "nothing to do" from "done"', () => {
    expect(summaryOf([play('kv', []), { event: 'no-hosts', which: 'matched' }, stats({})])).toMatchObject({
      playsWithoutHosts: 1,
      hostsTouched: [],
    });
  });

  it('says when events are missing', () => {
    const all = lines([play('p', ['a']), result('a', 't'), stats({ a: {} })]);
    const without = (index: number) => {
      const reader = ansibleReader();
      for (const [at, line] of all.entries()) if (at !== index) reader.line(line);
      return reader.summary(0).told;
    };
    expect([without(-1), without(1), without(2)]).toEqual(['complete', 'gaps', 'cut']);
    expect(ansibleReader().summary(0).told).toBe('no-events');
    expect(ansibleReader().summary(2).told).toBe('no-events');
    expect(summaryOf([{ event: 'start', playbook: 'p.yml', ansible: '2.7.11' }], 1).told).toBe('never-began');
  });
});
