import type { Text } from '../../base/text.ts';

/** Questions that come up on the way to a machine: passphrase, password, host key. Null: nobody is there to answer. */
export interface Ask {
  secret(prompt: Text): Promise<string | null>;
  /** A line that may be seen while it is typed: what a server asks with its echo on. */
  line(prompt: Text): Promise<string | null>;
  confirm(prompt: Text): Promise<boolean | null>;
  /** Tells what has to be known before going on; resolves when it was told. */
  tell(words: Text): Promise<void>;
}
