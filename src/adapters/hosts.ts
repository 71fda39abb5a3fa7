import { randomBytes } from 'node:crypto';
import { OperatorError } from '../base/errors.ts';
import { text, verbatim } from '../base/text.ts';
import type { Host, HostAddress, Hosts } from '../cluster/ports/host.ts';
import { unreachable } from './host-trouble.ts';
import { type Exec, shellFiles } from './shell-files.ts';
import { hideFromPkill, quoteCommand } from './ssh/quote.ts';

/**
 * The hosts of a cluster as the control machine's user reaches them: on the control machine itself where the inventory
 * says `ansible_connection=local`, else by the control machine's own ssh, which asks nothing (BatchMode).
 * @param control where the commands run; `drafts` is a directory there for files on their way to a host.
 */
export function clusterHosts(control: Host, drafts = '/tmp'): Hosts {
  const hosts = new Map<string, Host>();
  return {
    control,
    at: (address) => {
      const key = JSON.stringify([address.name, address.address, address.user, address.port, address.local]);
      const host =
        hosts.get(key) ?? (address.local ? { ...control, name: address.name } : hostBySsh(control, address, drafts));
      hosts.set(key, host);
      return host;
    },
  };
}

function hostBySsh(control: Host, address: HostAddress, drafts: string): Host {
  const ssh = sshArgv(address);
  const run: Exec = async (argv, { cwd, env, input, ...limits } = {}) => {
    const commandLine = quoteCommand(argv, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      takesInput: input !== undefined,
    });
    // ssh says 255 for a command that a signal ended, as for its own failures; a shell around it says 128 + signal.
    const words = [...ssh, '--', hideFromPkill(`(${commandLine}); exit $?`)];
    const result = await (input === undefined
      ? control.run(words, limits)
      : withInput(control, words, { input, limits, drafts }));
    // A program that exits with 255 itself is rare, and what it printed is shown.
    if (result.exit === 255) throw unreachable(address.name, { host: control.name, seen: result.stderr.trim() });
    return result;
  };
  return { name: address.name, run, ...shellFiles(address.name, { read: run, write: run }) };
}

/** stdin of a command is /dev/null everywhere, so that content goes by way of a file on the control machine. */
async function withInput(
  control: Host,
  words: readonly string[],
  { input, limits, drafts }: { input: string; limits: Parameters<Host['run']>[1]; drafts: string },
): ReturnType<Host['run']> {
  const draft = `${drafts}/belay-${randomBytes(8).toString('hex')}`;
  try {
    await control.writeFile(draft, input, { mode: 0o600 });
    return await control.run(['sh', '-c', 'exec "$@" <"$0"', draft, ...words], limits);
  } finally {
    await control.removeFile(draft);
  }
}

function sshArgv({ name, address, user, port }: HostAddress): readonly string[] {
  const target = user === null ? address : `${user}@${address}`;
  // What begins with a dash would be an option to ssh.
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.:@%-]*$/.test(target)) throw noAddress(name, target);
  return [
    'ssh',
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=5',
    ...(port === null ? [] : ['-p', String(port)]),
    target,
  ];
}

function noAddress(name: string, target: string): OperatorError {
  return new OperatorError({
    code: 'no-address',
    kind: 'blocked',
    what: text(`the inventory's address of ${name} is none`, `inventory 中 ${name} 的地址无效`),
    why: verbatim(target),
    next: [
      text(
        'correct ansible_host and ansible_user in inventory.ini',
        '修改 inventory.ini 中的 ansible_host 与 ansible_user',
      ),
    ],
  });
}
