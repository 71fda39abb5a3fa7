import { text } from '../../base/text.ts';
import type { PdStore } from '../ports/pd.ts';
import { addressOf, componentsOf, type Topology } from '../topology.ts';
import type { Standing } from './standing.ts';
import { sameVersion } from './versions-match.ts';

/** How far each TiKV of the inventory has come, by what PD says of its store. */
export function tikvStandings(topology: Topology, stores: readonly PdStore[], target: string): readonly Standing[] {
  return componentsOf(topology, 'tikv').map((component) => {
    const store = storeOf(stores, addressOf(component));
    const seen = store === undefined ? 'PD ?' : `${store.version} ${store.state}`;
    return {
      component,
      done: store !== undefined && store.state === 'Up' && sameVersion(store.version, target),
      version: store?.version ?? null,
      evidence: text(`${component.name} ${seen}`, `${component.name} ${seen}`),
    };
  });
}

/** The living store at an address: a tombstone of the same address is none. */
export function storeOf(stores: readonly PdStore[], address: string): PdStore | undefined {
  return stores.find((store) => store.address === address && store.state !== 'Tombstone');
}
