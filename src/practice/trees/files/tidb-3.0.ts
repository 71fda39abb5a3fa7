/** conf/tidb.yml of the practice tree 3.0: the keys and defaults of that release, in our own words. */
export const tidbYml30 = `---
# TiDB: settings that differ from the defaults; a commented line shows its default

global:
  # the server itself
  # socket: ""
  # run-ddl: true
  # lease: "45s"
  # split-table: true
  # token-limit: 1000
  # oom-action: "log"
  # mem-quota-query: 34359738368
  # enable-streaming: false
  # lower-case-table-names: 2
  # compatible-kill-query: false
  # check-mb4-value-in-utf8: true

log:
  # what is logged, and slow queries
  # level: "info"
  # format: "text"
  # disable-timestamp: false
  # slow-threshold: 300
  # expensive-threshold: 10000
  # query-log-max-len: 2048
  file:
    # max-size: 300
    # max-days: 0
    # max-backups: 0
    # log-rotate: true

security:
  # certificates; empty means no TLS
  # ssl-ca: ""
  # ssl-cert: ""
  # ssl-key: ""
  # cluster-ssl-ca: ""
  # cluster-ssl-cert: ""
  # cluster-ssl-key: ""

status:
  # the status page
  # report-status: true

performance:
  # limits and statistics
  # max-procs: 0
  # max-memory: 0
  # stmt-count-limit: 5000
  # tcp-keep-alive: true
  # cross-join: true
  # stats-lease: "3s"
  # run-auto-analyze: true
  # feedback-probability: 0.05
  # query-feedback-limit: 1024
  # pseudo-estimate-ratio: 0.8
  # force-priority: "NO_PRIORITY"

proxy_protocol:
  # behind a load balancer
  # networks: ""
  # header-timeout: 5

prepared_plan_cache:
  # plans kept for prepared statements
  # enabled: false
  # capacity: 100
  # memory-guard-ratio: 0.1

opentracing:
  # tracing, off by default
  # enable: false
  # rpc-metrics: false
  sampler:
    # type: "const"
    # param: 1.0
    # sampling-server-url: ""
    # max-operations: 0
    # sampling-refresh-interval: 0
  reporter:
    # queue-size: 0
    # buffer-flush-interval: 0
    # log-spans: false
    # local-agent-host-port: ""

tikv_client:
  # connections to the stores
  # grpc-connection-count: 16
  # grpc-keepalive-time: 10
  # grpc-keepalive-timeout: 3
  # commit-timeout: "41s"
  # max-batch-size: 128
  # overload-threshold: 200
  # max-batch-wait-time: 0
  # batch-wait-size: 8

txn_local_latches:
  # latches in this server, for workloads with many conflicts
  # enabled: false
  # capacity: 2048000

binlog:
  # writing to pump
  # write-timeout: "15s"
  # ignore-error: false

pessimistic_txn:
  # locks taken while a transaction runs
  # enable: true
  # max-retry-count: 256
  # ttl: "30s"
`;
