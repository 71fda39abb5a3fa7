import { homedir, hostname, userInfo } from 'node:os';

/** What a command finds around it: streams, environment, where it stands. A value, so that tests can give another. */
export interface Surroundings {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly home: string;
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  /** Somebody sits at it: standard input and output are a terminal. */
  readonly terminal: boolean;
}

/** The process as it is. */
export function processSurroundings(): Surroundings {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    user: userInfo().username,
    host: hostname(),
    pid: process.pid,
    terminal: Boolean(process.stdin.isTTY && process.stdout.isTTY),
  };
}
