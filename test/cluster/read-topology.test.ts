import { describe, expect, it } from 'vitest';
import { addressOf, componentAt, componentsOf, machinesOf, pdUrls, statusUrl } from '../../src/cluster/topology.ts';
import { GROUP_VARS, INVENTORY, topologyOf } from './support/sample.ts';

const only = <T>(items: readonly T[]): T => {
  expect(items).toHaveLength(1);
  return items[0] as T;
};

describe('the topology of a tree', () => {
  it('says what holds for the whole cluster', () => {
    expect(topologyOf()).toMatchObject({
      clusterName: 'orders',
      user: 'tidb',
      tidbVersion: 'v2.1.19',
      supervision: 'systemd',
      binlog: true,
      tls: false,
      locationLabels: ['host'],
    });
  });

  it('places every component with its own variables before those of its group', () => {
    const tikvs = componentsOf(topologyOf(), 'tikv');
    expect(
      tikvs.map((tikv) => [tikv.name, addressOf(tikv), tikv.statusPort, tikv.deployDir, tikv.labels.host]),
    ).toEqual([
      ['TiKV1-1', '10.0.0.14:20171', 20180, '/data1/deploy', 'tikv1'],
      ['TiKV1-2', '10.0.0.14:20172', 20180, '/data2/deploy', 'tikv1'],
      ['TiKV2-1', '10.0.0.15:20160', 20180, '/home/tidb/deploy', 'tikv2'],
      ['TiKV3-1', '10.0.0.16:20160', 20180, '/home/tidb/deploy', 'tikv3'],
    ]);
  });

  it('knows how each host is reached', () => {
    const topology = topologyOf();
    expect(only(componentsOf(topology, 'drainer')).host).toEqual({
      name: 'drainer1',
      address: '10.0.0.32',
      user: 'tidb',
      port: 2222,
      local: false,
    });
    expect(componentsOf(topology, 'pd').map((pd) => pd.host.local)).toEqual([false, false, true]);
  });

  it('takes ports from group_vars over those of [group:vars], as Ansible does', () => {
    const inventory = `${INVENTORY}\n[pump_servers:vars]\npump_port = 9999\n`;
    expect(only(componentsOf(topologyOf(inventory), 'pump')).port).toBe(8251);
    const moved = new Map([
      ...GROUP_VARS,
      ['group_vars/pump_servers.yml', '---\n'],
      ['group_vars/all.yml', 'pump_port: 8255\n'],
    ]);
    expect(only(componentsOf(topologyOf(INVENTORY, moved), 'pump')).port).toBe(8255);
  });

  it('does not make up a status port that old 2.1 trees do not have', () => {
    const old = new Map([...GROUP_VARS, ['group_vars/tikv_servers.yml', '---\ntikv_port: 20160\n']]);
    expect(componentsOf(topologyOf(INVENTORY, old), 'tikv').map((tikv) => tikv.statusPort)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('fills in templates of plain variables, and nothing when one names itself', () => {
    const at = (deployDir: string) =>
      componentsOf(topologyOf(INVENTORY.replace('/home/tidb/deploy', deployDir)), 'pd')[0]?.deployDir;
    expect(at('"/home/{{ ansible_user }}/deploy"')).toBe('/home/tidb/deploy');
    expect(at('"{{ deploy_dir }}/x"')).toBe('');
    expect(at('"{{ lookup(1) }}/x"')).toBe('');
  });

  it('asks PD over https in a TLS cluster, but TiKV’s status page of 3.0.9 over http', () => {
    const topology = topologyOf(INVENTORY.replace('enable_tls = False', 'enable_tls = True'));
    expect(pdUrls(topology)[0]).toBe('https://10.0.0.11:2379');
    const [tikv] = componentsOf(topology, 'tikv');
    const [tidb] = componentsOf(topology, 'tidb');
    if (!tikv || !tidb) throw new Error('missing');
    expect(statusUrl(topology, tikv, '/status')).toBe('http://10.0.0.14:20180/status');
    expect(statusUrl(topology, tidb, '/status')).toBe('https://10.0.0.21:10080/status');
  });

  it('finds the component behind an address of PD, and the machines behind components', () => {
    const topology = topologyOf();
    expect(componentAt(topology, '10.0.0.14:20172')?.name).toBe('TiKV1-2');
    expect(componentAt(topology, '10.0.0.99:20160')).toBeUndefined();
    const machines = machinesOf(componentsOf(topology, 'tikv'));
    expect(machines.map(({ host, components }) => [host.address, components.length])).toEqual([
      ['10.0.0.14', 2],
      ['10.0.0.15', 1],
      ['10.0.0.16', 1],
    ]);
  });
});
