import type { Json } from '../../base/json.ts';
import type { PdMembers, PdStore } from '../../cluster/ports/pd.ts';
import { optional, readList, readNumber, readObject, readString, ShapeError } from './shapes.ts';

/** GET /members. `binary_version` came with PD 4.0; while nobody leads, the leader is left out or empty. */
export function readMembers(value: Json): PdMembers {
  const answer = readObject(value);
  const leader = optional(readObject, answer.leader, 'leader');
  return {
    leader: (leader && optional(readString, leader.name, 'leader.name')) || null,
    members: readList(answer.members, 'members').map((item, i) => {
      const at = `members[${i}]`;
      const member = readObject(item, at);
      return {
        name: readString(member.name, `${at}.name`),
        clientUrls: readList(member.client_urls ?? null, `${at}.client_urls`).map((url) =>
          readString(url, `${at}.client_urls`),
        ),
        version: optional(readString, member.binary_version, `${at}.binary_version`),
      };
    }),
  };
}

/** GET /pd/health. */
export function readHealth(value: Json): readonly { readonly name: string; readonly healthy: boolean }[] {
  return readList(value).map((item, i) => {
    const member = readObject(item, `[${i}]`);
    const { health } = member;
    if (typeof health !== 'boolean') throw new ShapeError(`[${i}].health`, 'true or false', health);
    return { name: readString(member.name, `[${i}].name`), healthy: health };
  });
}

/** GET /stores. PD leaves out what is 0 and what it does not know yet: both are null here. */
export function readStores(value: Json): readonly PdStore[] {
  return readList(readObject(value).stores, 'stores').map((item, i) => readStore(item, `stores[${i}]`));
}

/** GET /schedulers and /operators: strings. */
export function readNames(value: Json): readonly string[] {
  return readList(value).map((name, i) => readString(name, `[${i}]`));
}

/** GET /stats/region. */
export function readRegionStats(value: Json): { readonly count: number | null; readonly empty: number | null } {
  const stats = readObject(value);
  return {
    count: optional(readNumber, stats.count, 'count'),
    empty: optional(readNumber, stats.empty_count, 'empty_count'),
  };
}

/** GET /regions/check/…: how many there are. */
export function readCount(value: Json): number {
  return readNumber(readObject(value).count, 'count');
}

function readStore(value: Json, at: string): PdStore {
  const entry = readObject(value, at);
  const store = readObject(entry.store, `${at}.store`);
  const status = optional(readObject, entry.status, `${at}.status`) ?? {};
  return {
    id: readNumber(store.id, `${at}.store.id`),
    address: readString(store.address, `${at}.store.address`),
    version: readString(store.version, `${at}.store.version`),
    state: readString(store.state_name, `${at}.store.state_name`),
    labels: readLabels(store.labels ?? null, `${at}.store.labels`),
    leaderCount: optional(readNumber, status.leader_count, `${at}.status.leader_count`),
    regionCount: optional(readNumber, status.region_count, `${at}.status.region_count`),
    capacity: optional(readString, status.capacity, `${at}.status.capacity`),
    available: optional(readString, status.available, `${at}.status.available`),
    startedAt: readMoment(optional(readString, status.start_ts, `${at}.status.start_ts`)),
  };
}

function readLabels(value: Json, at: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readList(value, at).map((item) => {
      const label = readObject(item, at);
      return [readString(label.key, `${at}.key`), readString(label.value ?? '', `${at}.value`)];
    }),
  );
}

/** ISO 8601 in UTC. Before the first heartbeat PD says 1970 (or Go's year 1): *not known*. */
function readMoment(source: string | null): string | null {
  const instant = source === null ? Number.NaN : Date.parse(source);
  return instant > 0 ? new Date(instant).toISOString() : null;
}
