import { text } from '../../../base/text.ts';
import type { MergeFinding } from '../../../engine/view.ts';
import { type Component, componentsOf, machinesOf } from '../../topology.ts';
import type { Finder, MergedWhole } from './context.ts';

/** TiKVs of one machine must be one `host` to PD, or it may put two replicas on that machine. */
export const hostLabelsAgree: Finder = ({ topology }) =>
  machinesOf(componentsOf(topology, 'tikv')).flatMap(({ host, components }) => {
    if (components.length < 2) return [];
    const values = components.map((tikv) => tikv.labels.host);
    const missing = components.filter((tikv) => tikv.labels.host === undefined);
    const distinct = new Set(values.filter((value) => value !== undefined));
    return [
      ...missing.map((tikv) => labelMissing(tikv, 'host', host.address)),
      ...(distinct.size > 1 ? [labelsDiffer(components, host.address)] : []),
    ];
  });

/** Every TiKV has the labels that location_labels names, and location_labels names the labels that are there. */
export const locationLabelsMatch: Finder = (whole) => {
  const tikvs = componentsOf(whole.topology, 'tikv');
  const named = locationLabels(whole);
  const used = new Set(tikvs.flatMap((tikv) => Object.keys(tikv.labels)));
  if (named.length === 0) return used.size === 0 ? [] : [labelsUnread([...used])];
  const alone = machinesOf(tikvs).filter(({ components }) => components.length === 1);
  const aloneNames = new Set(alone.flatMap(({ components }) => components.map((tikv) => tikv.name)));
  return named.flatMap((name) =>
    tikvs
      .filter((tikv) => tikv.labels[name] === undefined && (name !== 'host' || aloneNames.has(tikv.name)))
      .map((tikv) => labelMissing(tikv, name, tikv.host.address)),
  );
};

/** From the inventory, else from conf/pd.yml. */
function locationLabels({ topology, files }: MergedWhole): readonly string[] {
  if (topology.locationLabels.length > 0) return topology.locationLabels;
  const source = files.get('conf/pd.yml')?.sides.get('replication.location-labels')?.set ?? '';
  return [...source.matchAll(/[\w-]+/g)].map(([name]) => name);
}

function labelMissing(tikv: Component, label: string, address: string): MergeFinding {
  return {
    code: 'tikv-label-missing',
    severity: 'warn',
    where: `inventory.ini#tikv_servers.${tikv.name}.labels`,
    what: text(`${tikv.name} on ${address} has no label ${label}`, `${address} 上的 ${tikv.name} 没有 ${label} 标签`),
    why: text(
      'PD spreads replicas by these labels; without it two replicas of a region may come to one machine',
      'PD 按标签分散副本；缺少标签时同一 Region 的两个副本可能落在同一台机器上',
    ),
    next: [text(`labels="${label}=…" on its line in inventory.ini`, `在 inventory.ini 的该行添加 labels="${label}=…"`)],
  };
}

function labelsDiffer(components: readonly Component[], address: string): MergeFinding {
  const names = components.map((tikv) => `${tikv.name}: ${tikv.labels.host ?? '—'}`).join(', ');
  return {
    code: 'tikv-host-labels-differ',
    severity: 'warn',
    where: `inventory.ini#tikv_servers.${components[0]?.name ?? ''}.labels`,
    what: text(`TiKVs on ${address} have different host labels`, `${address} 上的 TiKV 的 host 标签不同`),
    why: text(`PD takes them for different machines (${names})`, `PD 会把它们当作不同的机器（${names}）`),
    next: [text('give them the same host label', '为它们设置相同的 host 标签')],
  };
}

function labelsUnread(used: readonly string[]): MergeFinding {
  const names = used.join(', ');
  return {
    code: 'location-labels-unset',
    severity: 'warn',
    where: 'inventory.ini#pd_servers:vars.location_labels',
    what: text(
      `TiKVs have labels (${names}), but location_labels is not set`,
      `TiKV 设置了标签（${names}），但未设置 location_labels`,
    ),
    why: text('PD ignores labels that location_labels does not name', 'PD 会忽略 location_labels 未列出的标签'),
    next: [
      text('location_labels = ["host"] in [pd_servers:vars]', '在 [pd_servers:vars] 中设置 location_labels = ["host"]'),
    ],
  };
}
