import { text } from '../base/text.ts';
import type { MergeFinding } from '../engine/view.ts';

/** A machine that TiKV runs on. */
export interface TikvMachine {
  readonly host: string;
  /** MEM_TOTAL of the machine. */
  readonly memoryBytes: number;
  /** TiKV instances on it, at least 1. */
  readonly instances: number;
}

/** What one instance may take for its shared block cache. */
export interface Capacity {
  readonly perInstanceBytes: number;
  /** As conf/tikv.yml takes it. TiKV counts KB, MB, GB in powers of 1024. */
  readonly setting: string;
}

const SHARE = 0.5;

/** `storage.block-cache.capacity` by the checklist (4.5): MEM_TOTAL × 0.5 / TiKV instances on the machine. */
export function capacityFor(machine: Pick<TikvMachine, 'memoryBytes' | 'instances'>): Capacity {
  const bytes = perInstanceBytes(machine.memoryBytes, machine.instances);
  return { perInstanceBytes: bytes, setting: sizeSetting(bytes) };
}

/** The share of one instance, in bytes. */
export function perInstanceBytes(memoryBytes: number, instances: number): number {
  return Math.floor((memoryBytes * SHARE) / instances);
}

/** A size as TiKV reads it, in powers of 1024: whole gigabytes as GB, else whole megabytes, never rounded up. */
export function sizeSetting(bytes: number): string {
  const [megabyte, gigabyte] = [1024 ** 2, 1024 ** 3];
  if (bytes >= gigabyte && bytes % gigabyte === 0) return `${bytes / gigabyte}GB`;
  if (bytes >= megabyte) return `${Math.floor(bytes / megabyte)}MB`;
  return `${bytes}B`;
}

/** One setting for machines that differ, since conf/tikv.yml is one for all: that of the smallest, with a finding. */
export interface SharedCapacity extends Capacity {
  readonly hosts: readonly (TikvMachine & Capacity)[];
  readonly findings: readonly MergeFinding[];
}

/** @returns null when there is no machine. */
export function capacityForAll(machines: readonly TikvMachine[]): SharedCapacity | null {
  const hosts = machines.map((machine) => ({ ...machine, ...capacityFor(machine) }));
  const smallest = hosts.reduce<(typeof hosts)[number] | null>(
    (least, host) => (least === null || host.perInstanceBytes < least.perInstanceBytes ? host : least),
    null,
  );
  if (!smallest) return null;
  const { setting } = smallest;
  const differ = hosts.filter((host) => host.setting !== setting);
  return {
    perInstanceBytes: smallest.perInstanceBytes,
    setting,
    hosts,
    findings: differ.length > 0 ? [hostsDiffer(hosts, setting)] : [],
  };
}

function hostsDiffer(hosts: readonly (TikvMachine & Capacity)[], setting: string): MergeFinding {
  const figures = hosts.map((host) => `${host.host}: ${host.setting} × ${host.instances}`).join(', ');
  return {
    code: 'capacity-hosts-differ',
    severity: 'info',
    where: 'conf/tikv.yml#storage.block-cache.capacity',
    what: text(`the TiKV machines differ; ${setting} fits the smallest`, `TiKV 主机不一致；${setting} 适合其中最小的`),
    why: text(`conf/tikv.yml is one for all instances (${figures})`, `conf/tikv.yml 对所有实例只有一份（${figures}）`),
    next: [],
  };
}
