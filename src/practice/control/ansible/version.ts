import { type Machine, type Output, out } from '../machine.ts';
import { packageVersion } from '../packages.ts';

/** The stand-in for `ansible`: it knows `--version`. */
export async function* ansible(machine: Machine): AsyncGenerator<Output, number> {
  if (machine.argv.includes('--version')) {
    yield* versionLines(machine, 'ansible');
    return 0;
  }
  yield {
    to: 'err',
    text: 'Usage: ansible <host-pattern> [options]\n\nansible: error: the practice knows --version only\n',
  };
  return 2;
}

/** What `--version` prints on an old CentOS. */
export async function* versionLines(machine: Machine, program: string): AsyncGenerator<Output> {
  const version = await packageVersion(machine, 'ansible');
  const config = `${machine.cwd}/ansible.cfg`;
  const found = (await machine.files.read(config)) === null ? '/etc/ansible/ansible.cfg' : config;
  yield out(`${program} ${version ?? '0'}`);
  yield out(`  config file = ${found}`);
  yield out(`  configured module search path = [u'${machine.homes.home(machine.host)}/.ansible/plugins/modules']`);
  yield out('  ansible python module location = /usr/lib/python2.7/site-packages/ansible');
  yield out(`  executable location = /usr/bin/${program}`);
  yield out('  python version = 2.7.5 (default, Aug  7 2019, 00:51:29) [GCC 4.8.5 20150623 (Red Hat 4.8.5-39)]');
}
