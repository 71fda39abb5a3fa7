import { CLUSTER_NAME } from './setting.ts';

/** What an operator has decided beforehand, on every loopback cluster. */
export const ANSWERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'release-notes',
      'notice',
      'cold-backup',
      'no-way-back',
      'merge-inventory',
      'merge-variables',
      'merge-configuration',
      'raise-eviction-wait',
      'rolling-pd',
      'rolling-tikv',
      'rolling-pump',
      'rolling-tidb',
      'replica-limit-16',
      'rolling-monitor',
      'drainer/drainer1/stop',
    ].map((gate) => [gate, 'yes']),
  ),
  'point-of-no-return': CLUSTER_NAME,
  'inventory.ini#tikv_servers.TiKV1-1.tikv_status_port': 'text: 20181',
  'inventory.ini#tikv_servers.TiKV1-2.tikv_status_port': 'text: 20182',
  capacity: 'text: 12GB',
  'hibernate-regions': 'leave',
  'eviction-retries': '60',
  'eviction-delay': 'text: 1',
  // Four times three minutes in which the regions are to be steady, in real time.
  'region-merging': 'off',
};
