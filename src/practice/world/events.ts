import type { Millis } from '../../base/duration.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { Fault } from './faults.ts';
import type { Actor } from './history.ts';

/**
 * What can be done to the world. It happens at the world's `now`: advance first. An event that cannot take effect (a unit
 * that is not there, a scheduler that exists) changes nothing but the history, where `detail.effect` says why.
 */
export type WorldEvent = { readonly actor: Actor } & (
  | { readonly type: 'service-start'; readonly component: string; readonly unit: string }
  | { readonly type: 'service-stop'; readonly component: string; readonly unit: string }
  | { readonly type: 'process-killed'; readonly component: string }
  | { readonly type: 'unit-written'; readonly component: string; readonly unit: string }
  | { readonly type: 'unit-removed'; readonly component: string; readonly unit: string }
  | { readonly type: 'binary-replaced'; readonly component: string; readonly version: string }
  | {
      readonly type: 'config-written';
      readonly component: string;
      readonly statusPort?: number | null;
      readonly labels?: Readonly<Record<string, string>>;
    }
  | { readonly type: 'pd-schedule-set'; readonly changes: Readonly<Record<string, Json>> }
  | { readonly type: 'pd-replication-set'; readonly changes: Readonly<Record<string, Json>> }
  | { readonly type: 'pd-scheduler-added'; readonly scheduler: string; readonly args: readonly string[] | null }
  | { readonly type: 'pd-scheduler-removed'; readonly scheduler: string; readonly args: readonly string[] | null }
  | { readonly type: 'pd-leader-resigned' }
  | { readonly type: 'pd-leader-transferred'; readonly to: string }
  | { readonly type: 'store-state-set'; readonly store: number; readonly state: 'Up' | 'Offline' | 'Tombstone' }
  | { readonly type: 'binlog-state-set'; readonly component: string; readonly action: 'pause' | 'close' }
  | {
      readonly type: 'ddl-submitted';
      readonly db: string;
      readonly table: string;
      readonly job: string;
      readonly query: string;
      readonly lastsMs: Millis | null;
    }
  | { readonly type: 'ddl-cancelled'; readonly job: number }
  | { readonly type: 'ddl-owner-resigned'; readonly component: string }
  | { readonly type: 'fault-set'; readonly fault: Fault }
  | { readonly type: 'fault-cleared'; readonly kind: Fault['kind']; readonly component: string | null }
  /** Changes nothing here: a playbook began or ended, a file was written, a command ran. */
  | { readonly type: 'noted'; readonly kind: string; readonly detail: JsonObject }
);
