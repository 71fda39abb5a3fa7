import type { Millis } from '../../../base/duration.ts';
import type { WorldState } from '../../world/state.ts';
import type { GoValue } from '../go-json.ts';
import { goTime } from '../go-values.ts';
import { instanceOf } from './series.ts';

/** Alerts that fire now: closed ports, and TiDB's backoffs while regions merge, which are expected and fade. */
export function firingAlerts(state: WorldState): readonly GoValue[] {
  const last = state.samples.at(-1);
  if (last === undefined) return [];
  const closed = state.components.filter((component) => last.closed.includes(component.id));
  const before = state.samples.find((sample) => sample.at >= last.at - MERGING_MS) ?? last;
  const merged = before.regions - last.regions;
  return [
    ...closed.map((component) =>
      firing({
        name: `${component.kind}_server_is_down`,
        labels: { group: component.kind, instance: instanceOf(component), level: 'emergency' },
        at: last.at,
        value: 0,
      }),
    ),
    ...(merged > MERGED_MANY
      ? [firing({ name: 'TiDB_tikvclient_backoff_count', labels: { level: 'warning' }, at: last.at, value: merged })]
      : []),
  ];
}

const MERGING_MS: Millis = 60_000;
const MERGED_MANY = 10;

function firing(alert: {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly at: number;
  readonly value: number;
}): GoValue {
  const labels = { alertname: alert.name, ...alert.labels };
  return { labels, annotations: {}, state: 'firing', activeAt: goTime(alert.at), value: String(alert.value) };
}
