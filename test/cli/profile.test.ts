import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProfile, readProfile } from '../../src/cli/profile.ts';
import { ensurePrivateDir, stateDirOf } from '../../src/cli/state-dir.ts';

const GOOD = `runbook: upgrade-3.0
cluster: test-cluster
control: { host: 10.0.0.9, user: tidb }
oldTree: /home/tidb/tidb-ansible
newTree: /home/tidb/tidb-ansible-v3.0.9
target: v3.0.9
backupDir: /home/tidb/belay-backup
`;

const told = (source: string, practice = false) =>
  readProfile(source, practice).problems.map((p) => `${p.line}:${p.column} ${p.what.en}`);

describe('a profile', () => {
  it('is read with what was left out filled in', () => {
    const { file, problems } = readProfile(GOOD, false);
    expect(problems).toEqual([]);
    expect(file).toMatchObject({ cluster: 'test-cluster', control: { host: '10.0.0.9', user: 'tidb' } });
  });

  it('tells every problem at its line and column', () => {
    const source = GOOD.replace('/home/tidb/belay-backup', 'backup')
      .replace('v3.0.9\nbackup', '3.0.9\nbackup')
      .replace('user: tidb', 'usr: tidb, port: 99999');
    expect(told(source)).toEqual([
      '3:45 control.port: must be a port, 1 to 65535',
      '3:28 control.usr is not known; did you mean user?',
      '6:9 target: must be a release tag such as v3.0.9',
      '7:12 backupDir: must be an absolute path on the control machine',
    ]);
  });

  it('refuses keys that it does not know, and suggests the nearest', () => {
    expect(told(`${GOOD}backupdir: /x\n`)).toEqual(['8:1 backupdir is not known; did you mean backupDir?']);
    expect(told(`${GOOD}colour: blue\n`)).toEqual(['8:1 colour is not known']);
  });

  it('names what a runbook cannot do without', () => {
    expect(told('runbook: upgrade-3.0\ncluster: c\noldTree: /a\n').map((line) => line.slice(4))).toEqual([
      'newTree is missing; upgrade-3.0 needs it',
      'target is missing; upgrade-3.0 needs it',
      'backupDir is missing; upgrade-3.0 needs it',
    ]);
    expect(told('')).toEqual(['1:1 runbook: is missing', '1:1 cluster: is missing']);
  });

  it('tells where it is no YAML', () => {
    expect(told('runbook: [upgrade\ncluster: c\n')[0]).toMatch(/^\d+:\d+ no valid YAML: /);
    expect(told('cluster: a\ncluster: b\n')[0]).toMatch(/^2:1 no valid YAML: .*unique/);
  });

  it('takes a clock in a practice only', () => {
    const source = `${GOOD}clock: { origin: 1600000000000, rate: 60 }\n`;
    expect(told(source)).toEqual(['8:1 clock is for the practice cluster only']);
    expect(told(source, true)).toEqual([]);
  });
});

describe('the file of a profile', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'belay-profile-'));
    await mkdir(join(dir, 'state/practice/world'), { recursive: true });
    await writeFile(join(dir, 'state/practice/world/belay.yaml'), `${GOOD}clock: { origin: 0, rate: 60 }\n`);
    await writeFile(join(dir, 'belay.yaml'), GOOD);
  });
  afterAll(() => rm(dir, { recursive: true }));
  const load = (path?: string) => loadProfile({ path, cwd: dir, stateDir: join(dir, 'state') });

  it('is belay.yaml here when none is named', async () => {
    expect(await load()).toMatchObject({ path: join(dir, 'belay.yaml'), practice: false, clock: null });
  });

  it('is a practice where the practice cluster keeps its world, and nowhere else', async () => {
    expect(await load('state/practice/world/belay.yaml')).toMatchObject({ practice: true, clock: { rate: 60 } });
    await symlink(join(dir, 'belay.yaml'), join(dir, 'state/practice/world/other.yaml'));
    expect((await load('state/practice/world/other.yaml')).practice).toBe(false);
  });

  it('is a usage error when it is missing or wrong', async () => {
    await expect(load('nowhere.yaml')).rejects.toMatchObject({ trouble: { code: 'no-profile', kind: 'usage' } });
    await writeFile(join(dir, 'bad.yaml'), 'runbook: x\n');
    await expect(load('bad.yaml')).rejects.toMatchObject({ trouble: { code: 'bad-profile', kind: 'usage' } });
  });
});

describe('the state directory', () => {
  it('is where BELAY_STATE_DIR says, else under XDG_STATE_HOME, else in the home', () => {
    const around = { cwd: '/here', home: '/home/me' };
    expect(stateDirOf({ ...around, env: { BELAY_STATE_DIR: 'x', XDG_STATE_HOME: '/xdg' } })).toBe('/here/x');
    expect(stateDirOf({ ...around, env: { XDG_STATE_HOME: '/xdg' } })).toBe('/xdg/belay');
    expect(stateDirOf({ ...around, env: {} })).toBe('/home/me/.local/state/belay');
  });

  it('is mended when others may enter it', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'belay-state-'));
    await chmod(dir, 0o755);
    await ensurePrivateDir(dir);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    await rm(dir, { recursive: true });
  });
});
