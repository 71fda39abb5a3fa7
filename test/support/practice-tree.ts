import type { MemoryPractice } from './memory-practice.ts';

/** Clones the new tree and merges by hand what the rolling update needs; returns its directory. */
export async function mergedTree({ ports, profile }: Pick<MemoryPractice, 'ports' | 'profile'>): Promise<string> {
  const { control } = ports.hosts;
  const { oldTree, newTree, source, target } = profile;
  if (oldTree === null || newTree === null || target === null) throw new Error('the practice profile has its trees');
  const cloned = await control.run(['git', 'clone', '-b', target, source, newTree]);
  if (cloned.exit !== 0) throw new Error(cloned.stderr);
  const inventory = ((await control.readFile(`${oldTree}/inventory.ini`)) ?? '')
    .replace('tidb_version = v2.1.19', `tidb_version = ${target}`)
    .replace('tikv_port=20171', 'tikv_port=20171 tikv_status_port=20181')
    .replace('tikv_port=20172', 'tikv_port=20172 tikv_status_port=20182');
  await control.writeFile(`${newTree}/inventory.ini`, inventory);
  const all = (await control.readFile(`${newTree}/group_vars/all.yml`)) ?? '';
  await control.writeFile(`${newTree}/group_vars/all.yml`, all.replace('pump_port: 8250', 'pump_port: 8251'));
  return newTree;
}
