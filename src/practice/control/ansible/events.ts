import { type AnsibleEventBody, formatAnsibleEvent } from '../../../formats/ansible-events.ts';
import type { Machine } from '../machine.ts';

/** Appends what a playbook does as JSON lines to the file that BELAY_EVENTS names; without it nothing is written. */
export class EventLog {
  readonly #machine: Machine;
  readonly #path: string | undefined;
  #number = 0;
  #lines = '';

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#path = machine.env.BELAY_EVENTS;
  }

  add(body: AnsibleEventBody): void {
    if (!this.#path) return;
    const at = Math.round(this.#machine.time.now());
    this.#lines += `${formatAnsibleEvent({ n: this.#number, at, ...body })}\n`;
    this.#number += 1;
  }

  /** Called before every wait and at the end, so that a follower sees events when they happen. */
  async flush(): Promise<void> {
    if (!this.#path || this.#lines === '') return;
    const lines = this.#lines;
    this.#lines = '';
    await this.#machine.files.append(this.#path, lines);
  }
}
