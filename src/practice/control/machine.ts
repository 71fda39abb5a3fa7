import type { Instant, Millis } from '../../base/duration.ts';
import type { Json } from '../../base/json.ts';
import type { WorldEvent } from '../world/events.ts';
import type { WorldState } from '../world/state.ts';

/** A piece of what a command prints. */
export interface Output {
  readonly to: 'out' | 'err';
  readonly text: string;
}

/**
 * A command of the practice's control machine as a pure function over a {@link Machine}: yields what it prints, returns
 * its exit code. Throws {@link Interrupted} out of a wait when a signal comes.
 */
export type StandIn = (machine: Machine) => AsyncGenerator<Output, number>;

/** Everything that a stand-in sees of its surroundings. */
export interface Machine {
  /** The words after the command's name. */
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Address of the host that it runs on. */
  readonly host: string;
  readonly stdin: Stdin;
  readonly files: Files;
  readonly time: WorldTime;
  readonly cluster: Cluster;
  /** Where the hosts' homes lie. */
  readonly homes: Homes;
}

/** What stands behind a command's standard input; pd-ctl acts differently on each. */
export type Stdin = 'null' | 'pipe' | 'terminal';

/** The world's time, which may run faster than real time. */
export interface WorldTime {
  now(): Instant;
  /** @throws Interrupted when a signal ends the command. */
  sleep(ms: Millis): Promise<void>;
}

/** The cluster behind the control machine. */
export interface Cluster {
  /** The world, now. */
  world(): WorldState;
  /** Does something to the world, and gives it back changed. */
  apply(event: WorldEvent): WorldState;
  /** One HTTP call to `host:port` from inside the cluster; null: the connection was refused. */
  call(address: string, call: Call): Promise<Answer | null>;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: Json;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Files of all hosts, by absolute path. */
export interface Files {
  /** null: there is no such file. */
  read(path: string): Promise<string | null>;
  /** Parent directories are made. `mode` is kept when left out, 0644 for a new file. */
  write(path: string, content: string, mode?: number): Promise<void>;
  append(path: string, content: string): Promise<void>;
  /** Copies a file or a whole directory. */
  copy(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  makeDirectory(path: string): Promise<void>;
  /** Names in a directory, sorted; null: there is no such directory. */
  list(path: string): Promise<readonly string[] | null>;
}

/** Where each host's files lie: one directory per host, and the deploy user's home in it. */
export interface Homes {
  readonly control: string;
  home(host: string): string;
}

/** A signal ended the command while it waited. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly by: 'SIGINT' | 'SIGTERM';

  constructor(by: 'SIGINT' | 'SIGTERM') {
    super(by);
    this.by = by;
  }
}

/** A line on standard output. */
export function out(line: string): Output {
  return { to: 'out', text: `${line}\n` };
}

/** A line on standard error. */
export function err(line: string): Output {
  return { to: 'err', text: `${line}\n` };
}

/** `path` as seen from `cwd`; `.` and `..` are taken out. */
export function resolvePath(cwd: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Everything before the last part of a path. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}
