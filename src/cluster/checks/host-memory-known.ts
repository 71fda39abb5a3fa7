import { formatBytes } from '../../base/bytes.ts';
import { text } from '../../base/text.ts';
import type { Check } from '../../engine/check.ts';
import { capacityForAll } from '../capacity.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { hostMemoryProbe } from '../probes/host-memory.ts';
import { finding, notKnown } from './finding.ts';

/** The memory of every TiKV machine, and what half of it is for each of its instances (checklist 4.5). */
export const hostMemoryKnown: Check<ClusterPorts> = {
  id: 'host-memory-known',
  title: text('The memory of the TiKV hosts is known', 'TiKV 主机内存已知'),
  needs: [hostMemoryProbe],
  judge(facts) {
    const memory = facts.of(hostMemoryProbe);
    if (!memory.known) return notKnown('host-memory-known', text('memory of the hosts', '主机内存'), memory);
    return memory.value.map(({ host, address, instances, memoryBytes, why }) => {
      const id = `host-memory-known/${host}`;
      if (memoryBytes === null) {
        const what = text(`${address}: memory not known`, `${address}：内存未知`);
        const next = [text(`on that host: free -b`, `在该主机上执行：free -b`)];
        return finding({ id, result: 'unknown', what, why: why ?? what, next }, [memory]);
      }
      const setting = capacityForAll([{ host, memoryBytes, instances: instances.length }])?.setting ?? '?';
      return finding(
        {
          id,
          result: 'ok',
          what: text(
            `${address}: ${formatBytes(memoryBytes)}, ${instances.length} TiKV (${instances.join(', ')})`,
            `${address}：${formatBytes(memoryBytes)}，${instances.length} 个 TiKV（${instances.join('、')}）`,
          ),
          why: text(`half of it for each instance: ${setting}`, `每个实例平分其一半：${setting}`),
        },
        [memory],
      );
    });
  },
};
