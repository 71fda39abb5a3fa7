import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { storesProbe } from '../probes/stores.ts';
import { topologyProbe } from '../probes/topology.ts';
import { addressOf, componentsOf } from '../topology.ts';
import { finding, notKnown } from './finding.ts';

/** The inventory has exactly the TiKVs that PD knows: a store that no playbook touches would stay at the old version. */
export const storesMatchInventory: Check<ClusterPorts> = {
  id: 'stores-match-inventory',
  title: text('The inventory has exactly the stores of PD', 'inventory 与 PD 中的 store 一致'),
  needs: [storesProbe, topologyProbe],
  judge(facts) {
    const stores = facts.of(storesProbe);
    if (!stores.known) return notKnown('stores-match-inventory', text('the stores', 'store 列表'), stores);
    const topology = facts.of(topologyProbe);
    if (!topology.known) return notKnown('stores-match-inventory', text('the inventory', 'inventory'), topology);
    const living = stores.value.filter((store) => store.state !== 'Tombstone').map((store) => store.address);
    const placed = componentsOf(topology.value, 'tikv').map(addressOf);
    const unplaced = living.filter((address) => !placed.includes(address));
    const unknown = placed.filter((address) => !living.includes(address));
    const same = unplaced.length === 0 && unknown.length === 0;
    return finding(
      {
        id: 'stores-match-inventory',
        result: same ? 'ok' : 'block',
        what: same
          ? text(
              `PD and the inventory agree on ${placed.length} TiKVs`,
              `PD 与 inventory 一致，共 ${placed.length} 个 TiKV`,
            )
          : text('PD and the inventory do not name the same TiKVs', 'PD 与 inventory 中的 TiKV 不一致'),
        why: same
          ? text('every store will be updated', '每个 store 都会被升级')
          : text(
              `only in PD: ${unplaced.join(', ') || 'none'}; only in the inventory: ${unknown.join(', ') || 'none'}. A store that no playbook touches stays at the old version`,
              `仅在 PD 中：${unplaced.join('、') || '无'}；仅在 inventory 中：${unknown.join('、') || '无'}。playbook 不涉及的 store 会停留在旧版本`,
            ),
        next: same
          ? []
          : [
              text(
                'set ansible_host and tikv_port under [tikv_servers] right in inventory.ini',
                '在 inventory.ini 的 [tikv_servers] 中修正 ansible_host 与 tikv_port',
              ),
            ],
      },
      [stores, topology],
    );
  },
};
