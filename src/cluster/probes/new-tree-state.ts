import { type Text, text } from '../../base/text.ts';
import type { Probe, Source } from '../../engine/fact.ts';
import { parseInventory } from '../../formats/inventory/parse.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { commitOf } from './git.ts';
import { commandSource, seen, unseenFor } from './reading.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** What lies at the profile's newTree. */
export type NewTreeState =
  | { readonly is: 'missing' }
  | { readonly is: 'right'; readonly commit: string }
  | { readonly is: 'wrong'; readonly why: Text };

/** Whether the new tree is there, checked out at the target's tag, with an inventory for that version. */
export const newTreeStateProbe: Probe<ClusterPorts, NewTreeState> = {
  id: 'new-tree-state',
  title: text('The new tree and its tag', '新目录及其 tag'),
  // A clone that goes on changes it under our eyes: after a job that was followed, what was seen before does not count.
  shelfLifeMs: 0,
  needs: [upgradeSettingsProbe],
  async read({ hosts }, facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    const { newTree, target } = settings.value;
    const source: Source = commandSource('control', ['git', 'rev-parse', 'HEAD', `${target}^{commit}`]);
    const entries = await hosts.control.list(newTree);
    if (entries === null || entries.length === 0) return seen({ is: 'missing' }, source);
    const head = await commitOf(hosts.control, newTree, 'HEAD');
    const wanted = await commitOf(hosts.control, newTree, target);
    const version = versionIn((await hosts.control.readFile(`${newTree}/inventory.ini`)) ?? '');
    return seen(judge({ newTree, target, head, wanted, version }), source);
  },
};

interface Seen {
  readonly newTree: string;
  readonly target: string;
  readonly head: string | null;
  readonly wanted: string | null;
  readonly version: string | null;
}

function judge({ newTree, target, head, wanted, version }: Seen): NewTreeState {
  if (head === null) {
    return wrong(`${newTree} is there, but is no git repository`, `${newTree} 已存在，但不是 git 仓库`);
  }
  if (wanted === null) {
    return wrong(`the repository in ${newTree} has no tag ${target}`, `${newTree} 的仓库中没有 tag ${target}`);
  }
  if (head !== wanted) {
    return wrong(
      `${newTree} is at commit ${head.slice(0, 10)}, the tag ${target} is ${wanted.slice(0, 10)}`,
      `${newTree} 处于提交 ${head.slice(0, 10)}，而 tag ${target} 是 ${wanted.slice(0, 10)}`,
    );
  }
  if (version !== target) {
    return wrong(
      `tidb_version in ${newTree}/inventory.ini is ${version ?? 'not set'}, the tag is ${target}`,
      `${newTree}/inventory.ini 中 tidb_version 为 ${version ?? '未设置'}，而 tag 是 ${target}`,
    );
  }
  return { is: 'right', commit: head };
}

function versionIn(inventory: string): string | null {
  const parsed = parseInventory(inventory);
  return 'inventory' in parsed ? (parsed.inventory.groupVars('all').get('tidb_version')?.value ?? null) : null;
}

const wrong = (en: string, zh: string): NewTreeState => ({ is: 'wrong', why: text(en, zh) });
