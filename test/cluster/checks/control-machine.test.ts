import { describe, expect, it } from 'vitest';
import { text } from '../../../src/base/text.ts';
import { backupDirLasts } from '../../../src/cluster/checks/backup-dir-lasts.ts';
import { controlMachineMeetsRequirements } from '../../../src/cluster/checks/control-machine-meets-requirements.ts';
import { controlUserIsManager } from '../../../src/cluster/checks/control-user-is-manager.ts';
import { enoughDiskSpace } from '../../../src/cluster/checks/enough-disk-space.ts';
import { newTreeUsable } from '../../../src/cluster/checks/new-tree-usable.ts';
import { controlToolsProbe } from '../../../src/cluster/probes/control-tools.ts';
import { controlUserProbe } from '../../../src/cluster/probes/control-user.ts';
import { diskSpaceProbe } from '../../../src/cluster/probes/disk-space.ts';
import { type NewTreeState, newTreeStateProbe } from '../../../src/cluster/probes/new-tree-state.ts';
import { requirementsProbe } from '../../../src/cluster/probes/requirements.ts';
import { oldTopologyProbe } from '../../../src/cluster/probes/topology.ts';
import { upgradeSettingsProbe } from '../../../src/cluster/probes/upgrade-settings.ts';
import { parseRequirements } from '../../../src/cluster/requirements.ts';
import { given } from '../support/facts.ts';
import { judge, judgeAll, nextOf } from '../support/judged.ts';
import { SETTINGS, topologyOf } from '../support/sample.ts';

describe('the management user runs the upgrade', () => {
  it.each([
    ['tidb', 'ok'],
    ['alice', 'warn'],
    ['root', 'block'],
  ])('%s: %s', (user, result) => {
    const facts = given().known(controlUserProbe, user).known(oldTopologyProbe, topologyOf());
    expect(judge(controlUserIsManager, facts).result).toBe(result);
  });
});

describe('ansible and its packages', () => {
  const results = (ansible: string | null, jinja2: string | null = '2.10') => {
    const facts = given()
      .known(upgradeSettingsProbe, SETTINGS)
      .known(requirementsProbe, parseRequirements('ansible==2.7.11\njinja2>=2.9.6\n'))
      .known(controlToolsProbe, { ansible, jinja2, jmespath: null });
    return judgeAll(controlMachineMeetsRequirements, facts);
  };

  it('fit when they are what is asked for', () => {
    expect(results('2.7.11').map((finding) => finding.result)).toEqual(['ok', 'ok']);
  });

  it('are only warned of when they are newer', () => {
    expect(results('2.14.18')[0]).toMatchObject({
      result: 'warn',
      what: { en: 'ansible: 2.14.18; asked for: ansible==2.7.11' },
    });
  });

  it('block when they are older or missing, with the commands that mend it', () => {
    for (const ansible of ['2.6.19', null]) {
      const [finding] = results(ansible);
      expect(finding?.result).toBe('block');
      expect(finding && nextOf(finding)).toContain(
        'sudo pip install -r /home/tidb/tidb-ansible-v3.0.9/requirements.txt',
      );
    }
  });

  it('are not known when no Python on the path tells', () => {
    expect(results('2.7.11', null)[1]?.result).toBe('unknown');
  });

  it('are not known before the new tree is there', () => {
    const facts = given()
      .notKnown(requirementsProbe)
      .known(controlToolsProbe, { ansible: '2.7.11', jinja2: null, jmespath: null });
    expect(judge(controlMachineMeetsRequirements, facts).result).toBe('unknown');
  });
});

describe('disk space', () => {
  const GIB = 1024 ** 3;
  const space = (host: string, gib: number | null) => ({
    host,
    address: host === 'control' ? null : '10.0.0.14',
    path: '/data',
    use: host === 'control' ? ('tree' as const) : ('deploy' as const),
    freeBytes: gib === null ? null : gib * GIB,
    why: gib === null ? text('no answer', 'no answer') : null,
  });

  it('is one finding when all is well', () => {
    const facts = given().known(diskSpaceProbe, [space('control', 20), space('TiKV1-1', 9)]);
    expect(judge(enoughDiskSpace, facts)).toMatchObject({ result: 'ok', why: { en: 'the least is 9 GiB' } });
  });

  it('is one finding a place when it is short somewhere', () => {
    const facts = given().known(diskSpaceProbe, [
      space('control', 2),
      space('TiKV1-1', 1.5),
      space('TiKV2-1', null),
      space('TiKV3-1', 50),
    ]);
    expect(judgeAll(enoughDiskSpace, facts).map(({ id, result }) => [id, result])).toEqual([
      ['enough-disk-space/control:/data', 'block'],
      ['enough-disk-space/TiKV1-1:/data', 'warn'],
      ['enough-disk-space/TiKV2-1:/data', 'unknown'],
    ]);
    expect(judgeAll(enoughDiskSpace, facts).map(nextOf)).toEqual([
      ['df -h /data'],
      ['ssh 10.0.0.14 df -h /data'],
      ['ssh 10.0.0.14 df -h /data'],
    ]);
  });
});

describe('the backup directory', () => {
  it.each([
    ['/home/tidb/backup', 'ok'],
    ['/tmp/tidb_update_3.0', 'warn'],
    ['/tmpfiles/backup', 'ok'],
    ['/home/tidb/tidb-ansible-v3.0.9/backup', 'block'],
  ])('%s: %s', (backupDir, result) => {
    expect(judge(backupDirLasts, given().known(upgradeSettingsProbe, { ...SETTINGS, backupDir })).result).toBe(result);
  });
});

describe('the new tree', () => {
  const at = (state: NewTreeState) =>
    judge(newTreeUsable, given().known(upgradeSettingsProbe, SETTINGS).known(newTreeStateProbe, state));

  it('may be missing, or right', () => {
    expect(at({ is: 'missing' }).result).toBe('ok');
    expect(at({ is: 'right', commit: 'a'.repeat(40) }).result).toBe('ok');
  });

  it('blocks when something else lies there, and never removes it', () => {
    const finding = at({ is: 'wrong', why: text('at another commit', 'at another commit') });
    expect(finding.result).toBe('block');
    expect(nextOf(finding)[0]).toContain('mv /home/tidb/tidb-ansible-v3.0.9 ');
    expect(nextOf(finding).join()).not.toContain('rm ');
  });
});
