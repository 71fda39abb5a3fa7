import { formatBytes, parseBytes } from '../../base/bytes.ts';
import { say, text, verbatim } from '../../base/text.ts';
import { perInstanceBytes, sizeSetting } from '../../cluster/capacity.ts';
import type { Call } from '../call.ts';
import { usageError } from '../usage-error.ts';

/** `belay capacity`: the shared block cache that each TiKV of a host may take. */
export async function capacity(call: Call): Promise<number> {
  const memoryBytes = parseBytes(call.value('memory') ?? '');
  const instances = Number(call.value('instances'));
  if (memoryBytes === null || memoryBytes <= 0 || instances < 1) throw badNumbers();
  const bytes = perInstanceBytes(memoryBytes, instances);
  const setting = sizeSetting(bytes);
  call.output.answer({ perInstanceBytes: bytes, setting, hosts: [] }, [
    `storage.block-cache.capacity: "${setting}"`,
    say(
      text(
        `half of ${formatBytes(memoryBytes)}, shared by ${instances}: ${formatBytes(bytes)} for each TiKV`,
        `${formatBytes(memoryBytes)} 的一半由 ${instances} 个实例平分：每个 TiKV ${formatBytes(bytes)}`,
      ),
      call.lang,
    ),
  ]);
  return 0;
}

function badNumbers() {
  return usageError('bad-flag-value', {
    what: text('The memory or the number of instances cannot be used.', '内存大小或实例数无效。'),
    why: text(
      '--memory takes a size such as 128GiB, --instances 1 or more.',
      '--memory 需要形如 128GiB 的大小，--instances 至少为 1。',
    ),
    next: [verbatim('belay capacity --memory 128GiB --instances 2')],
  });
}
