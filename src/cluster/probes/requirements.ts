import { text } from '../../base/text.ts';
import type { Probe } from '../../engine/fact.ts';
import type { ClusterPorts } from '../ports/index.ts';
import { parseRequirements, type Requirement } from '../requirements.ts';
import { fileSource, seen, unseen, unseenFor } from './reading.ts';
import { upgradeSettingsProbe } from './upgrade-settings.ts';

/** What the new tree's requirements.txt asks of the control machine. */
export const requirementsProbe: Probe<ClusterPorts, readonly Requirement[]> = {
  id: 'requirements',
  title: text('What the new tree requires', '新目录的依赖要求'),
  shelfLifeMs: 0,
  needs: [upgradeSettingsProbe],
  async read({ hosts }, facts) {
    const settings = facts.of(upgradeSettingsProbe);
    if (!settings.known) return unseenFor(settings);
    const path = `${settings.value.newTree}/requirements.txt`;
    const content = await hosts.control.readFile(path);
    return content === null
      ? unseen(text(`there is no ${path} yet`, `${path} 尚不存在`), fileSource('control', path))
      : seen(parseRequirements(content), fileSource('control', path));
  },
};
