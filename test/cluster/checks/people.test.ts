import { describe, expect, it } from 'vitest';
import { coldBackupTold } from '../../../src/cluster/checks/cold-backup-told.ts';
import { noDdlRunning } from '../../../src/cluster/checks/no-ddl-running.ts';
import { noticeHasEstimate } from '../../../src/cluster/checks/notice-has-estimate.ts';
import { playbookFitsSupervision } from '../../../src/cluster/checks/playbook-fits-supervision.ts';
import { tikvStatusPortsDistinct } from '../../../src/cluster/checks/tikv-status-ports-distinct.ts';
import { ddlJobsProbe } from '../../../src/cluster/probes/ddl-jobs.ts';
import { supervisionProbe } from '../../../src/cluster/probes/supervision.ts';
import { topologyProbe } from '../../../src/cluster/probes/topology.ts';
import { given } from '../support/facts.ts';
import { judge, judgeAll, nextOf } from '../support/judged.ts';
import { INVENTORY, topologyOf } from '../support/sample.ts';

const facts = () => given().known(topologyProbe, topologyOf());
const job = (id: string, state: string) => ({ id, table: 'shop.orders', type: 'add index', state });

describe('no DDL runs', () => {
  it('when all jobs have ended', () => {
    const ended = facts().known(ddlJobsProbe, [
      job('41', 'synced'),
      job('40', 'cancelled'),
      job('39', 'rollback done'),
    ]);
    expect(judge(noDdlRunning, ended).result).toBe('ok');
  });

  it.each(['running', 'queueing', 'rollingback', 'none', 'cancelling', 'a word of a later release'])(
    'blocks on %s',
    (state) => {
      const finding = judge(noDdlRunning, facts().known(ddlJobsProbe, [job('42', state), job('41', 'synced')]));
      expect(finding.result).toBe('block');
      expect(finding.what.en).toBe(`1 DDL jobs have not ended: 42 add index shop.orders (${state})`);
      expect(nextOf(finding).at(-1)).toBe('ADMIN CANCEL DDL JOBS 42;');
    },
  );

  it('is not known without SQL, with the command to look by hand', () => {
    const finding = judge(noDdlRunning, facts().notKnown(ddlJobsProbe, 'access denied'));
    expect(finding).toMatchObject({ result: 'unknown', why: { en: 'access denied' } });
    expect(nextOf(finding)).toEqual(["mysql -h 10.0.0.21 -P 4000 -u root -p -e 'ADMIN SHOW DDL JOBS'"]);
  });
});

describe('what a person tells', () => {
  it('is taken as told: a cold backup', () => {
    expect(judge(coldBackupTold, given(), new Map([['cold-backup', 'yes']])).result).toBe('ok');
    expect(judge(coldBackupTold, given(), new Map([['cold-backup', 'no']])).result).toBe('warn');
    expect(judge(coldBackupTold, given()).result).toBe('warn');
  });
});

describe('the estimate', () => {
  it('is five minutes a TiKV and ten for the rest', () => {
    expect(judge(noticeHasEstimate, facts()).what.en).toBe('it takes about 30 minutes');
  });
});

describe('the playbook', () => {
  it('is the excessive one with systemd only', () => {
    expect(judge(playbookFitsSupervision, given().known(supervisionProbe, 'systemd')).what.en).toContain(
      'excessive_rolling_update.yml',
    );
    expect(judge(playbookFitsSupervision, given().known(supervisionProbe, 'supervise')).what.en).not.toContain(
      'excessive',
    );
  });
});

describe('TiKVs on one host', () => {
  it('are warned of when they share a status port, or have none', () => {
    const [finding, ...others] = judgeAll(tikvStatusPortsDistinct, facts());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ id: 'tikv-status-ports-distinct/10.0.0.14', result: 'warn' });
    expect(finding?.what.en).toContain('TiKV1-1 20180, TiKV1-2 20180');
  });

  it('are fine with ports of their own', () => {
    const inventory = INVENTORY.replace('tikv_port=20171', 'tikv_port=20171 tikv_status_port=20181');
    expect(judge(tikvStatusPortsDistinct, given().known(topologyProbe, topologyOf(inventory))).result).toBe('ok');
  });
});
