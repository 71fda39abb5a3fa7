import { Duplex } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type TunnelHttpOptions, tunnelHttp } from '../../src/adapters/http.ts';
import { openLocalHost } from '../../src/adapters/local/local-host.ts';
import { Cancelled } from '../../src/base/errors.ts';
import { codeOf } from './support/errors.ts';
import { deadUrl, startTcp, startWeb } from './support/web.ts';

function client(options: TunnelHttpOptions = {}, control = openLocalHost()) {
  const http = tunnelHttp(control, options);
  onTestFinished(() => http.close());
  return http;
}

describe('HTTP through the control machine', () => {
  it.each([200, 404, 500, 503])('takes the status %i for an answer', async (status) => {
    const web = await startWeb((_seen, response) => response.writeHead(status).end('told'));
    expect(await client().request({ method: 'GET', url: `${web.url}/a?b=1` })).toEqual({ status, body: 'told' });
    expect(web.seen).toEqual([{ method: 'GET', url: '/a?b=1', body: '' }]);
  });

  it('sends JSON', async () => {
    const web = await startWeb((_seen, response) => response.end('null'));
    await client().request({ method: 'POST', url: `${web.url}/s`, body: { name: 'evict', store_id: 1 } });
    expect(web.seen).toEqual([{ method: 'POST', url: '/s', body: '{"name":"evict","store_id":1}' }]);
  });

  it('reads chunked UTF-8 whose characters are cut in two', async () => {
    const bytes = Buffer.from('区域 €');
    const web = await startWeb((_seen, response) => {
      for (const byte of bytes) response.write(Buffer.of(byte));
      response.end();
    });
    expect((await client().request({ method: 'GET', url: web.url })).body).toBe('区域 €');
  });

  it('keeps a connection alive, and goes on after the server closed it', async () => {
    const web = await startWeb((seen, response) =>
      response.writeHead(200, seen.url === '/last' ? { connection: 'close' } : {}).end('x'),
    );
    const http = client();
    for (const path of ['/1', '/2', '/last', '/3']) await http.request({ method: 'GET', url: web.url + path });
    expect(web.connections()).toBe(2);
  });

  it('opens a bounded number of connections to one host', async () => {
    const waiting: (() => void)[] = [];
    const web = await startWeb((_seen, response) => {
      waiting.push(() => response.end('x'));
      if (waiting.length >= 2) for (const go of waiting.splice(0)) go();
    });
    const http = client({ connectionsPerHost: 2 });
    await Promise.all(Array.from({ length: 8 }, () => http.request({ method: 'GET', url: web.url })));
    expect(web.connections()).toBe(2);
  });

  it('works over a stream that is no socket, as a tunnel gives', async () => {
    const web = await startWeb((seen, response) => response.end(seen.url));
    const local = openLocalHost();
    const http = tunnelHttp({
      connect: async (host, port, signal) => {
        const socket = await local.connect(host, port, signal);
        return Duplex.from({ readable: socket, writable: socket });
      },
    });
    onTestFinished(() => http.close());
    const answers = await Promise.all(['/1', '/2'].map((path) => http.request({ method: 'GET', url: web.url + path })));
    expect(answers.map((answer) => answer.body)).toEqual(['/1', '/2']);
  });

  it('says unreachable where nobody listens, with a command to try', async () => {
    const url = await deadUrl();
    const asking = client().request({ method: 'GET', url });
    await expect(asking).rejects.toMatchObject({ trouble: { code: 'unreachable' } });
  });

  it.each([
    ['before the answer', ''],
    ['in the middle of the header', 'HTTP/1.1 200 OK\r\nConte'],
    ['in the middle of the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
    ['in the middle of a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nhalf'],
    ['after something that is no HTTP', 'SSH-2.0-OpenSSH_7.4\r\n'],
  ])('says unreachable when the server cuts %s', async (_when, said) => {
    const web = await startTcp((socket) => {
      socket.once('data', () => socket.end(said));
    });
    expect(await codeOf(client().request({ method: 'GET', url: web.url }))).toBe('unreachable');
  });

  it('says timeout when the server never answers', async () => {
    const web = await startWeb(() => undefined);
    expect(await codeOf(client().request({ method: 'GET', url: web.url, timeoutMs: 50 }))).toBe('timeout');
  });

  it('says timeout when the body never ends', async () => {
    const web = await startWeb((_seen, response) => {
      response.write('half');
    });
    expect(await codeOf(client().request({ method: 'GET', url: web.url, timeoutMs: 50 }))).toBe('timeout');
  });

  it('says timeout when no connection comes about', async () => {
    const http = tunnelHttp({ connect: () => new Promise<Duplex>(() => undefined) });
    expect(await codeOf(http.request({ method: 'GET', url: 'http://10.0.0.11:2379/', timeoutMs: 50 }))).toBe('timeout');
    await http.close();
  });

  it('never sends what was given up before the connection came about', async () => {
    const web = await startWeb((_seen, response) => response.end('x'));
    const opened = Promise.withResolvers<void>();
    const local = openLocalHost();
    const http = tunnelHttp({
      connect: async (host, port, signal) => {
        await opened.promise;
        return local.connect(host, port, signal);
      },
    });
    onTestFinished(() => http.close());
    const change = http.request({ method: 'POST', url: `${web.url}/change`, body: {}, timeoutMs: 50 });
    expect(await codeOf(change)).toBe('timeout');
    opened.resolve();
    await http.request({ method: 'GET', url: `${web.url}/after` });
    expect(web.seen.map((seen) => seen.url)).toEqual(['/after']);
  });

  it('says too-large, and stops reading', async () => {
    const web = await startWeb((_seen, response) => response.end('x'.repeat(5_000)));
    const http = client({ maxBodyBytes: 1_000 });
    expect(await codeOf(http.request({ method: 'GET', url: web.url }))).toBe('too-large');
  });

  it('is cancelled by its caller', async () => {
    const leaving = new AbortController();
    const web = await startWeb(() => leaving.abort());
    await expect(client().request({ method: 'GET', url: web.url, signal: leaving.signal })).rejects.toBeInstanceOf(
      Cancelled,
    );
  });

  it('says unreachable for what is no URL', async () => {
    expect(await codeOf(client().request({ method: 'GET', url: 'pd1:port/x' }))).toBe('unreachable');
  });
});
