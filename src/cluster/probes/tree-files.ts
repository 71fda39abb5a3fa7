import { text } from '../../base/text.ts';
import type { Reading } from '../../engine/fact.ts';
import type { Host } from '../ports/host.ts';
import { fileSource, seen, unseen } from './reading.ts';

/** The configuration of one tidb-ansible tree, as text. */
export interface TreeFiles {
  /** Absolute on the control machine. */
  readonly root: string;
  /** Path in the tree → content: inventory.ini, conf/*.{yml,toml}, group_vars/*.yml. */
  readonly files: ReadonlyMap<string, string>;
}

/** Reads the configuration files of the tree at `root`; *not known* when it has no inventory.ini. */
export async function readTreeFiles(host: Host, root: string): Promise<Reading<TreeFiles>> {
  const source = fileSource(host.name, root);
  const inventory = await host.readFile(`${root}/inventory.ini`);
  if (inventory === null) {
    return unseen(text(`there is no ${root}/inventory.ini`, `${root}/inventory.ini 不存在`), source);
  }
  const names = await Promise.all([namesIn(host, root, 'conf'), namesIn(host, root, 'group_vars')]);
  const read = names.flat().map(async (path) => [path, await host.readFile(`${root}/${path}`)] as const);
  const files = new Map([['inventory.ini', inventory]]);
  for (const [path, content] of await Promise.all(read)) if (content !== null) files.set(path, content);
  return seen({ root, files }, source);
}

async function namesIn(host: Host, root: string, directory: 'conf' | 'group_vars'): Promise<readonly string[]> {
  const kept = directory === 'conf' ? /\.(yml|toml)$/ : /\.yml$/;
  const entries = (await host.list(`${root}/${directory}`)) ?? [];
  return entries
    .filter((entry) => entry.kind !== 'directory' && kept.test(entry.name))
    .map((entry) => `${directory}/${entry.name}`);
}
