import { Agent, type Dispatcher } from 'undici';
import { formatBytes } from '../base/bytes.ts';
import type { Millis } from '../base/duration.ts';
import { OperatorError } from '../base/errors.ts';
import { text } from '../base/text.ts';
import type { Http, HttpAnswer, HttpRequest } from '../cluster/ports/http.ts';
import type { ControlHost } from './control-host.ts';
import { type TlsMaterial, tunnelConnector } from './http-connector.ts';
import { orAbort } from './or-abort.ts';
import { quoteArgv } from './ssh/quote.ts';
import { type Asked, wireError } from './wire-errors.ts';

/** How HTTP goes through the control machine. */
export interface TunnelHttpOptions {
  /** Certificates for https URLs, read when a connection is made. Left out: the CAs that Node trusts. */
  readonly tls?: () => Promise<TlsMaterial>;
  /** Connections kept alive to one host. Default 4. */
  readonly connectionsPerHost?: number;
  /** Longest body that is read. Default 32 MiB: a large cluster's `/regions` is bigger, and nobody here asks for it. */
  readonly maxBodyBytes?: number;
}

const DEFAULT_TIMEOUT: Millis = 5_000;
const DEFAULT_MAX_BODY = 32 * 1024 ** 2;

/**
 * HTTP through the TCP of the control machine, with connections kept alive. Every status is an answer.
 * Rejects with OperatorError `unreachable`, `timeout`, `too-large`, or what the control machine itself says; Cancelled on
 * the caller's signal. `close` ends all connections and what is under way.
 */
export function tunnelHttp(
  control: Pick<ControlHost, 'connect'>,
  options: TunnelHttpOptions = {},
): Http & { close(): Promise<void> } {
  const closing = new AbortController();
  // Time-outs of ours end the whole exchange; undici's own end single stages and look like a lost tunnel.
  const agent = new Agent({
    connections: options.connectionsPerHost ?? 4,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: tunnelConnector(control, options.tls, closing.signal),
  });
  return {
    request: (request) => exchange(agent, request, options.maxBodyBytes ?? DEFAULT_MAX_BODY),
    close: async () => {
      closing.abort();
      await agent.destroy();
    },
  };
}

async function exchange(agent: Agent, request: HttpRequest, maxBodyBytes: number): Promise<HttpAnswer> {
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT;
  const deadline = AbortSignal.timeout(timeoutMs);
  const asked = askedOf(request);
  try {
    const url = new URL(request.url);
    const hasBody = request.body !== undefined;
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    const answering = agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: hasBody ? { 'content-type': 'application/json' } : {},
      body: hasBody ? JSON.stringify(request.body) : null,
      signal,
    });
    // undici tells of an abort only once there is a connection; what was aborted before is not sent then.
    const answer = await orAbort(answering, signal);
    return { status: answer.statusCode, body: await readBody(answer.body, maxBodyBytes, asked) };
  } catch (error) {
    throw wireError(error, asked, { deadline, timeoutMs, ...(request.signal && { caller: request.signal }) });
  }
}

async function readBody(body: Dispatcher.ResponseData['body'], maxBodyBytes: number, asked: Asked): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    // Leaving the loop destroys the body, and with it the connection.
    if (sizeBytes > maxBodyBytes) throw tooLarge(asked, maxBodyBytes);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function askedOf(request: HttpRequest): Asked {
  // What changes something is never proposed to be sent again: only whether somebody listens.
  const byHand = request.method === 'GET' ? ['curl', '-sS'] : ['curl', '-sS', '--head'];
  return { what: `${request.method} ${request.url}`, byHand: quoteArgv([...byHand, request.url]) };
}

function tooLarge(asked: Asked, maxBodyBytes: number): OperatorError {
  const size = formatBytes(maxBodyBytes);
  return new OperatorError({
    code: 'too-large',
    kind: 'failed',
    what: text(`The answer to ${asked.what} is larger than ${size}`, `${asked.what} 的应答超过 ${size}`),
    why: text('This address is probably not the service that was meant', '该地址很可能不是预期的服务'),
    next: [text(`On the control machine: ${asked.byHand}`, `在中控机上执行：${asked.byHand}`)],
  });
}
