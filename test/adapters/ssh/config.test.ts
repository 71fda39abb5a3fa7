import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseHop, resolveRoute } from '../../../src/adapters/ssh/config/route.ts';
import { resolveTarget } from '../../../src/adapters/ssh/config/target.ts';
import { say } from '../../../src/base/text.ts';

const wanted = { host: 'control', port: null, user: null, identity: null, knownHosts: null };
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'belay-config-'));
});
afterAll(() => rm(home, { recursive: true }));
beforeEach(() => write('config', ''));

async function write(name: string, ...lines: readonly string[]): Promise<void> {
  const path = join(home, '.ssh', name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${lines.join('\n')}\n`);
}
const place = () => ({ file: join(home, '.ssh', 'config'), home });
const target = (more: Partial<typeof wanted> | { host: string } = {}) => resolveTarget({ ...wanted, ...more }, place());
const route = async (jump: string | null = null) => {
  const hops = await resolveRoute({ ...wanted, jump }, place());
  return hops.map(({ host, port, user }) => `${user}@${host}:${port}`);
};

describe('~/.ssh/config', () => {
  it('takes the first line that says something, and every IdentityFile', async () => {
    await write(
      'config',
      'Host control',
      '  HostName 10.0.0.9',
      '  Port=2222',
      '  IdentityFile "~/keys/of %h"',
      'Host *',
      '\tPort 22 # not this one',
      '\tUser = tidb',
      '\tIdentityFile %d/.ssh/%r@%n',
      '\tConnectTimeout 1m30s',
      '\tServerAliveInterval 7',
    );
    expect(await target()).toMatchObject({
      host: '10.0.0.9',
      port: 2222,
      user: 'tidb',
      identities: { files: [join(home, 'keys/of 10.0.0.9'), join(home, '.ssh/tidb@control')], named: true },
      connectTimeoutMs: 90_000,
      aliveIntervalMs: 7_000,
      words: [],
    });
  });

  it('is overridden by the profile', async () => {
    await write('config', 'Host *', 'Port 2222', 'User somebody', 'IdentityFile ~/other');
    expect(await target({ port: 22, user: 'tidb', identity: '~/mine', knownHosts: '/known' } as object)).toMatchObject({
      port: 22,
      user: 'tidb',
      identities: { files: [join(home, 'mine')], named: true },
      knownHosts: { files: expect.arrayContaining(['/known', join(home, '.ssh/known_hosts')]), writeTo: '/known' },
    });
  });

  it.each([
    ['Host con*', true],
    ['Host c?ntrol', true],
    ['Host c?control', false],
    ['Host other control', true],
    ['Host * !control', false],
    ['Host !control', false],
    ['Host CONTROL', true],
    ['Host control.example', false],
  ])('"%s" is for control: %s', async (line, isMeant) => {
    await write('config', line, 'Port 2222');
    expect((await target()).port).toBe(isMeant ? 2222 : 22);
  });

  it('includes files, by pattern, within the host that includes them alone', async () => {
    await write('config', 'Host other', 'Include conf.d/*', 'Host control', `Include ${join(home, '.ssh')}/conf.d/1*`);
    await write('conf.d/10', 'User first', 'Host control', 'Port 1010');
    await write('conf.d/20', 'Port 2020');
    expect(await target()).toMatchObject({ user: 'first', port: 1010 });
    expect(await target({ host: 'other' })).toMatchObject({ user: 'first', port: 2020 });
    expect(await target({ host: 'third' })).toMatchObject({ user: userInfo().username, port: 22 });
    await write('config', 'Include config');
    await expect(target()).rejects.toMatchObject({ trouble: { code: 'ssh-config' } });
  });

  it('says what it leaves out: Match and what it does not know; not what has no bearing', async () => {
    await write(
      'config',
      'Match exec "true"',
      'Port 2222',
      'Host *',
      'Ciphers aes128-ctr',
      'ForwardAgent yes',
      'LogLevel DEBUG',
    );
    const { port, words } = await target();
    expect(port).toBe(22);
    expect(words.map((word) => say(word, 'en'))).toEqual([
      expect.stringContaining('Match exec "true"'),
      expect.stringContaining('Ciphers aes128-ctr'),
    ]);
    await write('config', 'Match all', 'Port 2222');
    expect(await target()).toMatchObject({ port: 2222, words: [] });
  });

  it.each([
    'ProxyCommand nc %h %p',
    'CanonicalizeHostname yes',
    'RevokedHostKeys /etc/revoked',
    'Port none',
    'StrictHostKeyChecking maybe',
    'IdentityFile "~/open',
    'IdentityFile ~/%Z',
    `UserKnownHostsFile ${'$'}{NO_SUCH_VARIABLE}/known`,
    'ConnectTimeout soon',
  ])('refuses "%s" with its file and line', async (line) => {
    await write('config', 'Host *', line);
    await expect(target()).rejects.toMatchObject({
      trouble: { code: 'ssh-config', kind: 'usage', why: { en: expect.stringContaining(`config:2: ${line}`) } },
    });
  });

  it('takes what is switched off as if it were not there', async () => {
    await write('config', 'ProxyCommand none', 'ProxyJump none', 'CanonicalizeHostname no', 'IdentityAgent none');
    expect(await target()).toMatchObject({ jump: null, agent: null });
  });

  it('knows which ways to prove oneself are wanted', async () => {
    const ways = async (...lines: readonly string[]) => {
      await write('config', ...lines);
      return [...(await target()).methods];
    };
    expect(await ways('')).toEqual(['publickey', 'keyboard-interactive', 'password']);
    expect(await ways('PasswordAuthentication no', 'ChallengeResponseAuthentication no')).toEqual(['publickey']);
    expect(await ways('PreferredAuthentications gssapi-with-mic,password,publickey')).toEqual([
      'publickey',
      'password',
    ]);
  });

  it('takes several known_hosts files, or none', async () => {
    await write('config', 'UserKnownHostsFile ~/one /two', 'GlobalKnownHostsFile none', 'HashKnownHosts yes');
    const files = [join(home, 'one'), '/two'];
    expect((await target()).knownHosts).toEqual({ files, writeTo: files[0], hashed: true });
    await write('config', 'UserKnownHostsFile none', 'GlobalKnownHostsFile none');
    expect((await target()).knownHosts).toEqual({ files: [], writeTo: null, hashed: false });
  });
});

describe('the way to the control machine', () => {
  it('goes straight where nothing else is said', async () => {
    expect(await route()).toEqual([`${userInfo().username}@control:22`]);
  });

  it('goes over the hosts of the profile, each as the configuration has it', async () => {
    await write('config', 'Host *', 'User tidb', 'Host inner', 'HostName 10.0.0.2', 'Port 2222');
    expect(await route('me@outer:2200,inner')).toEqual(['me@outer:2200', 'tidb@10.0.0.2:2222', 'tidb@control:22']);
  });

  it('goes over ProxyJump, and the ProxyJump of the first of them; the profile comes before it', async () => {
    await write(
      'config',
      'Host control',
      'ProxyJump a,b',
      'Host a',
      'ProxyJump door',
      'Host b',
      'ProxyJump nowhere',
      'Host *',
      'User t',
    );
    expect(await route()).toEqual(['t@door:22', 't@a:22', 't@b:22', 't@control:22']);
    expect(await route('none')).toEqual(['t@control:22']);
    expect(await route('b:1')).toEqual(['t@nowhere:22', 't@b:1', 't@control:22']);
  });

  it('refuses hosts that lead to each other', async () => {
    await write('config', 'Host *', 'ProxyJump bastion');
    await expect(route()).rejects.toMatchObject({ trouble: { code: 'ssh-config' } });
  });

  it('reads a host to jump through in each of its forms', () => {
    expect(parseHop('tidb@10.0.0.1:2222', '')).toEqual({ host: '10.0.0.1', port: 2222, user: 'tidb' });
    expect(parseHop('ssh://tidb@outer:22', '')).toEqual({ host: 'outer', port: 22, user: 'tidb' });
    expect(parseHop('[fd00::1]:2222', '')).toEqual({ host: 'fd00::1', port: 2222, user: null });
    for (const wrong of ['', 'a:0', 'a:99999', 'a:b', 'a@b@c:d', 'fd00::1'])
      expect(() => parseHop(wrong, ''), wrong).toThrow(expect.objectContaining({ trouble: expect.anything() }));
  });
});
