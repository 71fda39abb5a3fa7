import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { expect } from 'vitest';
import { parse as parseYaml } from 'yaml';

/** Every value that is set in the operator's merged files, and no other: read by parsers that are not belay's. */
export async function expectMergedTree(tree: string): Promise<void> {
  const read = (path: string) => readFile(join(tree, path), 'utf8');
  const yaml = async (path: string) => leaves(parseYaml(await read(path)));
  expect(await yaml('conf/tikv.yml')).toEqual({
    'readpool.coprocessor.high-concurrency': 12,
    'server.grpc-concurrency': 8,
    'server.snap-max-write-bytes-per-sec': '150MB',
    'storage.block-cache.capacity': '32GB',
    'rocksdb.max-open-files': 65_536,
    'rocksdb.max-manifest-file-size': '64MB',
    'raftdb.max-sub-compactions': 3,
  });
  expect(await yaml('conf/tidb.yml')).toEqual({
    'global.mem-quota-query': 17_179_869_184,
    'log.slow-threshold': 500,
    'txn_local_latches.capacity': 20_480_000,
  });
  expect(await yaml('conf/pd.yml')).toEqual({ 'schedule.leader-schedule-limit': 8, 'schedule.max-snapshot-count': 8 });
  expect(await yaml('conf/pump.yml')).toEqual({ 'global.gc': 10 });
  expect(parseToml(await read('conf/drainer.toml'))).toMatchObject({
    syncer: { 'worker-count': 32, to: { host: '10.0.0.31', user: 'drainer' } },
  });
  // Moved: Pump's port stood in a file of its own.
  expect(await yaml('group_vars/all.yml')).toMatchObject({ log_retain_days: 14, pump_port: 8251, drainer_port: 8249 });
  expect(await yaml('group_vars/pump_servers.yml')).toEqual({});
  expect(await yaml('group_vars/monitoring_servers.yml')).toMatchObject({ prometheus_storage_retention: '60d' });
  expectInventory(sections(await read('inventory.ini')));
}

function expectInventory(found: ReadonlyMap<string, readonly string[]>): void {
  const names = (group: string) => found.get(group)?.map((line) => line.split(' ')[0]);
  expect(names('pd_servers')).toEqual(['10.0.0.11', '10.0.0.12', '10.0.0.13']);
  expect(names('tikv_servers')).toEqual(['TiKV1-1', 'TiKV1-2', 'TiKV2-1', 'TiKV3-1']);
  expect(names('tidb_servers')).toEqual(['10.0.0.21', '10.0.0.22']);
  expect(names('pump_servers')).toEqual(['10.0.0.23']);
  expect(names('drainer_servers')).toEqual(['10.0.0.24']);
  expect(names('spark_master')).toEqual([]);
  const tikvs = found.get('tikv_servers')!.map((line) => words(line));
  expect(tikvs).toMatchObject([
    { ansible_host: '10.0.0.14', tikv_port: '20171', labels: '"host=tikv1"' },
    { ansible_host: '10.0.0.14', tikv_port: '20172', labels: '"host=tikv1"' },
    { ansible_host: '10.0.0.15', tikv_port: '20160', labels: '"host=tikv2"' },
    { ansible_host: '10.0.0.16', tikv_port: '20160', labels: '"host=tikv3"' },
  ]);
  const statusAt = tikvs.map((tikv) => `${tikv.ansible_host}:${tikv.tikv_status_port ?? '20180'}`);
  expect(new Set(statusAt).size).toBe(4);
  expect(found.get('pd_servers:vars')).toEqual(['location_labels = ["host"]']);
  expect(found.get('all:vars')).toEqual(
    expect.arrayContaining([
      'cluster_name = test-cluster',
      'tidb_version = v3.0.9',
      'process_supervision = systemd',
      'enable_binlog = True',
      'collect_log_recent_hours = 4',
      'wait_replication = True',
    ]),
  );
}

/** Scalars by dotted path; what is left empty stands for its default. */
function leaves(value: unknown, path = ''): Record<string, unknown> {
  if (value === null) return {};
  if (typeof value !== 'object') return { [path]: value };
  const below = Object.entries(value).map(([key, member]) => leaves(member, path === '' ? key : `${path}.${key}`));
  return Object.assign({}, ...below);
}

/** Lines that say something, by section. */
function sections(source: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of source.split('\n').map((raw) => raw.trim())) {
    const header = /^\[(.+)\]$/.exec(line)?.[1];
    if (header !== undefined) {
      current = [];
      found.set(header, current);
    } else if (line !== '' && !line.startsWith('#')) current.push(line);
  }
  return found;
}

function words(line: string): Record<string, string> {
  return Object.fromEntries(
    line
      .split(' ')
      .slice(1)
      .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
}
