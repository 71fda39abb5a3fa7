import { describe, expect, it, onTestFinished } from 'vitest';
import { tunnelHttp } from '../../src/adapters/http.ts';
import { openLocalHost } from '../../src/adapters/local/local-host.ts';
import { pdClient } from '../../src/adapters/pd.ts';
import type { Pd } from '../../src/cluster/ports/pd.ts';
import { codeOf } from './support/errors.ts';
import { deadUrl, startWeb, type Web } from './support/web.ts';

function client(...urls: readonly string[]): Pd {
  const http = tunnelHttp(openLocalHost());
  onTestFinished(() => http.close());
  return pdClient(http, urls);
}

/** A PD member that answers everything alike. */
function member(status: number, body: unknown): Promise<Web> {
  return startWeb((_seen, response) =>
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)),
  );
}

describe('PD, member by member', () => {
  it('asks the next member when one does not answer, and stays with who answered', async () => {
    const dead = await deadUrl();
    const [second, third] = [await member(200, ['a']), await member(200, ['b'])];
    const pd = client(dead, second.url, third.url);
    expect(pd.answering).toBe(dead);
    expect(await pd.schedulers()).toEqual(['a']);
    expect(await pd.schedulers()).toEqual(['a']);
    expect(pd.answering).toBe(second.url);
    expect(third.seen).toEqual([]);
    await second.close();
    expect(await pd.schedulers()).toEqual(['b']);
    expect(pd.answering).toBe(third.url);
  });

  it.each([
    [503, 'no leader'],
    [500, 'redirect to not leader\n'],
    [500, 'redirect failed\n'],
  ])('asks the next member after %i %s', async (status, body) => {
    const [first, second] = [await member(status, body), await member(200, ['a'])];
    expect(await client(first.url, second.url).schedulers()).toEqual(['a']);
  });

  it('asks every member once and says pd-no-leader when none knows one', async () => {
    const members = [await member(503, 'no leader'), await member(500, 'redirect to not leader\n')];
    const asking = client(...members.map((web) => web.url), await deadUrl()).stores();
    await expect(asking).rejects.toMatchObject({ trouble: { code: 'pd-no-leader' } });
    expect(members.map((web) => web.seen.length)).toEqual([1, 1]);
  });

  it('says pd-unreachable when nobody answers, naming everyone', async () => {
    const urls = [await deadUrl(), await deadUrl()];
    const asking = client(...urls).stores();
    await expect(asking).rejects.toMatchObject({ trouble: { code: 'pd-unreachable' } });
    for (const url of urls)
      await expect(asking).rejects.toMatchObject({ trouble: { why: { en: expect.stringContaining(url) } } });
  });

  it('says pd-unreachable without any address', async () => {
    expect(await codeOf(client().stores())).toBe('pd-unreachable');
  });

  it('takes a refusal for an answer: the next member would say the same', async () => {
    const [first, second] = [
      await member(500, JSON.stringify('TiKV cluster not bootstrapped, please start TiKV first')),
      await member(200, ['a']),
    ];
    expect(await codeOf(client(first.url, second.url).schedulers())).toBe('pd-refused');
    expect(second.seen).toEqual([]);
  });

  it.each([
    ['a login page', '<html><body>Sign in</body></html>'],
    ['an empty body', ''],
    ['half of its JSON', '{"count": 3, "stores": [{"store"'],
    ['another shape', '{"count": 3}'],
    ['a number for a name', '[1, 2]'],
  ])('says pd-unreadable for %s', async (_what, body) => {
    const web = await member(200, body);
    expect(
      await codeOf(
        client(web.url)
          .schedulers()
          .then(() => client(web.url).stores()),
      ),
    ).toBe('pd-unreadable');
  });

  it('asks the paths of PD whatever slash the URLs end with', async () => {
    const web = await member(200, []);
    await client(`${web.url}/`).schedulers();
    await client(web.url).health();
    expect(web.seen.map((seen) => seen.url)).toEqual(['/pd/api/v1/schedulers', '/pd/health']);
  });
});

const store = (status: object, more: object = {}) => ({
  count: 1,
  stores: [{ store: { id: 4, address: '10.0.0.14:20160', version: '2.1.19', state_name: 'Up', ...more }, status }],
});

describe('what PD answers', () => {
  it('gives null for a leader count that is left out', async () => {
    const web = await member(200, store({ leader_weight: 1, start_ts: '1970-01-01T00:00:00Z' }));
    expect(await client(web.url).stores()).toEqual([
      {
        id: 4,
        address: '10.0.0.14:20160',
        version: '2.1.19',
        state: 'Up',
        labels: {},
        leaderCount: null,
        regionCount: null,
        capacity: null,
        available: null,
        startedAt: null,
      },
    ]);
  });

  it('gives zero for a zero that is told, and times in UTC', async () => {
    const labels = [{ key: 'host', value: 'tikv1' }];
    const web = await member(200, store({ leader_count: 0, start_ts: '2026-11-20T16:08:17+08:00' }, { labels }));
    expect(await client(web.url).stores()).toMatchObject([
      { leaderCount: 0, labels: { host: 'tikv1' }, startedAt: '2026-11-20T08:08:17.000Z' },
    ]);
  });

  it('keeps what a newer PD tells beside', async () => {
    const web = await member(200, {
      members: [
        { name: 'pd-1', member_id: 1, client_urls: ['http://a:2379'], binary_version: 'v7.1.5', git_hash: 'x' },
        { name: 'pd-2', member_id: 2, client_urls: ['http://b:2379'] },
      ],
      leader: { name: 'pd-1' },
    });
    expect(await client(web.url).members()).toEqual({
      leader: 'pd-1',
      members: [
        { name: 'pd-1', clientUrls: ['http://a:2379'], version: 'v7.1.5' },
        { name: 'pd-2', clientUrls: ['http://b:2379'], version: null },
      ],
    });
  });

  it.each([undefined, null, {}, { name: '' }])('knows no leader when PD tells %j', async (leader) => {
    const web = await member(200, { members: [], leader });
    expect((await client(web.url).members()).leader).toBeNull();
  });

  it('takes the null of an empty Go list for an empty list', async () => {
    const web = await member(200, 'null');
    expect(await client(web.url).operators()).toEqual([]);
  });

  it('gives null for region statistics that are not told', async () => {
    const web = await member(200, {});
    expect(await client(web.url).regionStats()).toEqual({ count: null, empty: null });
  });

  it('gives null for a check of regions that this PD does not know', async () => {
    const web = await member(404, '404 page not found');
    expect(await client(web.url).regionsCheck('empty-region')).toBeNull();
    expect(await codeOf(client(web.url).stores())).toBe('pd-refused');
  });

  it('gives the whole configuration as PD wrote it', async () => {
    const body = '{\n  "cluster-id": 7710162499889377658,\n  "schedule": {}\n}\n';
    const web = await member(200, body);
    expect(await client(web.url).configText()).toBe(body);
  });
});
