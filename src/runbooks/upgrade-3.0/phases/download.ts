import { text } from '../../../base/text.ts';
import { downloadBinaries } from '../../../cluster/actions/download-binaries.ts';
import type { ClusterPorts } from '../../../cluster/ports/index.ts';
import { binariesDownloaded } from '../../../cluster/verifies/binaries-downloaded.ts';
import type { Phase } from '../../../engine/runbook.ts';

/** Checklist 4.6: the binaries, before anything is restarted. */
export const download: Phase<ClusterPorts> = {
  id: 'download',
  title: text('Download', '下载'),
  why: text(
    'A download that breaks off is found now, while nothing has been stopped.',
    '下载不完整会在此时发现，此时还没有停止任何服务。',
  ),
  steps: [
    {
      id: 'local-prepare',
      title: text('Download the binaries to the control machine', '下载二进制文件到中控机'),
      why: text(
        'local_prepare.yml fetches exactly the version of the tree. Every binary is asked for its version afterwards. When a download breaks, the failed task names its address: fetch it by hand, then run the step again.',
        'local_prepare.yml 只下载与目录一致的版本，之后逐个核对二进制版本。若下载中断，失败的任务会给出地址：可手动下载后重试。',
      ),
      source: 'checklist 4.6, 7.1',
      action: downloadBinaries,
      verify: binariesDownloaded,
      putBack: {
        kind: 'hand',
        how: text('remove downloads/ and resources/ in the new tree', '删除新目录中的 downloads/ 与 resources/'),
      },
    },
  ],
};
