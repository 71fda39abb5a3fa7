import { existsSync, readFileSync } from 'node:fs';
import type { Instant } from '../../../src/base/duration.ts';

/** One request of a recording, with what a real PD answered. */
export interface Recorded {
  readonly name: string;
  readonly at: Instant;
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  /** null: the connection was refused. */
  readonly answer: RecordedAnswer | null;
  /** The body was shortened by whoever recorded it. */
  readonly trimmed: boolean;
}

export interface RecordedAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
  readonly chunked: boolean;
}

/** All requests of REQUESTS.txt in `folder`, in their order. */
export function readRecording(folder: string): readonly Recorded[] {
  const lines = readFileSync(`${folder}/REQUESTS.txt`, 'utf8').split('\n');
  return lines.flatMap((line) => {
    const found = /^(\d\d:\d\d:\d\d) (\S+)\s+(GET|POST|DELETE|PUT) (\S+) {2}(.*?) {2}-> (.*)$/.exec(line);
    if (found === null || found[2] === 'tmp') return [];
    const [, time, name = '', method = '', path = '', body = '', end = ''] = found;
    const file = `${folder}/${name}.http`;
    const answer = end.startsWith('HTTP/') && existsSync(file) ? readAnswer(file) : null;
    const at = Date.parse(`2026-11-20T${time}Z`);
    return [{ name, at, method, path, body: body === '' ? null : body, answer, trimmed: end.includes('body trimmed') }];
  });
}

/** A recorded answer: status line, headers, body. */
export function readAnswer(file: string): RecordedAnswer {
  const [head = '', ...rest] = readFileSync(file, 'utf8').split('\r\n\r\n');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? null;
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    contentType: header('Content-Type'),
    body: rest.join('\r\n\r\n'),
    chunked: header('Transfer-Encoding') === 'chunked',
  };
}
