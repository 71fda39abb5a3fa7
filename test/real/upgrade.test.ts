import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evictedStores } from '../../src/practice/world/lookup.ts';
import { needs } from '../support/real.ts';
import { ANSWERS } from '../support/real-upgrade/answers.ts';
import { wholeCluster } from '../support/real-upgrade/cluster.ts';
import { loadInventory, loadYaml } from '../support/real-upgrade/load-by-ansible.ts';
import { openSetting, type Setting } from '../support/real-upgrade/setting.ts';
import { runningStandIns } from '../support/real-upgrade/stand-ins.ts';
import { TREES } from '../support/trees.ts';

const PATIENCE_MS = 600_000;

describe.skipIf(!TREES || process.platform !== 'linux')('the upgrade on the configuration of real releases', () => {
  needs('git')('cloned by real git', () => {
    needs('ansible-playbook')('by a real ansible-playbook, on this machine as control machine', () => {
      let setting: Setting;
      let before: ReturnType<typeof runningStandIns>;
      let ended: Awaited<ReturnType<Setting['belay']['run']>>;

      beforeAll(async () => {
        setting = await openSetting(wholeCluster);
        before = runningStandIns(setting.cluster);
        ended = await setting.belay.run('run', 'upgrade-3.0', ...setting.withAnswers(ANSWERS), '--plain');
      }, PATIENCE_MS);
      afterAll(() => setting?.close());

      it('ends well, a newer ansible being a warning and no block', () => {
        expect(ended).toMatchObject({ exit: 0, stderr: '' });
        expect(ended.stdout).toMatch(/ {2}! ansible: 2\.\S+; asked for: ansible==2\.7\.11/);
        expect(ended.stdout).toContain('✔ TiDB 2.1 → 3.0 with tidb-ansible: done');
        expect(ended.stdout).toContain('Nothing is left to put back.');
      });

      it('has restarted every process with the new version', () => {
        for (const [id, now] of runningStandIns(setting.cluster)) {
          expect([id, before.get(id)?.version, now?.version]).toEqual([id, 'v2.1.19', 'v3.0.9']);
          expect(now?.pid).not.toBe(before.get(id)?.pid);
        }
      });

      it('leaves a cluster that says so itself: versions, limits, no evict scheduler', () => {
        const world = setting.world.read();
        const versions = world.components.map(({ process }) => process.state === 'running' && process.version);
        expect(new Set(versions)).toEqual(new Set(['3.0.9']));
        expect(world.stores.map(({ version }) => version)).toEqual(Array(4).fill('3.0.9'));
        expect(evictedStores(world)).toEqual([]);
        expect(world.pd.schedule).toMatchObject({ 'replica-schedule-limit': 16, 'max-merge-region-size': 0 });
        const collided = world.components.filter(
          ({ process }) => process.state === 'running' && process.statusPage === 'collided',
        );
        expect(collided).toEqual([]);
      });

      it('leaves in the new tree the operator’s configuration and nothing else', () => {
        const git = (...words: string[]) =>
          execFileSync('git', ['-c', 'safe.directory=*', '-C', setting.newTree, ...words], { encoding: 'utf8' }).trim();
        expect(git('describe', '--tags', '--exact-match')).toBe('v3.0.9');
        expect(git('diff', '--name-only').split('\n')).toEqual([
          'conf/pd.yml',
          'conf/tidb.yml',
          'conf/tikv.yml',
          'group_vars/all.yml',
          'inventory.ini',
        ]);
        const wait = readFileSync(join(setting.newTree, 'common_tasks/add_evict_leader_scheduler.yml'), 'utf8');
        expect(wait).toMatch(/^ {2}retries: 18\n {2}delay: 10$/m);
      });

      it('has merged an inventory that ansible reads as it was meant', () => {
        const { hostsOf, variablesOf } = loadInventory(setting.newTree);
        for (const { group, id, deployDir, host } of setting.cluster.placed) {
          expect(hostsOf(group)).toContain(id);
          expect(variablesOf(id)).toMatchObject({
            deploy_dir: deployDir,
            ansible_connection: 'local',
            tidb_version: 'v3.0.9',
            log_retain_days: 14,
            ...(id === host ? {} : { ansible_host: host }),
          });
        }
        expect(hostsOf('tikv_servers')).toEqual(['TiKV1-1', 'TiKV1-2', 'TiKV2-1', 'TiKV3-1']);
        const ports = hostsOf('tikv_servers').map((name) => variablesOf(name).tikv_status_port);
        expect(ports).toEqual([20181, 20182, 20180, 20180]);
      });

      it('has merged conf that another YAML library reads as it was meant', () => {
        const tikv = loadYaml(join(setting.newTree, 'conf/tikv.yml'));
        expect(tikv).toMatchObject({
          server: { 'grpc-concurrency': 8 },
          storage: { 'block-cache': { capacity: '12GB' } },
          rocksdb: { 'max-manifest-file-size': '64MB' },
        });
        expect(tikv).not.toHaveProperty('server.notify-capacity');
        expect(loadYaml(join(setting.newTree, 'conf/pd.yml'))).toMatchObject({
          schedule: { 'leader-schedule-limit': 8 },
        });
        expect(loadYaml(join(setting.newTree, 'conf/tidb.yml'))).toMatchObject({ log: { 'slow-threshold': 500 } });
      });
    });
  });
});
