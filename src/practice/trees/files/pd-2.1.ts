/** conf/pd.yml of the practice tree 2.1: the keys and defaults of that release, in our own words. */
export const pdYml21 = `---
# PD: settings that differ from the defaults; a commented line shows its default

global:
  # the member itself
  # lease: 3
  # tso-save-interval: "3s"
  # namespace-classifier: "table"
  # enable-prevote: true

security:
  # certificates; empty means no TLS
  # cacert-path: ""
  # cert-path: ""
  # key-path: ""

log:
  # what is logged
  # level: "info"
  # format: "text"
  # disable-timestamp: false
  file:
    # max-size: 300
    # max-days: 28
    # max-backups: 7
    # log-rotate: true

metric:
  # filled in by the playbook

schedule:
  # limits of scheduling; PD persists what it is told at run time
  # max-merge-region-size: 0
  # max-merge-region-keys: 0
  # split-merge-interval: "1h"
  # max-snapshot-count: 3
  # max-pending-peer-count: 16
  # max-store-down-time: "30m"
  # leader-schedule-limit: 4
  # region-schedule-limit: 4
  # replica-schedule-limit: 8
  # merge-schedule-limit: 8
  # tolerant-size-ratio: 5.0

replication:
  # copies, and where they may lie
  # max-replicas: 3
  # location-labels: []
`;
