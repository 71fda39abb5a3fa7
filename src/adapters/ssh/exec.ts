import type { Readable } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { Cancelled } from '../../base/errors.ts';
import type { CommandResult } from '../../cluster/ports/host.ts';
import { connectionLost, timedOut, tooMuchOutput, unreachable } from '../host-trouble.ts';
import { SessionRefused } from './sessions.ts';

export interface ExecOptions {
  readonly host: string;
  /** The whole command line, quoted. */
  readonly commandLine: string;
  /** How the command is called in an error. */
  readonly called: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly input?: string;
}

/**
 * Runs one command line over a live connection.
 * @throws OperatorError `timeout` (the command was sent SIGKILL; whether it took it is not known), `connection-lost` when
 * its end was not seen, `too-much-output` (it was sent SIGKILL), `unreachable` when the connection went before it began;
 * SessionRefused when the server gave it no session: then it never began. Cancelled on `signal`.
 */
export async function execute(client: Client, options: ExecOptions): Promise<CommandResult> {
  const { host, called, timeoutMs, signal } = options;
  if (signal?.aborted) throw new Cancelled('cancelled before it began');
  return await new Promise<CommandResult>((resolve, reject) => {
    let channel: ClientChannel | null = null;
    let over = false;
    const settle = (outcome: () => void) => {
      over = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      client.off('close', lost);
      outcome();
    };
    const stop = (error: Error) => {
      channel?.signal('KILL');
      channel?.close();
      settle(() => reject(error));
    };
    const lost = () => settle(() => reject(connectionLost(called, { host, seen: 'the SSH connection closed' })));
    const cancel = () => stop(new Cancelled(`${called} was cancelled`));
    const timer = setTimeout(() => stop(timedOut(called, timeoutMs, { host, seen: options.commandLine })), timeoutMs);
    signal?.addEventListener('abort', cancel, { once: true });
    client.once('close', lost);

    const answered = (error: (Error & { reason?: unknown }) | undefined, opened: ClientChannel) => {
      if (error) {
        // A reason stands only in the server's own refusal to open a session.
        const refused = error.reason !== undefined;
        return settle(() =>
          reject(
            refused
              ? new SessionRefused(error.message, { cause: error })
              : connectionLost(called, { host, seen: error.message, cause: error }),
          ),
        );
      }
      channel = opened;
      // Given up while the session was being opened.
      if (over) return opened.close();
      const tooMuch = () => stop(tooMuchOutput(called, OUTPUT_LIMIT_BYTES, { host, seen: options.commandLine }));
      collect(opened, tooMuch).then(
        (result) => settle(() => (result ? resolve(result) : lost())),
        (failed) => settle(() => reject(connectionLost(called, { host, seen: String(failed), cause: failed }))),
      );
      // Without input its stdin is /dev/null there, and this side stays open: after its end ssh2 sends no signal any more.
      if (options.input !== undefined) opened.end(options.input);
    };
    try {
      client.exec(options.commandLine, answered);
    } catch (error) {
      // ssh2 throws when the connection is on its way out: nothing was sent.
      settle(() => reject(unreachable(`a session for ${called}`, { host, seen: String(error), cause: error })));
    }
  });
}

/** Of each stream; no file or answer that belay reads comes near it. */
const OUTPUT_LIMIT_BYTES = 64 * 1024 * 1024;

/** What the command printed and how it ended; null when the channel closed without its end being told. */
function collect(channel: ClientChannel, onTooMuch: () => void): Promise<CommandResult | null> {
  const stdout = gather(channel, onTooMuch);
  const stderr = gather(channel.stderr, onTooMuch);
  return new Promise((resolve, reject) => {
    let ended: { exit: number | null; signal: string | null } | null = null;
    channel.on('exit', (exit: number | null, signal?: string) => {
      ended = { exit, signal: signal ?? null };
    });
    channel.on('error', reject);
    channel.on('close', () => resolve(ended && { ...ended, stdout: stdout(), stderr: stderr() }));
  });
}

/** Keeps what a stream gives, up to the limit; what comes after it is let go. @returns what was given, as text. */
function gather(stream: Readable, onTooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  stream.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes <= OUTPUT_LIMIT_BYTES) chunks.push(chunk);
    else if (sizeBytes - chunk.length <= OUTPUT_LIMIT_BYTES) {
      chunks.length = 0;
      onTooMuch();
    }
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
