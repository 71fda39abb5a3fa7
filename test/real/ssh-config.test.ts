import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { resolveTarget } from '../../src/adapters/ssh/config/target.ts';
import { needs } from '../support/real.ts';

let home: string;
const file = () => join(home, '.ssh', 'config');

/** What OpenSSH itself makes of the configuration: the last value of each keyword, and every key file. */
function byOpenSsh(host: string) {
  const lines = execFileSync('ssh', ['-G', '-F', file(), host], { encoding: 'utf8', stdio: 'pipe' }).trim().split('\n');
  const values = lines.map((line) => line.split(/ (.*)/) as [string, string]);
  const one = new Map(values);
  return {
    host: one.get('hostname'),
    port: Number(one.get('port')),
    user: one.get('user'),
    files: values.flatMap(([keyword, value]) => (keyword === 'identityfile' ? [value] : [])),
    jump: one.get('proxyjump') ?? null,
    strictness: { true: 'yes', false: 'no' }[one.get('stricthostkeychecking')!] ?? one.get('stricthostkeychecking'),
    only: one.get('identitiesonly') === 'yes',
    hashed: one.get('hashknownhosts') === 'yes',
  };
}

async function byBelay(host: string) {
  const wanted = { host, port: null, user: null, identity: null, knownHosts: null };
  const target = await resolveTarget(wanted, { file: file(), home });
  const { port, user, jump, strictness, identities, knownHosts } = target;
  return {
    host: target.host,
    port,
    user,
    files: identities.files,
    jump,
    strictness,
    only: identities.only,
    hashed: knownHosts.hashed,
  };
}

const CONFIG = [
  'IdentityFile /keys/first',
  'Host !not-this *.example bare "quoted name"',
  '  HostName=%h.internal',
  '  Port = 2201',
  '  user "tidb"  # the managing user',
  '  IdentityFile "/keys/with space"',
  'Host bare',
  '  IdentitiesOnly yes',
  '  ProxyJump me@door:2200,inner',
  '  Include more/*.conf',
  'Host *.example !kv?.example',
  '  StrictHostKeyChecking accept-new',
  'Host kv? 10.0.*',
  '  ProxyJump none',
  '  StrictHostKeyChecking off',
  'Host *',
  '  ProxyJump bastion',
  '  User fallback',
  '  HashKnownHosts yes',
];

needs('ssh')('~/.ssh/config as OpenSSH reads it', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'belay-ssh-g-'));
    vi.stubEnv('HOME', home);
    await mkdir(join(home, '.ssh/more'), { recursive: true });
    const lines = CONFIG.map((line) => line.replace('more/', `${home}/.ssh/more/`));
    await writeFile(file(), `${lines.join('\n')}\n`);
    await writeFile(join(home, '.ssh/more/a.conf'), 'IdentityFile /keys/included\nHost nothing\nPort 1\n');
    await writeFile(join(home, '.ssh/more/b.conf'), 'Host b*\nIdentityFile /keys/of-%r-at-%h-%p\nHost *\nPort 9\n');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(home, { recursive: true });
  });

  it.each(['bare', 'a.example', 'kv1.example', 'kv12.example', 'kv1', '10.0.0.9', 'other'])(
    'the same for %s',
    async (host) => {
      expect(await byBelay(host)).toEqual(expandedTokens(byOpenSsh(host)));
    },
  );
});

/** ssh -G leaves tokens in the names of key files as they are. */
function expandedTokens(settings: ReturnType<typeof byOpenSsh>) {
  const { user, host, port } = settings;
  const files = settings.files.map((path) =>
    path.replace('%r', String(user)).replace('%h', String(host)).replace('%p', String(port)),
  );
  return { ...settings, files };
}
