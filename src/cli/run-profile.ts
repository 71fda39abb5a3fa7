import { text, verbatim } from '../base/text.ts';
import type { Call } from './call.ts';
import type { LoadedProfile } from './profile.ts';
import { usageError } from './usage-error.ts';

/**
 * Refuses a profile that was written for another runbook.
 * @throws OperatorError (usage) `wrong-runbook`.
 */
export function checkRunbookOf({ profile, path }: LoadedProfile, runbook: string): void {
  if (profile.runbook === runbook) return;
  throw usageError('wrong-runbook', {
    what: text(`${path} is not for ${runbook}.`, `${path} 不适用于 ${runbook}。`),
    why: text(`It says runbook: ${profile.runbook}`, `其中写的是 runbook: ${profile.runbook}`),
    next: [verbatim(`belay run ${profile.runbook}`), text('or another --profile', '或使用其他 --profile')],
  });
}

/**
 * Refuses `--auto` anywhere but on the practice cluster.
 * @throws OperatorError (usage) `auto-on-real-cluster`.
 */
export function checkAuto(call: Call, { practice, profile }: LoadedProfile): void {
  if (!call.has('auto') || practice) return;
  throw usageError('auto-on-real-cluster', {
    what: text('--auto is for the practice cluster only.', '--auto 只能用于演练集群。'),
    why: text(
      `${profile.cluster} is a real cluster: a person, or answers that a person wrote, must pass its gates.`,
      `${profile.cluster} 是真实集群：其关卡必须由人，或由人写好的答案来通过。`,
    ),
    next: [verbatim('belay practice --auto'), text('or give --answers FILE', '或给出 --answers FILE')],
  });
}
