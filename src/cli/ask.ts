import { input, password, select } from '@inquirer/prompts';
import { Cancelled } from '../base/errors.ts';

/** One thing to choose from. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly name: string;
}

/**
 * Asks for a line; `validate` returns why it is refused, or null.
 * @throws Cancelled on Ctrl-C, Ctrl-D and when `signal` aborts; so do the others.
 */
export function askLine(
  question: { readonly message: string; readonly initial?: string; validate?(value: string): string | null },
  signal?: AbortSignal,
): Promise<string> {
  const validate = (value: string) => question.validate?.(value) ?? true;
  const config = { message: question.message, validate, theme: QUIET };
  return cancellable(
    (stop) =>
      input(question.initial === undefined ? config : { ...config, default: question.initial }, { signal: stop }),
    signal,
  );
}

/** Asks to choose one; the cursor starts at `initial`. */
export function askChoice<T extends string>(
  question: { readonly message: string; readonly choices: readonly Choice<T>[]; readonly initial?: T },
  signal?: AbortSignal,
): Promise<T> {
  const { message, initial } = question;
  const choices = question.choices.map(({ value, name }) => ({ value, name, short: name }));
  const config = { message, choices, loop: false, pageSize: 12, theme: QUIET };
  return cancellable(
    (stop) => select<string>(initial === undefined ? config : { ...config, default: initial }, { signal: stop }),
    signal,
  ) as Promise<T>;
}

/** Asks for a secret; it is not shown. */
export function askSecret(message: string, signal?: AbortSignal): Promise<string> {
  return cancellable((stop) => password({ message, mask: false, theme: QUIET }, { signal: stop }), signal);
}

const QUIET = { prefix: { idle: '?', done: '?' } };

async function cancellable<T>(ask: (stop: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const closed = new AbortController();
  // Ctrl-D closes the prompt's reader without settling it; all that is seen of that is standard input being paused.
  const onPause = () => setImmediate(() => closed.abort());
  process.stdin.once('pause', onPause);
  try {
    return await ask(signal ? AbortSignal.any([signal, closed.signal]) : closed.signal);
  } catch (error) {
    if (error instanceof Error && LEFT.includes(error.name)) throw new Cancelled('left at a prompt', { cause: error });
    throw error;
  } finally {
    process.stdin.off('pause', onPause);
  }
}

// @inquirer/prompts does not export the classes of its errors; their names are its contract.
const LEFT = ['ExitPromptError', 'AbortPromptError', 'CancelPromptError'];
