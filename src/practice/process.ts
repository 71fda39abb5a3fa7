import { mkdir, writeFile } from 'node:fs/promises';
import { OperatorError } from '../base/errors.ts';
import { text, verbatim } from '../base/text.ts';
import { clusterOver } from './control/cluster.ts';
import { commandLogFile } from './control/command-log.ts';
import { serveCommands } from './control/command-server.ts';
import { CONTROL_HOST, controlPaths, homesUnder } from './control/homes.ts';
import { livingWorld } from './control/living-world.ts';
import type { Files, Homes } from './control/machine.ts';
import { nodeFiles } from './control/node-files.ts';
import { programFiles } from './control/programs.ts';
import { seedHomes } from './control/seed-homes.ts';
import { serveSsh } from './control/ssh-server.ts';
import { type ClockScale, worldClock } from './control/world-clock.ts';
import { keyPairAt } from './keys.ts';
import { practiceLayout } from './layout.ts';
import { nodeMachine } from './node-machine.ts';
import { profileYaml } from './profile-file.ts';
import { replaceFile } from './replace-file.ts';
import { firstWorld, practiceTopology } from './scenarios/first-world.ts';
import { findScenario } from './scenarios/registry.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { type PracticeStatus, readStatus } from './status.ts';
import { accessLogFile } from './wire/access-log.ts';
import { HANDLERS } from './wire/endpoints.ts';
import { startWire, type Wire } from './wire/start.ts';
import type { WorldState } from './world/state.ts';
import type { Topology } from './world/topology.ts';
import { savedWorld, WorldSaver } from './world-file.ts';

/** The user that is let in, and that everything runs as. */
export const PRACTICE_USER = 'tidb';

/** What the command server is asked beside commands: to end the practice, or only whether it is there. */
export const REQUESTS = { stop: '__stop', ping: '__ping' } as const;

const LOOK_ROUND_MS = 2_000;

export interface ServeOptions {
  /** Absolute; made when it is not there. What lies in it goes on as it was. */
  readonly dir: string;
  readonly scenario: string;
  readonly seed: number;
  /** World seconds per real second. */
  readonly rate: number;
  /** Real time without anybody after which it ends by itself. */
  readonly idleMs: number;
  /** The program behind the stand-ins. */
  readonly client: string;
}

/** A practice that is being served. */
export interface Practice {
  readonly status: PracticeStatus;
  /** Saves the world and ends all servers. */
  stop(): Promise<void>;
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<void>;
}

/**
 * Serves a practice from its directory: world, wire, SSH and stand-ins, until it is stopped or nobody is there for long.
 * @throws OperatorError `no-such-scenario`.
 */
export async function servePractice(options: ServeOptions): Promise<Practice> {
  const { dir, rate, idleMs } = options;
  const layout = practiceLayout(dir);
  const homes = homesUnder(dir);
  const topology = practiceTopology(homes);
  const files = nodeFiles();
  const before = await readStatus(dir);
  const scenario = scenarioOf(before?.scenario ?? options.scenario);
  const seed = before?.seed ?? options.seed;
  for (const one of [layout.logs, layout.programs, layout.keys]) await mkdir(one, { recursive: true, mode: 0o700 });

  const startedAt = Date.now();
  const saved = await savedWorld(layout.world);
  if (saved === null) await layOut(files, homes, topology);
  const state = saved ?? firstWorld(scenario, { seed, startsAt: startedAt, topology });
  const scale: ClockScale = { origin: state.now, startedAt, rate };
  const clock = worldClock(scale);
  const world = livingWorld({ state, now: clock.now, onEvent: () => saver.soon() });
  const saver: WorldSaver = new WorldSaver(layout.world, () => world.read());
  await saver.now();

  let lastSeen = Date.now();
  const touch = (): void => {
    lastSeen = Date.now();
  };
  const wire = await startWire(world, { accessLog: touching(accessLogFile(layout.accessLog), touch) });
  const cluster = clusterOver(world, HANDLERS);
  const called = commandLogFile(layout.commandLog);
  const commands = await serveCommands({
    machineFor: nodeMachine({ cluster, files, homes, clock }),
    onRequest: (name) => {
      if (name === REQUESTS.stop) void stop();
    },
    onCommand: ({ name, argv, host }) =>
      called.write({ at: clock.now(), via: 'stand-in', host: host || CONTROL_HOST, words: [name, ...argv] }),
  });
  const { port, token } = commands;
  await replaceFile(layout.address, JSON.stringify({ port, token }));
  const programs = { directory: layout.programs, node: process.execPath, client: options.client, homes };
  for (const { path, content, mode } of programFiles({ ...programs, addressFile: layout.address })) {
    await files.write(path, content, mode);
  }
  const onCommand = (line: string) => called.write({ at: clock.now(), via: 'ssh', host: CONTROL_HOST, words: [line] });
  const ssh = await openDoor({ dir, homes, wire, touch, onCommand });
  const clientKey = layout.clientKey;
  const { runbook } = scenario;
  const door = { port: ssh.port, user: PRACTICE_USER, identity: clientKey, knownHosts: layout.knownHosts };
  await replaceFile(layout.profile, profileYaml({ runbook, homes, clock: scale, ...door }));

  const status: PracticeStatus = {
    scenario: scenario.id,
    runbook,
    seed,
    rate,
    pid: process.pid,
    port,
    token,
    ssh: ssh.port,
    pd: pdUrl(wire, state),
    serving: true,
  };
  await replaceFile(layout.status, JSON.stringify(status));
  const end = Promise.withResolvers<void>();
  let ending = false;
  const stop = async (): Promise<void> => {
    if (ending) return end.promise;
    ending = true;
    clearInterval(rounds);
    await wire.close();
    await ssh.close();
    if (await isOurs(dir)) {
      await saver.now();
      await replaceFile(layout.status, JSON.stringify({ ...status, serving: false }));
    }
    await commands.close();
    end.resolve();
  };
  const lookRound = async (): Promise<void> => {
    if (!(await isOurs(dir))) return stop();
    saver.soon();
    if (ssh.connections() > 0 || commands.running() > 0) touch();
    else if (Date.now() - lastSeen > idleMs) await stop();
  };
  const rounds = setInterval(() => void lookRound(), LOOK_ROUND_MS);
  return { status, stop, ended: end.promise };
}

/** Whether the directory is still there and no other process serves it: one whose ground is gone ends in silence. */
async function isOurs(dir: string): Promise<boolean> {
  return (await readStatus(dir))?.pid === process.pid;
}

/** The control machine's SSH server, with its keys and known_hosts. */
async function openDoor(options: {
  readonly dir: string;
  readonly homes: Homes;
  readonly wire: Wire;
  readonly touch: () => void;
  readonly onCommand: (line: string) => void;
}) {
  const { homes, wire, touch, onCommand } = options;
  const layout = practiceLayout(options.dir);
  const hostKey = await keyPairAt(layout.hostKey);
  const clientKey = await keyPairAt(layout.clientKey);
  const { home } = controlPaths(homes);
  const ssh = await serveSsh({
    hostKey: hostKey.privateKey,
    authorizedKey: clientKey.publicKey,
    user: PRACTICE_USER,
    home,
    env: {
      HOME: home,
      USER: PRACTICE_USER,
      LOGNAME: PRACTICE_USER,
      SHELL: '/bin/sh',
      PATH: `${layout.programs}:${process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin'}`,
      BELAY_PRACTICE_HOST: CONTROL_HOST,
    },
    route: (host, port) => wire.addresses.get(`${host}:${port}`) ?? null,
    onActivity: touch,
    onCommand,
  });
  await writeFile(layout.knownHosts, `[127.0.0.1]:${ssh.port} ${hostKey.publicKey.trim()}\n`);
  return ssh;
}

/** Writes the homes of all hosts as they are when a practice begins. */
async function layOut(files: Files, homes: Homes, topology: Topology): Promise<void> {
  for (const host of topology.hosts) await files.makeDirectory(homes.home(host.ip));
  for (const { path, content, mode } of seedHomes(homes, topology)) await files.write(path, content, mode);
}

function scenarioOf(id: string): Scenario {
  const scenario = findScenario(id);
  if (scenario) return scenario;
  throw new OperatorError({
    code: 'no-such-scenario',
    kind: 'usage',
    what: text(`there is no scenario ${id}`, `没有名为 ${id} 的演练场景`),
    why: text('the scenario is not in the list', '列表中没有该场景'),
    next: [verbatim('belay practice --list')],
  });
}

function touching(log: ReturnType<typeof accessLogFile>, touch: () => void): typeof log {
  return {
    write: (entry) => {
      touch();
      log.write(entry);
    },
  };
}

function pdUrl(wire: Wire, state: WorldState): string {
  const urls = state.components
    .filter((component) => component.kind === 'pd')
    .map((pd) => wire.addresses.get(`${pd.host}:${pd.port}`));
  const served = urls.find((one) => one !== undefined);
  return served ? `http://${served.host}:${served.port}` : '';
}
