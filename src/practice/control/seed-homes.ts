import { customisedTree } from '../trees/customised.ts';
import { pristineTree, type Tree } from '../trees/pristine.ts';
import type { ComponentSpec, Topology } from '../world/topology.ts';
import { binary, MONITOR_BINARIES, TIDB_BINARIES } from './binaries.ts';
import { STORE } from './commands/git-store.ts';
import { controlPaths } from './homes.ts';
import type { Homes } from './machine.ts';

/** A file as it lies there when a practice begins. */
export interface SeededFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

const OLD = 'v2.1.19';
const NEW = 'v3.0.9';
const OLD_COMMIT = '7d1f0c7f5a2f4f0f6f53b8c2f0a9e6b1d4c3a219';
const NEW_COMMIT = '2c8a4be9d0f7416c9e35a1d8f6b70c52e4a9b309';

/** All files of all hosts when a practice begins: the operator's tree, the git remote, and what is deployed. */
export function seedHomes(homes: Homes, topology: Topology): readonly SeededFile[] {
  const { home, oldTree, remote } = controlPaths(homes);
  const old: Commit = { id: OLD_COMMIT, tag: OLD, tree: pristineTree('2.1') };
  const next: Commit = { id: NEW_COMMIT, tag: NEW, tree: pristineTree('3.0') };
  return [
    ...[...customisedTree(topology, `${home}/deploy`)].map(([path, content]) => file(`${oldTree}/${path}`, content)),
    ...[...TIDB_BINARIES, ...MONITOR_BINARIES].map((name) => program(`${oldTree}/resources/bin/${name}`, name)),
    ...repository(`${oldTree}/.git/${STORE}`, [old], old),
    file(`${oldTree}/.git/${STORE}/origin`, `${remote}\n`),
    ...repository(`${remote}/${STORE}`, [old, next], next),
    ...topology.components.flatMap(deployed),
  ];
}

interface Commit {
  readonly id: string;
  readonly tag: string;
  readonly tree: Tree;
}

/** A repository in the form of the git stand-in. */
function repository(store: string, commits: readonly Commit[], head: Commit): readonly SeededFile[] {
  return [
    file(`${store}/HEAD`, `${head.id}\n`),
    ...commits.flatMap(({ id, tag, tree }) => [
      file(`${store}/refs/${tag}`, `${id}\n`),
      ...[...tree].map(([path, content]) => file(`${store}/trees/${id}/${path}`, content)),
    ]),
  ];
}

/** Binaries by the kind of their component, where they are not called like it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  pd: 'pd-server',
  tikv: 'tikv-server',
  tidb: 'tidb-server',
  grafana: 'grafana-server',
};

function deployed(spec: ComponentSpec): readonly SeededFile[] {
  const name = PROGRAMS[spec.kind] ?? spec.kind;
  const script = (verb: string) =>
    `#!/bin/sh\nset -e\n# ${verb}s ${spec.kind} through systemd\nsudo systemctl ${verb} ${spec.unit}\n`;
  return [
    program(`${spec.deployDir}/bin/${name}`, name),
    file(`${spec.deployDir}/conf/${spec.kind}.toml`, ''),
    file(`${spec.deployDir}/scripts/start_${spec.kind}.sh`, script('start'), 0o755),
    file(`${spec.deployDir}/scripts/stop_${spec.kind}.sh`, script('stop'), 0o755),
    file(`${spec.deployDir}/log/${spec.kind}.log`, ''),
  ];
}

function program(path: string, name: string): SeededFile {
  return file(path, binary(name, OLD), 0o755);
}

function file(path: string, content: string, mode = 0o644): SeededFile {
  return { path, content, mode: path.endsWith('.sh') ? 0o755 : mode };
}
