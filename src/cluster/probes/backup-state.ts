import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import { BACKUP_MANIFEST, BACKUP_RUN_FILE, readManifest } from '../backup-files.ts';
import type { Host } from '../ports/host.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { fileSource, seen, unseenFor } from './reading.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** What lies in the backup directory. */
export interface BackupState {
  readonly dir: string;
  /** The run that the backup belongs to; null: no run has claimed it. */
  readonly run: string | null;
  /** Path in the backup → hex sha256 of its bytes. Empty when there is nothing. */
  readonly digests: ReadonlyMap<string, string>;
  /** What the manifest says: path → digest; null: there is no manifest. */
  readonly manifest: ReadonlyMap<string, string> | null;
  /** Path in the tree in use → digest of its bytes, for the paths of the manifest that are copies of it. */
  readonly originals: ReadonlyMap<string, string>;
}

/** The backup as it lies on the control machine, every file read back and digested. */
export const backupStateProbe: Probe<ClusterPorts, BackupState> = {
  id: 'backup-state',
  title: text('The backup directory', '备份目录'),
  shelfLifeMs: 10_000,
  needs: [upgradeSettingsProbe],
  async read({ hosts }, facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    const { backupDir: dir, oldTree } = settings.value;
    const digests = await digestsUnder(hosts.control, dir);
    const run = (await hosts.control.readFile(`${dir}/${BACKUP_RUN_FILE}`))?.trim() ?? null;
    const source = await hosts.control.readFile(`${dir}/${BACKUP_MANIFEST}`);
    const manifest = source === null ? null : readManifest(source);
    const originals = await digestsOf(hosts.control, oldTree, manifest?.keys() ?? []);
    return seen({ dir, run, digests, manifest, originals }, fileSource('control', dir));
  },
};

async function digestsUnder(host: Host, dir: string): Promise<ReadonlyMap<string, string>> {
  const paths: string[] = [];
  for (const part of ['', 'conf/', 'group_vars/']) {
    const entries = (await host.list(`${dir}/${part}`.replace(/\/$/, ''))) ?? [];
    paths.push(...entries.filter((entry) => entry.kind === 'file').map((entry) => part + entry.name));
  }
  return digestsOf(host, dir, paths);
}

async function digestsOf(host: Host, root: string, paths: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  for (const path of paths) {
    const digest = await host.sha256(`${root}/${path}`);
    if (digest !== null) digests.set(path, digest);
  }
  return digests;
}
