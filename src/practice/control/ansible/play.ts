import type { AnsibleTask } from '../../../formats/ansible-events.ts';
import type { Machine } from '../machine.ts';
import type { AnsibleTree } from './tree.ts';

/** One play of a playbook, as data. */
export interface Play {
  /** null: ansible shows the pattern of its hosts. */
  readonly name: string | null;
  /** Names of groups, `group[0]` for the first host, `localhost`, or `all`; made on the way: see PlayRun.made. */
  readonly hosts: readonly string[];
  readonly serial: boolean;
  readonly tags: readonly string[];
  readonly tasks: readonly Task[];
}

/** One task; run for each host of the batch that its `when` holds for. */
export interface Task extends AnsibleTask {
  readonly when?: (on: On) => boolean;
  /** Tried again until done, this often more, with this many seconds between. */
  readonly until?: Until | ((on: On) => Promise<Until>);
  readonly failedWhen?: false;
  readonly ignoreErrors?: true;
  /** World time that the first try takes on all hosts of the batch; default 200 ms. */
  readonly takesMs?: number;
  do(on: On): Promise<Done>;
}

export interface Until {
  readonly retries: number;
  readonly delaySeconds: number;
}

/** What one try of a task brought. */
export interface Done {
  readonly state: 'ok' | 'changed' | 'failed';
  /** For `debug`: what it says. For a failure: the message. */
  readonly message?: string;
  /** What the try saw, for the retry event. */
  readonly seen?: string;
  /** For `debug: var=…`: the variable's name. */
  readonly variable?: string;
  /** false: not yet what `until` waits for. */
  readonly until?: boolean;
}

/** A host while a play runs. */
export interface On {
  readonly host: string;
  readonly address: string;
  readonly tree: AnsibleTree;
  readonly machine: Machine;
  /** What tasks registered for this host. */
  readonly facts: Map<string, string>;
  /** Groups that `add_host` made. */
  readonly made: Map<string, string[]>;
  /** Who did it, for the world's history. */
  readonly actor: string;
}

/** A value of the host's variables. @returns '' when nothing sets it. */
export function variable(on: On, name: string): string {
  return on.tree.value(on.host, name) ?? '';
}

/** A port of the host's variables. */
export function port(on: On, name: string): number {
  return Number(variable(on, name));
}

export const OK: Done = { state: 'ok' };
export const CHANGED: Done = { state: 'changed' };

/** A failed try with ansible's message. */
export function failed(message: string): Done {
  return { state: 'failed', message };
}
