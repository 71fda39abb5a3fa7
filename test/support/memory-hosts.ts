import { createHash } from 'node:crypto';
import type { ControlHost } from '../../src/adapters/control-host.ts';
import { unreachable } from '../../src/adapters/host-trouble.ts';
import { BugError } from '../../src/base/errors.ts';
import type { CommandResult, Host, Hosts } from '../../src/cluster/ports/host.ts';
import type { Cluster, Homes, Output } from '../../src/practice/control/machine.ts';
import type { MemoryClock } from './memory-clock.ts';
import type { MemoryFiles } from './memory-files.ts';
import { type MemoryMachine, runProgram } from './memory-shell.ts';

/** What machines in memory are made of. */
export interface MemoryParts {
  readonly files: MemoryFiles;
  readonly cluster: Cluster;
  readonly homes: Homes;
  readonly clock: MemoryClock;
}

/** A command about to run on a machine in memory. */
export interface MemoryCommand {
  readonly host: string;
  readonly argv: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Plays one command and gives what it prints as it comes. */
export function playCommand(parts: MemoryParts, command: MemoryCommand): AsyncGenerator<Output, number> {
  const { host, argv, env = {}, signal } = command;
  const { homes, clock, files, cluster } = parts;
  const machine: MemoryMachine = {
    argv: argv.slice(1),
    cwd: command.cwd ?? homes.home(host),
    env,
    host,
    stdin: 'null',
    files,
    cluster,
    homes,
    time: { now: clock.now, sleep: (ms) => clock.sleep(ms, signal) },
  };
  return runProgram(machine, argv[0] ?? '');
}

/** The control machine and, through it, the hosts of the cluster, all in memory. */
export function memoryHosts(parts: MemoryParts): Hosts & { readonly control: ControlHost } {
  const { homes } = parts;
  const control: ControlHost = {
    ...memoryHost(parts, 'control', homes.control),
    where: 'memory',
    connect: async () => {
      throw new BugError('a machine in memory has no network');
    },
    environment: async () => ({ HOME: homes.home(homes.control), USER: 'tidb' }),
    onState: () => () => undefined,
    close: async () => undefined,
  };
  return { control, at: ({ name, address }) => memoryHost(parts, name, address) };
}

function memoryHost(parts: MemoryParts, name: string, address: string): Host {
  const { files, cluster } = parts;
  return {
    name,
    run: async (argv, { cwd, env } = {}) => {
      if (!cluster.world().hosts.some((host) => host.ip === address)) {
        throw unreachable(name, { host: 'control', seen: `no host ${address}` });
      }
      const command = { host: address, argv, ...(cwd === undefined ? {} : { cwd }), ...(env ? { env } : {}) };
      return gathered(playCommand(parts, command));
    },
    readFile: (path) => files.read(path),
    writeFile: (path, content, options) => files.write(path, content, options?.mode),
    removeFile: (path) => files.remove(path),
    list: async (path) =>
      files.entries(path)?.map((entry) => ({
        ...entry,
        sizeBytes: Buffer.byteLength(files.all.get(`${path}/${entry.name}`)?.content ?? ''),
      })) ?? null,
    sha256: async (path) => {
      const content = await files.read(path);
      return content === null ? null : createHash('sha256').update(content).digest('hex');
    },
    freeBytes: async () => cluster.world().hosts.find((host) => host.ip === address)?.diskFreeBytes ?? 0,
  };
}

async function gathered(command: AsyncGenerator<Output, number>): Promise<CommandResult> {
  const text = { out: '', err: '' };
  for (;;) {
    const next = await command.next();
    if (next.done) return { exit: next.value, signal: null, stdout: text.out, stderr: text.err };
    text[next.value.to] += next.value.text;
  }
}
