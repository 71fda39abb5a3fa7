import { type Text, text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { Host } from '../ports/host.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { commitOf, filesAt } from './git.ts';
import { oldInventoryProbe } from './old-inventory.ts';
import { oldTreeProbe } from './old-tree.ts';
import { commandSource, seen, unseenFor } from './reading.ts';
import type { TreeFiles } from './tree-files.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** The old release's own files: what the tree in use was before anybody changed it. */
export interface BaseTree {
  /** Empty when `found` is false: the merge is then two-way, and every difference is asked. */
  readonly files: ReadonlyMap<string, string>;
  readonly found: boolean;
  /** Where it was found, or where it was looked for in vain. */
  readonly how: Text;
}

/**
 * The merge's base, looked for where it is surest: the tag of the old version in the old tree, the same tag in the new
 * tree's clone (which holds all tags), then what the old tree has committed if that is not the operator's own.
 */
export const baseTreeProbe: Probe<ClusterPorts, BaseTree> = {
  id: 'base-tree',
  title: text('The old release as it was published', '旧版本发布时的原始文件'),
  shelfLifeMs: 60_000,
  needs: [upgradeSettingsProbe, oldTreeProbe, oldInventoryProbe],
  async read({ hosts }, facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    const tree = facts.of(oldTreeProbe);
    if (!tree.known) return unseenFor(tree);
    const tag = facts.value(oldInventoryProbe)?.groupVars('all').get('tidb_version')?.value ?? null;
    const base = await findBase(hosts.control, tree.value, settings.value.newTree, tag);
    return seen(base, commandSource('control', ['git', 'show', `${tag ?? 'HEAD'}:inventory.ini`]));
  },
};

async function findBase(host: Host, old: TreeFiles, newTree: string, tag: string | null): Promise<BaseTree> {
  for (const root of tag === null ? [] : [old.root, newTree]) {
    if ((await host.list(root)) === null || (await commitOf(host, root, tag as string)) === null) continue;
    const files = await filesAt(host, root, tag as string, old.files.keys());
    if (files.has('inventory.ini')) return found(files, `${root} (tag ${tag})`);
  }
  if ((await commitOf(host, old.root, 'HEAD')) !== null) {
    const files = await filesAt(host, old.root, 'HEAD', old.files.keys());
    const committed = files.get('inventory.ini');
    if (committed !== undefined && committed !== old.files.get('inventory.ini')) {
      return found(files, `${old.root} (HEAD)`);
    }
  }
  return {
    files: new Map(),
    found: false,
    how: text(
      `neither ${old.root} nor ${newTree} has the tag ${tag ?? '(tidb_version is not set)'}: without a base every difference is asked`,
      `${old.root} 与 ${newTree} 中都没有 tag ${tag ?? '（未设置 tidb_version）'}：没有合并基准，每处差异都需要确认`,
    ),
  };
}

function found(files: ReadonlyMap<string, string>, where: string): BaseTree {
  return { files, found: true, how: text(`git show, from ${where}`, `由 git show 取自 ${where}`) };
}
