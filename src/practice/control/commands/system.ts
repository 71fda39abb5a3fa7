import { type Machine, type Output, out, resolvePath } from '../machine.ts';

const USER = 'tidb';

/** `id`, `id -un`, `id -u`: the management user, on every host. */
export async function* id({ argv }: Machine): AsyncGenerator<Output, number> {
  const flags = argv.join('').replaceAll('-', '');
  if (flags.includes('n')) yield out(USER);
  else if (flags.includes('u') || flags.includes('g')) yield out('1000');
  else yield out(`uid=1000(${USER}) gid=1000(${USER}) groups=1000(${USER})`);
  return 0;
}

/** `whoami`. */
export async function* whoami(): AsyncGenerator<Output, number> {
  yield out(USER);
  return 0;
}

/** `hostname`, `hostname -I`. */
export async function* hostname(machine: Machine): AsyncGenerator<Output, number> {
  const asAddress = machine.argv.some((word) => /^-[iI]$/.test(word));
  yield out(asAddress ? machine.host : worldHost(machine).name);
  return 0;
}

/** `nproc`. */
export async function* nproc(): AsyncGenerator<Output, number> {
  yield out('16');
  return 0;
}

/** `free -b`, `-k` (the default), `-m`, `-g`. */
export async function* free(machine: Machine): AsyncGenerator<Output, number> {
  const unit = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[machine.argv.join('').match(/[bkmg]/)?.[0] ?? 'k'] ?? 1024;
  const total = worldHost(machine).memoryBytes;
  const used = Math.round(total * 0.46);
  const cache = Math.round(total * 0.41);
  const row = [total, used, total - used - cache, 64 * 1024 ** 2, cache, total - used];
  const cells = (values: readonly (number | string)[]) => values.map((value) => String(value).padStart(12)).join('');
  yield out(`     ${cells(['total', 'used', 'free', 'shared', 'buff/cache', 'available'])}`);
  yield out(`Mem: ${cells(row.map((bytes) => Math.floor(bytes / unit)))}`);
  yield out(`Swap:${cells([0, 0, 0])}`);
  return 0;
}

/** `df`, with -P, -k, -h, -B1 and --output=avail: the disk of the host whose files are asked for. */
export async function* df(machine: Machine): AsyncGenerator<Output, number> {
  const path = machine.argv.find((word) => !word.startsWith('-')) ?? machine.cwd;
  const { diskBytes, diskFreeBytes } = worldHost(machine, hostOf(machine, resolvePath(machine.cwd, path)));
  const blocks = machine.argv.some((word) => /^-B1$|^--block-size=1$/.test(word)) ? 1 : 1024;
  const [size, free] = [diskBytes, diskFreeBytes].map((bytes) => Math.floor(bytes / blocks)) as [number, number];
  if (machine.argv.some((word) => word.startsWith('--output=avail'))) {
    yield out('     Avail');
    yield out(String(free));
    return 0;
  }
  yield out(`Filesystem     ${blocks}-blocks      Used Available Capacity Mounted on`);
  yield out(`/dev/vdb1      ${size} ${size - free} ${free} ${Math.round((1 - free / size) * 100)}% /`);
  return 0;
}

/** The host whose directory a path lies in; else the one that the command runs on. */
function hostOf(machine: Machine, path: string): string {
  const hosts = machine.cluster.world().hosts.map((host) => host.ip);
  return hosts.find((ip) => path.includes(`/hosts/${ip}/`)) ?? machine.host;
}

function worldHost(machine: Machine, ip: string = machine.host) {
  const { hosts } = machine.cluster.world();
  const found = hosts.find((host) => host.ip === ip) ?? hosts[0];
  return found ?? { ip, name: ip, memoryBytes: 0, diskBytes: 1, diskFreeBytes: 1 };
}
