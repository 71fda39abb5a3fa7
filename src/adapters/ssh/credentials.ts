import type { AnyAuthMethod, KeyboardInteractiveAuthMethod, ParsedKey, Prompt } from 'ssh2';
import { OperatorError } from '../../base/errors.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import { type Text, text, verbatim } from '../../base/text.ts';
import type { Ask } from '../../cluster/ports/ask.ts';
import { type AgentKey, agentKeys } from './agent.ts';
import type { SshTarget } from './config/target.ts';
import { type KeyFile, readKeyFile, unusableKey } from './key-files.ts';

/**
 * The ways to prove who we are: first those that need nobody, then locked keys, then what the server itself asks, then the
 * password. What was answered is kept for a later reconnect, but for what a server asked: a code counts once.
 */
export interface Credentials {
  /** What can be tried now, in order. */
  methods(): readonly AnyAuthMethod[];
  /** Finds one more way among those that the server offers, asking for it; false when there is none left. */
  more(offered: readonly string[]): Promise<boolean>;
  /** Why a way that was there could not be gone: a passphrase that nobody gave; null when nothing is to be said. */
  hindrance(): OperatorError | null;
}

const TRIES = 3;

/** @param called what a person knows the server by: `tidb@10.0.0.9:22`. @throws OperatorError `no-key`. */
export async function readCredentials(target: SshTarget, called: string, ask: Ask): Promise<Credentials> {
  const { user: username, identities } = target;
  const files = target.methods.has('publickey') ? await readKeys(target, ask) : [];
  const held = target.methods.has('publickey') ? await heldByAgent(target.agent, ask) : [];
  const isNamed = (key: AgentKey) => files.some((file) => file.publicKey?.equals(key.publicKey));
  const isHeld = (file: KeyFile) => held.some((key) => file.publicKey?.equals(key.publicKey));
  const open: ParsedKey[] = files.flatMap((file) => (file.key === null || isHeld(file) ? [] : [file.key]));
  // What the agent holds needs no passphrase.
  const locked = files.filter((file) => file.key === null && !isHeld(file));
  const named = held.filter(isNamed);
  const others = identities.only ? [] : held.filter((key) => !isNamed(key));
  const asking = interactive(username, called, ask);
  let password: string | null = null;
  let passwordTries = 0;
  let hindrance: OperatorError | null = null;

  const unlockNext = async (): Promise<boolean> => {
    for (let file = locked.shift(); file; file = locked.shift()) {
      const key = await unlocked(file, ask);
      if (!('trouble' in key)) return open.push(key) > 0;
      hindrance ??= key;
    }
    return false;
  };
  const askPassword = async (): Promise<boolean> => {
    if (passwordTries === TRIES) return false;
    passwordTries += 1;
    password = await ask.secret(text(`Password of ${called}`, `${called} 的密码`));
    if (password === null) passwordTries = TRIES;
    return password !== null;
  };

  return {
    methods: () => {
      const keys = open.map((key): AnyAuthMethod => ({ type: 'publickey', username, key }));
      const byAgent = (list: readonly AgentKey[]) => list.map((key) => key.method(username));
      // A named key comes before the agent's others: servers end the connection after a few wrong keys.
      const public_ = identities.named
        ? [...byAgent(named), ...keys, ...byAgent(others)]
        : [...byAgent(named), ...byAgent(others), ...keys];
      return [
        ...public_,
        ...(asking.tried() ? [asking.method] : []),
        ...(password === null ? [] : [{ type: 'password' as const, username, password }]),
      ];
    },
    more: async (offered) => {
      const may = (method: 'publickey' | 'keyboard-interactive' | 'password') =>
        offered.includes(method) && target.methods.has(method);
      if (may('publickey') && (await unlockNext())) return true;
      if (may('keyboard-interactive') && asking.again()) return true;
      return may('password') && (await askPassword());
    },
    hindrance: () => hindrance,
  };
}

async function readKeys({ identities }: SshTarget, ask: Ask): Promise<readonly KeyFile[]> {
  const files = await Promise.all(
    identities.files.map(async (path) => {
      try {
        return await readKeyFile(path);
      } catch (error) {
        // Nobody chose a default key: another one may do.
        if (identities.named || !(error instanceof OperatorError)) throw error;
        const { what, why } = error.trouble;
        await ask.tell(text(`${what.en}: ${why.en}`, `${what.zh}：${why.zh}`));
        return null;
      }
    }),
  );
  const there = files.filter((file) => file !== null);
  if (identities.named && there.length === 0 && identities.files.length > 0)
    throw unusableKey(identities.files[0]!, 'failed', 'there is no such file');
  return there;
}

async function heldByAgent(socket: string | null, ask: Ask): Promise<readonly AgentKey[]> {
  if (socket === null) return [];
  try {
    return await agentKeys(socket);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await ask.tell(text(`ssh-agent at ${socket} does not answer: ${why}`, `${socket} 处的 ssh-agent 没有应答：${why}`));
    return [];
  }
}

async function unlocked(file: KeyFile, ask: Ask): Promise<ParsedKey | OperatorError> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const passphrase = await ask.secret(text(`Passphrase of ${file.path}`, `${file.path} 的密码短语`));
    if (passphrase === null)
      return unusableKey(file.path, 'decision', 'it is encrypted, and nobody is there to give its passphrase');
    const key = file.unlock(passphrase);
    if (key !== null) return key;
  }
  return unusableKey(file.path, 'failed', `its passphrase was wrong ${TRIES} times`);
}

/** What a server asks in its own words, passed on to the person. */
function interactive(username: string, called: string, ask: Ask) {
  let tries = 0;
  let over = false;
  /** Answers of this try so far; a server may ask in several rounds, or ask nothing at all. */
  let asked = 0;
  const answer = async (heading: string, { prompt, echo }: Prompt): Promise<string | null> => {
    const words = [called, heading, prompt].map(sanitiseLine).filter((part) => part !== '');
    asked += 1;
    return await (echo ? ask.line(shown(words)) : ask.secret(shown(words)));
  };
  const method: KeyboardInteractiveAuthMethod = {
    type: 'keyboard-interactive',
    username,
    prompt: (name, instructions, _lang, prompts, finish) => {
      const heading = [name, instructions].filter((part) => part !== '').join(': ');
      void answerAll(prompts, (prompt) => answer(heading, prompt)).then((answers) => {
        over ||= answers === null;
        finish(answers === null ? prompts.map(() => '') : [...answers]);
      });
    },
  };
  return {
    method,
    /** Whether the server may ask in this attempt. */
    tried: () => tries > 0 && !over,
    /** One more try; false after three, after one without an answer, and where the server had nothing to ask. */
    again: () => {
      if (over || tries === TRIES || (tries > 0 && asked === 0)) {
        over = true;
        return false;
      }
      tries += 1;
      asked = 0;
      return true;
    },
  };
}

async function answerAll(
  prompts: readonly Prompt[],
  answer: (prompt: Prompt) => Promise<string | null>,
): Promise<readonly string[] | null> {
  const answers: string[] = [];
  for (const prompt of prompts) {
    const given = await answer(prompt);
    if (given === null) return null;
    answers.push(given);
  }
  return answers;
}

const shown = (words: readonly string[]): Text => verbatim(words.join(' · ').trim());
