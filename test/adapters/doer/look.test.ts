import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/base/json.ts';
import { text } from '../../../src/base/text.ts';
import type { CallDeed, CommandDeed, FileDeed, HandDeed, Proof } from '../../../src/engine/deed.ts';
import { deadUrl, startWeb } from '../support/web.ts';
import { bench, deed, never } from './bench.ts';

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

describe('looking at a file', () => {
  const content = fc.oneof(fc.constant(null), fc.constantFrom('a\n', 'b\n', ''), fc.string({ unit: 'grapheme' }));

  it('tells done from not done from neither, by what is there', async () => {
    const { doer, directory } = await bench();
    const path = join(directory, 'conf.yml');
    await fc.assert(
      fc.asyncProperty(content, content, content, fc.boolean(), async (before, after, there, anyBefore) => {
        await rm(path, { force: true });
        if (there !== null) await writeFile(path, there);
        const file = deed<FileDeed>({
          kind: 'file',
          host: 'control',
          path,
          after,
          diff: '',
          ...(anyBefore ? {} : { before }),
        });
        const { is } = await doer.look(file, 'name', never);
        const wanted = there === after ? 'done' : anyBefore || there === before ? 'not-done' : 'unclear';
        expect(is).toBe(wanted);
      }),
      { numRuns: 150 },
    );
  });

  it('is done after its perform, not done before it', async () => {
    const { doer, directory, context } = await bench();
    const path = join(directory, 'conf.yml');
    await writeFile(path, 'old\n');
    const file = deed<FileDeed>({ kind: 'file', host: 'control', path, before: 'old\n', after: 'new\n', diff: '' });
    expect((await doer.look(file, 'a', never)).is).toBe('not-done');
    await doer.perform(file, context('a'));
    expect((await doer.look(file, 'a', never)).is).toBe('done');
  });

  it('is unclear on a host that cannot be found', async () => {
    const { doer } = await bench();
    const file = deed<FileDeed>({ kind: 'file', host: 'TiKV9-9', path: '/x', after: '', diff: '' });
    expect((await doer.look(file, 'a', never)).is).toBe('unclear');
  });
});

describe('looking at what only a proof can show', () => {
  const call = (proof?: Proof) =>
    deed<CallDeed>({
      kind: 'call',
      method: 'POST',
      url: 'http://127.0.0.1:1/',
      body: null,
      okStatus: [200],
      ...(proof && { proof }),
    });

  it('is unclear without one', async () => {
    const { doer } = await bench();
    const command = deed<CommandDeed>({ kind: 'command', host: 'control', argv: ['false'], timeoutMs: 1_000 });
    const hand = deed<HandDeed>({ kind: 'hand', instructions: [text('x', 'x')] });
    for (const one of [call(), command, hand]) expect((await doer.look(one, 'a', never)).is).toBe('unclear');
  });

  it('goes by the proof, and makes no call of its own', async () => {
    const web = await startWeb((_seen, response) => response.end('["evict-leader-scheduler-1"]'));
    const { doer } = await bench();
    const listed = (item: string): Proof => ({ kind: 'listed', url: web.url, item, present: true });
    expect((await doer.look(call(listed('evict-leader-scheduler-1')), 'a', never)).is).toBe('done');
    expect((await doer.look(call(listed('evict-leader-scheduler-2')), 'a', never)).is).toBe('not-done');
    expect(web.seen.map((seen) => seen.method)).toEqual(['GET', 'GET']);
  });

  it('is unclear when the proof cannot be seen', async () => {
    const { doer } = await bench();
    const proof: Proof = { kind: 'listed', url: await deadUrl(), item: 'x', present: false };
    expect((await doer.look(call(proof), 'a', never)).is).toBe('unclear');
  });
});

describe('a proof', () => {
  const holds = async (proof: (url: string) => Proof, body: string, status = 200) => {
    const web = await startWeb((_seen, response) => response.writeHead(status).end(body));
    const { doer } = await bench();
    return (await doer.prove(proof(web.url), never)).holds;
  };
  const json =
    (at: readonly string[], equals: Json) =>
    (url: string): Proof => ({ kind: 'json', url, at, equals });
  const listed =
    (present: boolean) =>
    (url: string): Proof => ({ kind: 'listed', url, item: 'x', present });

  const body = '{"merge-schedule-limit": 8, "labels": [{"key": "zone"}], "id": 7710162499889377658, "off": null}';

  it.each<[readonly string[], Json, boolean]>([
    [['merge-schedule-limit'], 8, true],
    [['merge-schedule-limit'], '8', false],
    [['labels', '0', 'key'], 'zone', true],
    [['labels'], [{ key: 'zone' }], true],
    [['labels', '1', 'key'], 'zone', false],
    [['id'], '7710162499889377658', true],
    [['off'], null, true],
    [['missing'], null, false],
    [['constructor'], null, false],
    [['off', 'deeper'], 8, false],
  ])('of JSON at %j being %j: %s', async (at, equals, wanted) => {
    expect(await holds(json(at, equals), body)).toBe(wanted);
  });

  it.each<[boolean, string, boolean | 'unclear']>([
    [true, '["a","x"]', true],
    [true, '[]', false],
    [false, '["a"]', true],
    [false, '["x"]', false],
    [false, '"no list"', 'unclear'],
    [false, 'null', 'unclear'],
  ])('of being listed (%s) in %s: %s', async (present, list, wanted) => {
    expect(await holds(listed(present), list)).toBe(wanted);
  });

  it.each([
    [503, 'no leader'],
    [500, '"TiKV cluster not bootstrapped"'],
    [404, '404 page not found'],
    [200, '<html>'],
    [200, ''],
  ])('is unclear after %i %s', async (status, said) => {
    expect(await holds(listed(false), said, status)).toBe('unclear');
    expect(await holds(json(['a'], 1), said, status)).toBe('unclear');
  });

  it('of a file goes by its digest', async () => {
    const { doer, directory } = await bench();
    const path = join(directory, 'drainer');
    const proof = (digest: string | null): Proof => ({ kind: 'file', host: 'TiKV1-1', path, sha256: digest });
    expect((await doer.prove(proof(null), never)).holds).toBe(true);
    await writeFile(path, 'v3.0.9');
    expect((await doer.prove(proof(null), never)).holds).toBe(false);
    expect((await doer.prove(proof(sha256('v3.0.9')), never)).holds).toBe(true);
    expect((await doer.prove(proof(sha256('v2.1.19')), never)).holds).toBe(false);
  });

  it.each<[readonly string[], boolean | 'unclear']>([
    [['echo', 'Release Version: v3.0.9'], true],
    [['echo', 'Release Version: v2.1.19'], false],
    [['sh', '-c', 'echo v3.0.9; exit 1'], false],
    [['sh', '-c', 'echo v3.0.9 >&2'], false],
    [['/no/such/program'], 'unclear'],
    [['sh', '-c', 'no_such_command v3.0.9'], 'unclear'],
    [['sh', '-c', 'kill -9 $$'], 'unclear'],
  ])('of the command %j: %s', async (argv, wanted) => {
    const { doer } = await bench();
    const proof: Proof = { kind: 'command', host: 'control', argv, prints: 'v3.0.9' };
    expect((await doer.prove(proof, never)).holds).toBe(wanted);
  });
});
