import ssh2 from 'ssh2';
import { describe, expect, it } from 'vitest';
import { newKeyPair } from '../../src/practice/keys.ts';

describe('a key pair of the practice', () => {
  it('can be read by ssh2, every time', () => {
    const unreadable = Array.from({ length: 1500 }, newKeyPair).filter(
      ({ privateKey }) => ssh2.utils.parseKey(privateKey) instanceof Error,
    );
    expect(unreadable).toEqual([]);
  });
});
