import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprint, judgeKey, keyType, knownName, parseKnownHosts } from '../../../src/adapters/ssh/known-hosts.ts';

const key = (seed: number): Buffer => {
  const type = Buffer.from('ssh-ed25519');
  return Buffer.concat([Buffer.from([0, 0, 0, type.length]), type, Buffer.from([0, 0, 0, 32]), Buffer.alloc(32, seed)]);
};
const ours = key(1);
const base64 = ours.toString('base64');
const verdict = (file: string, name: string, shown = ours) => judgeKey(parseKnownHosts(file), name, shown);

describe('known hosts', () => {
  it('know a key by name, by list, by pattern and by hashed name', () => {
    const salt = Buffer.alloc(20, 7);
    const hash = createHmac('sha1', salt).update('[10.0.0.9]:2222').digest('base64');
    expect(verdict(`10.0.0.9 ssh-ed25519 ${base64}\n`, '10.0.0.9')).toBe('known');
    expect(verdict(`control,10.0.0.9 ssh-ed25519 ${base64} comment`, '10.0.0.9')).toBe('known');
    expect(verdict(`10.0.0.* ssh-ed25519 ${base64}`, '10.0.0.9')).toBe('known');
    expect(verdict(`|1|${salt.toString('base64')}|${hash} ssh-ed25519 ${base64}`, '[10.0.0.9]:2222')).toBe('known');
  });

  it('do not know another name, another port, or a name excluded', () => {
    expect(verdict(`10.0.0.9 ssh-ed25519 ${base64}`, '10x0.0.9')).toBe('unknown');
    expect(verdict(`10.0.0.9 ssh-ed25519 ${base64}`, '[10.0.0.9]:2222')).toBe('unknown');
    expect(verdict(`10.0.0.*,!10.0.0.9 ssh-ed25519 ${base64}`, '10.0.0.9')).toBe('unknown');
    expect(verdict(`# 10.0.0.9 ssh-ed25519 ${base64}\n\n`, '10.0.0.9')).toBe('unknown');
  });

  it('see a key that changed, also one of another type than the one known', () => {
    expect(verdict(`10.0.0.9 ssh-ed25519 ${base64}`, '10.0.0.9', key(2))).toBe('changed');
    expect(verdict('10.0.0.9 ssh-rsa AAAAB3NzaC1yc2E=', '10.0.0.9')).toBe('changed');
  });

  it('hold a revoked key back even where it also stands as good', () => {
    expect(verdict(`10.0.0.9 ssh-ed25519 ${base64}\n@revoked * ssh-ed25519 ${base64}`, '10.0.0.9')).toBe('revoked');
  });

  it('do not take the authority of certificates for a key, but tell that there is one', () => {
    expect(verdict(`@cert-authority * ssh-ed25519 ${base64}`, '10.0.0.9')).toBe('authority');
    expect(verdict(`@cert-authority * ssh-ed25519 ${base64}\n10.0.0.9 ssh-ed25519 ${base64}`, '10.0.0.9')).toBe(
      'known',
    );
    expect(verdict(`@other-marker * ssh-ed25519 ${base64}`, '10.0.0.9')).toBe('unknown');
  });

  it('name a server with its port only where it is not 22', () => {
    expect(knownName('Control', 22)).toBe('control');
    expect(knownName('10.0.0.9', 2222)).toBe('[10.0.0.9]:2222');
  });

  it('print type and fingerprint as ssh-keygen does', () => {
    expect(keyType(ours)).toBe('ssh-ed25519');
    expect(fingerprint(ours)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  });
});
