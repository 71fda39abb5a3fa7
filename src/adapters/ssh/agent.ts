import ssh2, {
  type AgentAuthMethod,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
} from 'ssh2';
import { orAbort } from '../or-abort.ts';

/** One key that ssh-agent holds. */
export interface AgentKey {
  /** As on the wire. */
  readonly publicKey: Buffer;
  /** Proves with this key alone. */
  method(username: string): AgentAuthMethod;
}

const ANSWER_TIMEOUT_MS = 5_000;

/** The keys of the agent behind `socket`. @throws Error when it does not answer. */
export async function agentKeys(socket: string): Promise<readonly AgentKey[]> {
  const agent = ssh2.createAgent(socket);
  const listed = new Promise<readonly ParsedKey[]>((resolve, reject) =>
    agent.getIdentities((error, found) => (error ? reject(error) : resolve((found ?? []).flatMap(parsedKey)))),
  );
  const keys = await orAbort(listed, AbortSignal.timeout(ANSWER_TIMEOUT_MS));
  return keys.map((key) => ({
    publicKey: key.getPublicSSH(),
    method: (username) => ({ type: 'agent', username, agent: new OneKeyAgent(agent, key) }),
  }));
}

/**
 * The agent with one of its keys. ssh2 tries all keys of an agent before it heeds what the server answered, and so would
 * never come from a key that was accepted to the second proof that the server wants.
 */
class OneKeyAgent extends ssh2.BaseAgent<ParsedKey> {
  readonly #agent: ssh2.BaseAgent;
  readonly #key: ParsedKey;

  constructor(agent: ssh2.BaseAgent, key: ParsedKey) {
    super();
    this.#agent = agent;
    this.#key = key;
  }

  override getIdentities(give: IdentityCallback<ParsedKey>): void {
    give(null, [this.#key]);
  }

  override sign(
    key: ParsedKey,
    data: Buffer,
    options: SigningRequestOptions | SignCallback,
    give?: SignCallback,
  ): void {
    if (typeof options === 'function') this.#agent.sign(key, data, options);
    else this.#agent.sign(key, data, options, give);
  }
}

function parsedKey(key: unknown): readonly ParsedKey[] {
  const parsed = ssh2.utils.parseKey(key as Buffer | ParsedKey);
  // Certificates and hardware keys are of forms that ssh2 does not know.
  return parsed instanceof Error ? [] : [parsed];
}
