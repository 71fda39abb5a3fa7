/** conf/pump.yml of the practice tree 3.0: the keys and defaults of that release, in our own words. */
export const pumpYml30 = `---
# Pump: settings that differ from the defaults; a commented line shows its default

global:
  # days that binlogs are kept, and heartbeats
  # gc: 7
  # heartbeat-interval: 2

security:
  # certificates; empty means no TLS
  # ssl-ca: "/path/to/ca.pem"
  # ssl-cert: "/path/to/drainer.pem"
  # ssl-key: "/path/to/drainer-key.pem"

storage:
  # how binlogs reach the disk
  # sync-log: true
`;
