import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type TunnelHttpOptions, tunnelHttp } from '../../src/adapters/http.ts';
import { openLocalHost } from '../../src/adapters/local/local-host.ts';
import { OperatorError } from '../../src/base/errors.ts';
import { text } from '../../src/base/text.ts';
import { codeOf } from './support/errors.ts';
import { temporaryDirectory } from './support/temporary.ts';
import { startTcp } from './support/web.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A self-signed certificate for `names` (`IP:…`, `DNS:…`) in a directory of its own. */
async function certificate(names: string): Promise<{ readonly cert: string; readonly key: string }> {
  const directory = await temporaryDirectory();
  const [cert, key] = [`${directory}/cert.pem`, `${directory}/key.pem`];
  const subject = ['-subj', '/CN=pd', '-addext', `subjectAltName=${names}`];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key];
  execFileSync('openssl', ['req', '-x509', '-days', '2', '-out', cert, ...newKey, ...subject], { stdio: 'ignore' });
  return { cert, key };
}

/** A server that tells who its client says it is. */
async function startSecure({ cert, key }: { cert: string; key: string }): Promise<string> {
  const [pem, ca] = [readFileSync(key), readFileSync(cert)];
  const options = { cert: ca, key: pem, ca, requestCert: true, rejectUnauthorized: false };
  const server = createServer(options, (request, response) => {
    response.end((request.socket as TLSSocket).getPeerCertificate().subject?.CN ?? 'nobody');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function client(options: TunnelHttpOptions = {}) {
  const http = tunnelHttp(openLocalHost(), options);
  onTestFinished(() => http.close());
  return http;
}

describe.skipIf(!hasOpenssl)('HTTPS through the control machine', () => {
  it('trusts the profile’s CA, and shows the profile’s certificate', async () => {
    const files = await certificate('IP:127.0.0.1');
    const url = await startSecure(files);
    const [cert, key] = [readFileSync(files.cert, 'utf8'), readFileSync(files.key, 'utf8')];
    const tls = async () => ({ ca: cert, cert, key });
    expect(await client({ tls }).request({ method: 'GET', url })).toEqual({ status: 200, body: 'pd' });
    const caOnly = async () => ({ ca: cert, cert: null, key: null });
    expect(await client({ tls: caOnly }).request({ method: 'GET', url })).toEqual({ status: 200, body: 'nobody' });
  });

  it('refuses a certificate that nobody vouches for, or that is for another address', async () => {
    const files = await certificate('IP:10.9.9.9');
    const url = await startSecure(files);
    expect(await codeOf(client().request({ method: 'GET', url }))).toBe('unreachable');
    const tls = async () => ({ ca: readFileSync(files.cert, 'utf8'), cert: null, key: null });
    expect(await codeOf(client({ tls }).request({ method: 'GET', url }))).toBe('unreachable');
  });

  it('says what its certificates could not be read for', async () => {
    const url = await startSecure(await certificate('IP:127.0.0.1'));
    const words = text('no such file', '没有该文件');
    const missing = new OperatorError({ code: 'no-certificate', kind: 'failed', what: words, why: words, next: [] });
    const tls = () => Promise.reject(missing);
    expect(await codeOf(client({ tls }).request({ method: 'GET', url }))).toBe('no-certificate');
  });

  it.each([
    ['cuts', 'unreachable'],
    ['hangs', 'timeout'],
  ])('says so when the other side %s in the handshake: %s', async (how, code) => {
    const server = await startTcp((socket) => (how === 'cuts' ? socket.once('data', () => socket.end()) : undefined));
    const url = server.url.replace('http:', 'https:');
    expect(await codeOf(client().request({ method: 'GET', url, timeoutMs: 200 }))).toBe(code);
  });
});
