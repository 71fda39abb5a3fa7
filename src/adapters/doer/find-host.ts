import { OperatorError } from '../../base/errors.ts';
import { text } from '../../base/text.ts';
import type { Host, HostAddress, Hosts } from '../../cluster/ports/host.ts';

/** Finds the machine that a deed names: `control`, or a host of the cluster by its inventory name. */
export type FindHost = (name: string) => Promise<Host>;

/**
 * Makes a {@link FindHost} over the inventory's addresses.
 * It rejects with OperatorError `unknown-host` for a name that the inventory has not.
 */
export function findHostIn(hosts: Hosts, addressOf: (name: string) => Promise<HostAddress | null>): FindHost {
  return async (name) => {
    if (name === 'control') return hosts.control;
    const address = await addressOf(name);
    if (address === null) throw unknownHost(name);
    return hosts.at(address);
  };
}

function unknownHost(name: string): OperatorError {
  return new OperatorError({
    code: 'unknown-host',
    kind: 'failed',
    what: text(`The inventory has no host named ${name}`, `inventory 中没有名为 ${name} 的主机`),
    why: text(
      'It was there when this was planned: the inventory has changed since',
      '制定计划时它还在：此后 inventory 有改动',
    ),
    next: [
      text('See what changed in inventory.ini, then: belay resume', '检查 inventory.ini 的改动，然后：belay resume'),
    ],
  });
}
