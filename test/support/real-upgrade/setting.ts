import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { livingWorld } from '../../../src/practice/control/living-world.ts';
import { accessLogMemory } from '../../../src/practice/wire/access-log.ts';
import { startWire } from '../../../src/practice/wire/start.ts';
import type { World } from '../../../src/practice/wire/world-handle.ts';
import { createWorld } from '../../../src/practice/world/create.ts';
import { type Belay, builtBelay } from '../built-belay.ts';
import type { LoopbackCluster } from './cluster.ts';
import { deployStandIns, endStandIns, startStandIns } from './stand-ins.ts';
import { makeOldTree, makeSource } from './trees.ts';
import { serveWorld } from './world-endpoint.ts';

/** A cluster of stand-ins on this machine with its trees, and a belay that is to upgrade it. */
export interface Setting {
  readonly cluster: LoopbackCluster;
  readonly world: World;
  readonly belay: Belay;
  readonly newTree: string;
  /** `--profile` and `--answers` with these answers. */
  withAnswers(answers: Readonly<Record<string, string>>): readonly string[];
  close(): Promise<void>;
}

export const CLUSTER_NAME = 'loopback-cluster';

// belay refuses to work as root, and rightly so.
const OTHER = process.getuid?.() === 0 ? { uid: 65_534, name: 'nobody' } : null;

/** Makes all of it in a new temporary directory. PD and the others are the practice's wire servers, in real time. */
export async function openSetting(clusterIn: (root: string) => LoopbackCluster): Promise<Setting> {
  const root = mkdtempSync(join(tmpdir(), 'belay-upgrade-'));
  const cluster = clusterIn(root);
  const world = livingWorld({
    state: createWorld({
      seed: 7,
      startsAt: Date.now(),
      topology: cluster.topology,
      clusterName: CLUSTER_NAME,
      regions: { count: 120, empty: 20, small: 10 },
    }),
    now: Date.now,
  });
  const wire = await startWire(world, { accessLog: accessLogMemory(), asNamed: true });
  const endpoint = await serveWorld(world);
  const oldTree = makeOldTree(root, cluster, {
    ansible_user: OTHER?.name ?? userInfo().username,
    cluster_name: CLUSTER_NAME,
    deploy_dir: `${root}/hosts/deploy`,
    enable_binlog: cluster.placed.some(({ kind }) => kind === 'pump') ? 'True' : 'False',
  });
  const source = makeSource(root, endpoint.url);
  const newTree = join(root, 'tidb-ansible-v3.0.9');
  const profile = { runbook: 'upgrade-3.0', cluster: CLUSTER_NAME, oldTree, newTree, target: 'v3.0.9', source };
  const backupDir = join(root, 'backup', 'tidb_update_3.0');
  writeFileSync(join(root, 'belay.yaml'), JSON.stringify({ ...profile, backupDir }));
  mkdirSync(join(root, 'home'));
  deployStandIns(root, cluster, { version: 'v2.1.19', worldUrl: endpoint.url });
  if (OTHER) execFileSync('chown', ['-R', `${OTHER.uid}:${OTHER.uid}`, root]);
  chmodSync(root, 0o755);
  startStandIns(root, cluster, OTHER?.uid);
  const env = {
    HOME: join(root, 'home'),
    // ansible takes the home of the password file, which this user may not have.
    ANSIBLE_REMOTE_TEMP: join(root, 'home', 'tmp'),
    PATH: `${join(root, 'bin')}:${process.env.PATH}`,
  };
  const belay = await builtBelay(join(root, 'state'), root, { env, ...(OTHER ? { uid: OTHER.uid } : {}) });
  return {
    cluster,
    world,
    belay,
    newTree,
    withAnswers(answers) {
      const file = join(root, 'answers.yaml');
      writeFileSync(file, JSON.stringify(answers));
      return ['--profile', join(root, 'belay.yaml'), '--answers', file];
    },
    async close() {
      endStandIns(cluster);
      await endpoint.close();
      await wire.close();
      rmSync(root, { recursive: true });
    },
  };
}
