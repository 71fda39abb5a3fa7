import type { Text } from '../../base/text.ts';

/** Questions that come up on the way to a machine: passphrase, password, host key. Null: nobody is there to answer. */
export interface Ask {
  secret(prompt: Text): Promise<string | null>;
  confirm(prompt: Text): Promise<boolean | null>;
}
