import { openPorts } from '../../../world/lookup.ts';
import type { Component, ComponentKind } from '../../../world/state.ts';
import type { Answer, Call } from '../../machine.ts';
import { componentAt, startUnit } from '../../services.ts';
import { CHANGED, type Done, failed, OK, type On, port, type Task } from '../play.ts';

const WAIT_FOR_TIMEOUT_MS = 300_000;
const WAIT_FOR_POLL_MS = 1_000;

/** A task that does what `run` does. */
export function task(name: string, action: string, run: (on: On) => Promise<Done> | Done, more?: Partial<Task>): Task {
  return { task: name, action, path: null, do: async (on) => run(on), ...more };
}

/** A task that looks and finds everything in order. */
export function fine(name: string, action: string, more?: Partial<Task>): Task {
  return task(name, action, () => OK, more);
}

/** A task that changes something which the world does not know. */
export function changes(name: string, action: string, more?: Partial<Task>): Task {
  return task(name, action, () => CHANGED, more);
}

/** `debug: msg=…`. */
export function says(name: string, message: (on: On) => string): Task {
  return task(name, 'debug', (on) => ({ state: 'ok', message: message(on) }));
}

/** `debug: var=…`, of something that a task registered. */
export function shows(name: string, fact: string): Task {
  return task(name, 'debug', (on) => ({ state: 'ok', message: on.facts.get(fact) ?? '', variable: fact }));
}

/** `wait_for`: says nothing for up to 300 s, then fails with `message`. */
export function waitFor(name: string, portName: string, state: 'started' | 'stopped', what: string): Task {
  return task(name, 'wait_for', async (on) => {
    const wanted = port(on, portName);
    const deadline = on.machine.time.now() + WAIT_FOR_TIMEOUT_MS;
    for (;;) {
      if (isOpen(on, wanted) === (state === 'started')) return OK;
      if (on.machine.time.now() >= deadline)
        return failed(`the ${what} port ${wanted} is not ${state === 'started' ? 'up' : 'down'}`);
      await on.machine.time.sleep(WAIT_FOR_POLL_MS);
    }
  });
}

/** Whether something listens on a port of the host. */
export function isOpen(on: On, wanted: number): boolean {
  const world = on.machine.cluster.world();
  return world.components.some((c) => c.host === on.address && openPorts(c, world.now).includes(wanted));
}

/** `systemd: name=… state=…`. */
export function systemd(
  name: string,
  kind: ComponentKind,
  how: { readonly unit: (on: On) => string; readonly portName: string; readonly state: 'started' | 'stopped' },
): Task {
  return task(
    name,
    'systemd',
    async (on) => {
      const component = deployed(on, kind, how.portName);
      const unit = how.unit(on);
      if (!component?.disk.units.includes(unit)) return failed(`Could not find the requested service ${unit}: host`);
      const { cluster, files } = on.machine;
      const before = cluster.world().history.length;
      if (how.state === 'started') await startUnit(cluster, files, { component, unit, actor: on.actor });
      else cluster.apply({ type: 'service-stop', component: component.id, unit, actor: on.actor });
      const effect = cluster.world().history[before]?.detail.effect;
      return effect === 'already running' || effect === 'not running' ? OK : CHANGED;
    },
    { takesMs: 1_000 },
  );
}

/** The component that this host's inventory entry means; null when the world has none on that port. */
export function deployed(on: On, kind: ComponentKind, portName: string): Component | null {
  return componentAt(on.machine.cluster.world(), kind, on.address, port(on, portName));
}

/** `uri`: one call that must answer 200. */
export async function uri(
  on: On,
  address: string,
  call: Call,
  okStatus: readonly number[] = [200],
): Promise<Answer | Done> {
  const answer = await on.machine.cluster.call(address, call);
  if (answer === null) {
    return failed('Status code was -1 and not [200]: Request failed: <urlopen error [Errno 111] Connection refused>');
  }
  if (okStatus.includes(answer.status)) return answer;
  return failed(`Status code was ${answer.status} and not [${okStatus.join(', ')}]: HTTP Error ${answer.status}`);
}

/** Whether a `uri` answered as it should. */
export function answered(got: Answer | Done): got is Answer {
  return 'status' in got;
}

/** `uri` in a loop until the page answers as `good` says: 12 more tries, 5 s apart. */
export function page(name: string, where: (on: On) => { address: string; path: string }, good: RegExp): Task {
  return task(
    name,
    'uri',
    async (on) => {
      const { address, path } = where(on);
      const got = await uri(on, address, { method: 'GET', path });
      if (!answered(got)) return { ...got, until: false };
      return { state: 'ok', until: good.test(got.body), seen: got.body };
    },
    { until: { retries: 12, delaySeconds: 5 } },
  );
}
