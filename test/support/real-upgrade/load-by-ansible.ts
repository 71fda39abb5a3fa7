import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** An inventory with its group_vars as ansible itself reads them: groups, and the variables of each host. */
export function loadInventory(tree: string): {
  readonly hostsOf: (group: string) => readonly string[];
  readonly variablesOf: (host: string) => Readonly<Record<string, unknown>>;
} {
  const listed = JSON.parse(
    execFileSync('ansible-inventory', ['-i', join(tree, 'inventory.ini'), '--list'], { cwd: tree, encoding: 'utf8' }),
  );
  return {
    hostsOf: (group) => listed[group]?.hosts ?? [],
    variablesOf: (host) => listed._meta.hostvars[host],
  };
}

/** A YAML file as ansible's own YAML library reads it. */
export function loadYaml(path: string): unknown {
  const said = execFileSync(
    'ansible',
    [
      '-i',
      'localhost,',
      '-c',
      'local',
      'localhost',
      '-m',
      'debug',
      '-a',
      `msg={{ lookup("file", "${path}") | from_yaml }}`,
    ],
    { encoding: 'utf8', env: { ...process.env, ANSIBLE_STDOUT_CALLBACK: 'json', ANSIBLE_LOAD_CALLBACK_PLUGINS: '1' } },
  );
  return JSON.parse(said).plays[0].tasks[0].hosts.localhost.msg;
}
