import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evictedStores } from '../../src/practice/world/lookup.ts';
import { needs } from '../support/real.ts';
import { ANSWERS } from '../support/real-upgrade/answers.ts';
import { smallCluster } from '../support/real-upgrade/cluster.ts';
import { openSetting, type Setting } from '../support/real-upgrade/setting.ts';
import { refusalFile, runningStandIns } from '../support/real-upgrade/stand-ins.ts';
import { TREES } from '../support/trees.ts';

const PATIENCE_MS = 600_000;

describe.skipIf(!TREES || process.platform !== 'linux')('the upgrade on the configuration of real releases', () => {
  needs('git')('cloned by real git', () => {
    needs('ansible-playbook')('by a real ansible-playbook that fails half way', () => {
      let setting: Setting;
      let afterFailure: ReturnType<typeof runningStandIns>;
      const tikv = (id: string) => setting.cluster.placed.find((one) => one.id === id)!;
      const startsOf = (id: string) =>
        setting.world
          .read()
          .history.filter(({ kind, detail }) => kind === 'service-start' && detail.component === id)
          .map(({ detail }) => detail.effect);

      beforeAll(async () => {
        setting = await openSetting(smallCluster);
      }, PATIENCE_MS);
      afterAll(() => setting?.close());

      it('says what failed where, what is owed, and how it goes on', { timeout: PATIENCE_MS }, async () => {
        writeFileSync(refusalFile(tikv('TiKV2-1')), '');
        const { exit, stdout } = await setting.belay.run(
          'run',
          'upgrade-3.0',
          ...setting.withAnswers(ANSWERS),
          '--plain',
        );
        afterFailure = runningStandIns(setting.cluster);
        expect(exit).toBe(1);
        const end = stdout.slice(stdout.lastIndexOf('✖ TiKV:'));
        expect(end).toContain('Task "start TiKV by systemd" failed on TiKV2-1');
        expect(end).toContain('Job for tikv-20162.service failed');
        expect(end).toContain('likely: the process ended at once');
        expect(end).toContain('seen on v3.0.9: TiKV1-1 3.0.9 Up');
        expect(end).toContain('ansible-playbook rolling_update.yml --tags=tikv -l TiKV2-1,TiKV3-1');
        expect(end).toMatch(/^ {2}! eviction-wait: /m);
        expect(end).toMatch(/^ {2}! evict-leader\/TiKV2-1: /m);
        expect(end).not.toContain('evict-leader/TiKV1-1');
        expect(end).toMatch(/^Go on: belay resume \S+$/m);
        expect(evictedStores(setting.world.read())).toEqual([tikv('TiKV2-1').store]);
      });

      it('goes on to its end when the cause is mended, with the rest only', { timeout: PATIENCE_MS }, async () => {
        rmSync(refusalFile(tikv('TiKV2-1')));
        const { exit, stdout } = await setting.belay.run('resume', '--plain');
        expect(exit).toBe(0);
        expect(stdout).toContain('$ ansible-playbook rolling_update.yml --tags=tikv -l TiKV2-1,TiKV3-1');
        expect(stdout).not.toMatch(/^▶ (PD|The point of no return)$/m);
        const now = runningStandIns(setting.cluster);
        expect([...now.values()].map((one) => one?.version)).toEqual(Array(5).fill('v3.0.9'));
        expect(now.get('TiKV1-1')).toEqual(afterFailure.get('TiKV1-1'));
        for (const id of ['TiKV1-1', 'TiKV2-1', 'TiKV3-1']) expect([id, startsOf(id)]).toEqual([id, ['started']]);
        expect(evictedStores(setting.world.read())).toEqual([]);
        expect(stdout).toContain('Nothing is left to put back.');
      });
    });
  });
});
