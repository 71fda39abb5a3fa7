import { text } from '../../base/text.ts';
import type { Reading } from '../../engine/fact.ts';
import type { Host } from '../ports/host.ts';
import { fileSource, seen, unseen } from './reading.ts';
import { splitBySize } from './split-by-size.ts';

/** The configuration of one tidb-ansible tree, as text. */
export interface TreeFiles {
  /** Absolute on the control machine. */
  readonly root: string;
  /** Path in the tree → content: inventory.ini, conf/*.{yml,toml}, group_vars/*.yml. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Reads the configuration files of the tree at `root`; *not known* when it has no inventory.ini. Four commands, however
 * many files: it is read at every look at the cluster.
 */
export async function readTreeFiles(host: Host, root: string): Promise<Reading<TreeFiles>> {
  const source = fileSource(host.name, root);
  const listed = await Promise.all([
    filesIn(host, root, '', /^inventory\.ini$/),
    filesIn(host, root, 'conf/', /\.(yml|toml)$/),
    filesIn(host, root, 'group_vars/', /\.yml$/),
  ]);
  if (listed[0].length === 0) {
    return unseen(text(`there is no ${root}/inventory.ini`, `${root}/inventory.ini 不存在`), source);
  }
  const found = listed.flat();
  return seen({ root, files: (await readAll(host, root, found)) ?? (await readEach(host, root, found)) }, source);
}

interface FoundFile {
  /** In the tree. */
  readonly path: string;
  readonly sizeBytes: number;
}

async function filesIn(host: Host, root: string, below: string, kept: RegExp): Promise<readonly FoundFile[]> {
  const entries = (await host.list(below === '' ? root : `${root}/${below.slice(0, -1)}`)) ?? [];
  return entries
    .filter((entry) => entry.kind !== 'directory' && kept.test(entry.name))
    .map(({ name, sizeBytes }) => ({ path: `${below}${name}`, sizeBytes }));
}

/** All files with one command; null when they are not as they were listed: changed meanwhile, links, not to be read. */
async function readAll(
  host: Host,
  root: string,
  files: readonly FoundFile[],
): Promise<ReadonlyMap<string, string> | null> {
  const printed = await host.run(['cat', '--', ...files.map(({ path }) => path)], { cwd: root });
  const parts = splitBySize(
    printed.stdout,
    files.map(({ sizeBytes }) => sizeBytes),
  );
  return printed.exit === 0 && parts ? new Map(files.map(({ path }, n) => [path, parts[n] ?? ''])) : null;
}

async function readEach(host: Host, root: string, files: readonly FoundFile[]): Promise<ReadonlyMap<string, string>> {
  const contents = await Promise.all(files.map(({ path }) => host.readFile(`${root}/${path}`)));
  return new Map(
    files.flatMap(({ path }, n): readonly (readonly [string, string])[] => {
      const content = contents[n] ?? null;
      return content === null ? [] : [[path, content]];
    }),
  );
}
