import { isJsonObject, type Json } from '../../base/json.ts';
import { type Text, text } from '../../base/text.ts';
import type { VerifyLook } from '../../engine/runbook.ts';

/** True only when it was seen twice in a row: a PD that comes to itself shows passing states. */
export function lookTwice(holds: boolean, evidence: Text, memory: Json | undefined): VerifyLook {
  const before = isJsonObject(memory) && typeof memory.times === 'number' ? memory.times : 0;
  const times = holds ? before + 1 : 0;
  if (times >= 2) return { holds: 'yes', evidence };
  const once = text(`${evidence.en} (seen once, looking again)`, `${evidence.zh}（已看到一次，再确认）`);
  return { holds: 'not-yet', evidence: times === 1 ? once : evidence, memory: { times } };
}
