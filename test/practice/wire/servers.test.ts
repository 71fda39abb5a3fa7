import { connect } from 'node:net';
import { createConnection } from 'mysql2/promise';
import { afterEach, describe, expect, it } from 'vitest';
import { accessLogMemory } from '../../../src/practice/wire/access-log.ts';
import { startWire, type Wire } from '../../../src/practice/wire/start.ts';
import { createWorld } from '../../../src/practice/world/create.ts';
import { type Topology, usualTopology } from '../../../src/practice/world/topology.ts';
import { steeredWorld } from './steered-world.ts';

let open: Wire | null = null;

afterEach(async () => {
  await open?.close();
  open = null;
});

/** The usual topology at loopback addresses. */
function loopbackTopology(): Topology {
  const usual = usualTopology();
  const moved = (ip: string) => ip.replace(/^10\.0\.0\./, '127.83.41.');
  return {
    hosts: usual.hosts.map((host) => ({ ...host, ip: moved(host.ip) })),
    components: usual.components.map((spec) => ({ ...spec, host: moved(spec.host) })),
  };
}

async function cluster(version = '2.1.19') {
  const world = steeredWorld(createWorld({ seed: 4, startsAt: Date.UTC(2026, 0, 5, 2), version }));
  const accessLog = accessLogMemory();
  const wire = await startWire(world, { accessLog });
  open = wire;
  const target = async (address: string) => {
    await wire.refresh();
    const found = wire.addresses.get(address);
    if (found === undefined) throw new Error(`nothing was ever served at ${address}`);
    return found;
  };
  const get = async (address: string, path: string, init: RequestInit = {}) => {
    const { host, port } = await target(address);
    const response = await fetch(`http://${host}:${port}${path}`, { ...init, headers: { connection: 'close' } });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  };
  const accepts = async (address: string): Promise<boolean> => {
    const { host, port } = await target(address);
    return new Promise((resolve) => {
      const socket = connect(port, host, () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
  };
  return { world, wire, accessLog, target, get, accepts };
}

describe('the servers of a loopback world', () => {
  // Elsewhere 127.0.0.1 alone is there.
  it.skipIf(process.platform !== 'linux')('are at its own addresses, also after a restart', async () => {
    const world = steeredWorld(
      createWorld({ seed: 4, startsAt: Date.UTC(2026, 0, 5, 2), topology: loopbackTopology() }),
    );
    open = await startWire(world, { accessLog: accessLogMemory(), asNamed: true });
    const members = async () => (await fetch('http://127.83.41.11:2379/pd/api/v1/members')).status;
    expect(await members()).toBe(200);
    const pd = { actor: 'test', component: 'pd-1', unit: 'pd.service' };
    world.apply({ ...pd, type: 'service-stop' });
    await open.refresh();
    await expect(members()).rejects.toThrow();
    world.apply({ ...pd, type: 'service-start' });
    world.wait(20_000);
    await open.refresh();
    expect(await members()).toBe(200);
    for (const [address, { host, port }] of open.addresses) expect(`${host}:${port}`).toBe(address);
  });
});

describe('the servers of the world', () => {
  it('are there for every open port of every component', async () => {
    const { wire } = await cluster();
    expect([...wire.addresses.keys()].sort()).toEqual(
      [
        ...['11', '12', '13'].map((last) => `10.0.0.${last}:2379`),
        ...['14:20171', '14:20172', '15:20160', '16:20160', '23:8250', '24:8249'].map((last) => `10.0.0.${last}`),
        ...['21', '22'].flatMap((last) => [`10.0.0.${last}:10080`, `10.0.0.${last}:4000`]),
        ...['9090', '9091', '9093', '3000'].map((port) => `10.0.0.9:${port}`),
      ].sort(),
    );
  });

  it('refuse connections while their component is stopped, and come back at the same port', async () => {
    const { world, target, accepts } = await cluster();
    const before = await target('10.0.0.15:20160');
    expect(await accepts('10.0.0.15:20160')).toBe(true);
    world.apply({ actor: 'test', type: 'service-stop', component: 'TiKV2-1', unit: 'tikv-20160.service' });
    expect(await accepts('10.0.0.15:20160')).toBe(false);
    world.apply({ actor: 'test', type: 'service-start', component: 'TiKV2-1', unit: 'tikv-20160.service' });
    expect(await accepts('10.0.0.15:20160')).toBe(false);
    world.wait(5_000);
    expect(await accepts('10.0.0.15:20160')).toBe(true);
    expect(await target('10.0.0.15:20160')).toEqual(before);
  });

  it('end open connections when their component is stopped', async () => {
    const { world, wire, target } = await cluster();
    const { host, port } = await target('10.0.0.11:2379');
    const socket = connect(port, host);
    await new Promise((resolve) => socket.once('connect', resolve));
    const ended = new Promise((resolve) => socket.once('close', resolve));
    world.apply({ actor: 'test', type: 'process-killed', component: 'pd-1' });
    await wire.refresh();
    await ended;
  });

  it('write every request into the access log: when, who, what, how it was answered', async () => {
    const { world, get, accessLog } = await cluster();
    const body = '{"merge-schedule-limit":2}';
    await get('10.0.0.12:2379', '/pd/api/v1/config/schedule', { method: 'POST', body });
    await get('10.0.0.12:2379', '/pd/api/v1/store/99');
    expect(accessLog.entries).toEqual([
      { at: world.now(), component: 'pd-2', method: 'POST', path: '/pd/api/v1/config/schedule', body, status: 200 },
      { at: world.now(), component: 'pd-2', method: 'GET', path: '/pd/api/v1/store/99', body: '', status: 500 },
    ]);
    expect(world.read().history).toMatchObject([
      { actor: 'pd-api', kind: 'pd-schedule-set', detail: { changes: { 'merge-schedule-limit': 2 } } },
    ]);
  });

  it('print ids beyond 2^53 with all their digits', async () => {
    const { world, get } = await cluster();
    const { body } = await get('10.0.0.11:2379', '/pd/api/v1/cluster');
    expect(body).toContain(`"id": ${world.read().pd.clusterId},`);
    expect(Number.isSafeInteger(Number(world.read().pd.clusterId))).toBe(false);
  });
});

describe('TiKV', () => {
  it('has a status page where a status port was passed to it: 200 with nothing in it', async () => {
    const { world, wire, get } = await cluster();
    expect(wire.addresses.has('10.0.0.15:20180')).toBe(false);
    world.apply({ actor: 'test', type: 'config-written', component: 'TiKV2-1', statusPort: 20180 });
    world.apply({ actor: 'test', type: 'service-stop', component: 'TiKV2-1', unit: 'tikv-20160.service' });
    world.apply({ actor: 'test', type: 'service-start', component: 'TiKV2-1', unit: 'tikv-20160.service' });
    world.wait(5_000);
    expect(await get('10.0.0.15:20180', '/status')).toEqual({ status: 200, type: null, body: '' });
    expect((await get('10.0.0.15:20180', '/metrics')).body).toContain('tikv_raftstore_region_count');
  });
});

describe('TiDB', () => {
  it('tells its version, who owns DDL, and gives ownership up', async () => {
    const { get, world } = await cluster('3.0.9');
    expect(JSON.parse((await get('10.0.0.21:10080', '/status')).body)).toMatchObject({ version: '5.7.25-TiDB-v3.0.9' });
    expect(JSON.parse((await get('10.0.0.21:10080', '/info')).body)).toMatchObject({ is_owner: true, ip: '10.0.0.21' });
    const all = JSON.parse((await get('10.0.0.22:10080', '/info/all')).body);
    expect(all).toMatchObject({ servers_num: 2, is_all_server_version_consistent: true });
    expect(Object.keys(all.all_servers_info)).toContain(all.owner_id);
    expect((await get('10.0.0.21:10080', '/ddl/owner/resign', { method: 'POST' })).body).toBe('"success!"');
    expect(world.read().ddl.owner).toBe('tidb-2');
  });

  it('lists running and finished DDL jobs by SQL, and by its history page the finished ones', async () => {
    const { world, target, get, accessLog } = await cluster('3.0.9');
    const job = { actor: 'test', type: 'ddl-submitted', db: 'shop', job: 'add index', query: 'alter table x' } as const;
    world.apply({ ...job, table: 'orders', lastsMs: 1_000 });
    world.wait(1_500);
    world.apply({ ...job, table: 'items', lastsMs: null });
    const { host, port } = await target('10.0.0.21:4000');
    const connection = await createConnection({ host, port, user: 'root', password: 'any' });
    const [rows] = await connection.query('ADMIN SHOW DDL JOBS');
    expect(rows).toMatchObject([
      { DB_NAME: 'shop', TABLE_NAME: 'items', JOB_TYPE: 'add index', STATE: 'running' },
      { DB_NAME: 'shop', TABLE_NAME: 'orders', JOB_TYPE: 'add index', STATE: 'synced' },
    ]);
    expect((await connection.query('select version()'))[0]).toEqual([{ 'VERSION()': '5.7.25-TiDB-v3.0.9' }]);
    expect((await connection.query('SELECT tidb_version()'))[0]).toMatchObject([
      { 'tidb_version()': expect.stringContaining('Release Version: v3.0.9') },
    ]);
    await connection.query("SET NAMES 'utf8'");
    await expect(connection.query('SELECT * FROM shop.orders')).rejects.toMatchObject({ errno: 1064 });
    connection.destroy();
    expect(JSON.parse((await get('10.0.0.21:10080', '/ddl/history')).body)).toMatchObject([{ type: 7, state: 6 }]);
    const asked = accessLog.entries
      .filter((entry) => entry.method === 'QUERY')
      .map(({ body, status }) => [body, status]);
    expect(asked.at(0)).toEqual(['ADMIN SHOW DDL JOBS', 0]);
    expect(asked.at(-1)).toEqual(['SELECT * FROM shop.orders', 1064]);
  });
});

describe('Pump and Drainer', () => {
  it('tell their states, and are paused by PUT', async () => {
    const { world, get } = await cluster();
    const pump = JSON.parse((await get('10.0.0.23:8250', '/status')).body);
    expect(pump.status['pump1:8250']).toMatchObject({ host: '10.0.0.23:8250', state: 'online', isAlive: true });
    expect(JSON.parse((await get('10.0.0.24:8249', '/status')).body)).toMatchObject({ Synced: true });
    const put = { method: 'PUT' };
    const wrong = await get('10.0.0.24:8249', '/state/nobody/pause', put);
    expect([wrong.status, JSON.parse(wrong.body).code]).toEqual([200, 500]);
    const right = await get('10.0.0.24:8249', '/state/drainer1:8249/pause', put);
    expect(JSON.parse(right.body).code).toBe(200);
    expect(JSON.parse((await get('10.0.0.23:8250', '/drainers')).body)).toMatchObject([
      { state: 'paused', isAlive: false },
    ]);
    expect(world.read().history.at(-1)).toMatchObject({ actor: 'binlog-api', kind: 'binlog-state-set' });
  });
});

describe('monitoring', () => {
  const query = (promql: string) => `/api/v1/query?${new URLSearchParams({ query: promql })}`;

  it('knows which components are up, and which no longer', async () => {
    const { world, get } = await cluster();
    const up = JSON.parse((await get('10.0.0.9:9090', query('up'))).body).data.result;
    expect(up).toHaveLength(world.read().components.length);
    world.apply({ actor: 'test', type: 'process-killed', component: 'tidb-2' });
    world.wait(16_000);
    const down = JSON.parse((await get('10.0.0.9:9090', query('up == 0'))).body).data.result;
    expect(down).toMatchObject([
      { metric: { job: 'tidb', instance: '10.0.0.22:4000' }, value: [expect.any(Number), '0'] },
    ]);
    const count = JSON.parse((await get('10.0.0.9:9090', query('count(probe_success{group="tidb"} == 1)'))).body);
    expect(count.data.result[0].value[1]).toBe('1');
    const alerts = JSON.parse((await get('10.0.0.9:9090', '/api/v1/alerts')).body).data.alerts;
    expect(alerts).toMatchObject([{ labels: { alertname: 'tidb_server_is_down' }, state: 'firing' }]);
    const targets = JSON.parse((await get('10.0.0.9:9090', '/api/v1/targets')).body).data.activeTargets;
    expect(targets.filter((target: { health: string }) => target.health === 'down')).toHaveLength(1);
  });

  it('shows the region count over time, with a gap while it was stopped', async () => {
    const { world, get } = await cluster();
    const from = world.now();
    world.wait(60_000);
    world.apply({ actor: 'test', type: 'service-stop', component: 'prometheus-1', unit: 'prometheus-9090.service' });
    world.wait(600_000);
    world.apply({ actor: 'test', type: 'service-start', component: 'prometheus-1', unit: 'prometheus-9090.service' });
    world.wait(60_000);
    const expression = 'sum(pd_cluster_status{type="leader_count"})';
    const given = { query: expression, start: String(from / 1000), end: String(world.now() / 1000), step: '60' };
    const answer = await get('10.0.0.9:9090', `/api/v1/query_range?${new URLSearchParams(given)}`);
    const [series] = JSON.parse(answer.body).data.result;
    expect(series.values[0]).toEqual([from / 1000, '900']);
    expect(series.values.length).toBeLessThan(9);
    expect(series.values.length).toBeGreaterThan(5);
  });

  it('refuses a query that it does not understand', async () => {
    const { get } = await cluster();
    const answer = await get('10.0.0.9:9090', query('histogram_quantile(0.99, foo) + 1'));
    expect([answer.status, JSON.parse(answer.body).errorType]).toEqual([400, 'bad_data']);
  });

  it('has a Grafana that is well and lets one log in', async () => {
    const { get } = await cluster();
    expect(JSON.parse((await get('10.0.0.9:3000', '/api/health')).body)).toMatchObject({ database: 'ok' });
    expect((await get('10.0.0.9:3000', '/login')).type).toBe('text/html; charset=UTF-8');
    expect((await get('10.0.0.9:9093', '/-/healthy')).status).toBe(200);
  });
});
