import { verbatim } from '../../base/text.ts';
import { pumpStandingProbes, pumpStandings } from '../rolling/pump-standings.ts';
import { updateByTag } from './update-by-tag.ts';

/** Rolls Pump. Drainer is in no rolling play. */
export const updatePump = updateByTag({
  id: 'update-pump',
  component: verbatim('Pump'),
  tag: 'pump',
  group: 'pump_servers',
  needs: pumpStandingProbes,
  standings: pumpStandings,
});
