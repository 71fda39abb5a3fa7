import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { OperatorError } from '../base/errors.ts';
import { text, verbatim } from '../base/text.ts';
import { clusterOver } from './control/cluster.ts';
import { type CommandServer, serveCommands } from './control/command-server.ts';
import { CONTROL_HOST, controlPaths, homesUnder } from './control/homes.ts';
import { livingWorld } from './control/living-world.ts';
import { nodeFiles } from './control/node-files.ts';
import { programFiles } from './control/programs.ts';
import { seedHomes } from './control/seed-homes.ts';
import { serveSsh } from './control/ssh-server.ts';
import { type ClockScale, worldClock } from './control/world-clock.ts';
import { keyPairAt } from './keys.ts';
import { practiceLayout } from './layout.ts';
import { nodeMachine } from './node-machine.ts';
import { profileYaml } from './profile-file.ts';
import { firstWorld, practiceTopology } from './scenarios/first-world.ts';
import { findScenario } from './scenarios/registry.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { type PracticeStatus, readStatus } from './status.ts';
import { accessLogFile } from './wire/access-log.ts';
import { HANDLERS } from './wire/endpoints.ts';
import { startWire } from './wire/start.ts';
import type { WorldState } from './world/state.ts';

/** The user that is let in, and that everything runs as. */
export const PRACTICE_USER = 'tidb';

/** A request to the command server that ends the practice. */
export const STOP_REQUEST = '__stop';
/** One that only asks whether it is there. */
export const PING_REQUEST = '__ping';

const SAVE_EVERY_MS = 2_000;

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
  /** Called once when it has ended. */
  readonly onEnd?: () => void;
}

/** A practice that is being served. */
export interface Practice {
  readonly status: PracticeStatus;
  /** The world, now. */
  world(): WorldState;
  /** Saves the world and ends all servers. */
  stop(): Promise<void>;
}

/** Serves a practice from its directory: world, wire, SSH and stand-ins, until it is stopped or nobody is there for long. */
export async function servePractice(options: ServeOptions): Promise<Practice> {
  const layout = practiceLayout(options.dir);
  const homes = homesUnder(options.dir);
  const before = await readStatus(options.dir);
  const scenario = scenarioOf(before?.scenario ?? options.scenario);
  const seed = before?.seed ?? options.seed;
  for (const dir of [layout.logs, layout.programs, `${options.dir}/keys`]) {
    await mkdir(dir, { recursive: true, mode: 0o700 });
  }
  const saved = await savedWorld(layout.world);
  const topology = practiceTopology(homes);
  const startedAt = Date.now();
  const state = saved ?? firstWorld(scenario, { seed, startsAt: startedAt, topology });
  const files = nodeFiles();
  if (saved === null)
    for (const { path, content, mode } of seedHomes(homes, topology)) await files.write(path, content, mode);

  const scale: ClockScale = { origin: state.now, startedAt, rate: options.rate };
  const clock = worldClock(scale);
  const saver = new Saver(layout.world);
  const world = livingWorld({ state, now: clock.now, onEvent: () => saver.soon(() => world.read()) });
  const cluster = clusterOver(world, HANDLERS);
  let lastSeen = Date.now();
  const touched = () => {
    lastSeen = Date.now();
  };
  const accessLog = accessLogFile(layout.accessLog);
  const wire = await startWire(world, {
    accessLog: {
      write: (entry) => {
        touched();
        accessLog.write(entry);
      },
    },
  });
  let commands: CommandServer | null = null;
  const stop = once(async () => {
    clearInterval(timer);
    await wire.close();
    await ssh.close();
    await commands?.close();
    await saver.now(world.read());
    await replaceFile(layout.status, JSON.stringify({ ...status, serving: false }), 0o600);
    options.onEnd?.();
  });
  commands = await serveCommands({
    machineFor: nodeMachine({ cluster, files, homes, clock }),
    onRequest: (name) => {
      if (name === STOP_REQUEST) void stop();
    },
  });
  const { port, token } = commands;
  await replaceFile(layout.address, JSON.stringify({ port, token }), 0o600);
  const programs = { directory: layout.programs, node: process.execPath, client: options.client, homes };
  for (const { path, content, mode } of programFiles({ ...programs, addressFile: layout.address })) {
    await files.write(path, content, mode);
  }
  for (const host of topology.hosts) await mkdir(homes.home(host.ip), { recursive: true });
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
    route: (host, wanted) => wire.addresses.get(`${host}:${wanted}`) ?? null,
    onActivity: touched,
  });
  await writeFile(layout.knownHosts, `[127.0.0.1]:${ssh.port} ${hostKey.publicKey.trim()}\n`);
  await replaceFile(
    layout.profile,
    profileYaml({
      runbook: scenario.runbook,
      homes,
      port: ssh.port,
      user: PRACTICE_USER,
      identity: layout.clientKey,
      knownHosts: layout.knownHosts,
      clock: scale,
    }),
    0o600,
  );
  const status: PracticeStatus = {
    scenario: scenario.id,
    runbook: scenario.runbook,
    seed,
    rate: options.rate,
    pid: process.pid,
    port,
    token,
    ssh: ssh.port,
    pd: pdUrl(wire.addresses, world.read()),
    serving: true,
  };
  await saver.now(world.read());
  const timer = setInterval(() => {
    saver.soon(() => world.read());
    const busy = ssh.connections() > 0 || (commands?.running() ?? 0) > 0;
    if (busy) touched();
    else if (Date.now() - lastSeen > options.idleMs) void stop();
  }, SAVE_EVERY_MS);
  await replaceFile(layout.status, JSON.stringify(status), 0o600);
  return { status, world: () => world.read(), stop };
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

async function savedWorld(path: string): Promise<WorldState | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as WorldState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function pdUrl(
  addresses: ReadonlyMap<string, { readonly host: string; readonly port: number }>,
  state: WorldState,
): string {
  const pd = state.components.find((component) => component.kind === 'pd');
  const served = pd && addresses.get(`${pd.host}:${pd.port}`);
  return served ? `http://${served.host}:${served.port}` : '';
}

/** Writes a file whole or not at all. */
async function replaceFile(path: string, content: string, mode: number): Promise<void> {
  await writeFile(`${path}.new`, content, { mode });
  await rename(`${path}.new`, path);
}

/** Saves the world: one writing at a time, and one more after it when something happened meanwhile. */
class Saver {
  readonly #path: string;
  #going: Promise<void> | null = null;
  #again: (() => WorldState) | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  soon(world: () => WorldState): void {
    if (this.#going) {
      this.#again = world;
      return;
    }
    this.#going = this.#write(world).catch((error: unknown) => {
      process.stderr.write(`practice: the world could not be saved: ${String(error)}\n`);
    });
  }

  async now(world: WorldState): Promise<void> {
    await this.#going;
    await replaceFile(this.#path, JSON.stringify(world), 0o600);
  }

  async #write(first: () => WorldState): Promise<void> {
    for (let world: (() => WorldState) | null = first; world; world = this.#again) {
      this.#again = null;
      await replaceFile(this.#path, JSON.stringify(world()), 0o600);
    }
    this.#going = null;
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let going: Promise<void> | null = null;
  return () => {
    going ??= work();
    return going;
  };
}
