import type { Millis } from '../base/duration.ts';
import { type Text, text } from '../base/text.ts';
import { componentsOf, type Topology } from './topology.ts';

const MINUTE: Millis = 60_000;

/** How long the rolling update takes by the checklist's rule (3.2): five minutes for each TiKV and ten for the rest. */
export function upgradeEstimate(topology: Topology): Millis {
  return componentsOf(topology, 'tikv').length * 5 * MINUTE + 10 * MINUTE;
}

/** The same for people, in whole minutes: an estimate is no more exact than that. */
export function estimateWords(topology: Topology): Text {
  const minutes = Math.round(upgradeEstimate(topology) / MINUTE);
  return text(`${minutes} minutes`, `${minutes} 分钟`);
}
