import { OperatorError } from '../../base/errors.ts';
import type { Ask } from '../../cluster/ports/ask.ts';
import type { ControlMachine } from '../../cluster/profile.ts';
import type { ControlHost } from '../control-host.ts';
import { unreachable, unreadableAnswer } from '../host-trouble.ts';
import { type Exec, shellFiles } from '../shell-files.ts';
import { prepareChain } from './chain.ts';
import { resolveRoute } from './config/route.ts';
import { type ConfigPlace, userConfig } from './config/target.ts';
import { execute } from './exec.ts';
import { openLink } from './link.ts';
import { quoteCommand } from './quote.ts';
import { SessionRefused, sessions } from './sessions.ts';
import { openTunnel } from './tunnel.ts';

const SESSIONS = 8;
const READ_TRIES = 3;

/**
 * The control machine by SSH, as ~/.ssh/config has it where the profile says nothing else. A lost connection comes back by
 * itself; what only reads is then read again, while a command whose end was not seen is an error (`connection-lost`) and
 * never run again.
 * @param place the configuration that is read; default: the user's own.
 * @throws OperatorError when it cannot be reached, its key is not right, or it does not let us in; `ssh-config`.
 */
export async function openSshHost(
  control: ControlMachine,
  ask: Ask,
  place: ConfigPlace = userConfig(),
): Promise<ControlHost> {
  const route = await resolveRoute(control, place);
  for (const words of route.flatMap((target) => target.words)) await ask.tell(words);
  const chain = await prepareChain(route, ask);
  const link = await openLink(chain);
  const name = 'control';
  const oneSession = sessions(SESSIONS);

  const run: Exec = async (argv, options = {}) => {
    const called = argv[0] ?? '';
    const commandLine = quoteCommand(argv, { ...options, takesInput: options.input !== undefined });
    const { timeoutMs = 30_000, signal, input } = options;
    try {
      return await oneSession(async () =>
        execute(await link.client(), {
          host: name,
          commandLine,
          called,
          timeoutMs,
          ...(signal === undefined ? {} : { signal }),
          ...(input === undefined ? {} : { input }),
        }),
      );
    } catch (error) {
      if (!(error instanceof SessionRefused)) throw error;
      throw unreachable(`a session for ${called}`, { host: name, seen: error.message, cause: error });
    }
  };
  const read: Exec = (argv, options) => again(() => run(argv, options));

  return {
    name,
    where: chain.where,
    run,
    ...shellFiles(name, { read, write: run }),
    connect: async (host, port, signal) =>
      await again(async () => openTunnel(await link.client(), { from: name, host, port, signal })),
    environment: async () => {
      const printed = await read(['env', '-0']);
      if (printed.exit !== 0) throw unreadableAnswer('env', { host: name, seen: printed.stderr });
      return parseEnvironment(printed.stdout);
    },
    onState: (listener) => link.onState(listener),
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
