import type { AnsibleHostStats } from '../../../formats/ansible-events.ts';
import type { Machine, Output } from '../machine.ts';
import type { EventLog } from './events.ts';
import { hostsOf, type Selection } from './hosts.ts';
import type { Done, On, Play, Task, Until } from './play.ts';
import { banner, closing, failure, recap, resultLine, retryLine } from './print.ts';
import type { AnsibleTree } from './tree.ts';

const TASK_MS = 200;

/** Everything that a run of a playbook needs. */
export interface PlaybookRun {
  readonly machine: Machine;
  readonly tree: AnsibleTree;
  /** The playbook's file name: `rolling_update.yml`. */
  readonly playbook: string;
  readonly selection: Selection;
  readonly events: EventLog;
}

/** Runs plays one after another, printing as ansible does. @returns the exit code: 0, or 2 after a failure. */
export async function* runPlays(run: PlaybookRun, plays: readonly Play[]): AsyncGenerator<Output, number> {
  const going = new Going(run);
  for (const play of plays) {
    yield* going.play(play);
    if (going.failures.length > 0) break;
  }
  run.events.add({ event: 'stats', hosts: Object.fromEntries(going.stats) });
  await run.events.flush();
  yield said(recap(going.stats));
  yield said(closing(going.failures));
  return going.failures.length > 0 ? 2 : 0;
}

class Going {
  readonly stats = new Map<string, AnsibleHostStats>();
  readonly failures: string[] = [];
  readonly #run: PlaybookRun;
  readonly #facts = new Map<string, Map<string, string>>();
  readonly #made = new Map<string, string[]>();

  constructor(run: PlaybookRun) {
    this.#run = run;
  }

  async *play(play: Play): AsyncGenerator<Output> {
    const { selection, tree, events } = this.#run;
    const name = play.name ?? play.hosts.join(',');
    const hosts = hostsOf(play, tree, selection, this.#made);
    const batches = play.serial ? hosts.map((host) => [host]) : [hosts];
    for (const batch of batches.length > 0 ? batches : [[]]) {
      events.add({ event: 'play', name, hosts: batch, serial: play.serial });
      yield said(banner(`PLAY [${name}]`));
      if (batch.length === 0) {
        events.add({ event: 'no-hosts', which: 'matched' });
        yield said('skipping: no hosts matched\n');
        continue;
      }
      if (!selection.tags.chooses(play.tags)) continue;
      for (const task of play.tasks) {
        yield* this.#task(task, batch);
        if (this.failures.length > 0) return;
      }
    }
  }

  async *#task(task: Task, batch: readonly string[]): AsyncGenerator<Output> {
    const { events, machine } = this.#run;
    const here = { task: task.task, path: task.path, action: task.action };
    const began = machine.time.now();
    events.add({ event: 'task', handler: false, ...here });
    const ons = batch.map((host) => this.#on(host));
    const chosen = ons.filter((on) => task.when?.(on) ?? true);
    for (const on of ons.filter((one) => !chosen.includes(one))) {
      this.#count(on.host, 'skipped');
      const skipped = { host: on.host, state: 'skipped', message: '', seconds: 0, attempts: null } as const;
      events.add({ event: 'result', ...here, ...skipped });
    }
    if (chosen.length > 0) yield said(banner(`TASK [${task.task}]`));
    await events.flush();
    if (chosen.length > 0) await machine.time.sleep(task.takesMs ?? TASK_MS);
    for (const on of chosen) {
      const done = yield* this.#tries(task, on);
      const seconds = Math.round(machine.time.now() - began) / 1000;
      yield* this.#settle(task, on, { ...done, seconds });
    }
    await events.flush();
  }

  /** One host's tries; `until` waits between them. Hosts of a batch share the time of their first try: ansible forks. */
  async *#tries(task: Task, on: On): AsyncGenerator<Output, { done: Done; attempts: number | null }> {
    const { events, machine } = this.#run;
    const until: Until | null = typeof task.until === 'function' ? await task.until(on) : (task.until ?? null);
    for (let attempt = 1; ; attempt += 1) {
      const done = await task.do(on);
      if (until === null || done.until === true) return { done, attempts: until === null ? null : attempt };
      const left = until.retries - attempt + 1;
      if (left <= 0) {
        const gaveUp: Done = { state: 'failed', message: done.message ?? 'the retries are used up' };
        return { done: gaveUp, attempts: attempt };
      }
      const here = { task: task.task, path: task.path, action: task.action };
      const seen = done.seen ?? done.message ?? '';
      events.add({ event: 'retry', ...here, host: on.host, attempt, retries: until.retries, seen });
      yield said(retryLine(task.task, left));
      await events.flush();
      await machine.time.sleep(until.delaySeconds * 1000);
    }
  }

  async *#settle(
    task: Task,
    on: On,
    end: { readonly done: Done; readonly attempts: number | null; readonly seconds: number },
  ): AsyncGenerator<Output> {
    const done: Done =
      end.done.state === 'failed' && task.failedWhen === false ? { ...end.done, state: 'ok' } : end.done;
    const ignored = done.state === 'failed' && task.ignoreErrors === true;
    const state = ignored ? 'ignored' : done.state;
    const message = done.state === 'failed' || task.action === 'debug' ? (done.message ?? '') : '';
    this.#run.events.add({
      event: 'result',
      task: task.task,
      path: task.path,
      action: task.action,
      host: on.host,
      state,
      message,
      seconds: end.seconds,
      attempts: end.attempts,
    });
    yield said(resultLine(on.host, task, done));
    if (ignored) yield said('...ignoring\n');
    this.#count(on.host, state === 'failed' ? 'failures' : state === 'changed' ? 'changed' : 'ok');
    if (state === 'failed') {
      this.failures.push(
        `[${on.host}]: Ansible FAILED! => playbook: ${this.#run.playbook}; TASK: ${task.task}; message: ${failure(done)}`,
      );
    }
  }

  #on(host: string): On {
    const { tree, machine, playbook } = this.#run;
    const facts = this.#facts.get(host) ?? new Map<string, string>();
    this.#facts.set(host, facts);
    return { host, address: tree.address(host), tree, machine, facts, made: this.#made, actor: playbook };
  }

  #count(host: string, what: 'ok' | 'changed' | 'failures' | 'skipped'): void {
    const row = this.stats.get(host) ?? NONE;
    const ok = what === 'changed' ? row.ok + 1 : row.ok;
    this.stats.set(host, { ...row, ok, [what]: (what === 'ok' ? ok : row[what]) + 1 });
  }
}

const NONE: AnsibleHostStats = {
  ok: 0,
  changed: 0,
  failures: 0,
  unreachable: 0,
  skipped: 0,
  rescued: null,
  ignored: null,
};

function said(text: string): Output {
  return { to: 'out', text };
}
