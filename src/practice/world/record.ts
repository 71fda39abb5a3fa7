import type { JsonObject } from '../../base/json.ts';
import type { WorldState } from './state.ts';

/** Writes one entry into the history, at the world's now. */
export function recorded(
  state: WorldState,
  entry: { readonly actor: string; readonly kind: string; readonly detail: JsonObject },
): WorldState {
  return { ...state, history: [...state.history, { at: state.now, ...entry }] };
}

/** Replaces one component. */
export function withComponent(
  state: WorldState,
  id: string,
  change: (component: WorldState['components'][number]) => WorldState['components'][number],
): WorldState {
  return { ...state, components: state.components.map((one) => (one.id === id ? change(one) : one)) };
}
