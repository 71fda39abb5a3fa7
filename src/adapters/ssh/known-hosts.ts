import { createHash, createHmac } from 'node:crypto';

/** One line of a known_hosts file that names a key. */
export interface KnownHost {
  readonly marker: 'revoked' | null;
  /** Host patterns as they stand: names, `[name]:port`, `*`, `!not`, or one hashed name `|1|salt|hash`. */
  readonly patterns: readonly string[];
  readonly type: string;
  /** The public key, base64. */
  readonly key: string;
}

/** What the known hosts say about a key that a server showed. */
export type KeyVerdict = 'known' | 'unknown' | 'changed' | 'revoked';

/** The lines of a known_hosts file (sshd(8)); comments, authorities and lines of another form are left out. */
export function parseKnownHosts(source: string): readonly KnownHost[] {
  return source.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    if (words[0] === '' || words[0]?.startsWith('#') || words[0] === '@cert-authority') return [];
    const marker = words[0] === '@revoked' ? 'revoked' : null;
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
  return known.filter(({ patterns }) => {
    if (patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), name))) return false;
    return patterns.some((pattern) => !pattern.startsWith('!') && matches(pattern, name));
  });
}

/** Judges a server's public key (as on the wire). A key of another type than those known counts as changed. */
export function judgeKey(known: readonly KnownHost[], name: string, key: Buffer): KeyVerdict {
  const lines = linesFor(known, name);
  const same = lines.filter((line) => line.key === key.toString('base64'));
  if (same.some((line) => line.marker === 'revoked')) return 'revoked';
  if (same.length > 0) return 'known';
  return lines.some((line) => line.marker === null) ? 'changed' : 'unknown';
}

/** A key's fingerprint as `ssh-keygen -l` prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The type that stands at the head of a public key: `ssh-ed25519`. */
export function keyType(key: Buffer): string {
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1');
}

function matches(pattern: string, name: string): boolean {
  const [, , salt, hash] = pattern.split('|');
  if (pattern.startsWith('|1|') && salt !== undefined && hash !== undefined)
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  const wild = pattern
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${wild}$`).test(name);
}
