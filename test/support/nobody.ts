import type { Ask } from '../../src/cluster/ports/ask.ts';

/** Nobody is there to answer. */
export const nobody: Ask = {
  secret: async () => null,
  line: async () => null,
  confirm: async () => null,
  tell: async () => undefined,
};
