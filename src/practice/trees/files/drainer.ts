/** conf/drainer.toml, the same in both releases: its keys and defaults, in our own words. */
export const drainerToml = `# drainer: where binlogs are applied

# seconds between looks at the pumps
detect-interval = 10

# compression between pump and drainer
# compressor = "gzip"

[syncer]
# sql-mode = "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION"

# schemas that are left out
ignore-schemas = "INFORMATION_SCHEMA,PERFORMANCE_SCHEMA,mysql"

# events in one transaction
txn-batch = 20

# parallel appliers; more of them when the downstream is far away
worker-count = 16

# true keeps each transaction whole
disable-dispatch = false

# true writes replace and delete instead of update
safe-mode = false

# mysql, file, tidb, flash or kafka
db-type = "mysql"

ignore-txn-commit-ts = []

# replicate-do-db = ["~^b.*","s1"]
# [[syncer.replicate-do-table]]
# db-name ="test"
# tbl-name = "log"

# [[syncer.ignore-table]]
# db-name = "test"
# tbl-name = "log"

# the server that binlogs are applied to
[syncer.to]
host = "127.0.0.1"
user = "root"
password = ""
port = 3306

# [syncer.to]
# dir = "data.drainer"

# [syncer.to]
# zookeeper-addrs = "127.0.0.1:2181"
# kafka-addrs = "127.0.0.1:9092"
# kafka-version = "0.8.2.0"
# kafka-max-messages = 1024
# topic-name = ""
`;
