import type { Play } from '../play.ts';
import { drainerPlaybook } from './drainer.ts';
import { localPrepare } from './local-prepare.ts';
import { rollingUpdateMonitor } from './monitor.ts';
import { newPdUnit, oldPdUnit } from './roles.ts';
import { rollingUpdate } from './rolling-update.ts';

/**
 * The plays of a playbook by its file name, as the release of its tree has them; null: the practice does not know it.
 * @param since3 whether the tree is 3.0 or later: PD's unit carries its port there.
 */
export function playsOf(playbook: string, since3: boolean): readonly Play[] | null {
  switch (playbook) {
    case 'rolling_update.yml':
      return rollingUpdate(
        since3 ? { stopPd: newPdUnit, startPd: newPdUnit } : { stopPd: oldPdUnit, startPd: oldPdUnit },
      );
    case 'excessive_rolling_update.yml':
      return rollingUpdate({ stopPd: oldPdUnit, startPd: newPdUnit });
    case 'rolling_update_monitor.yml':
      return rollingUpdateMonitor();
    case 'local_prepare.yml':
      return localPrepare();
    case 'start_drainer.yml':
      return drainerPlaybook('started');
    case 'stop_drainer.yml':
      return drainerPlaybook('stopped');
    default:
      return null;
  }
}
