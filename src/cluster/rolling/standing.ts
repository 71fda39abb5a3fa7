import type { Text } from '../../base/text.ts';
import type { Component } from '../topology.ts';

/** How far one instance has come in the rolling update, by what is seen of it. */
export interface Standing {
  readonly component: Component;
  /** It runs the target and is well. False when that is not seen, whatever a playbook said. */
  readonly done: boolean;
  /** The version that was seen, "v3.0.9"; null: not known. */
  readonly version: string | null;
  /** What was seen, with its name: "TiKV1-1 v3.0.9 Up". */
  readonly evidence: Text;
}

/** Which hosts a playbook has to go through. */
export type Reach =
  | { readonly kind: 'nobody' }
  /** All of the group, in one go: without `-l`, so that the playbook's own pre-checks run too. */
  | { readonly kind: 'everybody'; readonly names: readonly string[] }
  /** What is left, by inventory names in inventory order. */
  | { readonly kind: 'the-rest'; readonly names: readonly string[] };

/** Who is left to be updated. */
export function reachOf(standings: readonly Standing[]): Reach {
  const left = standings.filter((standing) => !standing.done).map((standing) => standing.component.name);
  if (left.length === 0) return { kind: 'nobody' };
  return left.length === standings.length ? { kind: 'everybody', names: left } : { kind: 'the-rest', names: left };
}
