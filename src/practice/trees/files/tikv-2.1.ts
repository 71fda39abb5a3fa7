/** conf/tikv.yml of the practice tree 2.1: the keys and defaults of that release, in our own words. */
export const tikvYml21 = `---
# TiKV: settings that differ from the defaults; a commented line shows its default

global:
  # log level and rotation
  # log-level: "info"
  # log-rotation-timespan: "24h"

readpool:
  # threads that serve reads; coprocessor pools grow with the CPUs
  storage:
    # high-concurrency: 4
    # normal-concurrency: 4
    # low-concurrency: 4
    # max-tasks-per-worker-high: 2000
    # max-tasks-per-worker-normal: 2000
    # max-tasks-per-worker-low: 2000
    # stack-size: "10MB"
  coprocessor:
    # high-concurrency: 8
    # normal-concurrency: 8
    # low-concurrency: 8
    # max-tasks-per-worker-high: 2000
    # max-tasks-per-worker-normal: 2000
    # max-tasks-per-worker-low: 2000
    # stack-size: "10MB"

server:
  # gRPC, snapshots and the labels of this store
  # advertise-addr: ""
  # notify-capacity: 40960
  # messages-per-tick: 4096
  # grpc-compression-type: "none"
  # grpc-concurrency: 4
  # grpc-concurrent-stream: 1024
  # grpc-raft-conn-num: 10
  # grpc-stream-initial-window-size: "2MB"
  # grpc-keepalive-time: "10s"
  # grpc-keepalive-timeout: "3s"
  # concurrent-send-snap-limit: 32
  # concurrent-recv-snap-limit: 32
  # end-point-recursion-limit: 1000
  # end-point-request-max-handle-duration: "60s"
  # snap-max-write-bytes-per-sec: "100MB"
  # labels: {}

storage:
  # the scheduler of writes
  # scheduler-notify-capacity: 10240
  # scheduler-messages-per-tick: 1024
  # scheduler-concurrency: 2048000
  # scheduler-worker-pool-size: 4
  # scheduler-pending-write-threshold: "100MB"

pd:
  # filled in by the playbook
  # endpoints: []

metric:
  # push of metrics; left empty nothing is pushed
  # interval: "15s"
  # address: ""
  # job: "tikv"

raftstore:
  # raft log, heartbeats and region checks
  # sync-log: true
  # prevote: true
  # raftdb-path: ""
  # capacity: 0
  # notify-capacity: 40960
  # messages-per-tick: 4096
  # pd-heartbeat-tick-interval: "60s"
  # pd-store-heartbeat-tick-interval: "10s"
  # region-split-check-diff: "6MB"
  # split-region-check-tick-interval: "10s"
  # raft-entry-max-size: "8MB"
  # raft-log-gc-tick-interval: "10s"
  # raft-log-gc-threshold: 50
  # raft-log-gc-count-limit: 72000
  # raft-log-gc-size-limit: "72MB"
  # max-peer-down-duration: "5m"
  # region-compact-check-interval: "5m"
  # region-compact-check-step: 100
  # region-compact-min-tombstones: 10000
  # region-compact-tombstones-percent: 30
  # lock-cf-compact-interval: "10m"
  # lock-cf-compact-bytes-threshold: "256MB"
  # consistency-check-interval: 0
  # use-delete-range: false
  # clean-stale-peer-delay: "10m"
  # cleanup-import-sst-interval: "10m"

coprocessor:
  # when a region is split
  # split-region-on-table: true
  # region-max-size: "144MB"
  # region-split-size: "96MB"
  # region-max-keys: 1440000
  # region-split-keys: 960000

rocksdb:
  # the store of user data
  # max-background-jobs: 8
  # max-sub-compactions: 1
  # max-open-files: 40960
  # max-manifest-file-size: "20MB"
  # create-if-missing: true
  # wal-recovery-mode: 2
  # wal-dir: "/tmp/tikv/store"
  # wal-ttl-seconds: 0
  # wal-size-limit: 0
  # max-total-wal-size: "4GB"
  # enable-statistics: true
  # stats-dump-period: "10m"
  # compaction-readahead-size: 0
  # writable-file-max-buffer-size: "1MB"
  # use-direct-io-for-flush-and-compaction: false
  # rate-bytes-per-sec: 0
  # enable-pipelined-write: true
  # bytes-per-sync: "1MB"
  # wal-bytes-per-sync: "512KB"
  # info-log-max-size: "1GB"
  # info-log-roll-time: "0"
  # info-log-keep-log-file-num: 10
  # info-log-dir: ""
  defaultcf:
    # column family of the values
    # compression-per-level: ["no", "no", "lz4", "lz4", "lz4", "zstd", "zstd"]
    # block-size: "64KB"
    # bloom-filter-bits-per-key: 10
    # block-based-bloom-filter: false
    # level0-file-num-compaction-trigger: 4
    # level0-slowdown-writes-trigger: 20
    # level0-stop-writes-trigger: 36
    # write-buffer-size: "128MB"
    # max-write-buffer-number: 5
    # min-write-buffer-number-to-merge: 1
    # max-bytes-for-level-base: "512MB"
    # target-file-size-base: "8MB"
    # max-compaction-bytes: "2GB"
    # compaction-pri: 3
    # block-cache-size: "1GB"
    # cache-index-and-filter-blocks: true
    # pin-l0-filter-and-index-blocks: true
    # read-amp-bytes-per-bit: 0
    # dynamic-level-bytes: true
  writecf:
    # column family of the commits
    # compression-per-level: ["no", "no", "lz4", "lz4", "lz4", "zstd", "zstd"]
    # block-size: "64KB"
    # write-buffer-size: "128MB"
    # max-write-buffer-number: 5
    # min-write-buffer-number-to-merge: 1
    # max-bytes-for-level-base: "512MB"
    # target-file-size-base: "8MB"
    # block-cache-size: "256MB"
    # level0-file-num-compaction-trigger: 4
    # level0-slowdown-writes-trigger: 20
    # level0-stop-writes-trigger: 36
    # cache-index-and-filter-blocks: true
    # pin-l0-filter-and-index-blocks: true
    # compaction-pri: 3
    # read-amp-bytes-per-bit: 0
    # dynamic-level-bytes: true
  lockcf:
    # column family of the locks
    # compression-per-level: ["no", "no", "no", "no", "no", "no", "no"]
    # block-size: "16KB"
    # write-buffer-size: "128MB"
    # max-write-buffer-number: 5
    # min-write-buffer-number-to-merge: 1
    # max-bytes-for-level-base: "128MB"
    # target-file-size-base: "8MB"
    # block-cache-size: "256MB"
    # level0-file-num-compaction-trigger: 1
    # level0-slowdown-writes-trigger: 20
    # level0-stop-writes-trigger: 36
    # cache-index-and-filter-blocks: true
    # pin-l0-filter-and-index-blocks: true
    # compaction-pri: 0
    # read-amp-bytes-per-bit: 0
    # dynamic-level-bytes: true

raftdb:
  # the store of raft logs
  # max-sub-compactions: 1
  # max-open-files: 40960
  # max-manifest-file-size: "20MB"
  # create-if-missing: true
  # enable-statistics: true
  # stats-dump-period: "10m"
  # compaction-readahead-size: 0
  # writable-file-max-buffer-size: "1MB"
  # use-direct-io-for-flush-and-compaction: false
  # enable-pipelined-write: true
  # allow-concurrent-memtable-write: false
  # bytes-per-sync: "1MB"
  # wal-bytes-per-sync: "512KB"
  # info-log-max-size: "1GB"
  # info-log-roll-time: "0"
  # info-log-keep-log-file-num: 10
  # info-log-dir: ""
  defaultcf:
    # column family of the values
    # compression-per-level: ["no", "no", "lz4", "lz4", "lz4", "zstd", "zstd"]
    # block-size: "64KB"
    # write-buffer-size: "128MB"
    # max-write-buffer-number: 5
    # min-write-buffer-number-to-merge: 1
    # max-bytes-for-level-base: "512MB"
    # target-file-size-base: "8MB"
    # block-cache-size: "256MB"
    # level0-file-num-compaction-trigger: 4
    # level0-slowdown-writes-trigger: 20
    # level0-stop-writes-trigger: 36
    # cache-index-and-filter-blocks: true
    # pin-l0-filter-and-index-blocks: true
    # compaction-pri: 0
    # read-amp-bytes-per-bit: 0
    # dynamic-level-bytes: true

security:
  # certificates; empty means no TLS
  # ca-path: ""
  # cert-path: ""
  # key-path: ""

import:
  # only used while importing
  # num-threads: 8
  # stream-channel-window: 128
`;
