import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { clusterHosts } from '../../src/adapters/hosts.ts';
import { openLocalHost } from '../../src/adapters/local/local-host.ts';
import type { HostAddress } from '../../src/cluster/ports/host.ts';
import { behavesAsHost } from '../support/host-contract.ts';

/** Takes the part of OpenSSH's client: writes its words down and runs the command in a sh, as sshd would. */
const SSH = `#!/bin/sh
printf '%s\\0' "$@" >>"$SSH_WORDS"; echo >>"$SSH_WORDS"
while [ "$1" != -- ]; do target=$1; shift; done
[ "$target" = tidb@10.0.0.99 ] && { echo "connect to host 10.0.0.99 port 22: No route to host" >&2; exit 255; }
exec sh -c "$2"
`;

let drafts: string;
let words: string;
const kv: HostAddress = { name: 'TiKV1-1', address: '10.0.0.14', user: 'tidb', port: null, local: false };
const hosts = () => clusterHosts(openLocalHost(), drafts);

describe('a host of the cluster, reached by the control machine’s ssh', () => {
  beforeAll(async () => {
    const base = await mkdtemp(join(tmpdir(), 'belay-'));
    drafts = join(base, 'drafts');
    words = join(base, 'words');
    await mkdir(join(base, 'bin'));
    await writeFile(join(base, 'bin', 'ssh'), SSH);
    await chmod(join(base, 'bin', 'ssh'), 0o755);
    vi.stubEnv('PATH', `${join(base, 'bin')}:${process.env.PATH}`);
    vi.stubEnv('SSH_WORDS', words);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  behavesAsHost(() => hosts().at(kv));

  it('is asked without any question back, by its own user and port', async () => {
    await writeFile(words, '');
    await hosts()
      .at({ ...kv, port: 2222 })
      .run(['free', '-b']);
    const said = (await readFile(words, 'utf8')).trim().split('\0');
    expect(said.slice(0, 8)).toEqual([
      '-o',
      'BatchMode=yes',
      '-o',
      'ConnectTimeout=5',
      '-p',
      '2222',
      'tidb@10.0.0.14',
      '--',
    ]);
    expect(said[8]).toBe('(exec free -b </dev/null); exit $?');
  });

  it('never has "ansible" in the command line of its ssh, which a playbook would kill', async () => {
    const path = join(drafts, 'tidb-ansible', 'ssh-ansible.conf');
    await writeFile(words, '');
    const host = hosts().at(kv);
    await host.writeFile(path, 'ansible\n');
    expect(await host.readFile(path)).toBe('ansible\n');
    expect(await readFile(words, 'utf8')).not.toContain('ansible');
  });

  it('leaves no draft behind on the control machine', async () => {
    await hosts().at(kv).writeFile(join(drafts, 'target'), 'x');
    expect((await readdir(drafts)).filter((name) => name.startsWith('belay-'))).toEqual([]);
  });

  it('says when it cannot be reached', async () => {
    const gone = hosts().at({ ...kv, name: 'TiKV9', address: '10.0.0.99' });
    await expect(gone.run(['true'])).rejects.toMatchObject({
      trouble: { code: 'unreachable', why: { en: expect.stringContaining('No route to host') } },
    });
  });

  it('takes no option for an address', async () => {
    const evil = { ...kv, user: null, address: '-oProxyCommand=reboot' };
    expect(() => hosts().at(evil)).toThrow(
      expect.objectContaining({ trouble: expect.objectContaining({ code: 'no-address' }) }),
    );
  });

  it('is the control machine itself where the inventory says so', async () => {
    await writeFile(words, '');
    const local = hosts().at({ ...kv, local: true });
    expect((await local.run(['echo', 'here'])).stdout).toBe('here\n');
    expect(local.name).toBe('TiKV1-1');
    expect(await readFile(words, 'utf8')).toBe('');
  });
});
