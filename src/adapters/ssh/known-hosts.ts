import { createHash, createHmac, randomBytes } from 'node:crypto';
import { meant, wildcard } from './pattern.ts';

/** One line of a known_hosts file that names a key. */
export interface KnownHost {
  readonly marker: 'revoked' | 'cert-authority' | null;
  /** Host patterns as they stand: names, `[name]:port`, `*`, `!not`, or one hashed name `|1|salt|hash`. */
  readonly patterns: readonly string[];
  readonly type: string;
  /** The public key, base64. */
  readonly key: string;
}

/**
 * What the known hosts say about a key that a server showed. `authority`: they know the server by an authority's
 * certificates alone, which belay cannot judge.
 */
export type KeyVerdict = 'known' | 'unknown' | 'changed' | 'revoked' | 'authority';

/** The lines of a known_hosts file (sshd(8)); comments and lines of another form are left out. */
export function parseKnownHosts(source: string): readonly KnownHost[] {
  return source.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    if (words[0] === '' || words[0]?.startsWith('#')) return [];
    const marker = MARKERS[words[0]!] ?? null;
    // A marker that is not known changes what its line means.
    if (marker === null && words[0]!.startsWith('@')) return [];
    const [patterns, type, key] = marker ? words.slice(1) : words;
    if (!patterns || !type || !key) return [];
    return [{ marker, patterns: patterns.split(','), type, key }];
  });
}

/** How known_hosts names a server: the port only where it is not 22. */
export function knownName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/** The lines that speak of `name`. */
export function linesFor(known: readonly KnownHost[], name: string): readonly KnownHost[] {
  return known.filter(({ patterns }) => meant(patterns, name, names));
}

/** Judges a server's public key (as on the wire). A key of another type than those known counts as changed. */
export function judgeKey(known: readonly KnownHost[], name: string, key: Buffer): KeyVerdict {
  const lines = linesFor(known, name);
  const same = lines.filter((line) => line.key === key.toString('base64'));
  if (same.some((line) => line.marker === 'revoked')) return 'revoked';
  if (same.some((line) => line.marker === null)) return 'known';
  if (lines.some((line) => line.marker === null)) return 'changed';
  return lines.some((line) => line.marker === 'cert-authority') ? 'authority' : 'unknown';
}

/** A name as `HashKnownHosts yes` writes it: whoever reads the file does not learn the name. */
export function hashedName(name: string): string {
  const salt = randomBytes(20);
  return `|1|${salt.toString('base64')}|${hashOf(salt, name)}`;
}

/** A key's fingerprint as `ssh-keygen -l` prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The type that stands at the head of a public key: `ssh-ed25519`. */
export function keyType(key: Buffer): string {
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
}

const MARKERS: Readonly<Record<string, KnownHost['marker']>> = {
  '@revoked': 'revoked',
  '@cert-authority': 'cert-authority',
};

const hashOf = (salt: Buffer, name: string): string => createHmac('sha1', salt).update(name).digest('base64');

function names(pattern: string, name: string): boolean {
  const [, , salt, hash] = pattern.split('|');
  if (pattern.startsWith('|1|') && salt !== undefined && hash !== undefined)
    return hashOf(Buffer.from(salt, 'base64'), name) === hash;
  return wildcard(pattern, name);
}
