import type { Json } from '../../base/json.ts';

/** PD's schedule configuration by default, in the order in which that version prints it; without schedulers-v2. */
export function scheduleDefaults(version: string): Readonly<Record<string, Json>> {
  const newer = isThree(version);
  return {
    'max-snapshot-count': 3,
    'max-pending-peer-count': 16,
    'max-merge-region-size': newer ? 20 : 0,
    'max-merge-region-keys': newer ? 200_000 : 0,
    'split-merge-interval': '1h0m0s',
    ...(newer ? { 'enable-one-way-merge': 'false' } : {}),
    'patrol-region-interval': '100ms',
    'max-store-down-time': '30m0s',
    'leader-schedule-limit': 4,
    'region-schedule-limit': newer ? 64 : 4,
    'replica-schedule-limit': newer ? 64 : 8,
    'merge-schedule-limit': 8,
    'hot-region-schedule-limit': newer ? 4 : 2,
    'hot-region-cache-hits-threshold': 3,
    ...(newer ? { 'store-balance-rate': 15 } : {}),
    'tolerant-size-ratio': newer ? 0 : 5,
    'low-space-ratio': 0.8,
    'high-space-ratio': 0.6,
    ...(newer ? { 'scheduler-max-waiting-operator': 3 } : {}),
    'disable-raft-learner': 'false',
    'disable-remove-down-replica': 'false',
    'disable-replace-offline-replica': 'false',
    'disable-make-up-replica': 'false',
    'disable-remove-extra-replica': 'false',
    'disable-location-replacement': 'false',
    'disable-namespace-relocation': 'false',
  };
}

/** PD's replication configuration by default. */
export function replicationDefaults(version: string): Readonly<Record<string, Json>> {
  return {
    'max-replicas': 3,
    'location-labels': '',
    ...(isThree(version) ? { 'strictly-match-label': 'false' } : {}),
  };
}

/** Whether a version (without v) is 3.0 or later: where the two APIs and their defaults part. */
export function isThree(version: string): boolean {
  return Number(version.split('.')[0]) >= 3;
}
