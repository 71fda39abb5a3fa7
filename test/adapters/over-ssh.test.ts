import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { clusterLock } from '../../src/adapters/cluster-lock.ts';
import type { ControlHost } from '../../src/adapters/control-host.ts';
import { tunnelHttp } from '../../src/adapters/http.ts';
import { pdClient } from '../../src/adapters/pd.ts';
import { tunnelSql } from '../../src/adapters/sql.ts';
import { openSshHost } from '../../src/adapters/ssh/ssh-host.ts';
import { nobody } from '../support/nobody.ts';
import { newKey, type SshServer, startSshServer } from '../support/ssh-server.ts';
import { codeOf } from './support/errors.ts';
import { column, startTidb } from './support/tidb.ts';
import { deadUrl, startWeb } from './support/web.ts';

const userKey = newKey();
let server: SshServer;
let control: ControlHost;
let home: string;

beforeAll(async () => {
  server = await startSshServer({ authorized: [userKey.public] });
  home = await mkdtemp(join(tmpdir(), 'belay-home-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('SSH_AUTH_SOCK', undefined);
  await mkdir(join(home, '.ssh'), { mode: 0o700 });
  await writeFile(join(home, '.ssh', 'known_hosts'), `[127.0.0.1]:${server.port} ${server.hostKey}\n`);
  await writeFile(join(home, 'key'), userKey.private, { mode: 0o600 });
  control = await openSshHost(
    { host: '127.0.0.1', port: server.port, user: 'tidb', identity: join(home, 'key'), jump: null, knownHosts: null },
    nobody,
  );
});

afterAll(async () => {
  await control.close();
  await server.close();
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

function client() {
  const http = tunnelHttp(control);
  onTestFinished(() => http.close());
  return http;
}

describe('through a real SSH tunnel', () => {
  it('HTTP keeps its connections alive', async () => {
    const web = await startWeb((seen, response) => response.end(`${seen.url} ${seen.body}`));
    const http = client();
    for (let n = 0; n < 20; n += 1) {
      const answer = await http.request({ method: 'POST', url: `${web.url}/${n}`, body: { n } });
      expect(answer.body).toBe(`/${n} {"n":${n}}`);
    }
    expect(web.connections()).toBeLessThanOrEqual(4);
  });

  it('HTTP carries a large answer, and many at once', async () => {
    const large = 'x'.repeat(3_000_000);
    const web = await startWeb((_seen, response) => response.end(large));
    const http = client();
    const answers = await Promise.all(Array.from({ length: 6 }, () => http.request({ method: 'GET', url: web.url })));
    expect(answers.every((answer) => answer.body === large)).toBe(true);
  });

  it('HTTP tells a closed port from a server that hangs', async () => {
    const web = await startWeb(() => undefined);
    const url = await deadUrl();
    expect(await codeOf(client().request({ method: 'GET', url }))).toBe('unreachable');
    expect(await codeOf(client().request({ method: 'GET', url: web.url, timeoutMs: 100 }))).toBe('timeout');
  });

  it('PD is asked member by member', async () => {
    const web = await startWeb((_seen, response) => response.end('["balance-leader-scheduler"]'));
    const pd = pdClient(client(), [await deadUrl(), web.url]);
    expect(await pd.schedulers()).toEqual(['balance-leader-scheduler']);
  });

  it('SQL gives its rows and closes', async () => {
    const tidb = await startTidb((_statement, session) => session.writeTextResult([{ V: '1' }], [column('V', 253)]));
    const sql = tunnelSql(control, { user: 'root', password: async () => 'secret' });
    expect(await sql.query(tidb.address, 'SELECT 1')).toEqual([{ V: '1' }]);
    await expect.poll(tidb.open).toBe(0);
    expect(await codeOf(sql.query(new URL(await deadUrl()).host, 'SELECT 1'))).toBe('unreachable');
  });

  it('a lock is taken, shown and released', async () => {
    const lock = clusterLock(control, { directory: join(home, 'locks'), cluster: 'test-cluster' });
    const holder = { run: 'one', user: 'tidb', host: 'desk', pid: process.pid, since: 1 };
    expect(await lock.take(holder)).toBeNull();
    expect(await lock.take({ ...holder, run: 'two' })).toEqual({ heldBy: holder, alive: true });
    await lock.release(holder);
    expect(await lock.take({ ...holder, run: 'two' })).toBeNull();
  });

  it('what was under way fails when the connection is cut, and the next request finds a new one', async () => {
    const web = await startWeb((seen, response) => {
      if (seen.url === '/hang') server.cut();
      else response.end('well');
    });
    const http = client();
    const code = await codeOf(http.request({ method: 'GET', url: `${web.url}/hang` }));
    expect(['unreachable', 'connection-lost']).toContain(code);
    await expect
      .poll(() => codeOf(http.request({ method: 'GET', url: `${web.url}/again` })))
      .toBe('resolved: {"status":200,"body":"well"}');
  });
});
