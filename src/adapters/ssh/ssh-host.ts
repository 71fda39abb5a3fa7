import { OperatorError } from '../../base/errors.ts';
import type { Ask } from '../../cluster/ports/ask.ts';
import type { ControlMachine } from '../../cluster/profile.ts';
import type { ControlHost } from '../control-host.ts';
import { unreadableAnswer } from '../host-trouble.ts';
import { type Exec, shellFiles } from '../shell-files.ts';
import { execute } from './exec.ts';
import { limited } from './limit.ts';
import { openLink } from './link.ts';
import { quoteCommand } from './quote.ts';
import { openTunnel } from './tunnel.ts';

const SESSIONS = 8;
const READ_TRIES = 3;

/**
 * The control machine by SSH: key file or agent, known host keys. A lost connection comes back by itself; what only
 * reads is then read again, while a command whose end was not seen is an error (`connection-lost`) and never run again.
 * @throws OperatorError when it cannot be reached, its key is not right, or it does not let us in.
 */
export async function openSshHost(control: ControlMachine, ask: Ask): Promise<ControlHost> {
  const link = await openLink(control, ask);
  const name = 'control';
  const oneSession = limited(SESSIONS);

  const run: Exec = (argv, options = {}) =>
    oneSession(async () =>
      execute(await link.client(), {
        host: name,
        commandLine: quoteCommand(argv, { ...options, takesInput: options.input !== undefined }),
        called: argv[0] ?? '',
        timeoutMs: options.timeoutMs ?? 30_000,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(options.input === undefined ? {} : { input: options.input }),
      }),
    );
  const read: Exec = (argv, options) => again(() => run(argv, options));

  return {
    name,
    where: link.where,
    run,
    ...shellFiles(name, { read, write: run }),
    connect: async (host, port, signal) =>
      await again(async () => openTunnel(await link.client(), { from: name, host, port, signal })),
    environment: async () => {
      const printed = await read(['env', '-0']);
      if (printed.exit !== 0) throw unreadableAnswer('env', { host: name, seen: printed.stderr });
      return parseEnvironment(printed.stdout);
    },
    close: async () => link.close(),
  };
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const lost = error instanceof OperatorError && error.trouble.code === 'connection-lost';
      if (!lost || attempt === READ_TRIES) throw error;
    }
  }
}

function parseEnvironment(printed: string): Readonly<Record<string, string>> {
  const entries = printed.split('\0').filter((entry) => entry.includes('='));
  return Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}
