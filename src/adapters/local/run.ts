import { spawn } from 'node:child_process';
import { Cancelled } from '../../base/errors.ts';
import type { CommandResult, RunOptions } from '../../cluster/ports/host.ts';
import { fileFailed, timedOut } from '../host-trouble.ts';

/**
 * Runs a program of this machine without a shell, stdin from /dev/null, in a process group of its own: Ctrl-C in the
 * wizard's terminal does not reach it. A program that is not there, or may not be run, is a result as a shell would say it.
 * @throws OperatorError `timeout` after ending the whole group; Cancelled when `signal` aborts, likewise.
 */
export async function runLocally(host: string, argv: readonly string[], options: RunOptions): Promise<CommandResult> {
  const { timeoutMs = 30_000, signal } = options;
  if (signal?.aborted) throw new Cancelled('cancelled before it began');
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...process.env, ...options.env },
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const said = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString('utf8');

  return await new Promise<CommandResult>((resolve, reject) => {
    const end = (error: Error) => {
      killGroup(child.pid);
      settle(() => reject(error));
    };
    const timer = setTimeout(
      () => end(timedOut(program, timeoutMs, { host, seen: `${argv.join(' ')}\n${said(stderr)}` })),
      timeoutMs,
    );
    const cancel = () => end(new Cancelled(`${program} was cancelled`));
    signal?.addEventListener('abort', cancel, { once: true });
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      outcome();
    };
    child.on('error', (error: NodeJS.ErrnoException) =>
      settle(() => {
        const exit = NOT_RUN[error.code ?? ''];
        if (exit !== undefined) resolve({ exit, signal: null, stdout: '', stderr: error.message });
        else reject(fileFailed(program, { host, seen: error.message, cause: error }));
      }),
    );
    child.on('close', (exit, ended) =>
      settle(() => resolve({ exit, signal: ended, stdout: said(stdout), stderr: said(stderr) })),
    );
  });
}

/** What a shell exits with when it cannot run a program, by the system's error. */
const NOT_RUN: Readonly<Record<string, number>> = { ENOENT: 127, ENOTDIR: 127, EACCES: 126 };

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Already gone: what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
