import { parseGoDuration } from '../../../base/duration.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../base/json.ts';
import type { WorldEvent } from '../../world/events.ts';
import { leaderVersion } from '../../world/lookup.ts';
import { isThree, replicationDefaults, scheduleDefaults } from '../../world/schedule-defaults.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { bodyJson } from './body.ts';
import { PD_ACTOR, pdCodedError, pdDone, pdRefusal } from './replies.ts';

/** POST /config/schedule: a partial body merges; unknown keys answer 200 and change nothing. */
export function postSchedule({ state, request }: Exchange): Answer {
  const version = leaderVersion(state);
  const body = bodyJson(version, request.body);
  if ('refused' in body) return body.refused;
  const changes = knownOf(body.value, scheduleDefaults(version));
  const misfit = firstMisfit(changes, 'ScheduleConfig');
  if (misfit !== null) {
    const data = {
      Value: misfit.value,
      Type: {},
      Offset: offsetAfter(request.body, misfit.key, changes[misfit.key] ?? null),
      Struct: misfit.struct,
      Field: misfit.key,
    };
    return pdCodedError({ version, status: 400, code: 'input', msg: misfit.message, data });
  }
  const duration = badDuration(changes);
  if (duration !== null) {
    const msg = `time: invalid duration ${JSON.stringify(duration)}`;
    return pdCodedError({ version, status: 500, code: 'internal', msg, stack: isThree(version) ? STACK : undefined });
  }
  const range = outOfRange(changes);
  return range === null ? pdDone(...scheduleSet(changes)) : pdRefusal(500, range);
}

/** POST /config: flat keys of schedule and replication together; its errors are plain strings under 500. */
export function postConfig({ state, request }: Exchange): Answer {
  const version = leaderVersion(state);
  const body = bodyJson(version, request.body);
  if ('refused' in body) return body.refused;
  const schedule = knownOf(body.value, scheduleDefaults(version));
  const replication = knownOf(body.value, replicationDefaults(version));
  const misfit = firstMisfit(schedule, 'ScheduleConfig') ?? firstMisfit(replication, 'ReplicationConfig');
  const problem = misfit?.message ?? outOfRange(schedule);
  if (problem !== null) return pdRefusal(500, problem);
  const duration = badDuration(schedule);
  if (duration !== null) return pdRefusal(500, `time: invalid duration ${JSON.stringify(duration)}`);
  return pdDone(...scheduleSet(schedule), ...replicationSet(replication));
}

/** POST /config/replicate. */
export function postReplication({ state, request }: Exchange): Answer {
  const version = leaderVersion(state);
  const body = bodyJson(version, request.body);
  if ('refused' in body) return body.refused;
  const changes = knownOf(body.value, replicationDefaults(version));
  const misfit = firstMisfit(changes, 'ReplicationConfig');
  return misfit === null ? pdDone(...replicationSet(changes)) : pdRefusal(400, misfit.message);
}

/** PD prints its program counters here; the digits mean nothing, that there are some does. */
const STACK = [14932278, 14848405, 7673615];

function scheduleSet(changes: JsonObject): readonly WorldEvent[] {
  return Object.keys(changes).length === 0 ? [] : [{ actor: PD_ACTOR, type: 'pd-schedule-set', changes }];
}

function replicationSet(changes: JsonObject): readonly WorldEvent[] {
  return Object.keys(changes).length === 0 ? [] : [{ actor: PD_ACTOR, type: 'pd-replication-set', changes }];
}

function knownOf(value: Json, defaults: JsonObject): JsonObject {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => key in defaults));
}

interface Misfit {
  readonly key: string;
  readonly struct: string;
  /** How Go describes what it was given. */
  readonly value: string;
  readonly message: string;
}

function firstMisfit(changes: JsonObject, struct: string): Misfit | null {
  for (const [key, given] of Object.entries(changes)) {
    const wanted = goType(key);
    if (fits(given, wanted)) continue;
    const value = described(given);
    const message = `json: cannot unmarshal ${value} into Go struct field ${struct}.${key} of type ${wanted}`;
    return { key, struct, value, message };
  }
  return null;
}

const FLOATS = ['tolerant-size-ratio', 'low-space-ratio', 'high-space-ratio', 'store-balance-rate'];
const DURATIONS = ['split-merge-interval', 'patrol-region-interval', 'max-store-down-time'];

function goType(key: string): 'uint64' | 'float64' | 'string' {
  if (FLOATS.includes(key)) return 'float64';
  const defaults = { ...scheduleDefaults('3.0.9'), ...replicationDefaults('3.0.9') };
  return typeof defaults[key] === 'number' ? 'uint64' : 'string';
}

function fits(value: Json, type: 'uint64' | 'float64' | 'string'): boolean {
  if (type === 'string') return typeof value === 'string';
  if (typeof value !== 'number') return false;
  return type === 'float64' || (Number.isInteger(value) && value >= 0);
}

function described(value: Json): string {
  if (typeof value === 'number') return `number ${value}`;
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'string' ? 'string' : 'object';
}

/** How far Go had read when it met the value: its end. */
function offsetAfter(body: string, key: string, value: Json): number {
  const from = body.indexOf(`"${key}"`) + key.length + 2;
  const start = from + (/^\s*:\s*/.exec(body.slice(from))?.[0].length ?? 0);
  return Buffer.byteLength(body.slice(0, start)) + JSON.stringify(value).length;
}

function badDuration(changes: JsonObject): string | null {
  const bad = DURATIONS.find((key) => key in changes && parseGoDuration(String(changes[key])) === null);
  return bad === undefined ? null : String(changes[bad]);
}

function outOfRange(changes: JsonObject): string | null {
  const ratio = ['low-space-ratio', 'high-space-ratio'].find((key) => Number(changes[key] ?? 0) > 1);
  if (ratio !== undefined) return `${ratio} should between 0 and 1`;
  return null;
}
