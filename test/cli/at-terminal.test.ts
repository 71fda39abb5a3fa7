import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readProfile } from '../../src/cli/profile.ts';
import { stopPractice } from '../../src/practice/start.ts';
import { builtBelay } from '../support/built-belay.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const ENTER = '\r';
const DOWN = '\u001b[B';

let dir: string;
let bin: string;
let terminal: Terminal | null = null;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'belay-terminal-'));
  bin = (await builtBelay(dir)).bin;
});
afterEach(() => terminal?.close());
afterAll(async () => {
  for (const name of await readdir(join(dir, 'practice'))) await stopPractice(join(dir, 'practice', name));
  await rm(dir, { recursive: true });
});

function open(...words: string[]): Terminal {
  terminal = openTerminal([bin, ...words], { BELAY_STATE_DIR: dir });
  return terminal;
}

describe('belay alone', () => {
  it('asks what to do', async () => {
    const t = open('--lang', 'zh');
    await t.until('要做什么');
    t.type(DOWN.repeat(4));
    await t.until(/❯ 查看历次运行/);
    t.type(ENTER);
    await t.until('还没有运行');
    expect(await t.ended()).toBe(0);
  });
});

describe('belay init', () => {
  it('asks, refuses what the profile would not take, and writes a profile that is good', async () => {
    const path = join(dir, 'belay.yaml');
    const t = open('init', '--profile', path);
    await t.until('cluster_name');
    t.type(ENTER);
    await t.until('Where does tidb-ansible lie?');
    t.type(DOWN + ENTER);
    await t.until('control machine');
    t.type(`10.0.0.9${ENTER}`);
    await t.until('user there');
    t.type(ENTER);
    await t.until('the running version');
    t.type(ENTER);
    await t.until('target version');
    t.type(`3.0.9${ENTER}`);
    await t.until('must be a release tag');
    t.type(`\u0015v3.0.9${ENTER}`);
    await t.until('new tree shall be');
    t.type(ENTER);
    await t.until('backup goes');
    t.type(ENTER);
    await t.until('Written:');
    expect(await t.ended()).toBe(0);
    const { file, problems } = readProfile(await readFile(path, 'utf8'), false);
    expect(problems).toEqual([]);
    expect(file).toMatchObject({
      control: { host: '10.0.0.9', user: 'tidb' },
      newTree: '/home/tidb/tidb-ansible-v3.0.9',
    });
  });
});

describe('a practice at a terminal', () => {
  it('lets the person decide at each gate, and is left with Ctrl-C', async () => {
    const t = open('practice', '--plain', '--speed', '30');
    await t.until('Have the release notes been read? [Enter: go on');
    t.type(ENTER);
    await t.until('Has the business been told? [y: go on');
    t.type(ENTER);
    await t.until('Enter alone does nothing');
    t.type(`y${ENTER}`);
    await t.until('(cold-backup)');
    t.type('\u0003');
    await t.until('Go on: belay resume');
    expect(await t.ended()).toBe(130);
  });

  it('goes on where it was left', async () => {
    const t = open('resume', '--plain');
    await t.until('(cold-backup)');
    expect(t.screen()).toContain('Resumed');
    expect(t.screen()).not.toContain('Have the release notes been read?');
    t.type('\u0003');
    expect(await t.ended()).toBe(130);
  });
});
