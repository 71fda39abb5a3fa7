import { type Text, text, verbatim } from '../../base/text.ts';
import type { Facts } from '../../engine/fact.ts';
import type { Shows } from '../../engine/runbook.ts';
import type { GaugeRow, GaugesView, Mark, View } from '../../engine/view.ts';
import { leadersOf, type PdReadiness, pdReadiness, pdReadinessProbes } from '../pd-readiness.ts';
import type { ClusterPorts } from '../ports/index.ts';
import type { PdStore } from '../ports/pd.ts';
import { pdHealthProbe } from '../probes/pd-health.ts';
import { pdMembersProbe } from '../probes/pd-members.ts';
import { regionHealthProbe } from '../probes/region-health.ts';
import { regionStatsProbe } from '../probes/region-stats.ts';
import { schedulersProbe } from '../probes/schedulers.ts';
import { storesProbe } from '../probes/stores.ts';
import { topologyProbe } from '../probes/topology.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';
import { evictSchedulerName } from '../rolling/evict-debt.ts';
import { sameVersion } from '../rolling/versions-match.ts';
import { componentAt, type Topology } from '../topology.ts';
import { drainEstimate } from './drain-estimate.ts';

const EVERY_MS = 1_000;
const TREND_LENGTH = 20;

/** Leaders of every store, live: which are emptied, how fast, and what PD says of the whole. Not known is null, never 0. */
export const leaderGauges: Shows<ClusterPorts> = {
  needs: [topologyProbe, upgradeSettingsProbe, pdHealthProbe, regionHealthProbe, ...pdReadinessProbes],
  everyMs: EVERY_MS,
  view({ facts }, previous): GaugesView {
    const stores = (facts.value(storesProbe) ?? []).filter((store) => store.state !== 'Tombstone');
    const readiness = pdReadiness(facts);
    const look: Look = {
      readiness,
      topology: facts.value(topologyProbe),
      target: facts.value(upgradeSettingsProbe)?.target ?? null,
      schedulers: facts.value(schedulersProbe) ?? [],
      full: Math.max(1, ...stores.map((store) => leadersOf(store, readiness) ?? 0)),
      before: rowsOf(previous),
    };
    const seen = facts.of(storesProbe);
    return {
      kind: 'gauges',
      unit: text('leaders', 'leader 数'),
      rows: [...stores].sort((a, b) => a.id - b.id).map((store) => row(store, look)),
      line: clusterLine(facts, readiness),
      seenAt: seen.known ? seen.seenAt : null,
    };
  },
};

interface Look {
  readonly readiness: PdReadiness;
  readonly topology: Topology | undefined;
  readonly target: string | null;
  readonly schedulers: readonly string[];
  readonly full: number;
  readonly before: readonly GaugeRow[];
}

function row(store: PdStore, look: Look): GaugeRow {
  const id = String(store.id);
  const value = leadersOf(store, look.readiness);
  const before = look.before.find((candidate) => candidate.id === id);
  const trend = [...(before?.trend ?? []), value].slice(-TREND_LENGTH);
  const evicting = look.schedulers.includes(evictSchedulerName(store.id));
  return {
    id,
    name: (look.topology && componentAt(look.topology, store.address)?.name) ?? store.address,
    address: store.address,
    version: store.version === '' ? null : store.version,
    state: look.readiness.ready === true ? store.state : null,
    mark: markOf(store, look, evicting),
    value,
    full: Math.max(look.full, before?.full ?? 0),
    trend,
    drainsInMs: evicting ? drainEstimate(trend, EVERY_MS) : null,
    note: evicting ? text('its leaders are being moved away', '正在迁走 leader') : null,
  };
}

function markOf(store: PdStore, { readiness, target }: Look, evicting: boolean): Mark {
  if (evicting) return 'now';
  if (readiness.ready !== true) return 'unknown';
  if (store.state !== 'Up') return 'look';
  return sameVersion(store.version, target) ? 'done' : 'to-come';
}

function clusterLine(facts: Facts<ClusterPorts>, readiness: PdReadiness): GaugesView['line'] {
  const stats = facts.value(regionStatsProbe);
  const health = facts.value(regionHealthProbe);
  const members = facts.value(pdHealthProbe);
  return [
    { label: text('regions', 'Region'), value: count(stats?.count) },
    { label: text('missing peers', '缺副本'), value: readiness.ready === true ? count(health?.missing) : null },
    { label: text('down peers', '副本 down'), value: readiness.ready === true ? count(health?.down) : null },
    { label: text('PD leader', 'PD leader'), value: words(facts.value(pdMembersProbe)?.leader) },
    {
      label: text('healthy PDs', '健康的 PD'),
      value: words(members && `${members.filter((member) => member.healthy).length}/${members.length}`),
    },
    { label: text('PD is ready', 'PD 就绪'), value: READY[String(readiness.ready) as keyof typeof READY] },
  ];
}

const READY = { true: text('yes', '是'), false: text('not yet', '尚未'), unknown: null } as const;

const count = (value: number | null | undefined): Text | null => words(value?.toString());
const words = (value: string | null | undefined): Text | null => (value ? verbatim(value) : null);

function rowsOf(view: View | undefined): readonly GaugeRow[] {
  return view?.kind === 'gauges' ? view.rows : [];
}
