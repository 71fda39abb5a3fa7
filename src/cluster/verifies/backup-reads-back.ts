import { text } from '../../base/text.ts';
import type { Verify } from '../../engine/runbook.ts';
import { BACKUP_PD_CONFIG } from '../backup-files.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { backupStateProbe } from '../probes/backup-state.ts';

/** Every file that the manifest names is there with that digest, and copies of the tree's files are byte for byte the same. */
export const backupReadsBack: Verify<ClusterPorts> = {
  id: 'backup-reads-back',
  title: text('the backup was read back and matches', '备份已读回并校验一致'),
  needs: [backupStateProbe],
  everyMs: 2_000,
  timeoutMs: 10_000,
  judge({ facts }) {
    const state = facts.of(backupStateProbe);
    if (!state.known) return { holds: 'not-yet', evidence: state.why };
    const { dir, digests, manifest, originals } = state.value;
    if (manifest === null) return { holds: 'no', evidence: text(`${dir} has no manifest`, `${dir} 中没有清单`) };
    const damaged = [...manifest].filter(([path, digest]) => digests.get(path) !== digest).map(([path]) => path);
    const changed = [...originals].filter(([path, digest]) => manifest.get(path) !== digest).map(([path]) => path);
    if (damaged.length > 0) {
      return {
        holds: 'no',
        evidence: text(
          `missing, or not what the manifest says: ${damaged.join(', ')}`,
          `缺失或与清单不符：${damaged.join('、')}`,
        ),
      };
    }
    if (changed.length > 0 || !manifest.has(BACKUP_PD_CONFIG)) {
      const list = changed.join(', ') || BACKUP_PD_CONFIG;
      return {
        holds: 'no',
        evidence: text(
          `not the same bytes as in the tree (changed meanwhile, or not UTF-8): ${list}`,
          `与原目录字节不一致（期间被修改，或不是 UTF-8 编码）：${list}`,
        ),
      };
    }
    return {
      holds: 'yes',
      evidence: text(
        `${manifest.size} files in ${dir}, all with the digests of the manifest`,
        `${dir} 中 ${manifest.size} 个文件，摘要均与清单一致`,
      ),
    };
  },
};
