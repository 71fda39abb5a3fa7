/** The runbooks that belay is made for, in the order of the help; not all of them are there yet. */
export const RUNBOOK_IDS: readonly string[] = [
  'upgrade-3.0',
  'ddl-pause',
  'dm-hotfix',
  'dm-start-stop',
  'dm-restart',
  'dm-upgrade',
  'dm-add-worker',
  'dm-remove-worker',
  'dm-replace-master',
  'dm-replace-worker',
  'dm-switch-upstream',
];
