import { type On, type Play, port } from '../play.ts';
import { systemd, waitFor } from '../tasks/modules.ts';
import { checks } from './checks.ts';

/** start_drainer.yml and stop_drainer.yml. */
export function drainerPlaybook(state: 'started' | 'stopped'): readonly Play[] {
  const unit = (on: On) => `drainer-${port(on, 'drainer_port')}.service`;
  const [verb, way] = state === 'started' ? ['start', 'up'] : ['stop', 'down'];
  return [
    ...checks({ system: false }),
    {
      name: null,
      hosts: ['drainer_servers'],
      serial: false,
      tags: ['drainer'],
      tasks: [
        systemd(`${verb} drainer by systemd`, 'drainer', { unit, portName: 'drainer_port', state }),
        waitFor(`wait until the drainer port is ${way}`, 'drainer_port', state, 'drainer'),
      ],
    },
  ];
}
