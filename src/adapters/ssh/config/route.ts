import { text } from '../../../base/text.ts';
import type { ControlMachine } from '../../../cluster/profile.ts';
import { type ConfigPlace, resolveTarget, type SshTarget, type Wanted } from './target.ts';
import { configTrouble } from './trouble.ts';

const MOST_HOPS = 16;

/**
 * The servers to go through, the control machine last: `control.jump` of the profile (`none`: straight), else ProxyJump. The
 * first of a list may have a ProxyJump of its own; the others are reached through the one before, as with `ssh -J`.
 * @throws OperatorError `ssh-config` for what cannot be read or followed, and for servers that lead to each other.
 */
export async function resolveRoute(control: ControlMachine, place: ConfigPlace): Promise<readonly SshTarget[]> {
  return await routeTo(control, control.jump, place, MOST_HOPS);
}

async function routeTo(
  wanted: Wanted,
  jump: string | null,
  place: ConfigPlace,
  hopsLeft: number,
): Promise<readonly SshTarget[]> {
  if (hopsLeft === 0)
    throw configTrouble(
      text('the hosts to jump through lead to each other', '跳板机互相指向'),
      `ProxyJump → ${wanted.host}`,
    );
  const target = await resolveTarget(wanted, place);
  const through = jump ?? target.jump;
  if (through === null || through.toLowerCase() === 'none') return [target];
  const hops = through.split(',');
  const last = hops.pop()!;
  // The profile's key is tried on a hop that has none of its own; ssh would give its -i to the last server alone.
  const spareIdentity = wanted.identity ?? wanted.spareIdentity ?? null;
  const hop = { ...parseHop(last, through), identity: null, spareIdentity, knownHosts: wanted.knownHosts };
  const before = hops.length > 0 ? hops.join(',') : null;
  return [...(await routeTo(hop, before, place, hopsLeft - 1)), target];
}

/** Reads `[user@]host[:port]`, `[user@][v6]:port` or `ssh://…`. Exported for its test. @throws OperatorError `ssh-config`. */
export function parseHop(hop: string, within: string): Pick<Wanted, 'host' | 'port' | 'user'> {
  const form = /^(?:ssh:\/\/)?(?:([^@]+)@)?(?:\[([^\]]+)\]|([^@:/[\]]+))(?::(\d+))?\/?$/.exec(hop.trim());
  const host = form?.[2] ?? form?.[3];
  const port = form?.[4] === undefined ? null : Number(form[4]);
  if (host === undefined || (port !== null && (port < 1 || port > 65_535)))
    throw configTrouble(text(`"${hop}" is no host to jump through`, `“${hop}” 不是有效的跳板机`), within, [
      text('write user@host:port, several with commas between', '写作 user@host:port，多个之间用逗号分隔'),
    ]);
  return { host, port, user: form?.[1] ?? null };
}
