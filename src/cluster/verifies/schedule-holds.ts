import type { Json } from '../../base/json.ts';
import { text } from '../../base/text.ts';
import type { Verify } from '../../engine/runbook.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { scheduleConfigProbe } from '../probes/schedule-config.ts';

/** PD holds `value`, read back. */
export function scheduleHolds(key: string, value: Json): Verify<ClusterPorts> {
  return {
    id: `schedule-holds-${key}`,
    title: text(`PD holds ${key} = ${String(value)}`, `PD 的 ${key} 为 ${String(value)}`),
    needs: [scheduleConfigProbe],
    everyMs: 1_000,
    timeoutMs: 30_000,
    judge({ facts }) {
      const held = facts.value(scheduleConfigProbe)?.[key] ?? null;
      return {
        holds: held === value ? 'yes' : 'not-yet',
        evidence: text(`PD holds ${key} = ${held ?? '?'}`, `PD 中 ${key} = ${held ?? '?'}`),
      };
    },
  };
}
