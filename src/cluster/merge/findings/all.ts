import type { MergeFinding } from '../../../engine/view.ts';
import { blockCacheRetired, capacitySet } from './block-cache.ts';
import { binlogComplete, everyHostMonitored, pdCountOdd } from './components.ts';
import type { Finder, MergedWhole } from './context.ts';
import { instancesApart, statusPortsDistinct } from './instances.ts';
import { hostLabelsAgree, locationLabelsMatch } from './labels.ts';
import { groupVarsEffective, supervisionKnown, tlsWorks, userNotRoot } from './playbooks.ts';

/** Everything that is looked at in the merged whole, in the order in which it is shown. */
const FINDERS: readonly Finder[] = [
  statusPortsDistinct,
  instancesApart,
  supervisionKnown,
  userNotRoot,
  binlogComplete,
  hostLabelsAgree,
  locationLabelsMatch,
  everyHostMonitored,
  pdCountOdd,
  tlsWorks,
  groupVarsEffective,
  blockCacheRetired,
  capacitySet,
];

/** All findings about the merged whole. */
export function findAll(whole: MergedWhole): readonly MergeFinding[] {
  return FINDERS.flatMap((find) => find(whole));
}
