import { binary, MONITOR_BINARIES, TIDB_BINARIES } from '../../binaries.ts';
import { CHANGED, OK, type On, type Play, type Task } from '../play.ts';
import { fine, task } from '../tasks/modules.ts';

/** Downloads what `tidb_version` says, into downloads/ and resources/bin. */
export function localPrepare(): readonly Play[] {
  return [
    {
      name: 'do local preparation',
      hosts: ['localhost'],
      serial: false,
      tags: [],
      tasks: [
        fine('local : create downloads and resources directories', 'file'),
        fine('local : create packages.yml', 'template'),
        fine('local : detect outbound network', 'shell', { takesMs: 800 }),
        fine('local : set outbound network fact', 'set_fact'),
        fine('local : detect GFW', 'shell', { takesMs: 1_500 }),
        download('local : download tidb binary', ['tidb', 'tidb-binlog'], 14_000),
        download('local : download tidb toolkit binary', ['tidb-toolkit'], 6_000),
        download('local : download common binary', ['fio', 'kafka_exporter'], 3_000),
        download('local : download other binary', ['prometheus', 'node_exporter', 'alertmanager', 'grafana'], 9_000),
        download('local : download TiSpark packages', ['tispark-latest', 'spark'], 5_000),
        fine('local : unarchive tidb binary', 'shell', { takesMs: 2_500 }),
        install('local : cp tidb binary', TIDB_BINARIES, (version) => version),
        install('local : cp monitoring binary', MONITOR_BINARIES, (version) => `${version}-monitor`),
        fine('local : clean up download dir', 'shell'),
      ],
    },
  ];
}

/** The tree's own version: localhost has no groups, so only `[all:vars]` and `-e` say it. */
function version(on: On): string {
  const first = on.tree.inventory.hostsOf('all')[0] ?? 'localhost';
  return on.tree.value(first, 'tidb_version') ?? 'latest';
}

function download(name: string, packages: readonly string[], takesMs: number): Task {
  return task(
    name,
    'get_url',
    async (on) => {
      const { files } = on.machine;
      for (const one of packages) {
        const path = `${on.tree.dir}/downloads/${one}-${version(on)}.tar.gz`;
        await files.write(path, `${one} ${version(on)}: the practice's stand-in for the archive\n`);
      }
      return CHANGED;
    },
    { takesMs },
  );
}

function install(name: string, programs: readonly string[], versionOf: (tree: string) => string): Task {
  return task(name, 'shell', async (on) => {
    for (const program of programs) {
      const path = `${on.tree.dir}/resources/bin/${program}`;
      await on.machine.files.write(path, binary(program, versionOf(version(on))), 0o755);
    }
    return programs.length > 0 ? CHANGED : OK;
  });
}
