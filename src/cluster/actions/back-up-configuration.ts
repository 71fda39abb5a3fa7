import { text, verbatim } from '../../base/text.ts';
import type { FileDeed } from '../../engine/deed.ts';
import type { Action, Planned } from '../../engine/runbook.ts';
import { unifiedDiff } from '../../formats/unified-diff.ts';
import { BACKUP_MANIFEST, BACKUP_PD_CONFIG, BACKUP_RUN_FILE, backupFiles, writeManifest } from '../backup-files.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { type BackupState, backupStateProbe } from '../probes/backup-state.ts';
import { oldTreeProbe } from '../probes/old-tree.ts';
import { pdConfigTextProbe } from '../probes/pd-config-text.ts';
import { upgradeSettingsProbe } from '../probes/upgrade-settings.ts';

/**
 * Copies the configuration of the tree in use and PD's live configuration into the backup directory: the mark of the
 * run first, the manifest last. What is there already and the same is left; a backup of another run is never touched.
 */
export const backUpConfiguration: Action<ClusterPorts> = {
  id: 'back-up-configuration',
  needs: [upgradeSettingsProbe, oldTreeProbe, pdConfigTextProbe, backupStateProbe],
  plan({ facts, runId, sha256 }) {
    const tree = facts.of(oldTreeProbe);
    if (!tree.known) return { later: tree.why };
    const state = facts.of(backupStateProbe);
    if (!state.known) return { later: state.why };
    const pdConfig = facts.of(pdConfigTextProbe);
    if (!pdConfig.known) return { later: pdConfig.why };

    const { dir, digests } = state.value;
    const ours = state.value.run === runId;
    const files = new Map([[BACKUP_RUN_FILE, `${runId}\n`], ...backupFiles(tree.value.files)]);
    const wanted = new Map([...files].map(([path, content]) => [path, sha256(content)]));
    // PD's configuration may have moved on since this run saved it: what was saved first stays.
    const saved = ours ? digests.get(BACKUP_PD_CONFIG) : undefined;
    if (saved === undefined) files.set(BACKUP_PD_CONFIG, pdConfig.value);
    wanted.set(BACKUP_PD_CONFIG, saved ?? sha256(pdConfig.value));
    const manifest = writeManifest(wanted);
    files.set(BACKUP_MANIFEST, manifest);
    wanted.set(BACKUP_MANIFEST, sha256(manifest));

    const differing = [...wanted].filter(([path, digest]) => digests.get(path) !== digest).map(([path]) => path);
    const inTheWay = differing.filter((path) => digests.has(path));
    if (!ours && (state.value.run !== null || inTheWay.length > 0)) return foreign(state.value, inTheWay);
    return { deeds: differing.map((path) => copy(dir, path, files.get(path) ?? '', digests.has(path))) };
  },
};

function copy(dir: string, path: string, content: string, replaces: boolean): FileDeed {
  return {
    kind: 'file',
    id: path,
    title: text(`save ${path}`, `备份 ${path}`),
    host: 'control',
    path: `${dir}/${path}`,
    ...(replaces ? {} : { before: null }),
    after: content,
    mode: 0o600,
    diff: unifiedDiff(`${dir}/${path}`, null, content),
  };
}

function foreign({ dir, run }: BackupState, inTheWay: readonly string[]): Planned {
  const aside = `mv ${dir} ${dir}.${run ?? 'before'}`;
  return {
    cannot: {
      what: text(`there is another backup in ${dir}`, `${dir} 中已有其他备份`),
      why:
        run === null
          ? text(
              `belay did not write what is there, and it differs: ${inTheWay.join(', ')}`,
              `其中的文件并非由 belay 写入且内容不同：${inTheWay.join('、')}`,
            )
          : text(`it belongs to run ${run}`, `它属于运行 ${run}`),
      next: [verbatim(aside), text('or set another `backupDir` in the profile', '或在配置文件中设置其他 `backupDir`')],
    },
  };
}
