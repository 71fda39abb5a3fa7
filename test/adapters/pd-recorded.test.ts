import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tunnelHttp } from '../../src/adapters/http.ts';
import { openLocalHost } from '../../src/adapters/local/local-host.ts';
import { pdClient } from '../../src/adapters/pd.ts';
import { OperatorError } from '../../src/base/errors.ts';
import type { Pd } from '../../src/cluster/ports/pd.ts';
import { codeOf } from './support/errors.ts';
import { startWeb } from './support/web.ts';

const contracts = process.env.BELAY_CONTRACTS ?? '';

interface Recorded {
  readonly name: string;
  readonly status: number;
  readonly body: string;
}

/** The recorded answers of a version, by name; `three-members/…` included. */
async function recorded(version: string): Promise<ReadonlyMap<string, Recorded>> {
  const root = `${contracts}/${version}`;
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.http'));
  const answers = await Promise.all(
    names.map(async (file): Promise<Recorded> => {
      const source = await readFile(`${root}/${file}`, 'utf8');
      const end = /\r?\n\r?\n/.exec(source);
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(source)?.[1]);
      return { name: file.replace(/\.http$/, ''), status, body: end ? source.slice(end.index + end[0].length) : '' };
    }),
  );
  return new Map(answers.map((answer) => [answer.name, answer]));
}

/** Which call of ours a recorded GET answers; null for what we do not ask. */
function callOf(name: string): ((pd: Pd) => Promise<unknown>) | null {
  const calls: readonly [RegExp, (pd: Pd) => Promise<unknown>][] = [
    [/(^|-)stores(-(?!store|state-bad).*)?$/, (pd) => pd.stores()],
    [/members(-via-.*|-\d+s)?$/, (pd) => pd.members()],
    [/(^|-)health(-via-.*|-\d+s|-later)?$/, (pd) => pd.health()],
    [/(^|-)schedulers(-.*)?$/, (pd) => pd.schedulers()],
    [/config-schedule(-get.*|-via-.*)?$/, (pd) => pd.schedule()],
    [/config-replicate-get$/, (pd) => pd.replication()],
    [/^(notboot-)?config(-get-after-set)?$/, (pd) => pd.configText()],
    [/stats-region$/, (pd) => pd.regionStats()],
    [/^(notboot-)?operators(-.*)?$/, (pd) => pd.operators()],
    [/cluster-version$/, (pd) => pd.clusterVersion()],
    [/^regions-check-/, (pd) => pd.regionsCheck('miss-peer')],
  ];
  return calls.find(([pattern]) => pattern.test(name.replace(/^three-members\//, '')))?.[1] ?? null;
}

describe.skipIf(contracts === '').each(['pd-2.1.19', 'pd-3.0.9'])('recorded answers of %s', async (version) => {
  const answers = contracts === '' ? new Map<string, Recorded>() : await recorded(version);

  async function replay(name: string): Promise<Pd> {
    const answer = answers.get(name);
    if (answer === undefined) throw new Error(`no recorded answer ${name}`);
    const web = await startWeb((_seen, response) => response.writeHead(answer.status).end(answer.body));
    const http = tunnelHttp(openLocalHost());
    onTestFinished(() => http.close());
    return pdClient(http, [web.url]);
  }

  it('are all read, or refused with the right code', async () => {
    const asked = [...answers.values()].filter((answer) => callOf(answer.name) !== null);
    expect(asked.length).toBeGreaterThan(60);
    for (const answer of asked) {
      const pd = await replay(answer.name);
      const outcome = await callOf(answer.name)!(pd).then(
        () => 'read',
        (error: unknown) => (error instanceof OperatorError ? error.trouble.code : String(error)),
      );
      const unknownCheck = answer.status === 404 && answer.name.startsWith('regions-check');
      const wanted =
        answer.status === 200 || unknownCheck ? 'read' : answer.status === 503 ? 'pd-no-leader' : 'pd-refused';
      expect(`${answer.name}: ${outcome}`).toBe(`${answer.name}: ${wanted}`);
    }
  });

  it('tell the stores as they were', async () => {
    const stores = await (await replay('stores')).stores();
    const build = version.replace('pd-', '');
    expect(stores.toSorted((a, b) => a.id - b.id)).toMatchObject(
      [1, 2, 3].map((id) => ({
        id,
        address: `10.0.1.${id}:20160`,
        version: build,
        state: 'Up',
        labels: { zone: `z${id}`, host: `tikv${id}` },
        leaderCount: 300,
        regionCount: 900,
        startedAt: expect.stringMatching(/^2026-11-20T08:08:1\dZ|^2026-11-20T08:08:1\d\.000Z/),
      })),
    );
  });

  it('know no leader counts after a restart, rather than zero', async () => {
    const stores = await (await replay('restart-stores-zero')).stores();
    expect(stores.map(({ leaderCount, regionCount, startedAt }) => [leaderCount, regionCount, startedAt])).toEqual(
      Array(3).fill([null, null, null]),
    );
  });

  it('tell a store at zero leaders as not known, and its regions', async () => {
    const stores = await (await replay('stores-one-at-zero')).stores();
    expect(stores.filter((store) => store.leaderCount === null)).toMatchObject([{ regionCount: 900 }]);
  });

  it('tell who is healthy and who leads', async () => {
    const health = await (await replay('three-members/one-down-health')).health();
    expect(health.filter((member) => !member.healthy)).toEqual([{ name: 'pd1', healthy: false }]);
    expect((await (await replay('three-members/one-down-members')).members()).leader).toBe('pd3');
  });

  it('tell limits as numbers and the region count', async () => {
    const schedule = await (await replay('config-schedule-get')).schedule();
    expect(schedule).toMatchObject({ 'merge-schedule-limit': 8, 'split-merge-interval': '1h0m0s' });
    expect(await (await replay('stats-region')).regionStats()).toEqual({ count: 900, empty: 0 });
  });

  it('tell an evict scheduler that is listed', async () => {
    expect(await (await replay('schedulers-list-evicting')).schedulers()).toContain('evict-leader-scheduler-1');
  });

  it('refuse what is not bootstrapped', async () => {
    expect(await codeOf((await replay('notboot-stores')).stores())).toBe('pd-refused');
  });

  it('keep every digit of the configuration', async () => {
    expect(await (await replay('config')).configText()).toBe(answers.get('config')?.body);
  });
});
