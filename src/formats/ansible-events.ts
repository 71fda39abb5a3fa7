import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';

/**
 * What a playbook tells while it runs: one JSON object a line, written by belay's callback plugin
 * (src/adapters/ansible/plugin.ts). Every line has `v` (1), `n` (number of the event, from 0 without gaps) and `at`
 * (milliseconds since 1970) beside the members below. Texts are clipped by the plugin; a task with no_log gives neither
 * message nor what was seen.
 */
export type AnsibleEvent = AnsibleEventBase & AnsibleEventBody;

interface AnsibleEventBase {
  readonly n: number;
  /** By the control machine's clock. */
  readonly at: number;
}

export type AnsibleEventBody =
  | { readonly event: 'start'; readonly playbook: string; readonly ansible: string }
  | {
      readonly event: 'play';
      /** The pattern of its hosts where it has no name. */
      readonly name: string;
      /** The hosts of this batch; null when ansible did not tell. */
      readonly hosts: readonly string[] | null;
      /** Whether the play goes through its hosts in batches; then it starts once per batch. */
      readonly serial: boolean;
    }
  | ({ readonly event: 'task'; readonly handler: boolean } & AnsibleTask)
  | ({
      readonly event: 'result';
      readonly host: string;
      readonly state: 'ok' | 'changed' | 'failed' | 'ignored' | 'unreachable' | 'skipped';
      /** The message of a failure, or what `debug` said; "" where there is none or no_log forbids it. */
      readonly message: string;
      /** Since the task began, in seconds. */
      readonly seconds: number;
      /** How often it was tried, where the task has `until`. */
      readonly attempts: number | null;
    } & AnsibleTask)
  | ({
      readonly event: 'retry';
      readonly host: string;
      /** The try that did not do, from 1. */
      readonly attempt: number;
      /** The task's `retries`. */
      readonly retries: number;
      /** What the try brought: content, output or message; "" where no_log forbids it. */
      readonly seen: string;
    } & AnsibleTask)
  /** No host matched the play (with its limit), or none is left after failures. */
  | { readonly event: 'no-hosts'; readonly which: 'matched' | 'remaining' }
  | { readonly event: 'stats'; readonly hosts: Readonly<Record<string, AnsibleHostStats>> };

/** The task that a result belongs to. */
export interface AnsibleTask {
  readonly task: string;
  /** `file:line`; null when ansible does not know. */
  readonly path: string | null;
  /** The module: `uri`, `shell`, `debug`. */
  readonly action: string;
}

export interface AnsibleHostStats {
  readonly ok: number;
  readonly changed: number;
  readonly failures: number;
  readonly unreachable: number;
  readonly skipped: number;
  /** ansible 2.8 and later; null before. */
  readonly rescued: number | null;
  readonly ignored: number | null;
}

/** One line of the events file, written whole. @returns null when it is no event of this form. */
export function parseAnsibleEvent(line: string): AnsibleEvent | null {
  const value = parsed(line);
  if (!isJsonObject(value) || value.v !== 1) return null;
  const { n, at } = value;
  if (typeof n !== 'number' || typeof at !== 'number') return null;
  const body = bodyOf(value);
  return body && { n, at, ...body };
}

/** The line of an event, without its newline; `parseAnsibleEvent` reads it back. */
export function formatAnsibleEvent(event: AnsibleEvent): string {
  return JSON.stringify({ v: 1, ...event });
}

function parsed(line: string): Json {
  try {
    return JSON.parse(line) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function bodyOf(o: JsonObject): AnsibleEventBody | null {
  switch (o.event) {
    case 'start':
      return isText(o.playbook) && isText(o.ansible)
        ? { event: 'start', playbook: o.playbook, ansible: o.ansible }
        : null;
    case 'play':
      return isText(o.name) && (o.hosts === null || isTexts(o.hosts)) && typeof o.serial === 'boolean'
        ? { event: 'play', name: o.name, hosts: o.hosts, serial: o.serial }
        : null;
    case 'task': {
      const task = taskOf(o);
      return task && typeof o.handler === 'boolean' ? { event: 'task', ...task, handler: o.handler } : null;
    }
    case 'result':
      return resultOf(o);
    case 'retry': {
      const task = taskOf(o);
      const { host, attempt, retries, seen } = o;
      return task && isText(host) && isCount(attempt) && isCount(retries) && isText(seen)
        ? { event: 'retry', ...task, host, attempt, retries, seen }
        : null;
    }
    case 'no-hosts':
      return o.which === 'matched' || o.which === 'remaining' ? { event: 'no-hosts', which: o.which } : null;
    case 'stats':
      return statsOf(o);
    default:
      return null;
  }
}

const STATES = ['ok', 'changed', 'failed', 'ignored', 'unreachable', 'skipped'] as const;

function resultOf(o: JsonObject): AnsibleEventBody | null {
  const task = taskOf(o);
  const state = STATES.find((known) => known === o.state);
  const { host, message, seconds, attempts } = o;
  if (!task || !state || !isText(host) || !isText(message) || typeof seconds !== 'number') return null;
  if (attempts !== null && !isCount(attempts)) return null;
  return { event: 'result', ...task, host, state, message, seconds, attempts };
}

function taskOf(o: JsonObject): AnsibleTask | null {
  const { task, path, action } = o;
  return isText(task) && (path === null || isText(path)) && isText(action) ? { task, path, action } : null;
}

function statsOf(o: JsonObject): AnsibleEventBody | null {
  if (!isJsonObject(o.hosts)) return null;
  const hosts: Record<string, AnsibleHostStats> = {};
  for (const [name, row] of Object.entries(o.hosts)) {
    if (!isJsonObject(row)) return null;
    const { ok, changed, failures, unreachable, skipped, rescued, ignored } = row;
    if (!isCount(ok) || !isCount(changed) || !isCount(failures) || !isCount(unreachable) || !isCount(skipped))
      return null;
    if ((rescued !== null && !isCount(rescued)) || (ignored !== null && !isCount(ignored))) return null;
    hosts[name] = { ok, changed, failures, unreachable, skipped, rescued, ignored };
  }
  return { event: 'stats', hosts };
}

const isText = (value: Json | undefined): value is string => typeof value === 'string';
const isTexts = (value: Json | undefined): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isCount = (value: Json | undefined): value is number => Number.isInteger(value) && (value as number) >= 0;
