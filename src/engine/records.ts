import type { Instant } from '../base/duration.ts';
import type { Json } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import type { Finding } from './check.ts';
import type { Debt, Deed, Look, Outcome } from './deed.ts';
import type { PlannedPhase } from './plan-types.ts';
import type { View } from './view.ts';

/** The version of the journal's format that this code writes. */
export const JOURNAL_VERSION = 1;

/** How something was decided: by a person, by --answers, by the policy of --auto, by the rules of the engine. */
export interface By {
  readonly via: 'person' | 'answers' | 'auto' | 'engine';
  /** User name, file name, policy. */
  readonly who: string;
}

/** How a step, phase or run ended (or stands). */
export type Result = 'done' | 'skipped' | 'failed' | 'blocked' | 'decision' | 'interrupted' | 'pending';

/** Records that are fsynced before anything goes on. */
export type DeedRecord =
  | {
      readonly type: 'run-opened';
      readonly run: string;
      readonly runbook: string;
      readonly title: Text;
      readonly cluster: string;
      /** Where the control machine is: host name or "local". */
      readonly control: string;
      /** From → to, where the runbook has them. */
      readonly versions: { readonly from: string | null; readonly to: string | null };
      readonly belay: string;
      /** The profile, redacted, and where it lies. */
      readonly profile: Json;
      readonly profilePath: string;
    }
  | {
      readonly type: 'session';
      readonly pid: number;
      readonly host: string;
      readonly user: string;
      readonly resumed: boolean;
      readonly auto: boolean;
      /** Answers given beforehand, journaled so that resume inherits them. */
      readonly answers: Readonly<Record<string, string>>;
    }
  | { readonly type: 'lock'; readonly what: 'taken' | 'taken-over' | 'released'; readonly holder: string }
  | { readonly type: 'plan'; readonly phase: PlannedPhase; readonly changed: readonly string[] }
  | { readonly type: 'estimate'; readonly totalMs: number }
  /** From → to, as it is seen once the cluster can be asked. */
  | { readonly type: 'versions'; readonly from: string | null; readonly to: string | null }
  | { readonly type: 'step-started'; readonly step: string; readonly attempt: number }
  | { readonly type: 'checked'; readonly step: string; readonly findings: readonly Finding[] }
  | { readonly type: 'answer'; readonly step: string; readonly id: string; readonly answer: string; readonly by: By }
  | {
      readonly type: 'gate';
      readonly step: string;
      readonly passed: boolean;
      /** The findings it rested on, as they were shown. */
      readonly findings: readonly Finding[];
      readonly digest: string;
      /** Milliseconds between its showing and its answer. */
      readonly lookedAtMs: number;
      readonly by: By;
    }
  | {
      readonly type: 'intent';
      readonly step: string;
      readonly attempt: number;
      readonly deed: Deed;
      readonly opens: readonly Debt[];
    }
  | {
      readonly type: 'outcome';
      readonly step: string;
      readonly attempt: number;
      readonly deed: string;
      readonly outcome: Outcome;
    }
  | {
      /** What was seen of a deed whose outcome was not known, and what is made of it. */
      readonly type: 'found';
      readonly step: string;
      readonly attempt: number;
      readonly deed: string;
      readonly look: Look;
      readonly taken: 'done' | 'not-done' | 'follow';
      readonly by: By;
    }
  | { readonly type: 'verified'; readonly step: string; readonly holds: boolean; readonly evidence: Text }
  | { readonly type: 'debt-settled'; readonly debt: string; readonly evidence: Text; readonly by: By }
  | {
      readonly type: 'step-ended';
      readonly step: string;
      readonly result: Result;
      readonly reason: Text | null;
      readonly trouble: Failure | null;
      readonly by: By;
    }
  | { readonly type: 'phase-ended'; readonly phase: string; readonly result: Result }
  | { readonly type: 'run-ended'; readonly result: Result; readonly reason: Text | null };

/** Why a step failed, in the five parts that a failure screen has. */
export interface Failure {
  readonly code: string;
  readonly what: Text;
  readonly why: Text;
  /** How things stand now. */
  readonly now: Text | null;
  /** Ids of the debts that are open. */
  readonly owed: readonly string[];
  readonly next: readonly Text[];
}

/** Records of what gauges and logs showed, thinned to what a screen could show; not fsynced. */
export type SeenRecord =
  | { readonly type: 'view'; readonly step: string; readonly view: View }
  /** The cluster as a whole changed: what is beside every step. */
  | { readonly type: 'live'; readonly view: View }
  | { readonly type: 'looked'; readonly step: string; readonly evidence: Text; readonly memory: Json | null }
  | {
      readonly type: 'log';
      readonly step: string;
      readonly job: string;
      /** Number of the first of these lines in the job's whole log, from 0: after a reattachment nothing shows twice. */
      readonly from: number;
      readonly lines: readonly string[];
    }
  | {
      readonly type: 'task';
      readonly step: string;
      readonly job: string;
      /** Number of this event in the job, from 0. */
      readonly seq: number;
      readonly event: TaskEvent;
    };

/** What a followed job is at: one line of progress that every kind of job can give. */
export interface TaskEvent {
  readonly what: string;
  readonly host: string | null;
  readonly state: 'started' | 'ok' | 'changed' | 'failed' | 'unreachable' | 'skipped' | 'retry' | 'ignored' | 'ended';
  /** Short, sanitised: the message of a failure, "try 2 of 18". */
  readonly note: string;
}

export type Entry = DeedRecord | SeenRecord;

/** An entry as it lies in the journal: one JSON line, chained by digest to the line before. */
export interface JournalRecord {
  readonly v: number;
  readonly seq: number;
  readonly at: Instant;
  /** sha256 of the line before (without its newline); "" for the first. */
  readonly prev: string;
  readonly entry: Entry;
}

/** Types of entries that must be on the disk before the run goes on. */
export function isDeedRecord(entry: Entry): entry is DeedRecord {
  return (
    entry.type !== 'view' &&
    entry.type !== 'live' &&
    entry.type !== 'looked' &&
    entry.type !== 'log' &&
    entry.type !== 'task'
  );
}
