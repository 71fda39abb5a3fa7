import { drainerToml } from './files/drainer.ts';
import { commonTasks } from './files/eviction.ts';
import { groupVars, type Release } from './files/group-vars.ts';
import { inventoryIni, SAMPLE_HOSTS } from './files/inventory.ts';
import { pdYml21 } from './files/pd-2.1.ts';
import { pdYml30 } from './files/pd-3.0.ts';
import { playbooks } from './files/playbooks.ts';
import { pumpYml21 } from './files/pump-2.1.ts';
import { pumpYml30 } from './files/pump-3.0.ts';
import { smallFiles } from './files/small.ts';
import { tidbYml21 } from './files/tidb-2.1.ts';
import { tidbYml30 } from './files/tidb-3.0.ts';
import { tikvYml21 } from './files/tikv-2.1.ts';
import { tikvYml30 } from './files/tikv-3.0.ts';

/** The files of a tree: path inside the tree → content. */
export type Tree = ReadonlyMap<string, string>;

/** An untouched tree in the form of tidb-ansible v2.1.19 or v3.0.9: same files, same keys and defaults, our own words. */
export function pristineTree(release: Release): Tree {
  const old = release === '2.1';
  return new Map([
    ['inventory.ini', inventoryIni(release, SAMPLE_HOSTS)],
    ['conf/tidb.yml', old ? tidbYml21 : tidbYml30],
    ['conf/tikv.yml', old ? tikvYml21 : tikvYml30],
    ['conf/pd.yml', old ? pdYml21 : pdYml30],
    ['conf/pump.yml', old ? pumpYml21 : pumpYml30],
    ['conf/drainer.toml', drainerToml],
    ...groupVars(release),
    ...smallFiles(release),
    ...commonTasks(),
    ...playbooks(release),
  ]);
}
