import { chmod, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Cancelled, OperatorError } from '../../../src/base/errors.ts';
import { text } from '../../../src/base/text.ts';
import type { CallDeed, CommandDeed, FileDeed, HandDeed, SqlDeed } from '../../../src/engine/deed.ts';
import { deadUrl, startTcp, startWeb } from '../support/web.ts';
import { bench, deed } from './bench.ts';

const command = (argv: readonly string[], more: Partial<CommandDeed> = {}) =>
  deed<CommandDeed>({ kind: 'command', host: 'control', argv, timeoutMs: 10_000, ...more });

describe('a command', () => {
  it('goes well with exit 0, and says what it said', async () => {
    const { doer, context } = await bench();
    expect(await doer.perform(command(['echo', "it's", '$HOME']), context('a'))).toEqual({
      ok: true,
      code: 0,
      said: "it's $HOME",
    });
  });

  it('runs where it is told to, on a host of the inventory', async () => {
    const { doer, context, directory } = await bench();
    const there = await doer.perform(command(['pwd'], { cwd: directory, host: 'TiKV1-1' }), context('a'));
    expect(there.said).toBe(directory);
  });

  it('fails with another exit, unless that is one that counts as success', async () => {
    const { doer, context } = await bench();
    const deeds = [command(['sh', '-c', 'echo why >&2; exit 3'])];
    const outcome = await doer.perform(deeds[0]!, context('a'));
    expect(outcome).toMatchObject({ ok: false, code: 3, trouble: { code: 'command-failed', why: { en: 'why' } } });
    expect(await doer.perform({ ...deeds[0]!, okExits: [0, 3] }, context('a'))).toMatchObject({ ok: true, code: 3 });
  });

  it('fails when it does not print what it must, though it exits with 0 as pd-ctl does', async () => {
    const { doer, context } = await bench();
    const outcome = await doer.perform(command(['echo', 'Failed!'], { mustPrint: 'Success!' }), context('a'));
    expect(outcome).toMatchObject({ ok: false, code: 0, said: 'Failed!', trouble: { code: 'command-did-nothing' } });
    const good = await doer.perform(command(['echo', 'Success!'], { mustPrint: 'Success!' }), context('a'));
    expect(good.ok).toBe(true);
  });

  it('says little of much, without escape sequences', async () => {
    const { doer, context } = await bench();
    const noisy = "i=0; while [ $i -lt 5000 ]; do echo line $i; i=$((i+1)); done; printf '\\033[2J\\033]0;x\\007end'";
    const { said } = await doer.perform(command(['sh', '-c', noisy]), context('a'));
    expect(said.split('\n')).toHaveLength(12);
    expect(said).toMatch(/^line 4989\n[\s\S]*line 4999\nend$/);
  });

  it('fails when it takes too long, is killed, or is not there', async () => {
    const { doer, context } = await bench();
    const outcomes = await Promise.all([
      doer.perform(command(['sleep', '60'], { timeoutMs: 50 }), context('a')),
      doer.perform(command(['sh', '-c', 'kill -9 $$']), context('b')),
      doer.perform(command(['/no/such/program']), context('c')),
    ]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, false]);
    for (const { trouble } of outcomes) expect(trouble?.what.zh).not.toBe('');
  });

  it('fails on a host that the inventory has not', async () => {
    const { doer, context } = await bench();
    const outcome = await doer.perform(command(['true'], { host: 'TiKV9-9' }), context('a'));
    expect(outcome).toMatchObject({ ok: false, trouble: { code: 'unknown-host' } });
  });

  it('throws Cancelled when the operator leaves, before or meanwhile', async () => {
    const { doer, context, directory } = await bench();
    const file = join(directory, 'begun');
    await expect(doer.perform(command(['touch', file]), context('a', AbortSignal.abort()))).rejects.toBeInstanceOf(
      Cancelled,
    );
    await expect(stat(file)).rejects.toThrow('ENOENT');
    const leaving = new AbortController();
    const running = doer.perform(command(['sleep', '60']), context('b', leaving.signal));
    leaving.abort();
    await expect(running).rejects.toBeInstanceOf(Cancelled);
  });

  it('does not hide a fault of belay itself behind an outcome', async () => {
    const { doer, context } = await bench({ sql: { query: () => Promise.reject(new TypeError('a bug')) } });
    const sql = deed<SqlDeed>({ kind: 'sql', address: '127.0.0.1:4000', statement: 'SELECT 1' });
    await expect(doer.perform(sql, context('a'))).rejects.toThrow('a bug');
  });
});

describe('a file', () => {
  const file = (path: string, more: Partial<FileDeed>) =>
    deed<FileDeed>({ kind: 'file', host: 'control', path, after: 'new\n', diff: '', ...more });

  it('is written, with the directories on the way', async () => {
    const { doer, context, directory } = await bench();
    const path = join(directory, 'a', 'b', 'conf.yml');
    expect(await doer.perform(file(path, { before: null }), context('a'))).toMatchObject({ ok: true });
    expect(await readFile(path, 'utf8')).toBe('new\n');
  });

  it('gets the mode it is given, and else keeps its own', async () => {
    const { doer, context, directory } = await bench();
    const [kept, given] = [join(directory, 'kept'), join(directory, 'given')];
    await writeFile(kept, 'old\n');
    await chmod(kept, 0o640);
    await doer.perform(file(kept, { before: 'old\n' }), context('a'));
    await doer.perform(file(given, { before: null, mode: 0o600 }), context('b'));
    const modes = await Promise.all([kept, given].map(async (path) => (await stat(path)).mode & 0o777));
    expect(modes).toEqual([0o640, 0o600]);
  });

  it.each([
    ['changed', 'old\n', 'changed by somebody\n'],
    ['there though it should not be', null, 'here\n'],
    ['gone', 'old\n', null],
  ])('is left alone when it is %s', async (_how, before, there) => {
    const { doer, context, directory } = await bench();
    const path = join(directory, 'conf.yml');
    if (there !== null) await writeFile(path, there);
    const outcome = await doer.perform(file(path, { before }), context('a'));
    expect(outcome).toMatchObject({ ok: false, trouble: { code: 'file-changed' } });
    expect(await readFile(path, 'utf8').catch(() => null)).toBe(there);
  });

  it('is replaced, whatever is there, when the plan does not rest on it', async () => {
    const { doer, context, directory } = await bench();
    const path = join(directory, 'pd.json');
    await writeFile(path, 'anything');
    expect(await doer.perform(file(path, {}), context('a'))).toMatchObject({ ok: true });
    expect(await readFile(path, 'utf8')).toBe('new\n');
  });

  it('is removed', async () => {
    const { doer, context, directory } = await bench();
    const path = join(directory, 'old');
    await writeFile(path, 'old\n');
    expect(await doer.perform(file(path, { before: 'old\n', after: null }), context('a'))).toMatchObject({ ok: true });
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('fails when it cannot be written, and nothing is thrown', async () => {
    const { doer, context, directory } = await bench();
    await symlink('/proc/version', join(directory, 'file'));
    const outcome = await doer.perform(file(join(directory, 'file', 'below'), {}), context('a'));
    expect(outcome.ok).toBe(false);
  });
});

describe('a call', () => {
  const call = (url: string, more: Partial<CallDeed> = {}) =>
    deed<CallDeed>({ kind: 'call', method: 'POST', url, body: { x: 8 }, okStatus: [200], ...more });

  it('goes well with a status that counts as success', async () => {
    const web = await startWeb((_seen, response) => response.end('null'));
    const { doer, context } = await bench();
    expect(await doer.perform(call(`${web.url}/config`), context('a'))).toEqual({ ok: true, code: 200, said: 'null' });
    expect(web.seen).toEqual([{ method: 'POST', url: '/config', body: '{"x":8}' }]);
  });

  it('sends no body when there is none', async () => {
    const web = await startWeb((_seen, response) => response.end('null'));
    const { doer, context } = await bench();
    await doer.perform(call(`${web.url}/s`, { method: 'DELETE', body: null }), context('a'));
    expect(web.seen).toEqual([{ method: 'DELETE', url: '/s', body: '' }]);
  });

  it('fails with another status, once, with what the server said', async () => {
    const web = await startWeb((_seen, response) => response.writeHead(500).end('"scheduler existed"\n'));
    const { doer, context } = await bench();
    expect(await doer.perform(call(web.url), context('a'))).toMatchObject({
      ok: false,
      code: 500,
      trouble: { code: 'call-refused', why: { en: '500 "scheduler existed"' } },
    });
    expect(web.seen).toHaveLength(1);
  });

  it('is not sent again when the answer is cut off', async () => {
    let requests = 0;
    const server = await startTcp((socket) =>
      socket.once('data', () => {
        requests += 1;
        socket.end('HTTP/1.1 200 OK\r\n');
      }),
    );
    const { doer, context } = await bench();
    expect(await doer.perform(call(server.url), context('a'))).toMatchObject({
      ok: false,
      trouble: { code: 'unreachable' },
    });
    expect(requests).toBe(1);
  });

  it('fails where nobody listens', async () => {
    const { doer, context } = await bench();
    const outcome = await doer.perform(call(await deadUrl()), context('a'));
    expect(outcome).toMatchObject({ ok: false, code: null, trouble: { code: 'unreachable' } });
  });
});

describe('SQL and hands', () => {
  const sql = deed<SqlDeed>({ kind: 'sql', address: '127.0.0.1:4000', statement: 'ADMIN SHOW DDL JOBS' });

  it('tell the rows of a statement', async () => {
    const { doer, context } = await bench();
    expect(await doer.perform(sql, context('a'))).toEqual({ ok: true, code: null, said: '[{"JOB_ID":"1"}]' });
  });

  it('fail as the server said', async () => {
    const words = text('denied', '拒绝');
    const denied = new OperatorError({ code: 'sql-denied', kind: 'failed', what: words, why: words, next: [] });
    const { doer, context } = await bench({ sql: { query: () => Promise.reject(denied) } });
    expect(await doer.perform(sql, context('a'))).toMatchObject({ ok: false, trouble: { code: 'sql-denied' } });
  });

  it('take a person at their word', async () => {
    const { doer, context } = await bench();
    const hand = deed<HandDeed>({ kind: 'hand', instructions: [text('copy the jar', '复制 jar')] });
    expect(await doer.perform(hand, context('a'))).toEqual({ ok: true, code: null, said: '' });
  });
});
