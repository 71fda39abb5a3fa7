import type { Homes } from './machine.ts';

/** The control machine's address in the practice cluster. */
export const CONTROL_HOST = '10.0.0.9';

/** The hosts' homes below a practice's directory: `<root>/hosts/10.0.0.14/home/tidb`. */
export function homesUnder(root: string): Homes {
  return { control: CONTROL_HOST, home: (host) => `${root}/hosts/${host}/home/tidb` };
}

/** What lies where in the control machine's home. */
export function controlPaths(homes: Homes) {
  const home = homes.home(homes.control);
  return {
    home,
    oldTree: `${home}/tidb-ansible`,
    newTree: `${home}/tidb-ansible-v3.0.9`,
    remote: `${home}/git/tidb-ansible.git`,
    backupDir: `${home}/belay-backup/tidb_update_3.0`,
  };
}
